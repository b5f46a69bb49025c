"""`mawid demo`: one command, and nothing left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "articles.jsonl"


def demo(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """A demo whose temporary files go into `folder`, with settings of a user that lead nowhere."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "workers", "demo", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder), "MAWID_BROKERS": "nowhere:1", "MAWID_LOG_LEVEL": "ERROR"},
    )


def left_behind(folder: Path) -> list[str]:
    """Files in the folder, and processes that work in it."""
    processes = [p for p in Path("/proc").glob("[0-9]*/cwd") if p.is_symlink() and str(folder) in _target(p)]
    return [*map(str, folder.iterdir()), *map(str, processes)]


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # ended meanwhile, or not ours
        return ""


def test_it_shows_each_revision_and_the_totals_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with demo(tmp_path) as process:
        out, errors = process.communicate()

    assert process.returncode == 0, errors
    assert errors == ""
    assert out.count("\n  says ") >= 8
    assert f"articles in      {len(SEEDS.read_bytes().splitlines())}\n" in out
    assert "dead letters     0\n" in out
    assert "messages are valid by schemas/event.v1.schema.json." in out
    assert left_behind(tmp_path) == []


def test_it_takes_other_articles_and_counts_what_cannot_be_used(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_bytes(SEEDS.read_bytes().splitlines()[0] + b"\nno article\n")

    with demo(tmp_path, str(articles)) as process:
        out, errors = process.communicate()

    assert process.returncode == 0, errors
    assert "articles in      2\n" in out
    assert "dead letters     1 (1 invalid_json)\n" in out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", ["Starting", "articles sent"])
def test_it_stops_what_it_started_when_it_is_interrupted(tmp_path: Path, moment: str, number: signal.Signals) -> None:
    with demo(tmp_path) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if moment in line)
        process.send_signal(number)
        _, errors = process.communicate()

    assert process.returncode in {128 + number, -number}  # the latter before there is anything to stop
    assert errors.strip() == ""
    assert left_behind(tmp_path) == []
