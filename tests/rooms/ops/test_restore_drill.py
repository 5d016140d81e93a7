"""The drill: a store that is written to is backed up, restored elsewhere, and serves; and all that may go wrong."""

import json
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from himaya.ops.restored import OK, UNTRIED
from tests import postgres
from tests.conftest import missing
from tests.running import demo_environment, himaya, plain_environment, serving

pytestmark = [pytest.mark.deep("a minute: processes of an installation"), pytest.mark.capability("X8")]

KILLS = 12
INSERT = "INSERT INTO subject (id, kind) VALUES (%s, 'drill')"


@dataclass(frozen=True)
class Backed:
    """A store, its backup, and how to run commands on it."""

    home: Path
    file: Path
    env: dict[str, str]


@contextmanager
def written_to(write: Callable[[str], None]) -> Iterator[None]:
    """Somebody writes some hundred rows a second for as long as the block lasts."""
    stop, begun = threading.Event(), threading.Event()

    def run() -> None:
        number = 0
        # With no pause at all SQLite may let nobody else in for longer than anybody waits.
        while not stop.wait(0.003):
            write(f"{number:032x}")
            number += 1
            begun.set()

    writer = threading.Thread(target=run)
    writer.start()
    try:
        assert begun.wait(30)
        yield
    finally:
        stop.set()
        writer.join()


@pytest.fixture(name="backed", scope="module")
def _backed(prepared_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Backed:
    """A copy of the demo store, backed up while a writer writes."""
    folder = tmp_path_factory.mktemp("drill")
    home = folder / "home"
    shutil.copytree(prepared_store, home)

    def write(number: str) -> None:
        with closing(sqlite3.connect(home / "himaya.sqlite3", timeout=20)) as store:
            store.execute(INSERT.replace("%s", "?"), (number,))
            store.commit()

    env = demo_environment(home)
    with written_to(write):
        himaya("backup", "--output", str(folder / "b.age"), env=env)
    assert {one.name for one in folder.iterdir()} == {"home", "b.age"}
    return Backed(home, folder / "b.age", env)


def checks(answer: str) -> dict[str, str]:
    return {one["check"]: one["state"] for one in json.loads(answer)["checks"]}


def refused(words: tuple[str, ...], sentence: str, env: dict[str, str]) -> None:
    with pytest.raises(AssertionError, match=f"(?s){sentence}") as caught:
        himaya(*words, env=env)
    assert "Traceback" not in str(caught.value)


def elsewhere(tmp_path: Path) -> dict[str, str]:
    return demo_environment(tmp_path / "new")


def test_a_backup_of_a_busy_store_is_restored_and_serves(backed: Backed, tmp_path: Path) -> None:
    """Planted fault: with the counts taken from the store instead of its copy, the writer made them differ."""
    told = checks(himaya("backup", "verify", str(backed.file), "--json", env=backed.env))
    assert set(told.values()) == {OK}
    assert len(told) == 10
    assert list(backed.home.glob(".backup-*")) == []

    env = elsewhere(tmp_path)
    keys = str(backed.home / "keys")
    known = str(backed.home / "erased.journal")
    said = himaya("restore", str(backed.file), "--keys", keys, "--erased", known, env=env)
    assert "Everybody signs in again" in said
    assert "Erased once more, by the journal: 0 persons" in said
    assert json.loads(himaya("doctor", "--json", env=env))["state"] == "ok"
    with closing(sqlite3.connect(tmp_path / "new" / "himaya.sqlite3")) as store:
        assert store.execute("SELECT count(*) FROM case_file").fetchone()[0] > 0
        assert store.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        with pytest.raises(sqlite3.IntegrityError):
            store.execute("DELETE FROM audit_event")
        named = {blob for (blob,) in store.execute("SELECT blob FROM case_attachment WHERE removed_on IS NULL")}
    assert named
    assert named == {file.name for file in (tmp_path / "new" / "files").iterdir()}
    for name in named:
        assert (tmp_path / "new" / "files" / name).read_bytes() == (backed.home / "files" / name).read_bytes()
    himaya("backup", "--output", str(tmp_path / "again.age"), env=env)
    with serving(env, log=tmp_path / "log", until=b"demo-reset", words=("--demo",)) as url:
        assert urllib.request.urlopen(url, timeout=10).status == 200  # noqa: S310


def test_without_the_stores_keys_the_canary_is_not_tried_and_it_says_so(backed: Backed, tmp_path: Path) -> None:
    identity = str(shutil.copy(backed.home / "keys" / "backup-2.agekey", tmp_path))
    env = elsewhere(tmp_path)
    words = (sys.executable, "-m", "himaya.ops.cli", "backup", "verify", str(backed.file), "--identity", identity)
    done = subprocess.run([*words, "--json"], env=env, capture_output=True, text=True)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["ok"], answer["state"]) == (3, False, UNTRIED)
    untried = {"author", "master_keys", "sealed_audit", "sealed_canary"}
    assert {name for name, state in checks(done.stdout).items() if state == UNTRIED} == untried
    assert not (tmp_path / "new").exists()
    refused(("restore", str(backed.file), "--identity", identity), "Put them back first", env)


def test_keys_under_a_passphrase_open_everything_too_and_are_asked_for_it(backed: Backed, tmp_path: Path) -> None:
    """Planted fault: a child that does not inherit the opened keys cannot even open the store."""
    keys, phrase = tmp_path / "keys", tmp_path / "phrase"
    shutil.copytree(backed.home / "keys", keys)
    phrase.write_text("six words that nobody would guess")
    phrase.chmod(0o400)
    at = plain_environment(HIMAYA_HOME=str(tmp_path / "x"), HIMAYA_KEYS=str(keys))
    himaya("keys", "passphrase", env={**at, "HIMAYA_NEW_PASSPHRASE_FILE": str(phrase)})
    assert not (keys / "index.key").exists()
    words, env = (str(backed.file), "--keys", str(keys)), elsewhere(tmp_path)
    refused(("backup", "verify", *words), "no terminal to ask on", env)
    env["HIMAYA_PASSPHRASE_FILE"] = str(phrase)
    told = checks(himaya("backup", "verify", *words, "--json", env=env))
    assert (set(told.values()), len(told)) == ({OK}, 10)
    himaya("restore", *words, "--erased", str(backed.home / "erased.journal"), env=env)
    assert sorted(one.name for one in (tmp_path / "new" / "keys").glob("*.key")) == []
    assert json.loads(himaya("doctor", "--json", env=env))["state"] == "ok"
    phrase.chmod(0o600)
    phrase.write_text("seven words that nobody would guess")
    refused(("backup", "verify", *words), "The passphrase is wrong", env)


def test_another_stores_keys_are_refused_before_anything_is_written(backed: Backed, tmp_path: Path) -> None:
    """Planted fault: without the manifest's seal, a store that an intruder had put together was restored."""
    keys = tmp_path / "keys"
    himaya("keys", "create", env=plain_environment(HIMAYA_HOME=str(tmp_path / "x"), HIMAYA_KEYS=str(keys)))
    shutil.copy(backed.home / "keys" / "backup-1.agekey", keys)
    env = elsewhere(tmp_path)
    refused(("restore", str(backed.file), "--keys", str(keys)), "not made by whoever holds these keys", env)
    # The right index key, and a wrong master key: the canary tells.
    shutil.copy(backed.home / "keys" / "index.key", keys)
    refused(("restore", str(backed.file), "--keys", str(keys)), "sealed_canary: these keys do not open", env)
    assert list((tmp_path / "new").iterdir()) == []


def test_the_wrong_key_a_cut_a_flip_and_a_foreign_file_are_each_a_sentence(backed: Backed, tmp_path: Path) -> None:
    whole = backed.file.read_bytes()
    other = tmp_path / "other.agekey"
    himaya("backup", "identity", str(other), env=backed.env)
    refused(("backup", "verify", str(backed.file), "--identity", str(other)), "one of its recipients", backed.env)
    middle = len(whole) // 2
    for name, text, sentence in (
        ("cut", whole[:-1000], "cut short or altered"),
        ("flip", whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :], "cut short or altered"),
        ("foreign", b"PK\3\4" * 500, "not a backup of Himaya"),
    ):
        (tmp_path / name).write_bytes(text)
        keys = str(backed.home / "keys")
        refused(("restore", str(tmp_path / name), "--keys", keys), sentence, elsewhere(tmp_path))
        assert list((tmp_path / "new").iterdir()) == []
    refused(("backup", "verify", str(tmp_path / "absent")), "There is no file", backed.env)


def test_a_home_that_is_not_empty_and_the_other_mode_are_refused(backed: Backed, tmp_path: Path) -> None:
    """Planted fault: without `_refuse_other_kind` the invented country stood in a production home."""
    refused(("restore", str(backed.file)), "is not empty", backed.env)
    production = plain_environment(HIMAYA_HOME=str(tmp_path / "new"))
    keys = str(backed.home / "keys")
    refused(("restore", str(backed.file), "--keys", keys), "demo store and Himaya runs in production", production)
    assert list((tmp_path / "new").iterdir()) == []
    postgresql = {**elsewhere(tmp_path), "HIMAYA_DATABASE": "postgresql://127.0.0.1:1/none"}
    refused(("backup", "verify", str(backed.file), "--keys", keys), "Unset HIMAYA_DATABASE", postgresql)


def test_a_store_of_before_there_were_files_of_cases_is_verified_and_restored(backed: Backed, tmp_path: Path) -> None:
    """Planted fault: with the folder of files taken for granted, the restore kept nothing ([Errno 2])."""
    home = tmp_path / "home"
    shutil.copytree(backed.home, home)
    shutil.rmtree(home / "files")
    with closing(sqlite3.connect(home / "himaya.sqlite3")) as store:
        store.execute("DROP TABLE case_attachment")
        store.commit()
    himaya("backup", "--output", str(tmp_path / "b.age"), env=demo_environment(home))
    words = (str(tmp_path / "b.age"), "--keys", str(home / "keys"))
    env = elsewhere(tmp_path)
    assert "files: ok, none yet in this version" in himaya("backup", "verify", *words, env=env)
    assert "Restored into" in himaya("restore", *words, env=env)
    assert (tmp_path / "new" / "himaya.sqlite3").is_file()


def test_killed_at_any_moment_it_leaves_no_file_that_looks_whole(backed: Backed, tmp_path: Path) -> None:
    """Planted fault: written under its own name from the start, a killed backup left half a FILE."""
    dice, home = random.Random(6), tmp_path / "home"
    shutil.copytree(backed.home, home)
    with closing(sqlite3.connect(home / "himaya.sqlite3")) as store:
        store.execute("CREATE TABLE ballast (body BLOB)")
        store.executemany("INSERT INTO ballast VALUES (zeroblob(1000000))", [()] * 60)
        store.commit()
    env = demo_environment(home)
    command = [sys.executable, "-m", "himaya.ops.cli", "backup", "--output", str(tmp_path / "b.age")]
    landed = 0
    for _ in range(KILLS):
        process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        # It says each tenth of copying and of writing: killed after one of these twenty lines.
        for _line in range(dice.randint(1, 20)):
            process.stderr.readline()
        process.send_signal(signal.SIGKILL)
        process.stderr.close()
        process.wait()
        if (tmp_path / "b.age").exists():
            assert "in order" in himaya("backup", "verify", str(tmp_path / "b.age"), env=env)
            (tmp_path / "b.age").unlink()
        else:
            landed += 1
    assert landed > KILLS / 2
    himaya("backup", "--output", str(tmp_path / "b.age"), env=env)
    assert {one.name for one in tmp_path.iterdir()} == {"home", "b.age"}
    assert list(home.glob(".backup-*")) == []


def test_a_disk_that_is_full_where_it_goes_leaves_nothing(backed: Backed, tmp_path: Path) -> None:
    """The kernel itself refuses to let any file grow beyond a quarter of what is needed."""
    limit = backed.file.stat().st_size // 4
    done = subprocess.run(
        [sys.executable, "-m", "himaya.ops.cli", "backup", "--output", str(tmp_path / "b.age")],
        env=backed.env,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 1
    assert "Nothing was" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert list(backed.home.glob(".backup-*")) == []


@pytest.mark.postgres
def test_a_nations_store_on_postgresql_is_backed_up_and_restored(tmp_path: Path) -> None:
    """Planted fault: without `--snapshot` the rows that the writer added meanwhile made the counts differ."""
    if not postgres.is_there() or shutil.which("pg_dump") is None:
        missing("PostgreSQL")
    with postgres.database() as first, postgres.database() as second:
        env = plain_environment(
            HIMAYA_HOME=str(tmp_path / "data"), HIMAYA_KEYS=str(tmp_path / "keys"), HIMAYA_DATABASE=first
        )
        himaya("keys", "create", env=env)
        himaya("init", "--pack", "morocco", env=env)
        refused(("backup", "--output", str(tmp_path / "b.age")), "needs 2 recipients", env)
        for number in "12":
            public = himaya("backup", "identity", str(tmp_path / number), env=env).split()[-1]
            himaya("backup", "recipients", "add", public, env=env)
        assert len(himaya("backup", "recipients", "list", env=env).split()) == 2

        with psycopg.connect(first, autocommit=True) as store:

            def write(number: str) -> None:
                store.execute(INSERT, (number,))

            with written_to(write):
                himaya("backup", "--output", str(tmp_path / "b.age"), env=env)
        words = (str(tmp_path / "b.age"), "--identity", str(tmp_path / "2"))
        assert set(checks(himaya("backup", "verify", *words, "--json", env=env)).values()) == {OK}

        refused(("restore", *words), "is not empty", env)
        new = {**env, "HIMAYA_HOME": str(tmp_path / "new")}
        refused(("restore", *words), "database is not empty", new)
        new["HIMAYA_DATABASE"] = second
        new["HIMAYA_ERASED"] = str(shutil.copy(tmp_path / "data" / "erased.journal", tmp_path / "erased.journal"))
        assert "Erased once more" in himaya("restore", *words, env=new)
        with psycopg.connect(second, autocommit=True) as store:
            (drills,) = store.execute("SELECT count(*) FROM subject WHERE kind = 'drill'").fetchone() or (0,)
            assert drills > 0
            with pytest.raises(psycopg.Error):
                store.execute("DELETE FROM audit_event")
        by_name = {one["check"]: one["state"] for one in _doctor(new)}
        assert {name for name, state in by_name.items() if state == "wrong"} == {"entrance"}
        with serving({**new, "HIMAYA_INSECURE_HTTP": "1"}, log=tmp_path / "log", until=b"answers") as url:
            assert urllib.request.urlopen(url, timeout=10).status == 200  # noqa: S310
        bare = {**env, "PATH": str(tmp_path)}
        refused(("backup", "--output", str(tmp_path / "c.age")), "pg_dump is not installed", bare)
        assert not (tmp_path / "c.age.part").exists()
        with psycopg.connect(first) as server:
            left = server.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'himaya_verify_%'").fetchone()
        assert left == (0,)


def _doctor(env: dict[str, str]) -> list[dict[str, str]]:
    """Its JSON, whatever its exit code: nobody set up an entrance for a rehearsal."""
    done = subprocess.run(
        [sys.executable, "-m", "himaya.ops.cli", "doctor", "--json"], env=env, capture_output=True, text=True
    )
    found: list[dict[str, str]] = json.loads(done.stdout)["checks"]
    return found
