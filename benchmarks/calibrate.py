"""Train the weights of `mawid.detect` on annotated articles, and say how right and how well calibrated they are.

    python benchmarks/calibrate.py GOLD [MORE.jsonl …] [--write]

GOLD is a folder with `events_dev.jsonl`, `stories_events_dev.jsonl` and `score.py`. `benchmarks/articles` holds further
articles of the same format (one JSON object a line: `{"article": article.v1, "events": [...]}`), invented for this;
MORE are others. First `where` and `when` are learned: of the places and of the dates of an article, which one is the
event's (conditional logit; where several would be right, together), from the examples in the language packs as well.
Then, of each event that detection gives, it is known whether it lies on an annotated one (`real`) and whether its date
and place are right as well (`right`); a logistic regression with an L2 penalty learns both. All that is printed is by
cross-validation over articles: an article is read with weights that have not seen it. `--write` puts the weights into
the package.
"""

import argparse
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mawid.article import from_json
from mawid.detect import candidates, confidence
from mawid.detect.ranking import Competing, ranked
from mawid.detect.siting import Option
from mawid.detect.weights import weights
from mawid.event import Where
from mawid.languages import CODES
from mawid.languages.corpus import examples
from mawid.languages.corpus import told as told_event
from mawid.languages.corpus import when as told_when
from mawid.languages.corpus import where as told_where
from mawid.places import as_where

PENALTY = 1.0
OFTEN = 0.3
"""How much an example of a language pack counts beside an event of an article in learning whether it is one."""
EXAMPLE = -1
"""The number of an article that is an example of a language pack."""
SELDOM = 4
"""Events that a sign of a place must be seen at to be learned."""
FOLDS = 10
MODELS = ("where", "when")
ARTICLES = Path(__file__).with_name("articles")
WEIGHTS = Path(confidence.__file__).with_name("weights.json")
Vector = NDArray[np.float64]
Weights = dict[str, float]


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _articles(folder: Path, more: list[Path]) -> list[dict[str, Any]]:
    files = [folder / "events_dev.jsonl", folder / "stories_events_dev.jsonl", *sorted(ARTICLES.glob("*.jsonl")), *more]
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return [row for row in rows if row["article"]["language"] in CODES]


class Choice(NamedTuple):
    """The places, or the dates, that an event might have had, which were right, and the number of the article."""

    options: Sequence[Competing]
    right: list[bool]
    article: int


Choices = dict[str, list[Choice]]
"""Model -> what it learns from."""


class Sample(NamedTuple):
    """An event that was found: features, whether it is real, whether it is right, and the number of the article."""

    features: dict[str, float]
    real: bool
    right: bool
    article: int


def _wheres(options: list[Option]) -> list[Where | None]:
    """The options as messages have places, without venues and names as written."""
    return [o.place and as_where(o.place, None, None, "en") for o in options]


def _choices(score: ModuleType, rows: list[dict[str, Any]]) -> Choices:
    out: Choices = {model: [] for model in MODELS}
    for n, row in enumerate(rows):
        article = from_json(row["article"])
        found = candidates(article)
        for i, j in score.pair(row["events"], [m for _, m in found], article.id):
            settled, gold = found[j][0], row["events"][i]
            if settled.options:
                right = [score.same_place(gold["where"], place) for place in _wheres(settled.options)]
                out["where"].append(Choice(settled.options, right, n))
            if settled.dates and row.get("dates_reliable", True):
                right = [score.same_date(gold["when"], o.when) for o in settled.dates]
                out["when"].append(Choice(settled.dates, right, n))
    return out


def _examples() -> Choices:
    """The same of the examples in the language packs; those with several events of one type are left out."""
    out: Choices = {model: [] for model in MODELS}
    for example in (e for code in CODES for e in examples(code)):
        wanted = [e.split(" ") for e in example.expected]
        found = [settled for settled, _ in candidates(example.article)]
        for kind, _, *when, where in wanted:
            like = [s for s in found if s.cluster.type == kind]
            if len(like) != 1 or sum(w[0] == kind for w in wanted) != 1:
                continue
            if options := like[0].options:
                right = [told_where(place) == where for place in _wheres(options)]
                out["where"].append(Choice(options, right, EXAMPLE))
            if dates := like[0].dates:
                out["when"].append(Choice(dates, [told_when(o.when) == " ".join(when) for o in dates], EXAMPLE))
    return out


def _samples(
    score: ModuleType, rows: list[dict[str, Any]], learned: list[dict[str, Weights]]
) -> tuple[list[Sample], int]:
    """Of each article, read with the weights of its fold; and how many annotated events were missed."""
    out, missed = [], 0
    for n, row in enumerate(rows):
        weights().update(learned[n % FOLDS])
        article = from_json(row["article"])
        found = [(s, m) for s, m in candidates(article) if s.when is not None or s.place is not None]
        pairs = {j: i for i, j in score.pair(row["events"], [m for _, m in found], article.id)}
        missed += len(row["events"]) - len(pairs)
        for j, (settled, message) in enumerate(found):
            gold = row["events"][pairs[j]] if j in pairs else None
            dates = gold and (score.same_date(gold["when"], message["when"]) or not row.get("dates_reliable", True))
            right = bool(gold and dates and score.same_place(gold["where"], message["where"]))
            out.append(Sample(confidence.features(settled), gold is not None, right, n))
    return out, missed


def _example_samples() -> list[Sample]:
    """The same of the examples in the language packs: an event is real if one of its type is expected."""
    out = []
    for example in (e for code in CODES for e in examples(code)):
        types = [e.split(" ")[0] for e in example.expected]
        for settled, message in candidates(example.article):
            if settled.when is not None or settled.place is not None:
                read = told_event(message)
                real = message["type"] in types
                out.append(Sample(confidence.features(settled), real, read in example.expected, EXAMPLE))
    return out


def _fit_choices(choices: list[Choice], start: Weights | None = None) -> Weights:
    """Newton's method from `start`; of several right options each counts by its probability among them."""
    count = Counter(name for c in choices for name in {name for o in c.options for name in o.features})
    names = sorted(name for name, n in count.items() if n >= SELDOM)
    column = {name: k for k, name in enumerate(names)}
    told = [c for c in choices if any(c.right)]
    options = [o for c in told for o in c.options]
    right = np.array([float(r) for c in told for r in c.right])
    first = np.cumsum([0, *(len(c.options) for c in told)])[:-1]
    x = np.zeros((len(options), len(names)))
    for row, o in zip(x, options, strict=True):
        known = [(column[name], value) for name, value in o.features.items() if name in column]
        row[[k for k, _ in known]] = [value for _, value in known]
    w = np.array([(start or {}).get(name, 0.0) for name in names])
    for _ in range(20):
        p = _shares(np.exp(np.minimum(x @ w, 500.0)), first)
        q = _shares(p * right, first)
        mean = np.add.reduceat(x * p[:, None], first)
        gradient = PENALTY * w + x.T @ (p - q)
        hessian = PENALTY * np.eye(len(names)) + (x * p[:, None]).T @ x - mean.T @ mean
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-4:
            break
    return {name: round(float(v), 3) for name, v in zip(names, w, strict=True) if abs(v) >= 0.01}


def _shares(values: Vector, first: NDArray[np.int64]) -> Vector:
    """Each value as a share of its group; groups begin at `first`."""
    sizes = np.diff([*first, len(values)])
    return values / np.repeat(np.add.reduceat(values, first), sizes)


def _without(fold: int, choices: list[Choice]) -> list[Choice]:
    return [c for c in choices if c.article % FOLDS != fold]


def _fit(x: Vector, y: Vector, often: Vector, steps: int = 60) -> Vector:
    """Newton's method on the penalised log-likelihood, each sample `often` times; the bias is not penalised."""
    w = np.zeros(x.shape[1])
    ridge = PENALTY * np.eye(x.shape[1])
    ridge[0, 0] = 1e-6
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (often * (p - y)) + ridge @ w
        hessian = (x * (often * p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return w


def _crossed(x: Vector, y: Vector, often: Vector, groups: Vector) -> Vector:
    """The prediction for each sample by a model that has not seen its article."""
    out = np.zeros(len(y))
    for fold in range(FOLDS):
        held = (groups != EXAMPLE) & (groups % FOLDS == fold)
        out[held] = 1 / (1 + np.exp(-x[held] @ _fit(x[~held], y[~held], often[~held])))
    return out


def _calibration_error(p: Vector, y: Vector, bins: int = 10) -> float:
    """Expected calibration error: the mean gap of predicted and observed frequency, bins filled equally."""
    order = np.argsort(p)
    parts = np.array_split(order, bins)
    return float(sum(len(b) * abs(p[b].mean() - y[b].mean()) for b in parts) / len(p))


def _threshold(p: Vector, real: Vector, right: Vector, missed: int) -> float:
    """The least probability to keep: where the F1 of what is found and that of what is wholly right are best together.

    Of those that are within 0.01 of the best a low one, so that less is missed.
    """
    steps = np.linspace(0.0, 0.6, 61)
    both = []
    for t in steps:
        kept = p >= t
        hits = float(real[kept].sum() + right[kept].sum()) / 2
        both.append(2 * hits / (float(kept.sum()) + float(real.sum()) + missed))
    good = steps[np.array(both) >= max(both) - 0.01]
    return float(np.quantile(good, 0.25))


def main() -> int:
    """Train, report, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("more", type=Path, nargs="*")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    score, rows = _scorer(options.gold), _articles(options.gold, options.more)
    choices, taught = _choices(score, rows), _examples()
    learned = {model: _fit_choices(choices[model] + taught[model]) for model in MODELS}
    folds = [
        {m: _fit_choices(_without(fold, choices[m]) + taught[m], learned[m]) for m in MODELS} for fold in range(FOLDS)
    ]
    for model, told in choices.items():
        hits = [c.right[c.options.index(ranked(c.options, folds[c.article % FOLDS][model])[0][0])] for c in told]
        possible = np.mean([any(c.right) for c in told])
        print(
            f"{model}: {len(told)} events, of {possible:.3f} the right one is an option, of {np.mean(hits):.3f} chosen"
        )
    samples, missed = _samples(score, rows, folds)
    weights().update(learned)
    samples += _example_samples()
    xs, number = [s.features for s in samples], np.array([s.article for s in samples])
    often = np.where(number == EXAMPLE, OFTEN, 1.0)
    names = ["bias", *sorted({name for x in xs for name in x} - {"bias"})]
    x = np.array([[sample.get(name, 0.0) for name in names] for sample in xs])
    real, right = np.array([[s.real for s in samples], [s.right for s in samples]], dtype=np.float64)
    told = number != EXAMPLE
    for label, y in (("real", real), ("right", right)):
        crossed = _crossed(x, y, often, number)[told]
        print(
            f"{label}: {len(crossed)} events, {int(y[told].sum())} true; expected calibration error "
            f"{_calibration_error(crossed, y[told]):.3f}, Brier {float(((crossed - y[told]) ** 2).mean()):.3f}"
        )
        fitted = _fit(x, y, often)
        learned[label] = {n: round(float(w), 3) for n, w in zip(names, fitted, strict=True) if abs(w) >= 0.01}
        if label == "real":
            learned["threshold"] = {"real": round(_threshold(crossed, real[told], right[told], missed), 2)}
            print(f"least probability to keep: {learned['threshold']['real']}")
    if options.write:
        WEIGHTS.write_text(json.dumps(learned, indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(f"written to {WEIGHTS.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
