"""Running Himaya as its operator does: commands, a server on a free port, a clean stop."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from himaya.ops import serve

ROOT = Path(__file__).resolve().parents[1]
# Shuts the way out of every Python process that is started with it on its path.
SHUT = ROOT / "tests" / "shut"


@dataclass(frozen=True)
class Live:
    """A running Himaya: where it answers, where its data lie, what its processes wrote, who sits where."""

    url: str
    home: Path
    log: Path
    people: Mapping[str, str]
    sign_in: Callable[[Page, str], None]
    # A code of the second factor of somebody, on a page that asks for one.
    code: Callable[[Page, str], str]
    # For the operator's commands beside it.
    env: Mapping[str, str]
    database: str = ""


class _SocketFile(http.client.HTTPConnection):
    """A connection over a socket file, as the proxy of a nation makes it."""

    def __init__(self, file: Path) -> None:
        super().__init__("localhost", timeout=10)
        self.file = file

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.file))


def said_in_public(live: Live, address: str) -> str:
    """What the keyless process of a running Himaya answers to anybody: 200, and its body."""
    link = _SocketFile(live.home / "public.sock")
    try:
        link.request("GET", address)
        answer = link.getresponse()
        assert answer.status == 200, f"{address}: {answer.status}"
        return answer.read().decode()
    finally:
        link.close()


def plain_environment(**more: str) -> dict[str, str]:
    """This process's environment without anything of Himaya's, plus `more`. Nobody in it reaches another host."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HIMAYA_", "DJANGO_", "PORT"))}
    return {**kept, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(SHUT))), **more}


def demo_environment(home: Path) -> dict[str, str]:
    """The environment of a demo installation with its data in `home`."""
    return plain_environment(HIMAYA_HOME=str(home), HIMAYA_MODE="demo")


def himaya(*words: str, env: Mapping[str, str]) -> str:
    """Run one command as an operator would; returns what it printed. A failure shows what it said."""
    command = [sys.executable, "-m", "himaya.ops.cli", *words]
    done = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


# Commands in the order of their words on the standard input, up to the first that fails.
_IN_TURN = """import json, sys
from himaya.ops.cli import main
for words in json.load(sys.stdin):
    code = main(words)
    if code:
        sys.exit(f"{code}: {words}")
"""


def accounts_added(rows: Iterable[tuple[str, str, Iterable[str], str]], env: Mapping[str, str]) -> None:
    """An `account add` for each name, desk, roles and language; one process, as starting it takes the longest."""
    commands = [
        [
            "account",
            "add",
            name,
            "--desk",
            desk,
            "--language",
            language,
            *(w for role in roles for w in ("--role", role)),
        ]
        for name, desk, roles, language in rows
    ]
    command = [sys.executable, "-c", _IN_TURN]
    done = subprocess.run(
        command, env=dict(env), input=json.dumps(commands), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def serving(env: Mapping[str, str], *, log: Path, until: bytes, words: tuple[str, ...] = ()) -> Iterator[str]:
    """`himaya serve` on a free port, from its greeting to a clean stop; yields the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "himaya.ops.cli", "serve", *words, "--port", str(port)]
    tried = log.with_name(f"{log.name}.egress")
    with log.open("wb") as out:
        process = subprocess.Popen(command, env={**env, "EGRESS_NOTES": str(tried)}, stdout=subprocess.PIPE, stderr=out)
    assert process.stdout is not None
    greeting = b""
    for line in process.stdout:
        greeting += line
        if until in line:
            break
    assert until in greeting, log.read_text()
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.stdout.close()
        assert process.wait(timeout=2 * serve.DRAIN_SECONDS) == 0
    assert not tried.exists(), tried.read_text()
