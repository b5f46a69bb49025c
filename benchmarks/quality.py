#!/usr/bin/env python3
"""Run the scorers of a gold folder and hold the figures against the floors in quality-floors.json.

    quality.py GOLD

GOLD holds events_dev.jsonl, stories_dev.jsonl and temporal_dev.jsonl, and the scorers score.py and score_stories.py.
Exits with 1 when a figure is below its floor. Raise the floors whenever the figures rise.
"""

import json
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MAWID = shlex.quote(str(Path(sys.executable).with_name("mawid")))


def measure(name: str, scorer: Path, *arguments: str) -> dict[str, float]:
    """Run one scorer; its own tables go to the terminal.

    Returns:
        Its figures, `{"<name>.<figure>": value}`; none when it or the command that it ran failed.
    """
    print(f"\n{name}", flush=True)
    with tempfile.NamedTemporaryFile() as file:
        if subprocess.run([sys.executable, scorer, *arguments, "--json", file.name], check=False).returncode:
            return {}
        figures = json.load(file)
    return {f"{name}.{figure}": value for figure, value in figures.items() if isinstance(value, int | float)} | {
        f"{name}.{group}.{figure}": value
        for group, inner in figures.items()
        if isinstance(inner, dict)
        for figure, value in inner.items()
    }


def main() -> None:
    """Measure everything, print each figure that has a floor, and say whether all stand."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    gold = Path(sys.argv[1])
    floors: dict[str, float] = json.loads((HERE / "quality-floors.json").read_text())
    figures: dict[str, float] = {}
    for language in sorted({name.split(".")[1] for name in floors if name.startswith("events.")}):
        arguments = (str(gold / "events_dev.jsonl"), "--lang", language, "--run", f"{MAWID} detect -")
        figures |= measure("events", gold / "score.py", *arguments)
    figures |= measure("times", HERE / "temporal.py", str(gold / "temporal_dev.jsonl"))
    arguments = (str(gold / "stories_dev.jsonl"), "--run", f"{MAWID} resolve -")
    figures |= measure("stories", gold / "score_stories.py", *arguments)

    print(f"\n{'figure':34}{'now':>8}{'floor':>8}")
    below = 0
    for name, floor in floors.items():
        stands = figures.get(name, 0.0) >= floor
        below += not stands
        print(f"{name:34}{figures.get(name, 0.0):8.3f}{floor:8.3f}{'' if stands else '  below'}")
    sys.exit(f"{below} of {len(floors)} figures are below their floors" if below else 0)


if __name__ == "__main__":
    main()
