"""Train the weights of `mawid.detect.confidence` on annotated articles, and say how well they are calibrated.

    python benchmarks/calibrate.py GOLD [--write]

GOLD is a folder with `events_dev.jsonl`, `stories_events_dev.jsonl` and `score.py` (one JSON object a line:
`{"article": article.v1, "events": [...]}`). Of each event that detection gives it is known whether it lies
on an annotated one (`real`) and whether its date and place are right as well (`right`); a logistic
regression with an L2 penalty learns both. The expected calibration error is by cross-validation over
articles, ten equally filled bins. `--write` puts the weights into the package.
"""

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mawid.article import from_json
from mawid.detect import candidates, confidence
from mawid.languages import CODES

if TYPE_CHECKING:
    from mawid.detect.settle import Settled

PENALTY = 1.0
FOLDS = 10
WEIGHTS = Path(confidence.__file__).with_name("weights.json")
Vector = NDArray[np.float64]


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _samples(folder: Path) -> tuple[list[dict[str, float]], list[bool], list[bool], list[int], int]:
    """Features, whether real, whether right, and the number of the article, of each detected event; those missed."""
    score = _scorer(folder)
    rows: list[dict[str, Any]] = []
    for name in ("events_dev.jsonl", "stories_events_dev.jsonl"):
        rows += map(json.loads, (folder / name).read_text("utf-8").splitlines())
    xs, real, right, groups = [], [], [], []
    missed = 0
    for n, row in enumerate(r for r in rows if r["article"]["language"] in CODES):
        article = from_json(row["article"])
        found: list[tuple[Settled, Any]] = candidates(article)
        pairs = {j: i for i, j in score.pair(row["events"], [m for _, m in found], article.id)}
        missed += len(row["events"]) - len(pairs)
        for j, (settled, message) in enumerate(found):
            gold = row["events"][pairs[j]] if j in pairs else None
            xs.append(confidence.features(settled))
            real.append(gold is not None)
            dates = gold and (score.same_date(gold["when"], message["when"]) or not row.get("dates_reliable", True))
            right.append(bool(gold and dates and score.same_place(gold["where"], message["where"])))
            groups.append(n)
    return xs, real, right, groups, missed


def _fit(x: Vector, y: Vector, steps: int = 60) -> Vector:
    """Newton's method on the penalised log-likelihood; the bias is not penalised."""
    w = np.zeros(x.shape[1])
    ridge = PENALTY * np.eye(x.shape[1])
    ridge[0, 0] = 1e-6
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + ridge @ w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return w


def _crossed(x: Vector, y: Vector, groups: Vector) -> Vector:
    """The prediction for each sample by a model that has not seen its article."""
    out = np.zeros(len(y))
    for fold in range(FOLDS):
        held = groups % FOLDS == fold
        out[held] = 1 / (1 + np.exp(-x[held] @ _fit(x[~held], y[~held])))
    return out


def _calibration_error(p: Vector, y: Vector, bins: int = 10) -> float:
    """Expected calibration error: the mean gap of predicted and observed frequency, bins filled equally."""
    order = np.argsort(p)
    parts = np.array_split(order, bins)
    return float(sum(len(b) * abs(p[b].mean() - y[b].mean()) for b in parts) / len(p))


def _threshold(p: Vector, y: Vector, missed: int) -> float:
    """The least probability to keep: the lowest where the F1 of what is kept is within 0.005 of the highest."""
    steps = np.linspace(0.0, 0.6, 61)
    f1 = []
    for t in steps:
        kept = p >= t
        hit = float(y[kept].sum())
        f1.append(2 * hit / (float(kept.sum()) + float(y.sum()) + missed))
    good = steps[np.array(f1) >= max(f1) - 0.005]
    return float(good.min())


def main() -> int:
    """Train, report, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    xs, real, right, groups, missed = _samples(options.gold)
    names = ["bias", *sorted({name for x in xs for name in x} - {"bias"})]
    x = np.array([[sample.get(name, 0.0) for name in names] for sample in xs])
    number = np.array(groups)
    weights: dict[str, dict[str, float]] = {}
    for label, values in (("real", real), ("right", right)):
        y = np.array(values, dtype=np.float64)
        crossed = _crossed(x, y, number)
        keep = _threshold(crossed, y, missed)
        print(
            f"{label}: {len(y)} events, {int(y.sum())} true; expected calibration error "
            f"{_calibration_error(crossed, y):.3f}, Brier {float(((crossed - y) ** 2).mean()):.3f}, "
            f"F1 is highest when those below {keep:.2f} are left out"
        )
        fitted = _fit(x, y)
        weights[label] = {n: round(float(w), 3) for n, w in zip(names, fitted, strict=True) if abs(w) >= 0.01}
        if label == "real":
            weights["threshold"] = {"real": round(keep, 2)}
    if options.write:
        WEIGHTS.write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(f"written to {WEIGHTS.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
