"""People who are signed in, and the requests their browsers send."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import cycle
from urllib.parse import urlencode

from tests.bench.load import Make
from tests.server import PASSWORD, Server

BROWSER = {"Accept-Encoding": "gzip", "Accept-Language": "kk", "User-Agent": "bench"}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
ATTEMPT = re.compile(r'data-attempt="(\d+)"')
TICK = re.compile(r'name="q-([a-z0-9-]+)" value="([a-z0-9-]+)"')


class Reader:
    """A signed-in person."""

    def __init__(self, server: Server, username: str) -> None:
        self.server = server
        self.cookies: dict[str, str] = {}
        form = {
            "username": username,
            "password": PASSWORD,
            "csrf_token": self._found(TOKEN, self._ask("GET", "/kk/login")),
        }
        self._ask("POST", "/kk/login", urlencode(form), expected=302)

    def page(self, path: str) -> Make:
        """A request for a page, always the same."""
        request = self._raw("GET", path, {"Accept": "text/html"})
        return lambda: request

    def answers(self, path: str) -> Make:
        """Requests that save answers to the open quiz, each newer than the one before."""
        text = self._ask("GET", path)
        token, attempt = self._found(TOKEN, text), self._found(ATTEMPT, text)
        head = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}

        def bodies() -> Iterator[bytes]:
            ticks = TICK.findall(text)
            for sequence, (question, option) in enumerate(cycle(ticks), start=1):
                form = {
                    "csrf_token": token,
                    "attempt": attempt,
                    "question": question,
                    "sequence": sequence,
                    "option": option,
                }
                yield self._raw("POST", f"{path}/answer", head, urlencode(form))

        return bodies().__next__

    def _raw(self, method: str, path: str, headers: dict[str, str], body: str = "") -> bytes:
        own = {"Host": f"127.0.0.1:{self.server.port}", "Cookie": self.cookie}
        own |= {"Content-Length": str(len(body))} if body else {}
        lines = [f"{name}: {value}" for name, value in (own | BROWSER | headers).items()]
        return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", body]).encode()

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, body: str = "", *, expected: int = 200) -> str:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        head = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body or None, head)
        answer = connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        assert answer.status == expected, f"{method} {path}: {answer.status}"
        return text

    @staticmethod
    def _found(pattern: re.Pattern[str], text: str) -> str:
        found = pattern.search(text)
        assert found, pattern.pattern
        return found[1]
