"""The product with a workshop inside."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine

import app as product
from app.core import db
from tests.browser import Browser
from tests.conftest import back_to, settings
from tests.web import workshop


@pytest.fixture(scope="session")
def workshop_app(app: Flask, engine: Engine, database_url: str) -> Iterator[Flask]:
    packages = product.PACKAGES
    product.PACKAGES = (*packages, workshop.package)
    try:
        made = product.create_app(settings(database_url))
    finally:
        product.PACKAGES = packages
    back_to(engine)
    yield made
    db.session.remove()


@pytest.fixture
def visitor(workshop_app: Flask, session) -> Browser:
    """Somebody who visits the workshop without signing in."""
    return Browser(workshop_app)
