"""Starts the real server on each port it is told; the application is imported only once.

A line of input is a port; the answer is the process group of a server that begins to serve there.
"""

import os
import signal
import sys
from contextlib import suppress

from granian import Granian
from granian.constants import Interfaces

import app


def serve(port: int) -> None:
    """Become a server; it ends only by a signal."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    Granian(
        f"{app.__name__}:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address="127.0.0.1",
        port=port,
        workers=1,
        blocking_threads=2,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    child = 0
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            serve(int(line))
            os._exit(0)
        print(child, flush=True)
    # Whoever gave the orders is gone; the last server must not stay behind.
    if child:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
