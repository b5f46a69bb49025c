"""Every example of the place corpora, in every language."""

import tomllib
from importlib.resources import files

import pytest

from mawid import languages
from mawid.languages import sentences_of
from mawid.places import Context, Place, PlaceMention, Venue, find, venues
from mawid.text import Text


def _corpus(code: str) -> list[tuple[str, str, str]]:
    """(construct, text, what is in it)."""
    groups = tomllib.loads(files(f"mawid.languages.{code}").joinpath("corpus_places.toml").read_text("utf-8"))["group"]
    lines = [(group["construct"], line) for group in groups for line in group["cases"].strip().splitlines()]
    return [(construct, text, expected) for construct, line in lines for expected, _, text in [line.partition(" | ")]]


def _reference(place: Place) -> str:
    return place.country if place.kind == "country" else f"{place.country}/{place.name}"


def _mention(m: PlaceMention) -> str:
    if m.demonym:
        return "~" + _reference(m.place)
    flags = [name for name in ("host", "acts", "dateline", "part") if getattr(m, name)]
    return " ".join([_reference(m.place), *([m.role] if m.role else []), *flags])


def _venue(v: Venue) -> str:
    place = f" ({_reference(v.place)})" if v.place else ""
    return f"@{v.name}{place}" + (f" {v.role}" if v.role else "")


def _found(text: str, code: str) -> str:
    pack = languages.get(code)
    assert pack
    sentences = list(sentences_of(Text("body", text), pack))
    context = Context.of(sentences, pack)
    out = []
    for sentence in sentences:
        mentions = find(sentence, pack, context)
        out += map(_mention, mentions)
        out += map(_venue, venues(sentence, pack, mentions))
        out += ["online"] if sentence.of("ONLINE") else []
    return "; ".join(out) or "-"


@pytest.mark.parametrize("code", languages.CODES)
def test_all_examples_are_read_as_the_corpus_says(code: str) -> None:
    wrong = [
        f"{construct}: {text!r}: {found} instead of {expected}"
        for construct, text, expected in _corpus(code)
        if (found := _found(text, code)) != expected
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", languages.CODES)
def test_a_corpus_has_80_texts_with_places_and_40_without(code: str) -> None:
    expected = [row[-1] for row in _corpus(code)]
    assert sum(e != "-" for e in expected) >= 80
    assert expected.count("-") >= 40
