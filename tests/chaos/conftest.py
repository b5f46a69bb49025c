"""The broker of the end-to-end tests, for the tests that torment it."""

from tests.e2e.conftest import kafka

__all__ = ["kafka"]
