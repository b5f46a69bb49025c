"""The confidence is a probability, and says more where more is said."""

import pytest

from mawid.detect import candidates, confidence
from tests.detect.articles import article

CLEAR = "A summit of African leaders will be held in Nairobi on 3 June. The summit will discuss debt."
VAGUE = "He also recalled a meeting in Kenya."


def _sure(body: str, model: str = "right") -> float:
    settled, _ = candidates(article(body))[0]
    return confidence.probability(settled, model)


@pytest.mark.parametrize("body", [CLEAR, VAGUE])
@pytest.mark.parametrize("model", ["real", "right"])
def test_it_lies_between_0_and_1(body: str, model: str) -> None:
    assert 0 < _sure(body, model) < 1


def test_a_clear_announcement_is_surer_than_a_mention_in_passing() -> None:
    assert _sure(CLEAR) > _sure(VAGUE)
    assert _sure(CLEAR, "real") > confidence.threshold()


def test_what_is_improbable_is_kept_apart_and_not_reported() -> None:
    rejected = [s for s, _ in candidates(article(VAGUE)) if s.rejected]
    for settled in rejected:
        assert confidence.probability(settled, "real") < confidence.threshold() or settled.rejected != "improbable"


def test_messages_carry_it_rounded() -> None:
    ((settled, report),) = candidates(article(CLEAR))
    assert report["confidence"] == round(confidence.probability(settled), 3)
