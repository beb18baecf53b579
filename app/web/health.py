"""Whether this node lives and whether it can serve."""

from flask import Flask
from sqlalchemy import text

from app.core.db import session
from app.web.access import public


def install(app: Flask) -> None:
    """Add the two addresses that a load balancer asks."""
    app.add_url_rule("/health/live", "web.live", live)
    app.add_url_rule("/health/ready", "web.ready", ready)


@public
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@public
def ready() -> dict[str, str]:
    """The database answers, too; a failure becomes a 500."""
    session.execute(text("SELECT 1"))
    return {"status": "ready"}
