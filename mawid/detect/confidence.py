"""The probability that an event is real with the date and place given.

A logistic regression over what fired. The weights are data (`weights.json`), trained and calibrated by
`benchmarks/calibrate.py` on annotated articles.
"""

import json
from functools import cache
from importlib.resources import files
from math import exp

from mawid.detect.settle import Settled


def features(s: Settled) -> dict[str, float]:
    """What is known of an event's detection, each between 0 and 1."""
    k = s.cluster
    dated, placed = k.dated, k.placed
    return {
        "bias": 1.0,
        "mentions": min(len(k.mentions), 4) / 4,
        "title": float(any(c.line.sentence.text.field == "title" for c in k.mentions)),
        "noun": float(any(c.trigger.form == "noun" and not c.trigger.weak for c in k.mentions)),
        "dated": float(dated is not None),
        "day": float(s.when is not None and s.when["granularity"] in ("day", "time")),
        "time_near": max(0.0, 1 - dated.time_cost / 9) if dated else 0.0,
        "placed": float(placed is not None),
        "place_near": max(0.0, 1 - placed.place_cost / 8) if placed else 0.0,
        "filled": float(bool(s.filled)),
        "parties": min(sum(len(c.parties) for c in k.mentions), 3) / 3,
        "upcoming": float(s.status in ("scheduled", "postponed", "cancelled", "proposed")),
        "early": float(min(c.line.index for c in k.mentions) <= 3),
    }


@cache
def _weights() -> dict[str, float]:
    loaded: dict[str, float] = json.loads(files(__package__).joinpath("weights.json").read_text("utf-8"))
    return loaded


def probability(s: Settled) -> float:
    """Between 0 and 1."""
    weights = _weights()
    return 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in features(s).items())))
