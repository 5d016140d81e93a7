"""A running installation of its own, whose temporary folder is known, for the hunt."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from himaya.ops import serve
from tests.conftest import demo_environment


@dataclass
class Watched:
    """An installation whose every file lies under one folder: data, temporary files, what it wrote to the terminal."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """A clean stop, as by Ctrl+C."""
        if self.process.poll() is None:
            self.process.terminate()
            assert self.process.wait(timeout=2 * serve.DRAIN_SECONDS) == 0


@pytest.fixture
def watched(prepared_store: Path, tmp_path: Path) -> Iterator[Watched]:
    """`himaya serve --demo` on a copy of the prepared store, with `TMPDIR` inside the watched folder."""
    folder = tmp_path / "watched"
    shutil.copytree(prepared_store, folder / "home")
    (folder / "tmp").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**demo_environment(folder / "home"), "TMPDIR": str(folder / "tmp")}
    command = [sys.executable, "-m", "himaya.ops.cli", "serve", "--demo", "--port", str(port)]
    said = folder / "terminal"
    with said.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    while b"demo-reset" not in said.read_bytes():
        assert process.poll() is None, said.read_text()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
    running = Watched(f"http://localhost:{port}", folder, process)
    yield running
    running.stop()
