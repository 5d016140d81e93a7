"""`himaya serve`: one parent, three children (web, worker, keyless public), drained within five seconds."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from himaya.kernel import unlocked
from himaya.ops.passphrases import FILE, NEW_FILE

DRAIN_SECONDS = 5.0
# A child that falls this often within a minute will not stand: the web says so and ends, the others wait a minute.
MAX_FALLS, FALL_WINDOW = 5, 60.0
PASSPHRASE_FILES = (FILE, NEW_FILE)
NEVER_IN_PUBLIC = (
    "HIMAYA_KEYS",
    "CREDENTIALS_DIRECTORY",
    "HIMAYA_DATABASE",
    "HIMAYA_PAGES_DATABASE",
    "HIMAYA_MAIL_PASSWORD_FILE",
    "HIMAYA_KEYS_FD",
    *PASSPHRASE_FILES,
)


@dataclass
class Child:
    """One supervised process."""

    name: str
    command: list[str]
    env: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    falls: list[float] = field(default_factory=list)
    # Files that this child inherits: the opened keys, for those who open records.
    inherits: tuple[int, ...] = ()
    # Whether the others end with it when it will not stand. The first line needs neither worker nor public pages.
    needed: bool = False

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603
            self.command, env=dict(self.env), start_new_session=True, pass_fds=self.inherits
        )

    def has_fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def stands_no_more(self) -> bool:
        """Note a fall; True when there were too many in a minute."""
        now = time.monotonic()
        self.falls = [at for at in self.falls if now - at < FALL_WINDOW] + [now]
        return len(self.falls) >= MAX_FALLS

    def may_start(self) -> bool:
        """False until a minute has passed since it fell too often."""
        return len(self.falls) < MAX_FALLS or time.monotonic() - self.falls[-1] >= FALL_WINDOW


def has_ipv6() -> bool:
    """True when ::1 can be bound, so that `localhost` works however the browser resolves it."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _gunicorn(*arguments: str) -> list[str]:
    fixed = ["--worker-class", "gthread", "--log-level", "warning", "--graceful-timeout", str(int(DRAIN_SECONDS) - 1)]
    fixed += ["--logger-class", "himaya.config.server_log.ServerLog"]
    if Path("/dev/shm").is_dir():  # noqa: S108  # heartbeat files in memory: no disk, nothing left behind
        fixed += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    return [sys.executable, "-m", "gunicorn", *fixed, *arguments]


def children(port: int, home: Path, opened: int | None = None) -> list[Child]:
    """Web on this machine only (a proxy stands in front of a nation's), worker, public on a socket file.

    `opened`: the file in memory with the keys that a passphrase opened here; the public process never inherits it.
    """
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    keyed: tuple[int, ...] = ()
    if opened is not None:
        keyed = (opened,)
        env = {name: value for name, value in env.items() if name not in PASSPHRASE_FILES}
        env["HIMAYA_KEYS_FD"] = str(opened)
    binds = [os.environ["HIMAYA_BIND"]] if os.environ.get("HIMAYA_BIND") else [f"127.0.0.1:{port}"]
    if not os.environ.get("HIMAYA_BIND") and has_ipv6():
        binds.append(f"[::1]:{port}")
    web = [part for bind in binds for part in ("--bind", bind)]
    public_env = {k: v for k, v in env.items() if k not in NEVER_IN_PUBLIC}
    public_env["DJANGO_SETTINGS_MODULE"] = "himaya.public.settings"
    # A nation gives this process an account of its own that can read one table; `himaya doctor` asks for it.
    public_env["HIMAYA_DATABASE"] = env.get("HIMAYA_PUBLIC_DATABASE") or env.get("HIMAYA_DATABASE", "")
    # On PostgreSQL pages are answered by a role that owns nothing; the worker works as the owner.
    pages_env = {**env, "HIMAYA_PAGES_ONLY": "1"}
    pages_env["HIMAYA_DATABASE"] = env.get("HIMAYA_PAGES_DATABASE") or env.get("HIMAYA_DATABASE", "")
    return [
        Child(
            "web",
            _gunicorn(*web, "--threads", "8", "--workers", _workers(), "himaya.config.wsgi:application"),
            pages_env,
            inherits=keyed,
            needed=True,
        ),
        Child("worker", [sys.executable, "-m", "himaya.ops.cli", "worker"], env, inherits=keyed),
        Child(
            "public",
            _gunicorn("--bind", f"unix:{home / 'public.sock'}", "--umask", "0o077", "himaya.public.wsgi:application"),
            public_env,
        ),
    ]


def _workers() -> str:
    return os.environ.get("HIMAYA_WEB_PROCESSES", "1")


def wait_until_answering(port: int, *, seconds: float, stop: threading.Event) -> bool:
    """True once the first page answers. A bind elsewhere is not probed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not stop.is_set():
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            link.request("GET", "/account/leave/", headers={"Host": "localhost"})
            if link.getresponse().status == http.HTTPStatus.OK:
                return True
        except OSError:
            stop.wait(0.1)
        finally:
            link.close()
    return False


def stop_on_signal(stop: threading.Event) -> threading.Event:
    """Let SIGTERM and SIGINT set the event; what runs finishes its step first."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def run(*, port: int, home: Path, greeting: str) -> int:
    """Supervise until SIGTERM or SIGINT. Returns the exit code."""
    stop = stop_on_signal(threading.Event())
    family = children(port, home, unlocked.hand_over())
    for child in family:
        child.start()
    if not os.environ.get("HIMAYA_BIND") and wait_until_answering(port, seconds=60, stop=stop):
        sys.stdout.write(greeting)
        sys.stdout.flush()
    code = _watch(family, stop)
    _drain(family)
    return code


def _watch(family: list[Child], stop: threading.Event) -> int:
    while not stop.wait(0.5):
        for child in family:
            if child.has_fallen():
                child.process = None
                if child.stands_no_more():
                    sys.stderr.write(f"The {child.name} process falls again and again. Run `himaya doctor`.\n")
                    if child.needed:
                        return 1
            if child.process is None and child.may_start():
                child.start()
    return 0


def _drain(family: list[Child]) -> None:
    deadline = time.monotonic() + DRAIN_SECONDS
    running = [child.process for child in family if child.process is not None]
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
