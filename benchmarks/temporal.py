#!/usr/bin/env python3
"""Share of temporal expressions that `mawid time` resolves exactly, per language.

    temporal.py GOLD.jsonl [--lang ar] [--errors 20] [--json FILE]

GOLD lines: {"id", "text", "lang", "ref", "start", "end", "granularity", "alt": [[start, end], …]}; `alt` holds other
intervals that are right as well. An expression is right when the command gives exactly one interval and it is one of
these; a clock time is right by its start.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

MAWID = Path(sys.executable).with_name("mawid")


def is_right(gold: dict[str, Any], found: list[dict[str, Any]]) -> bool:
    """Whether what was found for one expression is what the gold line wants."""
    if len(found) != 1:
        return False
    intervals = [[gold["start"], gold["end"]], *gold["alt"]]
    start, end = found[0]["start"][:16], found[0]["end"][:16]
    if "T" in start:
        return any(start == right[0][:16] for right in intervals)
    return [start, end] in intervals


def main() -> None:
    """Score, print, and write the figures where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--lang", help="only this language")
    parser.add_argument("--errors", type=int, default=0, help="show so many that are wrong")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()

    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if options.lang in {None, row["lang"]}]
    asked = "".join(json.dumps({key: row[key] for key in ("id", "text", "lang", "ref")}) + "\n" for row in rows)
    answer = subprocess.run([MAWID, "time", "-"], input=asked.encode(), stdout=subprocess.PIPE, check=True).stdout
    found = {one["id"]: one["when"] for one in map(json.loads, answer.splitlines())}

    wrong = [row for row in rows if not is_right(row, found.get(row["id"], []))]
    for row in wrong[: options.errors]:
        got = "  ".join(f"{one['start']}/{one['end']}" for one in found.get(row["id"], []))
        print(f"{row['id']} {row['text']} (from {row['ref']}): {row['start']}/{row['end']}, got {got or 'nothing'}")
    all_of, wrong_of = Counter(row["lang"] for row in rows), Counter(row["lang"] for row in wrong)
    figures = {lang: {"exact": 1 - wrong_of[lang] / count} for lang, count in sorted(all_of.items())}
    for lang, figure in figures.items():
        print(f"{lang}  {all_of[lang]:4} expressions  {figure['exact']:7.1%} exact")
    if options.json:
        options.json.write_text(json.dumps(figures))


if __name__ == "__main__":
    main()
