"""Fixtures that every test folder shares: a prepared demo store, a running server on a copy of it, a browser."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests import browser as browsers

from himaya.kernel import keys
from himaya.ops import serve

ROOT = Path(__file__).resolve().parents[1]


def missing(what: str) -> None:
    """Skip for a missing tool on a developer's machine; under CI a missing tool is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI installs it")
    pytest.skip(f"{what} is missing")


@pytest.fixture(autouse=True)
def _keys_are_read_anew() -> Iterator[None]:
    yield
    keys.forget()


@dataclass(frozen=True)
class Live:
    """A running Himaya: where it answers, where its data lie, what its processes wrote."""

    url: str
    home: Path
    log: Path


def demo_environment(home: Path) -> dict[str, str]:
    """The environment of a demo installation with its data in `home`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HIMAYA_", "DJANGO_"))}
    return {**kept, "HIMAYA_HOME": str(home), "HIMAYA_MODE": "demo", "PYTHONPATH": str(ROOT / "src")}


@pytest.fixture(scope="session")
def prepared_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo store made once for all workers. Tests get copies, because the audit refuses to be emptied."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    home = shared / "prepared-store"
    with (shared / "prepared-store.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            command = [sys.executable, "-m", "himaya.ops.cli", "demo", "reset"]
            done = subprocess.run(command, env=demo_environment(home), capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            (home / "ready").touch()
    return home


@pytest.fixture(scope="session")
def live(prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """`himaya serve --demo` on a copy of the prepared store, one per worker."""
    home = tmp_path_factory.mktemp("live") / "home"
    shutil.copytree(prepared_store, home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = home.parent / "log"
    command = [sys.executable, "-m", "himaya.ops.cli", "serve", "--demo", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=demo_environment(home), stdout=subprocess.PIPE, stderr=out)
    assert process.stdout is not None
    greeting = b""
    for line in process.stdout:
        greeting += line
        if b"demo-reset" in line:
            break
    assert b"localhost" in greeting, log.read_text()
    yield Live(url=f"http://localhost:{port}", home=home, log=log)
    process.terminate()
    process.stdout.close()
    assert process.wait(timeout=2 * serve.DRAIN_SECONDS) == 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per worker."""
    if not browsers.CHROMIUM.exists():
        missing("Chromium")
    with browsers.chromium() as started:
        yield started
