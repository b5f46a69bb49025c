"""Where settings come from, and what is masked."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from workers.settings import Settings, origins


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for origin in origins(Settings()):
        monkeypatch.delenv(origin.variable, raising=False)


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("MAWID_BROKERS=file:1\nMAWID_GROUP=file\n", encoding="utf-8")
    monkeypatch.setenv("MAWID_BROKERS", "environment:1")
    found = {origin.variable: origin for origin in origins(Settings(instance="given"))}

    assert found["MAWID_BROKERS"][1:3] == ("environment:1", "environment")
    assert found["MAWID_GROUP"][1:3] == ("file", ".env")
    assert found["MAWID_INSTANCE"][1:3] == ("given", "given")
    assert found["MAWID_WEB_PORT"][1:3] == ("6066", "default")
    assert all(origin.description for origin in found.values())


def test_secrets_are_masked() -> None:
    settings = Settings(
        security_protocol="SASL_PLAINTEXT",
        sasl_username="u",
        sasl_password="hush",  # noqa: S106
        redis_url="rediss://me:hush@host:1/0",
    )
    shown = {origin.variable: origin.value for origin in origins(settings)}

    assert "hush" not in repr(settings.sasl_password) + "".join(shown.values())
    assert shown["MAWID_REDIS_URL"] == "rediss://me:**********@host:1/0"
    assert settings.kafka()["sasl_plain_password"] == "hush"  # noqa: S105


def test_brokers_may_be_several() -> None:
    assert Settings(brokers="a:1, b:2").kafka()["bootstrap_servers"] == ["a:1", "b:2"]


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAWID_SSL_CAFILE", "")

    assert Settings().ssl_cafile is None


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MAWID_WEB_PORT", "0", "greater than or equal to 1"),
        ("MAWID_LOG_LEVEL", "LOUD", "Input should be"),
        ("MAWID_SECURITY_PROTOCOL", "SASL_SSL", "MAWID_SASL_USERNAME is needed"),
        ("MAWID_SSL_CERTFILE", "cert.pem", "go together"),
        ("MAWID_PARTITIONS", "many", "valid integer"),
    ],
)
def test_a_wrong_value_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=says):
        Settings()


def test_tls_needs_files_that_are_certificates(tmp_path: Path) -> None:
    nonsense = tmp_path / "ca.pem"
    nonsense.write_text("nothing")
    with pytest.raises(OSError, match=r"(?i)certificate|pem"):
        Settings(security_protocol="SSL", ssl_cafile=str(nonsense)).kafka()


def test_plain_connections_have_no_tls_context() -> None:
    assert Settings().kafka()["ssl_context"] is None
    assert Settings(security_protocol="SSL").kafka()["ssl_context"] is not None
