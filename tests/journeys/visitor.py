"""A person at a browser: what she does, and everything the browser complains of meanwhile."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

from app.web.delivery import TRANSLATIONS
from tests import parts
from tests.server import PASSWORD, Server

POST_SCREEN = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def say(language: str, message: str, **values: object) -> str:
    """A message of the interface as the server says it in this language."""
    said = gettext.translation("messages", TRANSLATIONS, [language], fallback=True).gettext(message)
    return said % values if values else said


class Visitor:
    """One browser of its own: cookies, storage and network are nobody else's.

    `complaints` collects errors of scripts and of the console, answers that say the server failed,
    and requests to other hosts; the fixture that opened the visitor demands that there are none.
    """

    def __init__(
        self,
        chromium: Browser,
        server: Server,
        *,
        language: str = "kk",
        context: BrowserContext | None = None,
        **options: Any,
    ) -> None:
        self.server, self.language = server, language
        self.context = context or chromium.new_context(
            **{"viewport": POST_SCREEN, "base_url": server.address, "locale": language} | options
        )
        self.context.set_default_timeout(15_000)
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", self._watch)
        self.context.on("response", self._weigh)
        self.complaints: list[str] = []
        self.is_offline = False
        self.page: Page = self.context.new_page()

    @classmethod
    @contextmanager
    def of_profile(cls, chromium: Browser, server: Server, profile: Path) -> Iterator["Visitor"]:
        """A browser that starts with what an earlier one left in this folder."""
        context = chromium.browser_type.launch_persistent_context(
            profile,
            executable_path=parts.chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            viewport=POST_SCREEN,
            base_url=server.address,
            locale="kk",
        )
        made = cls(chromium, server, context=context)
        yield made
        made.close()
        assert not made.complaints, made.complaints

    def kill_tab(self) -> None:
        """The tab is gone in the middle of whatever it did."""
        with suppress(Error):
            self.page.goto("chrome://crash")

    def _hear(self, message: ConsoleMessage) -> None:
        is_expected = "Failed to load resource" in message.text  # judged by `_weigh`
        if message.type in {"error", "warning"} and not is_expected:
            self.complaints.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host and host != urlsplit(self.server.address).netloc:
            self.complaints.append(f"another host: {request.url}")

    def _weigh(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status}: {response.url}")

    def go(self, path: str) -> Page:
        """Open a page of this language, or one that names its language itself."""
        is_whole = path.startswith(("/kk/", "/ru/", "/gallery", "http"))
        self.page.goto(path if is_whole else f"/{self.language}{path}")
        return self.page

    def sign_in(self, username: str) -> "Visitor":
        self.go("/login")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.locator("main form button[type=submit]").click()
        expect(self.page).to_have_url(f"{self.server.address}/{self.language}/")
        return self

    def say(self, message: str, **values: object) -> str:
        return say(self.language, message, **values)

    def press(self, message: str, **values: object) -> None:
        """Press the button, or follow the link that looks like one."""
        name = self.say(message, **values)
        buttons = self.page.get_by_role("button", name=name, exact=True)
        buttons.or_(self.page.get_by_role("link", name=name, exact=True)).first.click()

    def switch(self, language: str) -> None:
        """Follow the language switch at the top."""
        self.page.locator(f"header .language-switch__link[lang={language}]").click()
        self.language = language
        expect(self.page.locator("html")).to_have_attribute("lang", language)

    def cut_network(self) -> None:
        self.is_offline = True
        self.context.set_offline(True)

    def restore_network(self) -> None:
        self.context.set_offline(False)
        self.is_offline = False

    def see(self, text: str) -> None:
        """The text must stand in the main part of the page."""
        expect(self.page.locator("main")).to_contain_text(text)

    @property
    def heading(self) -> Locator:
        return self.page.locator("h1")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def download(self, link: Locator) -> bytes:
        with self.page.expect_download() as waiting:
            link.click()
        return Path(waiting.value.path()).read_bytes()

    def close(self) -> None:
        """As when the machine is switched off: nothing is handed in, nothing is said goodbye to."""
        self.context.close()
