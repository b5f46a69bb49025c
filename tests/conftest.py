"""Real servers for the tests, each private to the run."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from redis import Redis

from workers import embedded

# The same examples in every run, and none that fails because the machine is busy. Other examples:
# make test ARGS=--hypothesis-profile=default
settings.load_profile("ci")


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Server]:
    """A Redis of this session; a test may kill it, and starts it again itself. It restarts empty."""
    with embedded.redis_server(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def redis_url(redis_server: embedded.Server) -> str:
    """The URL of a Redis that is empty."""
    url = f"redis://{redis_server.address}/0"
    with Redis.from_url(url) as client:
        client.flushall()
        client.script_flush()
    return url
