"""Puts the shell together, in the order in which a request passes through it."""

from flask import Flask

from app.config import Settings
from app.web import (
    access,
    delivery,
    errors,
    filters,
    gallery,
    health,
    language,
    logs,
    navigation,
    preferences,
    security,
    static_files,
    throttle,
    transaction,
)


def install(app: Flask, settings: Settings) -> None:
    """Everything a page needs around it."""
    logs.install(app)
    delivery.configure(app, settings)
    security.install(app, is_production=settings.is_production)
    app.before_request(transaction.begin)
    language.install(app)
    app.before_request(access.check_access)
    errors.install(app)
    filters.install(app)
    throttle.install(app, storage=settings.limits_storage)
    static_files.install(app)
    preferences.install(app)
    navigation.install(app)
    health.install(app)
    if not settings.is_production:
        gallery.install(app)
