"""A PostgreSQL cluster of the tests' own, and empty databases in it."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

INSTALLED = Path("/usr/lib/postgresql")


def postgresql_binaries() -> Path | None:
    """The folder with PostgreSQL's server programs, None where none is installed."""
    for folder in sorted(INSTALLED.glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def empty_database(cluster: str) -> str:
    """The address of a new database in the cluster."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return cluster.rpartition("/")[0] + f"/{name}"


@contextmanager
def postgresql() -> Iterator[str]:
    """A fresh cluster on a free port; its address."""
    binaries = postgresql_binaries()
    assert binaries, "no PostgreSQL server is installed"
    folder = Path(tempfile.mkdtemp(prefix="qalqan-pg-"))
    user = _unprivileged_user()
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", _free_port()
    _run(
        user,
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "qalqan",
        "--auth=trust",
        "-E",
        "UTF8",
        "--no-sync",
        "--locale=C.UTF-8",
    )
    server = subprocess.Popen(
        _as(
            user,
            binaries / "postgres",
            "-D",
            data,
            "-p",
            port,
            "-k",
            folder,
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "max_connections=250",
            "-c",
            "fsync=off",
            "-c",
            "shared_buffers=128MB",
        ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    try:
        _await(binaries, port)
        yield f"postgresql://qalqan@127.0.0.1:{port}/postgres"
    finally:
        # SIGINT ends open connections; SIGTERM would wait for them.
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; its own user is there where it was installed."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    return None


def _as(user: str | None, *command: object) -> list[str]:
    words = [str(word) for word in command]
    return (
        ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *words]
        if user
        else words
    )


def _run(user: str | None, *command: object) -> None:
    subprocess.run(_as(user, *command), check=True, stdout=subprocess.DEVNULL, cwd="/")


def _await(binaries: Path, port: int) -> None:
    ready = f"'{binaries / 'pg_isready'}' -q -h 127.0.0.1 -p {port}"
    wait = f"for i in $(seq 100); do {ready} && exit 0; sleep 0.1; done; exit 1"
    subprocess.run(["sh", "-c", wait], check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
