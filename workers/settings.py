"""Settings of all processes, from the environment (`MAWID_*`) and from a `.env` file in the working folder.

The environment wins over the file, the file over the defaults. `.env.example` lists every setting.
"""

import os
import re
import ssl
from typing import Annotated, Any, Literal, NamedTuple, Self

from dotenv import dotenv_values
from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "MAWID_"
ENV_FILE = ".env"

Port = Annotated[int, Field(ge=1, le=65535)]
Role = Literal["detector", "resolver"]


class Settings(BaseSettings):
    """Everything that a deployment may want to change. Times are in seconds."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True
    )

    # Kafka
    brokers: str = Field(default="127.0.0.1:9092", description="Kafka brokers: host:port, separated by commas")
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        default="PLAINTEXT", description="how to talk to the brokers"
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        default="SCRAM-SHA-512", description="for the SASL protocols"
    )
    sasl_username: str = Field(default="", description="for the SASL protocols")
    sasl_password: SecretStr = Field(default=SecretStr(""), description="for the SASL protocols")
    ssl_cafile: str | None = Field(default=None, description="PEM file of the authorities to trust; none: the system's")
    ssl_certfile: str | None = Field(
        default=None, description="PEM file of our certificate, where the brokers ask for one"
    )
    ssl_keyfile: str | None = Field(default=None, description="PEM file of its key")

    # Redis
    redis_url: str = Field(
        default="redis://127.0.0.1:6379/0",
        description="redis://[user[:password]@]host[:port][/db], rediss:// for TLS, unix:// for a socket",
    )

    # Topics
    topic_articles: str = Field(default="articles", description="articles come in here")
    topic_mentions: str = Field(default="mentions", description="internal: what single articles report")
    topic_events: str = Field(default="events", description="events go out here")
    topic_events_state: str = Field(default="events-state", description="internal: changelog of the resolver's state")
    topic_dlq: str = Field(default="articles.dlq", description="articles that cannot be used, as they came")
    partitions: int = Field(default=8, ge=1, le=256, description="partitions of new topics; never change it later")
    replication: int = Field(
        default=-1, ge=-1, le=9, description="copies of new topics' partitions; -1: the brokers' default"
    )

    # This deployment
    group: str = Field(
        default="mawid", min_length=1, description="prefix of the consumer groups and the transactional ids"
    )
    instance: str = Field(
        default="mawid", min_length=1, description="name of the deployment, in ce_source; the same in all its workers"
    )
    transactions: Literal["auto", "required"] = Field(
        default="auto",
        description="required: wait for brokers with transactions; auto: at-least-once where they have none",
    )
    rebalance_timeout: float = Field(
        default=60, gt=0, description="how long a worker may take to let go of a partition when another one joins"
    )
    max_attempts: int = Field(
        default=3, ge=1, description="tries of an article that makes the detector fail, then dead letter"
    )

    # What it says
    log_format: Literal["auto", "console", "json"] = Field(
        default="auto", description="auto: console on a terminal, else json"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="least level that is logged"
    )
    web_host: str = Field(default="127.0.0.1", description="address of the web server: /healthz, /readyz, /metrics")
    web_port: Port = Field(default=6066, description="its port")
    stall_seconds: float = Field(
        default=300, gt=0, description="/healthz fails when a partition has work and has not moved for so long"
    )
    shutdown_seconds: float = Field(
        default=25, gt=0, description="how long a stopping worker may finish what it has begun"
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.security_protocol.startswith("SASL") and not self.sasl_username:
            raise ValueError(f"{PREFIX}SASL_USERNAME is needed for {PREFIX}SECURITY_PROTOCOL={self.security_protocol}")
        if bool(self.ssl_certfile) != bool(self.ssl_keyfile):
            raise ValueError(f"{PREFIX}SSL_CERTFILE and {PREFIX}SSL_KEYFILE go together")
        return self

    @property
    def detector_group(self) -> str:
        """The detector's consumer group."""
        return f"{self.group}-detector"

    @property
    def resolver_group(self) -> str:
        """The resolver's consumer group, and the prefix of its transactional ids."""
        return f"{self.group}-resolver"

    def ssl_context(self) -> ssl.SSLContext | None:
        """The TLS context for Kafka, None when the protocol has no TLS.

        Raises:
            OSError: a file cannot be read (`ssl.SSLError`: it is not what it should be).
        """
        if not self.security_protocol.endswith("SSL"):
            return None
        context = ssl.create_default_context(cafile=self.ssl_cafile)
        if self.ssl_certfile:
            context.load_cert_chain(self.ssl_certfile, self.ssl_keyfile)
        return context

    def kafka(self) -> dict[str, Any]:
        """Where the brokers are and how to talk to them, as keyword arguments.

        aiokafka's and kafka-python's clients have the same names for these.
        """
        options: dict[str, Any] = {
            "bootstrap_servers": [address.strip() for address in self.brokers.split(",")],
            "security_protocol": self.security_protocol,
            "ssl_context": self.ssl_context(),
        }
        if self.security_protocol.startswith("SASL"):
            options |= {
                "sasl_mechanism": self.sasl_mechanism,
                "sasl_plain_username": self.sasl_username,
                "sasl_plain_password": self.sasl_password.get_secret_value(),
            }
        return options


class Origin(NamedTuple):
    """One setting, for people: its variable, its value with secrets masked, and where the value came from."""

    variable: str
    value: str
    source: Literal["environment", ".env", "default", "given"]
    description: str


def origins(settings: Settings) -> list[Origin]:
    """Every setting, in the order of `Settings`, and where its value came from.

    `given` means: passed by the program, as `mawid demo` does with the addresses of what it started.
    """
    in_file = {name.upper() for name, value in dotenv_values(ENV_FILE).items() if value}
    in_environment = {name.upper() for name, value in os.environ.items() if value}

    def source(field: str, variable: str) -> Literal["environment", ".env", "default", "given"]:
        if field not in settings.model_fields_set:
            return "default"
        if variable in in_environment:
            return "environment"
        return ".env" if variable in in_file else "given"

    return [
        Origin(variable, _masked(getattr(settings, field)), source(field, variable), info.description or "")
        for field, info in Settings.model_fields.items()
        for variable in (PREFIX + field.upper(),)
    ]


def _masked(value: object) -> str:
    """The value as text; the password inside a URL is replaced, a SecretStr masks itself."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:**********@", "" if value is None else str(value))
