"""The server of the trial pages: one process, on a copy of a demo store; for the tests and for the benchmark."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.running import ROOT, demo_environment


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers_within(url: str, *, seconds: int) -> bool:
    """True once something answers there."""
    for _ in range(seconds * 10):
        if _answers(url):
            return True
        time.sleep(0.1)
    return False


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310
            return True
    except urllib.error.HTTPError:
        return True
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def trial_pages(home: Path) -> Iterator[str]:
    """Where the pages of site.py answer, with the data in `home`."""
    port = free_port()
    env = demo_environment(home)
    env["PYTHONPATH"] += os.pathsep + str(ROOT)
    env |= {"DJANGO_SETTINGS_MODULE": "tests.long_form.settings", "HIMAYA_PAGES_ONLY": "1"}
    serve = ["-m", "gunicorn", "--threads", "8", "--workers", "1", "--bind", f"127.0.0.1:{port}"]
    with (home.parent / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *serve, "himaya.config.wsgi:application"], env=env, stdout=log, stderr=log, cwd=ROOT
        )
    try:
        answers_within(f"http://127.0.0.1:{port}/", seconds=30)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        # It gives requests that are under way half a minute to end.
        process.wait(timeout=60)
