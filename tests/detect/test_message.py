"""What a message holds: short quotes, bounded lists, names."""

from mawid.detect.message import MAX_EVIDENCE, MAX_PARTIES, MAX_QUOTE, MAX_TITLE, MAX_WORDS, identifier
from tests.detect.articles import article, reports


def test_an_id_is_m_and_20_letters_of_base_32() -> None:
    found = identifier(article("x"), 0)
    assert found[0] == "m"
    assert len(found) == 21
    assert set(found[1:]) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert found == identifier(article("another text"), 0)


def test_of_a_long_sentence_the_part_around_the_trigger_is_quoted() -> None:
    body = "the river runs on " * 60 + "and a summit will be held in Oslo on 3 June " + "while the river runs on " * 60
    (event,) = reports(body)
    (evidence,) = event["evidence"]
    assert len(evidence["quote"]) <= MAX_QUOTE
    assert "summit will be held in Oslo on 3 June" in evidence["quote"]
    assert body[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_a_title_is_short_and_ends_between_words() -> None:
    body = "A summit will be held in Oslo on 3 June, " + "where many will come, " * 20 + "they say."
    (event,) = reports(body)
    title = event["title"]["en"]
    assert len(title) <= MAX_TITLE
    assert title.endswith("…")
    assert body.startswith(title.rstrip("…"))


def test_lists_are_bounded() -> None:
    guests = ", ".join(f"President {name} Smith" for name in "Ada Ben Carl Dora Emil Fay Gus Hal Ida Jim".split())
    body = f"A summit of {guests} will be held in Oslo on 3 June. " + "The summit in Oslo is on 3 June. " * 30
    (event,) = reports(body)
    assert len(event["participants"]) <= MAX_PARTIES
    assert len(event["evidence"]) <= MAX_EVIDENCE
    assert len(event["words"]) <= MAX_WORDS


def test_the_parties_of_an_event_are_in_its_message() -> None:
    (event,) = reports("Chancellor Olaf Berger met President Ines Duarte in Lisbon on Tuesday.")
    assert [p["name"]["en"] for p in event["participants"]] == ["Olaf Berger", "Ines Duarte"]


def test_words_that_no_vocabulary_knows_tell_events_apart() -> None:
    (event,) = reports("A symposium on lichens will be held in Oslo on 3 June.")
    assert "lichens" in event["words"]
