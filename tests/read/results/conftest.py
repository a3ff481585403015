"""A real PostgreSQL server of its own, with figures in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PASSWORD = "s3cr3t-of-the-test"  # noqa: S105  # of a server that lives as long as the tests


def _program(name: str) -> str:
    """A program of PostgreSQL, which Debian keeps beside its version."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(beside[-1]) if beside else "")
    assert found, f"{name} is missing: .ci/run installs postgresql"
    return found


def _run(*command: str) -> None:
    """Run a program of the server, which refuses to be root."""
    as_user = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    done = subprocess.run([*as_user, *command], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a database in a server that is started for the tests and stopped after them."""
    folder = Path(tempfile.mkdtemp(prefix="kpi-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", _free_port()
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if os.geteuid() == 0:
        shutil.chown(secret, "postgres")
    _run(
        *(_program("initdb"), "-D", str(data), "-U", "officer", "-A", "scram-sha-256"),
        *(f"--pwfile={secret}", "--no-sync", "-E", "UTF8", "--locale=C"),
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    _run(_program("pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://officer:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        _run(_program("pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
