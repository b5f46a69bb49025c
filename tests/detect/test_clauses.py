"""How far words of a sentence are from each other."""

import pytest

from mawid.detect.clauses import Distance
from tests.detect.articles import line


def _spans(body: str, *words: str) -> tuple[Distance, list[tuple[int, int]]]:
    here = line(body)
    tokens = [t.text for t in here.sentence.tokens]
    return Distance(here.sentence, ()), [(tokens.index(w), tokens.index(w) + 1) for w in words]


def test_the_way_is_as_long_in_both_directions() -> None:
    distance, (a, b) = _spans("They will meet in Oslo on Monday", "meet", "Monday")
    assert distance.between(a, b) == distance.between(b, a) > 0


def test_words_that_touch_or_overlap_are_not_apart() -> None:
    distance, (a, b) = _spans("They will meet Monday", "meet", "Monday")
    assert distance.between(a, b) == 0
    assert distance.between(a, a) == 0


@pytest.mark.parametrize("between", [",", "; ", " that", " which", " while", " after"])
def test_a_clause_lies_between(between: str) -> None:
    plain, (a, b) = _spans("talks of joy Monday", "talks", "Monday")
    parted, (c, d) = _spans(f"talks{between} joy Monday", "talks", "Monday")
    assert parted.between(c, d) > plain.between(a, b)


def test_the_relative_clause_of_a_noun_is_its_own() -> None:
    distance, (noun, day) = _spans("talks that began Monday", "talks", "Monday")
    assert distance.from_noun(noun, day) < distance.between(noun, day)


def test_the_relative_clause_of_another_clause_is_not() -> None:
    distance, (noun, day) = _spans("talks failed while the man who left Monday", "talks", "Monday")
    assert distance.from_noun(noun, day) == distance.between(noun, day)


def test_names_of_people_are_short() -> None:
    here = line("talks Karl Anton Peter Monday")
    long, short = Distance(here.sentence, ()), Distance(here.sentence, [range(1, 4)])
    assert short.between((0, 1), (4, 5)) < long.between((0, 1), (4, 5))
