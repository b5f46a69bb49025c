"""How sure it is: that an event is one, and that its date and place are right.

Two logistic regressions over what fired: `real` decides what is left out, `right` is the confidence that
messages carry (`mawid.detect.weights`).
"""

from math import exp

from mawid.detect.settle import Settled
from mawid.detect.weights import weights


def features(s: Settled) -> dict[str, float]:
    """What is known of how an event was found; what is not named is 0."""
    k = s.cluster
    best, dated, told = k.best, k.dated, s.date.told
    nouns = [c for c in k.mentions if c.trigger.form == "noun" and not c.trigger.weak]
    first = min(c.line.index for c in k.mentions)
    out = {
        "bias": 1.0,
        f"type {k.type}": 1.0,
        f"status {s.status}": 1.0,
        f"when {s.when['granularity'] if s.when else 'unsaid'}": 1.0,
        f"where {s.place.kind if s.place else 'unsaid'}": 1.0,
        f"form {best.trigger.form}": 1.0,
        f"parties {min(len({p.key for c in k.mentions for p in c.parties}), 2)}": 1.0,
        "mentions": min(len(k.mentions) - 1, 4) / 4,
        "noun": float(bool(nouns)),
        "weak": float(all(c.trigger.weak for c in k.mentions)),
        "definite": float(all(c.trigger.definite for c in k.mentions)),
        "pointer": float(all(c.pointer for c in k.mentions)),
        "plural": float(best.trigger.plural),
        "topic": float(best.trigger.topic),
        "title": float(any(c.line.sentence.text.field == "title" for c in k.mentions)),
        "lead": float(first <= 2),
        "late": float(first > 8),
        "venue": float(s.venue is not None),
        "carried": float(any(c.cues.carry for c in k.mentions)),
        "planned": float(any("scheduled" in c.cues.near for c in k.mentions)),
    }
    if k.whole is not None:
        out[f"part of another, {k.within}"] = 1.0
        out[f"part of another, date {'borrowed' if s.borrowed else 'own' if s.when else 'unsaid'}"] = 1.0
    if told is not None:
        out["time cost"] = min(max(told.cost, 0.0), 8.0) / 8
        out["weak time"] = float(told.time.weak)
    elif dated is not None and not s.dates:  # moved, or called off
        out["time cost"] = min(max(dated.time_cost, 0.0), 8.0) / 8
    if s.site.place is not None:
        out["place cost"] = s.site.features.get("cost", 1.0)
    out["place probability"] = s.site_probability
    out["place probability, unsaid"] = s.site_probability * (s.site.place is None)
    out["date probability"] = s.date_probability
    out["date probability, unsaid"] = s.date_probability * (s.when is None)
    out["date borrowed"] = float(s.borrowed)
    if s.borrowed and not s.site.own:
        out["borrowed both"] = 1.0
        out[f"borrowed both, {k.type}"] = 1.0
        out[f"borrowed both, {s.status}"] = 1.0
    if s.filled:
        out[f"filled from {s.filled}"] = 1.0
    if s.when is None:
        out["no date, filled"] = float(bool(s.filled))
        out["no date, weak"] = float(all(c.trigger.weak and not c.cues.carry for c in k.mentions))
        out["no date, perhaps another's place"] = float(s.venue is None and s.placed_loosely)
    return out


def probability(s: Settled, model: str = "right") -> float:
    """Between 0 and 1: that the event is one (`real`), and with this date and place (`right`)."""
    learned = weights()[model]
    return 1 / (1 + exp(-sum(learned.get(name, 0.0) * value for name, value in features(s).items())))


def threshold() -> float:
    """An event that is less probably one is left out."""
    return weights()["threshold"]["real"]
