"""What a visit weighs on the wire, counted by a browser where there is one."""

import gzip
import re
from http.client import HTTPConnection
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

from tests import parts
from tests.bench.readers import Reader

ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')


class Weight(NamedTuple):
    """Bytes with headers, and requests that went over the wire."""

    size: int
    requests: int


def visits(reader: Reader, first: str, later: str) -> tuple[Weight, Weight, str]:
    """A first visit with nothing kept, a later one, and who counted."""
    program = parts.chromium()
    if program is None:
        return *_by_hand(reader, first, later), "counted from the answers"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(base_url=reader.server.address, locale="kk")
        context.add_cookies(
            [
                {"name": name, "value": value, "url": reader.server.address}
                for name, value in reader.cookies.items()
            ]
        )
        page = context.new_page()
        found = [_visit(page, path) for path in (first, later)]
        browser.close()
    return *found, "counted by Chromium"


def _visit(page: Page, path: str) -> Weight:
    sizes: dict[str, float] = {}
    kept: set[str] = set()

    def finished(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    tools = page.context.new_cdp_session(page)
    tools.on("Network.loadingFinished", finished)
    tools.on("Network.requestServedFromCache", lambda event: kept.add(event["requestId"]))
    tools.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    tools.detach()
    sent = [size for name, size in sizes.items() if name not in kept and size]
    return Weight(round(sum(sent)), len(sent))


def _by_hand(reader: Reader, first: str, later: str) -> tuple[Weight, Weight]:
    size, text = _fetched(reader, first)
    assets = [_fetched(reader, path)[0] for path in sorted(set(ASSET.findall(text)))]
    return (
        Weight(size + sum(assets), 1 + len(assets)),
        Weight(_fetched(reader, later)[0], 1),
    )


def _fetched(reader: Reader, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", reader.server.port, timeout=30)
    connection.request("GET", path, headers={"Cookie": reader.cookie, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    packed = answer.getheader("Content-Encoding") == "gzip"
    connection.close()
    return head + len(body), (gzip.decompress(body) if packed else body).decode("utf-8", "replace")
