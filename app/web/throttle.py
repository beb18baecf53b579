"""Limits on what may be tried how often; shared between nodes where a storage is set."""

from flask import Flask, current_app
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

LIMITS: dict[str, RateLimitItem] = {
    "sign-in account": parse("8 per 15 minutes"),
    "sign-in address": parse("60 per 15 minutes"),
    "verify": parse("30 per minute"),
}


def install(app: Flask, *, storage: str) -> None:
    """Keep the counts in `storage`: `memory://` for one process, `redis://…` for several."""
    app.extensions["throttle"] = MovingWindowRateLimiter(storage_from_string(storage))


def is_open(what: str, key: str) -> bool:
    """Whether `what` may still be tried for `key`, without counting a try."""
    return _limiter().test(LIMITS[what], what, key)


def allow(what: str, key: str | None) -> bool:
    """Count one try of `what` for `key`; False when there were too many."""
    return _limiter().hit(LIMITS[what], what, key or "")


def forget(what: str, key: str) -> None:
    """Start counting `what` for `key` from nothing."""
    _limiter().clear(LIMITS[what], what, key)


def _limiter() -> MovingWindowRateLimiter:
    limiter: MovingWindowRateLimiter = current_app.extensions["throttle"]
    return limiter
