"""A test client that behaves like a person's browser and looks every page over."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask_babel import force_locale
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from app.people.models import Person
from tests import house_rules

PASSWORD = "correct horse battery"
WHOLE = {"buffered": True}
"""An answer is read to its end, so that a file behind it is closed."""


class Browser:
    """`get` and `post` follow no redirect; every HTML page must satisfy the house rules."""

    def __init__(self, app: Flask, language: str = "kk") -> None:
        self.app = app
        self.language = language
        self.client = app.test_client()

    def sign_in(self, person: Person, password: str = PASSWORD) -> None:
        answer = self.post("/login", {"username": person.username, "password": password})
        assert answer.status_code in {302, 303}, answer.get_data(as_text=True)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self._look(self.client.get(self._address(path), **(WHOLE | options)))

    def post(self, path: str, form: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        data = {"csrf_token": self._token()} | (form or {})
        return self._look(self.client.post(self._address(path), data=data, **(WHOLE | options)))

    def _token(self) -> str:
        """What every form of a page carries against forgery."""
        with self.client.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", "0" * 40)
        return str(URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(raw))

    def page(self, path: str) -> str:
        """The text of a page that must open."""
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.get_data(as_text=True)

    @contextmanager
    def speaking(self, language: str) -> Iterator["Browser"]:
        before, self.language = self.language, language
        yield self
        self.language = before

    def says(self, message: object) -> str:
        """A message of the product in the language of this browser."""
        with self.app.test_request_context(f"/{self.language}/"), force_locale(self.language):
            return str(message)

    def _address(self, path: str) -> str:
        has_language = path.startswith(("/kk/", "/ru/", "/static/", "/health/", "/media/", "//"))
        return path if has_language else f"/{self.language}{path}"

    @staticmethod
    def _look(answer: TestResponse) -> TestResponse:
        if answer.mimetype == "text/html" and answer.status_code not in range(300, 400):
            house_rules.check(answer)
        return answer
