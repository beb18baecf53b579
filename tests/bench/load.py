"""Sends a bounded number of requests over open connections and times each answer."""

import selectors
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles

Make = Callable[[], bytes]
READ = 1 << 18


@dataclass
class Figures:
    """What some requests cost; figures of several rounds add up."""

    seconds: float = 0.0
    cpu: float = 0.0
    errors: int = 0
    times: list[float] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        self.seconds += other.seconds
        self.cpu += other.cpu
        self.errors += other.errors
        self.times += other.times

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    @property
    def cpu_each(self) -> float:
        """Milliseconds of the server's processors for one request."""
        return 1000 * self.cpu / len(self.times)

    def percentile(self, percent: int) -> float:
        """Milliseconds within which this many per cent of the answers came."""
        return 1000 * quantiles(self.times, n=100, method="inclusive")[percent - 1]


class Client:
    """One connection with one request under way."""

    def __init__(self, port: int, make: Make) -> None:
        self.make = make
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = b""
        self.begun = 0.0

    def send(self) -> None:
        self.answer = b""
        request = self.make()
        self.begun = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> bool:
        """Take what has come; whether the answer is complete."""
        piece = self.socket.recv(READ)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self.answer += piece
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if not found:
            return False
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                return len(body) >= int(line.split(b":")[1])
        return body.endswith(b"0\r\n\r\n")

    @property
    def is_good(self) -> bool:
        return self.answer.startswith(b"HTTP/1.1 200")


def drive(port: int, makes: Sequence[Make], requests: int, *, most_seconds: float) -> Figures:
    """Let one client per maker ask again and again until `requests` are answered."""
    clients = [Client(port, make) for make in makes]
    waiting = selectors.DefaultSelector()
    figures = Figures()
    begun = time.perf_counter()
    left = requests
    for client in clients[:requests]:
        waiting.register(client.socket, selectors.EVENT_READ, client)
        client.send()
        left -= 1
    while waiting.get_map():
        for key, _events in waiting.select():
            client = key.data
            if not client.read():
                continue
            now = time.perf_counter()
            figures.times.append(now - client.begun)
            figures.errors += not client.is_good
            if left > 0 and now - begun < most_seconds:
                left -= 1
                client.send()
            else:
                waiting.unregister(client.socket)
    figures.seconds = time.perf_counter() - begun
    waiting.close()
    for client in clients:
        client.socket.close()
    return figures
