"""The table of organisations that every language shares."""

from collections import Counter

import pytest

from mawid.languages import CODES, get, organisations
from mawid.text import folded, tokenise


def test_names_give_the_first_of_each_language() -> None:
    names = organisations.names("un_security_council")
    assert names["ar"] == "مجلس الأمن الدولي"
    assert names["en"] == "UN Security Council"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        organisations.names("no such organisation")


@pytest.mark.parametrize("code", CODES)
def test_every_organisation_has_a_name_in_the_languages_with_a_pack(code: str) -> None:
    keys = set(organisations.vocabulary("en")["ORG"])
    assert keys == set(organisations.vocabulary(code)["ORG"])


@pytest.mark.parametrize("code", ["ar", "de", "en", "es", "fa", "fr", "ru", "tr"])
def test_no_name_means_two_organisations(code: str) -> None:
    table = organisations.vocabulary(code)["ORG"]
    names = Counter(form for surfaces in table.values() for form in {folded(s.lstrip("^")) for s in surfaces})
    assert [name for name, times in names.items() if times > 1] == []


def test_a_name_with_a_capital_asks_for_one_in_the_text() -> None:
    pack = get("en")
    assert pack is not None
    assert [t.value for t in pack.lexicon.tag(tokenise("Hamas"))[0] if t.cls == "ORG"] == ["hamas"]
    assert not any(t.cls == "ORG" for t in pack.lexicon.tag(tokenise("hamas"))[0])
