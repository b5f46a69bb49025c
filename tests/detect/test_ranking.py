"""Options that compete, and what speaks for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mawid.detect.ranking import ranked, reasons
from mawid.detect.siting import Option

SIGNS = st.dictionaries(st.sampled_from("abcd"), st.floats(-5, 5), max_size=4)


@given(st.lists(SIGNS, min_size=1, max_size=6), SIGNS)
def test_probabilities_fall_and_are_one_together(options: list[dict[str, float]], weights: dict[str, float]) -> None:
    shares = [share for _, share in ranked([Option(None, signs) for signs in options], weights)]
    assert sum(shares) == pytest.approx(1.0)
    assert shares == sorted(shares, reverse=True)


def test_without_weights_no_option_is_better_than_the_first() -> None:
    options = [Option(None, {"unsaid": 1.0}), Option(None, {"cost": 0.3})]
    assert [o for o, _ in ranked(options, {})] == options
    assert reasons(options[0], {}) == []


def test_reasons_come_by_their_weight_whichever_way_they_speak() -> None:
    option = Option(None, {"near": 1.0, "cost": 0.5, "nothing": 1.0})
    assert reasons(option, {"near": 0.5, "cost": -3.0}) == [("cost", -1.5), ("near", 0.5)]
