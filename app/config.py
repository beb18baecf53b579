"""Settings from the environment; production has no default for what must not be public."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MIN_SECRET_LENGTH = 32
WEAK_SECRETS = frozenset({"secret", "changeme", "development", "password", "qalqan"})


class UnfitSettings(RuntimeError):
    """The environment does not allow the system to start; the message says what to set."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations."""

    secret_key: str
    database_url: str
    is_production: bool
    public_address: str
    limits_storage: str
    proxies: int = 0
    """How many proxies stand in front and set `X-Forwarded-*`; 0 believes no such header."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read `QALQAN_ENV`, `SECRET_KEY`, `DATABASE_URL`, `PUBLIC_ADDRESS`, `LIMITS_STORAGE`,
        `PROXIES`.

        Raises `UnfitSettings`, naming the variable, where production lacks one or it is weak.
        """
        mode = environment.get("QALQAN_ENV", "development")
        if mode not in {"development", "production"}:
            raise UnfitSettings(f"QALQAN_ENV is {mode!r}; set it to development or production")
        if mode == "production":
            return cls(
                secret_key=_strong_secret(environment),
                database_url=_required(environment, "DATABASE_URL"),
                is_production=True,
                public_address=_https(environment),
                limits_storage=environment.get("LIMITS_STORAGE", "memory://"),
                proxies=_count(environment, "PROXIES"),
            )
        port = environment.get("PORT", "8000")
        return cls(
            secret_key=environment.get("SECRET_KEY", "development-only-" + "0" * 32),
            database_url=environment.get("DATABASE_URL", f"sqlite:///{_embedded_database()}"),
            is_production=False,
            public_address=environment.get("PUBLIC_ADDRESS", f"http://127.0.0.1:{port}"),
            limits_storage=environment.get("LIMITS_STORAGE", "memory://"),
        )


def _embedded_database() -> Path:
    return Path(__file__).resolve().parent.parent / "qalqan.sqlite3"


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise UnfitSettings(f"{name} is not set; production does not start without it")
    return value


def _count(environment: Mapping[str, str], name: str) -> int:
    text = environment.get(name, "0")
    if not text.isdecimal():
        raise UnfitSettings(f"{name} is {text!r}; set it to a whole number")
    return int(text)


def _https(environment: Mapping[str, str]) -> str:
    address = _required(environment, "PUBLIC_ADDRESS").rstrip("/")
    if not address.startswith("https://"):
        raise UnfitSettings("PUBLIC_ADDRESS must begin with https://; certificates print it")
    return address


def _strong_secret(environment: Mapping[str, str]) -> str:
    secret = _required(environment, "SECRET_KEY")
    if len(secret) < MIN_SECRET_LENGTH:
        raise UnfitSettings(
            f"SECRET_KEY is weak: {len(secret)} characters, at least {MIN_SECRET_LENGTH} are needed"
        )
    if len(set(secret)) < MIN_SECRET_LENGTH // 4 or any(
        weak in secret.casefold() for weak in WEAK_SECRETS
    ):
        raise UnfitSettings(
            "SECRET_KEY is weak: it can be guessed; make one with"
            ' python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return secret
