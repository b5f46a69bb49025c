"""Every example of the temporal corpora, in every language."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from mawid import languages
from mawid.temporal import times


def _corpus(code: str) -> list[tuple[str, str, str, str | None, str]]:
    """(construct, publication date, text, country, what times() should give)."""
    groups = tomllib.loads(files(f"mawid.languages.{code}").joinpath("corpus_time.toml").read_text("utf-8"))["group"]
    out = []
    for group in groups:
        for line in group["cases"].strip().splitlines():
            expected, _, text = line.partition(" | ")
            out.append((group["construct"], group["ref"], text, group.get("country"), expected.strip()))
    return out


def _found(text: str, code: str, ref: str, country: str | None) -> str:
    whens = times(text, code, date.fromisoformat(ref), country)
    return "; ".join(f"{w['start']} {w['end']} {w['granularity']}" for w in whens) or "-"


@pytest.mark.parametrize("code", languages.CODES)
def test_all_examples_are_read_as_the_corpus_says(code: str) -> None:
    wrong = [
        f"{construct}: {text!r}: {found} instead of {expected}"
        for construct, ref, text, country, expected in _corpus(code)
        if (found := _found(text, code, ref, country)) != expected
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", languages.CODES)
def test_a_corpus_has_250_times_and_80_texts_without_one(code: str) -> None:
    expected = [row[-1] for row in _corpus(code)]
    assert sum(e != "-" for e in expected) >= 250
    assert expected.count("-") >= 80
