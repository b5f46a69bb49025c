"""The commands as programs: what they print, where, and how they end."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson
import pytest
from jsonschema_rs import validator_for

from mawid.errors import CODES
from workers.cli import SECTIONS
from workers.embedded import free_port

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
ARTICLE = {
    "id": "talks",
    "language": "en",
    "published_at": "2017-01-20T12:00:00Z",
    "source": {"name": "The Ledger"},
    "title": "Talks to resume",
    "body": "The two governments will hold talks in Geneva on Monday, officials said.",
}
HEAVY = {"faust", "kafka", "mawid.detect", "pydantic_settings", "redis", "rich", "structlog"}
"""Modules that take a tenth of a second and more to import."""


def mawid(
    *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAWID_")}
    return subprocess.run(
        [sys.executable, "-m", "workers", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**clean, **(environment or {})},
        timeout=300,
        check=False,
    )


def jsonl(*values: object) -> bytes:
    return b"".join(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE) for value in values)


def on_a_terminal(*arguments: str, stdin: bytes) -> str:
    """What a command prints to a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm"}
    command = [sys.executable, "-m", "workers", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=theirs, cwd=ROOT, env=environment) as process:
        os.close(theirs)
        assert process.stdin is not None
        process.stdin.write(stdin)
        process.stdin.close()
        text = b""
        try:
            while part := os.read(ours, 4096):
                text += part
        except OSError:  # Linux: the other side is closed
            pass
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;]*m", "", text.decode().replace("\r\n", "\n"))


@pytest.mark.parametrize("command", [(), *((name,) for names in SECTIONS.values() for name in names)])
def test_the_help_of_every_command_is_there_without_loading_anything_heavy(command: Sequence[str]) -> None:
    code = (
        "import sys\nfrom workers.cli import main\n"
        f"sys.argv = ['mawid', *{list(command)}, '--help']\n"
        "try:\n    main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0
    assert done.stdout.startswith(" ".join(["Usage: mawid", *command]))
    assert HEAVY.isdisjoint(done.stderr.split())


def test_the_version_is_told() -> None:
    assert mawid("--version").stdout.startswith(b"mawid ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["detct"], "Did you mean 'detect'?"),
        (["nothing-like-it"], "No such command"),
        (["detect", "--nothing"], "No such option"),
        (["detect", "no-such-file.jsonl"], "no-such-file.jsonl"),
        (["detect", "."], "Is a directory"),
        (["detect", "--text"], "--published"),
        (["detect", "--language", "ar"], "--text"),
        (["detect", "--explain", "--json"], "--explain"),
        (["detect", "--text", "--published", "soon"], "soon"),
        (["detect", "--text", "--published", "2017-01-20", "--language", "!"], "language"),
        (["tail", "--from", "yesterday"], "'beginning'"),
        (["tail", "--type", "wedding"], "wedding"),
        (["worker", "--only", "nothing"], "nothing"),
    ],
)
def test_wrong_usage_is_told_in_few_words_with_exit_code_2(arguments: list[str], says: str) -> None:
    done = mawid(*arguments, stdin=b"Text.")

    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_a_setting_that_cannot_be_is_wrong_usage() -> None:
    done = mawid("config", environment={"MAWID_WEB_PORT": "many", "MAWID_PARTITIONS": "0"})

    assert done.returncode == 2
    assert b"MAWID_WEB_PORT: " in done.stderr
    assert b"MAWID_PARTITIONS: " in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["send", "-"], ["tail"], ["topics", "check"], ["topics", "create"], ["dlq", "list"], ["dlq", "replay"]],
)
def test_a_broker_that_does_not_answer_is_named_with_exit_code_3(arguments: list[str]) -> None:
    address = f"127.0.0.1:{free_port()}"

    done = mawid(*arguments, environment={"MAWID_BROKERS": address})

    assert done.returncode == 3
    assert f"Kafka does not answer at {address} (MAWID_BROKERS)".encode() in done.stderr
    assert b"docker compose" in done.stderr
    assert done.stdout == b""


def test_health_says_of_each_service_how_to_start_it_with_exit_code_3() -> None:
    dead = {
        "MAWID_BROKERS": f"127.0.0.1:{free_port()}",
        "MAWID_REDIS_URL": f"redis://:secret@127.0.0.1:{free_port()}/0",
        "MAWID_WEB_PORT": str(free_port()),
    }

    done = mawid("health", environment=dead)

    assert done.returncode == 3
    assert [line.split()[0] for line in done.stdout.splitlines()] == [b"kafka", b"redis", b"worker"]
    assert b"secret" not in done.stdout
    assert b"Traceback" not in done.stderr


def test_config_says_where_each_value_comes_from_and_masks_secrets() -> None:
    done = mawid(
        "config",
        environment={"MAWID_SASL_PASSWORD": "secret", "MAWID_REDIS_URL": "redis://:secret@redis/0", "MAWID_GROUP": "g"},
    )

    assert done.returncode == 0
    rows = {row[0]: row[1:] for line in done.stdout.decode().splitlines() if (row := line.split())}
    assert rows["MAWID_GROUP"] == ["g", "environment"]
    assert rows["MAWID_BROKERS"] == ["127.0.0.1:9092", "default"]
    assert b"secret" not in done.stdout


def test_detect_gives_valid_events_as_json_lines() -> None:
    done = mawid("detect", "-", stdin=jsonl(ARTICLE))

    assert done.returncode == 0
    assert done.stderr == b""
    (event,) = map(json.loads, done.stdout.splitlines())
    validator_for(json.loads((ROOT / "schemas/event.v1.schema.json").read_text())).validate(event)
    assert event["type"] == "talks"
    assert event["when"]["start"] == "2017-01-23"
    assert event["where"]["city"] == "Geneva"
    assert event["revision"] == 1


def test_detect_shows_a_picture_on_a_terminal_and_json_where_asked() -> None:
    text = on_a_terminal("detect", stdin=jsonl(ARTICLE))
    assert "The Ledger, 2017-01-20 12:00: 1 event\n" in text
    assert "  when    Mon 23 January 2017 · in 3 days\n" in text
    assert "  where   Geneva, Switzerland\n" in text

    assert json.loads(on_a_terminal("detect", "--json", stdin=jsonl(ARTICLE)))["type"] == "talks"


def test_detect_takes_plain_text() -> None:
    done = mawid(*("detect", "--text", "--published", "2017-01-20", "--language", "en"), stdin=ARTICLE["body"].encode())

    assert json.loads(done.stdout)["when"]["start"] == "2017-01-23"


@pytest.mark.parametrize("text", [b"", b" \n", b"\xff\xfe"])
def test_a_text_that_is_none_is_bad_input(text: bytes) -> None:
    done = mawid("detect", "--text", "--published", "2017-01-20", stdin=text)

    assert done.returncode == 1
    assert done.stderr.startswith(b"Error: ")


def test_explain_says_why() -> None:
    done = mawid("detect", "--explain", stdin=jsonl(ARTICLE))

    assert done.returncode == 0
    assert b"talks" in done.stdout


def test_time_resolves_against_the_reference_date() -> None:
    done = mawid("time", stdin=jsonl({"id": 7, "text": "on Monday", "lang": "en", "ref": "2017-01-20"}))

    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "id": 7,
        "when": [{"start": "2017-01-23", "end": "2017-01-24", "granularity": "day", "text": "Monday"}],
    }


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "invalid_json"),
        (b"[]", "schema_invalid"),
        (b'{"text": "x", "lang": "en"}', "schema_invalid at /ref"),
        (b'{"text": "x", "lang": "en", "ref": "soon"}', "absurd_date at /ref"),
    ],
)
def test_time_says_which_line_cannot_be_used_and_why(line: bytes, says: str) -> None:
    done = mawid("time", stdin=b"\n" + line)

    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"line 2: {says}")


def test_resolve_gives_one_event_for_two_reports_and_a_revision_for_a_change() -> None:
    again = {**ARTICLE, "id": "again", "source": {"name": "Courier"}, "published_at": "2017-01-20T13:00:00Z"}
    off = {
        **ARTICLE,
        "id": "off",
        "published_at": "2017-01-21T12:00:00Z",
        "title": "Talks cancelled",
        "body": "The talks in Geneva on Monday between the two governments have been cancelled, officials said.",
    }

    done = mawid("resolve", stdin=jsonl(ARTICLE, again, off))

    assert done.returncode == 0
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert len({event["id"] for event in events}) == 1
    assert [event["revision"] for event in events] == list(range(1, len(events) + 1))
    assert events[0]["change"]["kind"] == "created"
    assert events[-1]["change"]["kind"] == "cancelled"


def test_nasty_lines_give_their_codes_and_never_a_traceback() -> None:
    expected = json.loads((SEEDS / "nasty.expected.json").read_text())

    done = mawid("detect", str(SEEDS / "nasty.jsonl"))

    assert done.returncode == 1
    said = dict(line.split(": ", 1) for line in done.stderr.decode().splitlines())
    codes = {f"line {number}": case["code"] for number, case in enumerate(expected, 1) if case["code"] != "ok"}
    assert {line: message.split()[0].rstrip(":") for line, message in said.items()} == codes
    assert set(codes.values()) <= set(CODES)


@pytest.mark.parametrize("command", ["detect", "resolve"])
def test_monstrous_texts_do_no_harm(command: str) -> None:
    bodies = ["meeting " * 125_000, "7" * 50_000, "\u202e\u2067" * 1000 + "talks in Geneva", "a\x00b talks " * 100]
    monsters = [{**ARTICLE, "id": f"monster {number}", "body": body} for number, body in enumerate(bodies)]
    monsters.append({**ARTICLE, "id": "monster", "language": "ar", "title": "لقاء", "body": "لقاء " * 200_000})

    done = mawid(command, stdin=jsonl(*monsters, {**ARTICLE, "published_at": "2017-03-17T12:00:00Z"}))

    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert b'"start":"2017-03-20"' in done.stdout.splitlines()[-1]  # what comes after them is read


def test_lines_come_out_as_they_go_in() -> None:
    command = [sys.executable, "-m", "workers", "detect", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(jsonl(ARTICLE))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["type"] == "talks"  # although the input has not ended
        process.stdin.close()


def test_a_reader_that_has_seen_enough_ends_the_command_quietly() -> None:
    command = [sys.executable, "-m", "workers", "detect", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(jsonl(ARTICLE))
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(jsonl(ARTICLE))
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_ctrl_c_is_quiet_and_gives_130() -> None:
    command = [sys.executable, "-m", "workers", "detect", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(jsonl(ARTICLE))
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().strip() == b""
        assert process.wait() == 130
