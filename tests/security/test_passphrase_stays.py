"""Keys under a passphrase, running: web and worker open records, and neither passphrase nor key lies in sight.

Every process of `himaya serve` is read from outside: arguments, environment, open files, what it may dump. So are all
files that it wrote and its log. Planted fault, seen red: the
memory file passed to the public process.
"""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from himaya.kernel import keyfile, keys, unlocked
from tests.rooms.public.test_no_key_in_memory import Visitor, environment, forms_of_the_keys, in_memory, open_a_referral
from tests.running import demo_environment, serving

pytestmark = [pytest.mark.deep("a minute: processes of an installation"), pytest.mark.capability("X1")]
PHRASE = "six words that nobody would guess"


@dataclass(frozen=True)
class Running:
    """A running installation: its address, where it writes, the needles, its processes by part."""

    url: str
    place: Path
    needles: dict[str, bytes]
    parts: dict[str, list[int]]

    @property
    def everybody(self) -> list[int]:
        return [pid for pids in self.parts.values() for pid in pids]


@pytest.fixture(name="running", scope="module")
def _running(prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if not Path("/proc/self/fd").exists() or not hasattr(os, "memfd_create"):
        pytest.skip("Linux only")
    place = tmp_path_factory.mktemp("phrase")
    home, directory, phrase = place / "home", place / "keys", place / "p" / "phrase"
    shutil.copytree(prepared_store, home)
    (home / "keys").rename(directory)
    needles = forms_of_the_keys(directory) | {
        "passphrase": PHRASE.encode(),
        "passphrase wide": PHRASE.encode("utf-16-le"),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "COST", keyfile.LEAST)
        keys.seal(directory, PHRASE)
    unlocked.lock()
    keys.forget()
    phrase.parent.mkdir()
    phrase.write_text(PHRASE)
    phrase.chmod(0o400)
    (place / "tmp").mkdir()
    env = {**demo_environment(home), "HIMAYA_KEYS": str(directory), "HIMAYA_PASSPHRASE_FILE": str(phrase)}
    env["TMPDIR"] = str(place / "tmp")
    with serving(env, log=place / "log", until=b"demo-reset", words=("--demo",)) as url:
        # The file is needed at the start only: what runs does not come back to it.
        phrase.unlink()
        visitor = Visitor(url)
        visitor.get("/public/fr/")
        open_a_referral(url)
        yield Running(url, place, needles, parts(home))


def parts(home: Path) -> dict[str, list[int]]:
    """The processes of this installation by what they are."""
    found: dict[str, list[int]] = {"web": [], "worker": [], "public": [], "parent": []}
    for entry in Path("/proc").iterdir():
        try:
            line, env = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes()
        except OSError:
            continue
        if f"HIMAYA_HOME={home}".encode() not in env.split(b"\0"):
            continue
        kinds = (
            (b"himaya.config.wsgi", "web"),
            (b"himaya.public.wsgi", "public"),
            (b"\0worker", "worker"),
            (b"\0serve", "parent"),
        )
        kind = next((name for words, name in kinds if words in line), None)
        if kind is not None:
            found[kind].append(int(entry.name))
    return found


def test_every_part_runs_and_a_desk_reads_what_only_the_keys_open(running: Running) -> None:
    assert {name: bool(pids) for name, pids in running.parts.items()} == dict.fromkeys(running.parts, True)
    assert len(running.parts["web"]) >= 2
    open_a_referral(running.url)


def test_arguments_and_environment_of_no_process_hold_passphrase_or_key(running: Running) -> None:
    for pid in running.everybody:
        seen = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
        assert [name for name, needle in running.needles.items() if needle in seen] == [], pid
        assert b"DJANGO_SETTINGS_MODULE" in seen or pid in running.parts["parent"]


def test_the_children_do_not_know_where_the_passphrase_was_and_the_public_one_knows_nothing(running: Running) -> None:
    for pid in [*running.parts["web"], *running.parts["worker"], *running.parts["public"]]:
        assert "HIMAYA_PASSPHRASE_FILE" not in environment(pid)
    for pid in running.parts["public"]:
        assert not {"HIMAYA_KEYS", "HIMAYA_KEYS_FD"} & set(environment(pid))


def memory_files(pid: int) -> list[str]:
    found = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(entry)
        except OSError:
            continue
        if "memfd:himaya" in target:
            found.append(target)
    return found


def test_the_opened_keys_are_inherited_by_web_and_worker_and_not_by_the_public_process(running: Running) -> None:
    for name in ("web", "worker"):
        assert all(memory_files(pid) for pid in running.parts[name]), name
    assert [memory_files(pid) for pid in running.parts["public"]] == [[]] * len(running.parts["public"])
    public: set[str] = set()
    for pid in running.parts["public"]:
        found, size = in_memory(pid, running.needles)
        public |= found
        assert size > 10_000_000
    assert public == set()
    in_web: set[str] = set().union(*(in_memory(pid, running.needles)[0] for pid in running.parts["web"]))
    assert "kek-1 raw" in in_web
    assert "passphrase" not in in_web


def test_who_holds_keys_writes_no_core(running: Running) -> None:
    serving_web = max(running.parts["web"])
    for pid in [serving_web, *running.parts["worker"], *running.parts["parent"]]:
        limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
        core = next(line for line in limits if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"], pid


def test_no_file_and_no_log_holds_passphrase_or_key(running: Running) -> None:
    looked = 0
    for file in running.place.rglob("*"):
        if file.is_file():
            text = file.read_bytes()
            looked += len(text)
            assert [name for name, needle in running.needles.items() if needle in text] == [], file.name
    assert looked > 1_000_000


def test_a_web_process_that_falls_comes_back_with_the_keys_and_without_the_passphrase(running: Running) -> None:
    """Last, because it changes the processes: gunicorn forks a new worker, which reads the memory file again."""
    master, fallen = min(running.parts["web"]), max(running.parts["web"])
    os.kill(fallen, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        fresh = [pid for pid in parts(running.place / "home")["web"] if pid not in (master, fallen)]
        if fresh:
            break
        time.sleep(0.1)
    open_a_referral(running.url)
