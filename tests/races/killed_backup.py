"""Run as a program: backups, then restores, are killed with -9 again and again, and looked at after each kill.

    python -m tests.races.killed_backup ROUNDS

The last line on standard output is a JSON object. The store is the one of the environment.
"""

import fcntl
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from unittest.mock import patch

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from himaya.adapters import scans  # noqa: E402
from himaya.kernel import blobs  # noqa: E402
from himaya.kernel.actor import SYSTEM  # noqa: E402
from himaya.kernel.models import AuditEvent, Stamp  # noqa: E402
from himaya.ops import backup, backup_opening, backup_recipients, backup_restore, canary, store  # noqa: E402
from himaya.ops.backup_archive import BackupFailed, measure  # noqa: E402
from himaya.ops.backup_opening import STORE  # noqa: E402
from himaya.ops.restored import OK, Result  # noqa: E402
from tests import decoders, factories  # noqa: E402
from tests.races.killed_writer import audit_is_whole  # noqa: E402
from tests.races.killing import SEED, moments_of, prepare, rounds_of, say  # noqa: E402

# What is written to the file is a moment too; it goes out in pieces of 64 KiB.
ALSO = ((backup._Written, "write"),)
SAID = factories.SAID.encode()


def silent(_: str) -> None:
    """Progress is for people."""


def back_up(file: Path, pipe: int) -> None:
    """Make a backup, acknowledge."""
    made = backup.make(file, by=SYSTEM, say=silent)
    os.write(pipe, f"{made.sha256}\n".encode())


def back_up_forever(file: Path, pipe: int) -> None:
    """And again, under the next name."""
    number = 0
    while True:
        back_up(file.with_name(f"{number}.age"), pipe)
        number += 1


def recipients() -> None:
    """A stamped store of an exercise, with two keys to back up to."""
    Stamp.objects.get_or_create(kind="demo", defaults={"pack": "demo", "created_on": "2026-11-01"})
    backup_recipients.ensure_demo(by=SYSTEM)


def given() -> backup_opening.Keys:
    return backup_opening.keys_at(None, None)


def is_whole(file: Path, place: Path) -> bool:
    """True when it opens, each part has its hash, the database is in order and each file of a case is there."""
    place.mkdir()
    try:
        manifest = backup_opening.unpack(file, place, given(), silent, also=lambda _: None)
        with closing(sqlite3.connect(place / manifest.store)) as copy:
            sound = copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            named = {f"{row[0]}" for row in copy.execute("SELECT blob FROM case_attachment")}
        return sound and {one.name for one in (place / blobs.FOLDER).iterdir()} == named
    except BackupFailed:
        return False
    finally:
        shutil.rmtree(place)


def is_free(lock: Path) -> bool:
    """True when nobody holds it."""
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def in_clear(folder: Path) -> bool:
    """True when what somebody said lies anywhere below, as it was said."""
    return any(SAID in one.read_bytes() for one in folder.rglob("*") if one.is_file())


def wrong_after_backup(home: Path, out: Path, told: list[str]) -> list[str]:
    """What a killed backup left, and whether the next one works."""
    finished = sorted(one for one in out.glob("*.age") if one.name != "old.age")
    noted = set(AuditEvent.objects.filter(action="backup.made").values_list("object_id", flat=True))
    held = {
        "not whole": all(is_whole(one, home.parent / "looked-at") for one in finished),
        "lost": {measure(one).sha256 for one in finished} >= set(told),
        "not noted": noted >= set(told),
        "a lock is held": is_free(home / ".backup.lock") and is_free(home / blobs.LOCK),
        "in clear": not in_clear(out) and not in_clear(home),
        "verify": audit_is_whole(),
    }
    for one in finished:
        one.unlink()
    # The next one, under the name that the killed one was at.
    for one in [part.with_suffix("") for part in out.glob("*.part")] or [out / "0.age"]:
        backup.make(one, by=SYSTEM, say=silent)
        held["the next one"] = is_whole(one, home.parent / "looked-at")
        one.unlink()
    held["left"] = [one.name for one in out.iterdir()] == ["old.age"] and not list(home.glob(".backup-*"))
    return [name for name, holds in held.items() if not holds]


def restore(file: Path, home: Path, pipe: int) -> None:
    """Restore into another home. What is looked at there by a process of its own is looked at in tests of its own."""
    _point_at(home)
    with patch.object(backup_opening, "examine", lambda *_: [Result("store", OK, "not looked at here")]):
        backup_restore.restore(file, given_to_restore(), erased=None, by=SYSTEM, say=silent)
    os.write(pipe, b"restored\n")


def restore_and_wait(file: Path, home: Path, pipe: int) -> None:
    """And do what changes nothing, until it is killed."""
    restore(file, home, pipe)
    handle = os.open(home, os.O_RDONLY)
    while True:
        os.fsync(handle)


def _point_at(home: Path) -> None:
    settings.HIMAYA_HOME = home
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(home / STORE)


def given_to_restore() -> backup_opening.Keys:
    return backup_opening.keys_at(Path(settings.HIMAYA_KEYS), None)


def wrong_after_restore(file: Path, home: Path, whole: dict[str, int], told: list[str]) -> list[str]:
    """Either there is no store in the home, or all of it is; and the same command goes through."""
    place = home / STORE
    held = {"in clear": not in_clear(home)}
    if place.exists() and not (home / store.UNDER_WAY).exists():
        held["half"] = seen_in(home) == whole
        return [name for name, holds in held.items() if not holds]
    done = moments_of(partial(restore, file, home))
    held["the next one"] = done > 0 and place.exists() and seen_in(home) == whole
    held["left"] = not list(home.glob(".backup-*")) and not (home / store.UNDER_WAY).exists()
    return [name for name, holds in held.items() if not holds]


def seen_in(home: Path) -> dict[str, int]:
    """How much of each there is."""
    with closing(sqlite3.connect(home / STORE)) as copy:
        (cases,) = copy.execute("SELECT count(*) FROM case_file").fetchone()
        (audited,) = copy.execute("SELECT count(*) FROM audit_event WHERE action <> 'backup.restored'").fetchone()
    lie_there = home / blobs.FOLDER
    return {
        "cases": cases,
        "audited": audited,
        "files": len(list(lie_there.iterdir())) if lie_there.exists() else -1,
        "recipients": (home / backup_recipients.FILE).is_file(),
    }


def main(rounds: int) -> None:
    prepare()
    home, out = Path(settings.HIMAYA_HOME), Path(settings.HIMAYA_HOME).parent / "out"
    out.mkdir()
    with patch.object(scans, "clean_stream", decoders.here):
        case_id = factories.hand_over().case_id
        for side in (40, 700):
            factories.case_file(case_id, data=factories.picture(side=side))
    recipients()
    canary.ensure(by=SYSTEM)
    old = out / "old.age"
    backup.make(old, by=SYSTEM, say=silent)
    before, faults, acknowledged = measure(old), list[str](), 0
    over = int(1.5 * moments_of(partial(back_up, out / "first.age"), ALSO))
    (out / "first.age").unlink()
    work = partial(back_up_forever, out / "0.age")
    for where, told in rounds_of(work, rounds=rounds, over=over, seed=SEED, also=ALSO):
        acknowledged += len(told)
        faults += [f"{where}: {what}" for what in wrong_after_backup(home, out, told)]
    if measure(old) != before:
        faults.append("the old one was touched")
    backup.make(out / "last.age", by=SYSTEM, say=silent)
    manifest, results = backup_restore.verify(out / "last.age", given(), by=SYSTEM, say=silent)
    faults += [f"the last one: {one.check}" for one in results if one.state != OK]
    restored, whole = restores(out, rounds, faults)
    parts = sorted(name.partition("file.")[1] or name for name in manifest.parts)
    say({"wrong": faults, "acknowledged": acknowledged, "restored": restored, "parts": parts, **whole})


def restores(out: Path, rounds: int, faults: list[str]) -> tuple[int, dict[str, int]]:
    place = out.parent / "elsewhere"
    place.mkdir()
    once = moments_of(partial(restore, out / "last.age", place))
    whole, restored = seen_in(place), 0
    for number in range(rounds):
        shutil.rmtree(place)
        place.mkdir()
        work = partial(restore_and_wait, out / "last.age", place)
        ((where, told),) = rounds_of(work, rounds=1, over=once, seed=SEED + number)
        restored += len(told)
        faults += [f"restore {number}, {where}: {what}"
                   for what in wrong_after_restore(out / "last.age", place, whole, told)]  # fmt: skip
    return restored, whole


if __name__ == "__main__":
    main(int(sys.argv[1]))
