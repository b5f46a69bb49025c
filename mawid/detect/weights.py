"""What was learned from annotated articles: how much each sign weighs. Data (`weights.json`), not code.

`where`: the places of an article, in `siting`. `real` and `right`: whether an event is one and whether its date and
place are right, in `confidence`; `threshold`: the least probability of an event that is kept. All are made by
`benchmarks/calibrate.py` and checked there by cross-validation.
"""

import json
from functools import cache
from importlib.resources import files


@cache
def weights() -> dict[str, dict[str, float]]:
    """Model -> feature -> weight; a feature that is not named weighs nothing."""
    loaded: dict[str, dict[str, float]] = json.loads(files(__package__).joinpath("weights.json").read_text("utf-8"))
    return loaded
