"""What an embedded post of a social network calls "today"."""

import pytest

from mawid.detect.posts import anchors
from mawid.temporal import Anchor
from tests.detect.articles import PUBLISHED, lines, reports

ANCHOR = Anchor.of(PUBLISHED)
POST = "The president received the envoy in Lima today. pic.example.com/1 — Ana Ruiz (@anaruiz) May 13, 2024"


@pytest.mark.parametrize("behind", ["", "Exports fell in April."])
def test_today_in_a_post_is_its_day_also_where_the_next_word_sticks_to_it(behind: str) -> None:
    (meeting,) = reports(POST + behind)
    assert meeting["when"]
    assert meeting["when"]["start"] == "2024-05-13"


def test_the_date_of_the_signature_is_no_date_of_the_text() -> None:
    read = lines(POST)
    assert [t.start for line in read for t in line.times] != []
    anchors(read, ANCHOR)
    assert [line.sentence.words(t.start, t.end) for line in read for t in line.times] == ["today"]


def test_another_paragraph_is_not_part_of_the_post() -> None:
    read = lines(f"The two ministers met in Quito today.\n\n{POST}")
    assert set(anchors(read, ANCHOR)) == {line.index for line in read[1:]}


@pytest.mark.parametrize("signature", ["(@anaruiz) May 13, 2020", "(@anaruiz) May 20, 2024", "(Ana Ruiz) May 13, 2024"])
def test_an_old_day_a_day_to_come_and_a_bracket_without_a_handle_sign_nothing(signature: str) -> None:
    assert anchors(lines(f"The envoy came to Lima today. — {signature}"), ANCHOR) == {}
