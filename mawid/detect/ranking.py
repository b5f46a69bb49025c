"""Options that compete: of the places, and of the dates, that an event may have.

What speaks for an option is many small signs; how much each of them weighs is learned (`benchmarks/calibrate.py`,
conditional logit): the option with the greatest sum is the most probable one.
"""

from collections.abc import Mapping, Sequence
from math import exp
from typing import Protocol, TypeVar

Features = dict[str, float]
"""Sign -> how strong it is; one that is not named is 0."""


class Competing(Protocol):
    """What has signs that speak for it and against it."""

    features: Features


Choice = TypeVar("Choice", bound=Competing)


def ranked(choices: Sequence[Choice], weights: Mapping[str, float]) -> list[tuple[Choice, float]]:
    """The options with their probabilities, 0 to 1, the most probable first; of equals the first given."""
    sums = [sum(weights.get(name, 0.0) * value for name, value in o.features.items()) for o in choices]
    top = max(sums, default=0.0)
    total = sum(exp(s - top) for s in sums)
    shares = [exp(s - top) / total for s in sums]
    return sorted(zip(choices, shares, strict=True), key=lambda c: -c[1])


def reasons(option: Competing, weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """What speaks for an option and how much, and what against it (negative), the weightiest first."""
    said = ((name, weights.get(name, 0.0) * value) for name, value in option.features.items())
    return sorted(((name, share) for name, share in said if share), key=lambda s: -abs(s[1]))
