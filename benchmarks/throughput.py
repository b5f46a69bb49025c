#!/usr/bin/env python3
"""Articles and sentences per second of `mawid detect` as a whole process: start, reading, detection, writing.

    throughput.py FILE [--runs 3] [--times 5]

FILE has article.v1 lines, or lines with such an article under "article". Those in a language that there is a pack for
are read `--times` over, with a new id each time, so that the start does not weigh more than it does in a day's work.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from mawid.languages import get, sentences_of
from mawid.text import Text

MAWID = Path(sys.executable).with_name("mawid")


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--runs", type=int, default=3, help="runs; the middle one counts")
    parser.add_argument("--times", type=int, default=5, help="how often each article is read in a run")
    options = parser.parse_args()

    lines = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()]
    articles = [article for line in lines if get((article := line.get("article", line))["language"])]
    stream = [{**article, "id": f"{n}-{article['id']}"} for n in range(options.times) for article in articles]
    text = "".join(json.dumps(article) + "\n" for article in stream).encode()
    count = options.times * sum(map(_sentences, articles))

    seconds = []
    for _ in range(options.runs):
        start = time.perf_counter()
        out = subprocess.run([MAWID, "detect", "-"], input=text, stdout=subprocess.PIPE, check=True).stdout
        seconds.append(time.perf_counter() - start)
    middle = statistics.median(seconds)
    print(
        f"{len(stream)} articles, {count} sentences, {len(out.splitlines())} events in {middle:.2f} s "
        f"({min(seconds):.2f} to {max(seconds):.2f} in {options.runs} runs): "
        f"{len(stream) / middle:.0f} articles/s, {count / middle:.0f} sentences/s"
    )


def _sentences(article: dict[str, str]) -> int:
    pack = get(article["language"])
    assert pack is not None, "articles of other languages were left out"
    texts = (Text("title", article.get("title", "")), Text("body", article["body"]))
    return sum(len(list(sentences_of(text, pack))) for text in texts)


if __name__ == "__main__":
    main()
