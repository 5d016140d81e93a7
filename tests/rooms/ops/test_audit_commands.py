"""`himaya audit …` as an operator types it, on a store of its own: codes, sentences, the pack."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from himaya.kernel.models import Stamp
from himaya.ops import commands
from tests.running import demo_environment, serving

pytestmark = [pytest.mark.sqlite, pytest.mark.capability("X3")]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(name="home")
def _home(prepared_store: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared_store, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture(name="run")
def _run(home: Path) -> Run:
    def run(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "himaya.ops.cli", "audit", *map(str, words)]
        return subprocess.run(command, env=demo_environment(home), capture_output=True, text=True, check=False)

    return run


def by_hand(home: Path, *statements: str) -> None:
    """What somebody with the file and without the program does."""
    # A server that starts writes for a while, on a busy machine longer than the five seconds that are usual.
    with closing(sqlite3.connect(home / "himaya.sqlite3", timeout=60)) as store, store:
        for statement in statements:
            store.execute(statement)


LIFT = "DROP TRIGGER audit_event_no_UPDATE"
NEW = (
    "INSERT INTO audit_event (at, action, purpose, actor_kind, desk_id, institution_id, object_type, object_id, code) "
    "VALUES ('2026-11-24 09:00:00', 'x', '', 'system', '', '', '', '', '')"
)


def test_a_fresh_demo_is_sealed_to_the_last_row(run: Run) -> None:
    done = run("verify", "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["whole"], said["unsealed"], said["first"]) == (0, True, 0, None)
    assert said["sealed"] > 100


def test_a_changed_row_is_named_and_the_code_is_one(home: Path, run: Run) -> None:
    by_hand(home, LIFT, "UPDATE audit_event SET code = 'other' WHERE id = 17", NEW)
    done = run("verify", "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert (said["first"]["table"], said["first"]["id"], said["first"]["what"]) == ("audit_event", 17, "changed")
    words = run("verify")
    assert (words.returncode, "NOT whole. First: audit_event 17 " in words.stdout) == (1, True)
    assert "1 rows are not yet sealed" in words.stdout


APART = """
import json
import django
django.setup()
from himaya.kernel import apart, sealing, signed_note, verifying
from himaya.kernel.audit_rows import TABLES
from himaya.ops.audit_cli import as_data
public = [signed_note.public_of(sealing.signing_key())]
told = {"one": as_data(verifying.verify(public))}
verifying.MANY, pids, real = 0, [], apart.each
def each(pieces, meanwhile):
    pids.append(len(pieces))
    return real(pieces, meanwhile)
apart.each = each
apart.is_possible = lambda: True
told["several"] = as_data(verifying.verify(public))
told["pieces"] = pids
try:
    real([lambda: 1, lambda: 1 // 0], lambda: None)
except ZeroDivisionError:
    told["fault"] = "raised here"
print(json.dumps(told))
"""


@pytest.mark.deep("a minute: processes of an installation")
@pytest.mark.parametrize("row", [0, 17])
def test_several_processes_find_what_one_finds(home: Path, row: int) -> None:
    """Planted faults: what the second piece found left out; a piece's fault taken for its answer."""
    by_hand(home, LIFT, "UPDATE audit_event SET code = 'other' WHERE id = 17" if row else NEW)
    if row:
        by_hand(home, "DROP TRIGGER audit_subject_no_DELETE", "DELETE FROM audit_subject WHERE event_id = 17")
    env = {**demo_environment(home), "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    done = subprocess.run([sys.executable, "-c", APART], env=env, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["several"] == told["one"]
    assert (told["pieces"], told["fault"]) == ([2], "raised here")
    assert (told["one"]["unsealed"], told["one"]["whole"]) == ((0, False) if row else (1, True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        ["verify", "--unknown"],
        ["verify", "--key", "absent"],
        ["verify", "--key", "key"],
        ["verify", "--since", "kept"],
        ["breach-pack", "--since", "yesterday", "--until", "2026-01-01", "--output", "x"],
        ["breach-pack", "--since", "2026-01-02", "--until", "2026-01-01", "--output", "x"],
    ],
)
def test_wrong_arguments_are_two(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "key").write_text("not+a+key")
    (tmp_path / "kept").write_text("not a checkpoint")
    Stamp.objects.create(kind="demo", pack="demo", created_on="2026-11-01")
    try:
        code: object = commands.run(["audit", *words], usage="")
    except SystemExit as end:
        code = end.code
    assert code == 2


def test_an_institution_verifies_with_the_public_key_alone(home: Path, run: Run, tmp_path: Path) -> None:
    """Planted fault: a verifier that reads the signing key anyway stops here, because the keys are gone."""
    (tmp_path / "key").write_text(run("public-key").stdout)
    assert run("checkpoint", "--output", tmp_path / "kept").returncode == 0
    # The web secret alone, which settings need; a demo makes absent keys anew, so another signing key lies there.
    (home / "keys" / "audit.key").unlink()
    assert run("verify", "--key", tmp_path / "key", "--since", tmp_path / "kept").returncode == 0


def test_a_witness_follows_the_log_by_files_that_somebody_carries_and_sees_it_set_back(
    home: Path, run: Run, tmp_path: Path
) -> None:
    """Fault to plant: with the leaves of the first sealing alone, the proof led nowhere."""
    (tmp_path / "key").write_text(run("public-key").stdout)
    shutil.copytree(home, tmp_path / "yesterday")
    by_hand(home, NEW, NEW)
    run("checkpoint", "--output", tmp_path / "first")
    witness = ("--state", tmp_path / "kept", "--key", tmp_path / "key")
    assert run("witness", tmp_path / "first", *witness).returncode == 0
    by_hand(home, NEW)
    done = run("consistency", "--since", tmp_path / "kept", "--output", tmp_path / "walk")
    assert done.returncode == 0, done.stderr
    done = run("witness", tmp_path / "walk", *witness)
    assert (done.returncode, "continues the" in done.stdout) == (0, True), done.stderr
    assert run("consistency", "--since", tmp_path / "key", "--output", tmp_path / "walk").returncode == 2
    for file in home.glob("himaya.sqlite3*"):
        file.unlink()
    for file in (tmp_path / "yesterday").glob("himaya.sqlite3*"):
        shutil.copy(file, home)
    assert run("consistency", "--since", tmp_path / "kept", "--output", tmp_path / "walk").returncode == 1
    run("checkpoint", "--output", tmp_path / "less")
    done = run("witness", tmp_path / "less", *witness)
    assert (done.returncode, "ROLLED BACK" in done.stderr) == (1, True)


def test_a_store_set_back_to_yesterday_is_found_by_the_checkpoint_kept_elsewhere(
    home: Path, run: Run, tmp_path: Path
) -> None:
    shutil.copytree(home, tmp_path / "yesterday")
    by_hand(home, NEW)
    assert run("checkpoint", "--output", tmp_path / "kept").returncode == 0
    assert run("verify", "--since", tmp_path / "kept").returncode == 0
    for file in home.glob("himaya.sqlite3*"):
        file.unlink()
    for file in (tmp_path / "yesterday").glob("himaya.sqlite3*"):
        shutil.copy(file, home)
    assert run("verify").returncode == 0
    done = run("verify", "--json", "--since", tmp_path / "kept")
    assert (done.returncode, json.loads(done.stdout)["first"]["what"]) == (1, "rolled_back")


@pytest.mark.deep("a minute: processes of an installation")
def test_a_clean_stop_seals_what_came_while_it_ran(home: Path, run: Run, tmp_path: Path) -> None:
    """Planted fault: without the sealing after the drain, the row stays unsealed (the worker seals once a minute)."""
    with serving(demo_environment(home), log=tmp_path / "log", until=b"demo-reset", words=("--demo",)):
        by_hand(home, NEW)
    assert json.loads(run("verify", "--json").stdout)["unsealed"] == 0


def rows(pack: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(pack.read(name).decode())))


def test_the_breach_pack_counts_what_the_audit_holds_and_names_nobody(home: Path, run: Run, tmp_path: Path) -> None:
    """Planted fault: counting child rows instead of persons makes whoever read one person twice a reader of two."""
    output = tmp_path / "pack.zip"
    done = run("breach-pack", "--since", "2020-01-01", "--until", "2099-12-31", "--output", output)
    assert done.returncode == 0, done.stderr
    assert output.stat().st_mode & 0o077 == 0
    with sqlite3.connect(home / "himaya.sqlite3") as store:
        wanted = store.execute(
            "SELECT e.account_id, e.desk_id, count(DISTINCT e.id), count(DISTINCT s.subject_id) FROM audit_event e "
            "JOIN audit_subject s ON s.event_id = e.id LEFT JOIN person p ON p.id = s.subject_id "
            # Of somebody who was announced there is no person before a desk says yes, and no key afterwards.
            "WHERE e.purpose <> '' AND (p.id IS NOT NULL OR e.action = 'inbound.opened') "
            "GROUP BY e.account_id, e.desk_id"
        ).fetchall()
        names = {name for (name,) in store.execute("SELECT username FROM account")}
    store.close()
    with zipfile.ZipFile(output) as pack:
        found = rows(pack, "readers.csv")
        everything = b"".join(pack.read(name) for name in pack.namelist() if name.endswith(".csv")).decode()
        summary, verified = (json.loads(pack.read(name)) for name in ("summary.json", "verification.json"))
        readme = pack.read("README.txt").decode()
        checkpoints = rows(pack, "checkpoints.csv")
    assert sorted((r["account"], r["desk"], int(r["readings"]), int(r["persons"])) for r in found) == sorted(
        (account or "", *rest) for account, *rest in wanted
    )
    assert wanted
    assert summary["persons_read"] >= max(int(r["persons"]) for r in found)
    assert (verified["whole"], verified["unsealed"]) == (True, 0)
    assert sum(int(one["leaves"]) for one in checkpoints) == verified["sealed"]
    cells = set(everything.replace("\n", ",").replace("\r", "").split(","))
    # A desk may be called as its account is; an account of its own name appears by its id only.
    assert not (names - {r["desk"] for r in rows_of_desks(home)}) & cells
    for language in ("FRANÇAIS", "العربية", "ENGLISH"):
        assert language in readme
    assert run("breach-pack", "--since", "2020-01-01", "--until", "2099-12-31", "--output", output).returncode == 1


def rows_of_desks(home: Path) -> list[dict[str, str]]:
    with sqlite3.connect(home / "himaya.sqlite3") as store:
        found = [{"desk": name} for (name,) in store.execute("SELECT id FROM desk")]
    store.close()
    return found
