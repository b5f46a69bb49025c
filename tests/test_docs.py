"""What the documentation says is so."""

import re
import tomllib
from pathlib import Path
from typing import Any

import click
import orjson
import pytest
from prometheus_client import REGISTRY

from mawid.article import decode
from mawid.detect import detect
from mawid.errors import CODES
from mawid.event import ChangeKind
from mawid.identity import first
from workers import metrics
from workers.cli import mawid
from workers.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README = PAGES[0].read_text(encoding="utf-8")
OPERATING = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
SUBSCRIBING = (ROOT / "docs/subscribing.md").read_text(encoding="utf-8")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)


def within(part: Any, whole: Any) -> bool:
    """Whether `whole` has all that `part` has; of a list `part` may show some, in order."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        rest = iter(whole)
        return all(any(within(item, other) for other in rest) for item in part)
    return bool(part == whole)


def rows(text: str) -> set[str]:
    """The first cell of each row of the tables, where it is code."""
    return set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE))


def test_the_event_in_the_readme_is_what_the_article_beside_it_becomes() -> None:
    article, event = (orjson.loads(block) for block in re.findall(r"```json\n(.*?)```", README, re.DOTALL))
    samples = [orjson.loads(line) for line in (ROOT / "seeds/articles.jsonl").read_bytes().splitlines()]

    [report] = detect(decode(orjson.dumps(article)))

    assert article in samples
    assert report["kind"] == "report"
    assert within(event, first(report))


def test_the_consumer_in_the_readme_is_python() -> None:
    [consumer] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

    compile(consumer, "README.md", "exec")


@pages
def test_a_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]*)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pages
def test_a_command_exists(page: Path) -> None:
    context = click.Context(mawid)
    for name in re.findall(r"(?:^|`|\s)mawid ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
        assert mawid.get_command(context, name), name


@pages
def test_a_setting_exists(page: Path) -> None:
    for name in re.findall(PREFIX + r"([A-Z_]+)", page.read_text(encoding="utf-8")):
        assert name.lower() in Settings.model_fields, name


def test_every_error_code_is_explained() -> None:
    assert set(CODES) <= rows(OPERATING)


def test_every_class_of_the_event_vocabulary_is_explained() -> None:
    classes = {
        name for file in ROOT.glob("mawid/languages/*/events.toml") for name in tomllib.loads(file.read_text("utf-8"))
    }
    explained = (ROOT / "docs/adding-a-language.md").read_text(encoding="utf-8")

    assert [name for name in sorted(classes) if f"`{name}`" not in explained] == []


def test_every_kind_of_change_is_explained() -> None:
    assert set(ChangeKind.__args__) <= rows(SUBSCRIBING)


def test_the_metrics_are_those_that_there_are() -> None:
    assert metrics.PROGRESS
    ours = {name for name in (metric.name for metric in REGISTRY.collect()) if name.startswith("mawid_")}
    named = {name.removesuffix("_total") for name in re.findall(r"`(mawid_[a-z_]+)(?:\{[a-z,]*\})?`", OPERATING)}

    assert ours == named
