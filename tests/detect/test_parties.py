"""Who takes part: on the corpora of the languages, and what a line of a corpus cannot say."""

import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from itertools import pairwise
from types import FrameType

import pytest

from mawid.detect.parties import PartyMention, People
from mawid.languages import CODES, Pack, Sentence, get, sentences_of
from mawid.text import Text
from tests.detect.articles import reports


def _sentences(code: str, body: str) -> tuple[list[Sentence], Pack]:
    pack = get(code)
    assert isinstance(pack, Pack)
    return list(sentences_of(Text("body", body), pack)), pack


def _read(code: str, body: str) -> list[tuple[Sentence, PartyMention]]:
    sentences, pack = _sentences(code, body)
    people = People(sentences, pack)
    return [(s, m) for s in sentences for m in people.find(s)]


def _shown(mention: PartyMention, code: str) -> str:
    what, _, key = mention.key.partition(":")
    if what == "country":
        return f"country {key}"
    known = what == "org" and len(mention.party["name"]) > 1
    return f"{what} {key if known else mention.party['name'][code]}"


def _cases() -> Iterator[tuple[str, str, str]]:
    for code in CODES:
        path = files(f"mawid.languages.{code}").joinpath("corpus_people.toml")
        for group in tomllib.loads(path.read_text("utf-8"))["group"]:
            for line in group["cases"].strip().splitlines():
                expected, _, text = line.partition(" | ")
                yield code, expected, text


CASES = list(_cases())


@pytest.mark.parametrize(("code", "expected", "text"), CASES)
def test_the_corpus_says_who_takes_part(code: str, expected: str, text: str) -> None:
    found = dict.fromkeys(_shown(m, code) for _, m in _read(code, text))
    assert ("; ".join(found) or "-") == expected


@pytest.mark.parametrize("code", CODES)
def test_each_corpus_has_enough_with_and_without_parties(code: str) -> None:
    expected = [e for c, e, _ in CASES if c == code]
    assert sum(e != "-" for e in expected) >= 80
    assert sum(e == "-" for e in expected) >= 40


def test_a_person_has_name_role_and_country_and_the_mention_covers_the_title() -> None:
    sentence, mention = _read("en", "On Monday Danish Foreign Minister Karl Holm left for Oslo.")[0]
    assert sentence.words(mention.start, mention.end) == "Danish Foreign Minister Karl Holm"
    assert mention.key == "person:karl holm"
    assert mention.party == {
        "name": {"en": "Karl Holm"},
        "kind": "person",
        "role": "Danish Foreign Minister",
        "country": "DK",
    }


def test_a_role_is_written_without_the_conjunction_before_it() -> None:
    mentions = _read("ar", "حضر وزير العدل سامي رزق ووزير الثقافة كريم حداد.")
    assert [m.party["role"] for _, m in mentions] == ["وزير العدل", "وزير الثقافة"]


def test_all_mentions_of_a_person_have_one_key() -> None:
    mentions = _read("ar", "وصل المبعوث بيتر نيلسن. وقال نيلسن إن المباحثات مثمرة. والتقى بيتر نيلسن الصحفيين.")
    assert [m.key for _, m in mentions if m.party["kind"] == "person"] == ["person:بيتر نيلسن"] * 3


def test_the_longest_form_of_a_name_is_shown() -> None:
    mentions = _read("ar", "زار الأمير سعود بن ناصر المعرض. الأمير سعود بن ناصر بن فهد آل حمد غادر.")
    assert {m.party["name"]["ar"] for _, m in mentions} == {"سعود بن ناصر بن فهد آل حمد"}


def test_countries_and_known_organisations_are_named_in_all_languages() -> None:
    mentions = _read("en", "NATO held talks with Jordan.")
    names = [m.party["name"] for _, m in mentions]
    assert names[0]["ar"] == "حلف شمال الأطلسي"
    assert names[1]["ar"] == "الأردن"
    assert [m.key for _, m in mentions] == ["org:nato", "country:JO"]


def test_a_government_has_the_key_of_its_country() -> None:
    ((_, mention),) = _read("ar", "رفضت الحكومة الكندية الاقتراح.")
    assert mention.key == "country:CA"
    assert mention.party["name"] == {"ar": "الحكومة الكندية"}


def test_two_persons_with_one_family_name_are_two() -> None:
    mentions = _read("en", "President Anna Berg met her brother, Senator Lars Berg.")
    assert [m.key for _, m in mentions] == ["person:anna berg", "person:lars berg"]


def test_mentions_do_not_overlap_and_are_in_order() -> None:
    text = "UN envoy Omar Diallo, the Malian government and French Foreign Minister Luc Petit met NATO officials."
    spans = [(m.start, m.end) for _, m in _read("en", text)]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_sentence_of_another_article_is_unknown() -> None:
    sentences, pack = _sentences("en", "Nothing. Nobody.")
    with pytest.raises(KeyError):
        People(sentences[:1], pack).find(sentences[1])


def _calls(work: Callable[[], object]) -> int:
    count = 0

    def step(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("en", "John Abc{n} "),
        ("en", "Xyzzy Abc{n} "),
        ("en", "President of the "),
        ("en", "Minister Qwe{n} said. "),
        ("en", "France, "),
        ("ar", "محمد بن "),
        ("ar", "وزير الخارجية "),
        ("ar", "الرئيس زيد{n} "),
        ("ar", "سمير فلان{n} قال. "),
        ("ar", "روسيا و"),
    ],
)
def test_hostile_text_costs_linear_work(code: str, unit: str) -> None:
    def work(size: int) -> int:
        letters = "abcdefghij" if code == "en" else "بتثجحدذرسش"
        names = ["".join(letters[int(d)] for d in str(i)) for i in range(size)]
        sentences, pack = _sentences(code, "".join(unit.format(n=n) for n in names))

        def run() -> None:
            people = People(sentences, pack)
            for s in sentences:
                people.find(s)

        run()
        return _calls(run)

    assert work(1200) < 2.6 * work(600)


def test_a_headline_that_is_small_throughout_makes_no_name_an_ordinary_word() -> None:
    body = "Foreign Minister Pavel Horak met the king in Rabat on Monday. Before that, Horak was in Tunis."
    assert [(e["type"], e["where"] and e["where"].get("city")) for e in reports(body, "minister horak meets king")] == [
        ("meeting", "Rabat"),
        ("visit", "Tunis"),
    ]
