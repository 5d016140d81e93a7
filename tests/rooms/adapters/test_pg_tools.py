"""PostgreSQL's own programs: the sentence when they are absent or stop, and a password that no process list shows."""

import io
import subprocess
from pathlib import Path

import pytest

from himaya.adapters import pg_tools

DATABASE = {
    "NAME": "d",
    "USER": "u",
    "PASSWORD": "hush",
    "HOST": "h",
    "PORT": "5433",
    "OPTIONS": {"sslmode": "require"},
}


def dumped(out: io.BytesIO) -> None:
    pg_tools.dump(DATABASE, snapshot="s-1", empty=["t"], out=out, progress=lambda _: None)


def program(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize("tool", ["pg_dump", "pg_restore"])
def test_an_absent_program_is_named_with_its_package(
    tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(pg_tools.ToolFailed, match=rf"{tool} is not installed.*apt install postgresql-client"):
        dumped(io.BytesIO()) if tool == "pg_dump" else pg_tools.restore(DATABASE, tmp_path / "x")


def test_the_password_stands_in_no_list_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: the address as an argument puts the password into `ps` for everybody on the machine."""
    program(
        tmp_path, "pg_dump", 'echo "$@"; echo "$PGPASSWORD $PGHOST $PGPORT $PGUSER $PGDATABASE $PGSSLMODE"', monkeypatch
    )
    out = io.BytesIO()
    dumped(out)
    arguments, environment = out.getvalue().decode().splitlines()
    assert "hush" not in arguments
    assert "--snapshot=s-1 --exclude-table-data=t" in arguments
    assert environment == "hush h 5433 u d require"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("pg_dump: error: aborting because of server version mismatch", "older than the server"),
        ("pg_dump: error: query failed: ERROR:  permission denied for table x", "may not read every row"),
        ("ERROR:  query would be affected by row-level security policy", "BYPASSRLS"),
        ("pg_dump: error: connection lost while reading Amina", "stopped before its end"),
    ],
)
def test_a_dump_that_stops_says_what_to_do_and_repeats_nothing(
    said: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "pg_dump", f"echo part; echo '{said}' >&2; exit 1", monkeypatch)
    with pytest.raises(pg_tools.ToolFailed, match=sentence) as caught:
        dumped(io.BytesIO())
    assert "Amina" not in str(caught.value)


def test_a_restore_that_stops_repeats_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "pg_restore", "echo 'CONTEXT: COPY person, line 1: Amina' >&2; exit 1", monkeypatch)
    with pytest.raises(pg_tools.ToolFailed, match="nothing was kept") as caught:
        pg_tools.restore(DATABASE, tmp_path / "x")
    assert "Amina" not in str(caught.value)


def test_a_full_disk_ends_the_dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "pg_dump", "exec cat /dev/zero", monkeypatch)
    begun = subprocess.Popen

    class Full(io.BytesIO):
        def write(self, data: object, /) -> int:
            raise OSError(28, "No space left on device")

    ended: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: ended.append(begun(*a, **k)) or ended[-1])
    with pytest.raises(OSError, match="No space"):
        dumped(Full())
    assert ended[0].poll() is not None
