"""A real Kafka broker for the end-to-end tests."""

from collections.abc import Iterator

import pytest

from tests.servers import kafka_node
from workers.embedded import Server


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A broker of this session, shared by all tests: use topic names of your own.

    A test may kill it, and starts it again itself; it keeps its data.
    """
    with kafka_node(tmp_path_factory.mktemp("kafka")) as server:
        yield server
