"""The examples are valid, and what breaks a contract is refused."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest

ROOT = Path(__file__).parents[2] / "schemas"
SCHEMAS = {path.name.removesuffix(".schema.json"): orjson.loads(path.read_bytes()) for path in ROOT.glob("*.json")}
REGISTRY = jsonschema_rs.Registry([(schema["$id"], schema) for schema in SCHEMAS.values()])
VALIDATORS = {
    name: jsonschema_rs.validator_for(schema, registry=REGISTRY, validate_formats=True)
    for name, schema in SCHEMAS.items()
}
EXAMPLES = sorted(ROOT.glob("examples/*/*.json"))
EVENTS = sorted(ROOT.glob("examples/event.v1/*.json"))

ABSENT: Any = object()


def example(path: str) -> Any:
    return orjson.loads((ROOT / "examples" / f"{path}.json").read_bytes())


def changed(path: str, pointer: str, value: Any) -> Any:
    """The example with one value replaced, added, or (ABSENT) removed."""
    found = example(path)
    *parents, last = pointer.removeprefix("/").split("/")
    target = found
    for parent in parents:
        target = target[int(parent) if isinstance(target, list) else parent]
    if value is ABSENT:
        del target[last]
    else:
        target[last] = value
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_an_example_is_valid(path: Path) -> None:
    VALIDATORS[path.parent.name].validate(orjson.loads(path.read_bytes()))


def test_every_schema_has_examples() -> None:
    assert set(SCHEMAS) == {path.parent.name for path in EXAMPLES}


def test_every_kind_of_change_has_an_example() -> None:
    kinds = SCHEMAS["event.v1"]["properties"]["change"]["properties"]["kind"]["enum"]

    assert set(kinds) == {orjson.loads(path.read_bytes())["change"]["kind"] for path in EVENTS}


@pytest.mark.parametrize("path", EVENTS, ids=lambda p: p.stem)
def test_spans_of_an_example_lie_within_its_quote(path: Path) -> None:
    for evidence in orjson.loads(path.read_bytes())["evidence"]:
        assert evidence["end"] - evidence["start"] == len(evidence["quote"])
        for span in evidence.get("spans", []):
            assert 0 <= span["start"] < span["end"] <= len(evidence["quote"])


@pytest.mark.parametrize(
    ("path", "pointer", "value"),
    [
        ("article.v1/arabic", "/id", ABSENT),
        ("article.v1/arabic", "/id", ""),
        ("article.v1/arabic", "/body", ""),
        ("article.v1/arabic", "/body", "x" * 1_000_001),
        ("article.v1/arabic", "/published_at", ABSENT),
        ("article.v1/arabic", "/published_at", "2027-01-18"),
        ("article.v1/arabic", "/source/name", ABSENT),
        ("article.v1/arabic", "/source/country", "qa"),
        ("article.v1/arabic", "/retracted", "no"),
        ("event.v1/created", "/schema", "event.v2"),
        ("event.v1/created", "/revision", 0),
        ("event.v1/created", "/change/kind", "merged"),
        ("event.v1/created", "/change/fields", ["/when", "/when"]),
        ("event.v1/created", "/type", "Talks"),
        ("event.v1/created", "/title", {}),
        ("event.v1/created", "/status", "planned"),
        ("event.v1/created", "/when", ABSENT),
        ("event.v1/created", "/when/start", "18.01.2027"),
        ("event.v1/created", "/when/granularity", "fortnight"),
        ("event.v1/created", "/where/country", "Oman"),
        ("event.v1/created", "/where/latitude", 91),
        ("event.v1/created", "/where/precision", ABSENT),
        ("event.v1/created", "/participants/0/kind", "team"),
        ("event.v1/created", "/confidence", 1.5),
        ("event.v1/created", "/evidence", []),
        ("event.v1/created", "/evidence/0/quote", ""),
        ("event.v1/created", "/evidence/0/spans/0/label", "verb"),
        ("event.v1/created", "/updated_at", "2027-01-11T13:20:00+03:00"),
        ("event.v1/created", "/note", "not in the contract"),
        ("mention.v1/report", "/id", "dhifaf-euphrates-muscat"),
        ("mention.v1/report", "/kind", "retraction"),
        ("mention.v1/report", "/family", "talks"),
        ("mention.v1/report", "/ordinal", -1),
        ("mention.v1/report", "/article/published_at", ABSENT),
        ("mention.v1/report", "/words", ["w"] * 13),
        ("mention.v1/report", "/when/granularity", "fortnight"),
        ("mention.v1/report", "/revision", 1),
        ("mention.v1/retraction", "/kind", "report"),
        ("mention.v1/retraction", "/status", "cancelled"),
        ("dead-letter.v1/missing-date", "/dlq.error.code", "ValueError"),
        ("dead-letter.v1/missing-date", "/dlq.error.code", ABSENT),
        ("dead-letter.v1/missing-date", "/dlq.attempts", 1),
        ("dead-letter.v1/missing-date", "/dlq.error.pointer", "published_at"),
        ("dead-letter.v1/missing-date", "/dlq.something", "else"),
        ("dead-letter.v1/missing-date", "/__connect.errors.stage", "dedupe"),
        ("dead-letter.v1/missing-date", "/__connect.errors.offset", "12.5"),
        ("dead-letter.v1/missing-date", "/__connect.errors.exception.message", "x" * 1025),
    ],
)
def test_what_breaks_a_contract_is_refused(path: str, pointer: str, value: Any) -> None:
    assert not VALIDATORS[path.partition("/")[0]].is_valid(changed(path, pointer, value))


def test_an_article_may_carry_fields_that_nobody_asked_for() -> None:
    VALIDATORS["article.v1"].validate({**example("article.v1/minimal"), "section": "world"})
