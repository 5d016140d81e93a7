"""Run as a program: the system lets no file grow past a bound, as on a disk that is full; what each work then leaves.

    python -m tests.races.full_disk BOUNDS

Each work is a child of this process and goes on until something refuses it; with each of so many bounds it is refused
elsewhere. Afterwards the store is looked at with the bound lifted, and the work goes through. The last line on standard
output is a JSON object.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402

from himaya.adapters import scans  # noqa: E402
from himaya.kernel import clock, keys, subjects  # noqa: E402
from himaya.kernel.actor import SYSTEM  # noqa: E402
from himaya.kernel.errors import Refusal  # noqa: E402
from himaya.kernel.models import DataKey  # noqa: E402
from himaya.ops import backup, canary  # noqa: E402
from himaya.ops.backup_archive import BackupFailed  # noqa: E402
from tests import decoders, factories  # noqa: E402
from tests.races import killed_backup, killed_file, killed_rotation, killed_sealing, killed_writer  # noqa: E402
from tests.races.killing import Work, prepare, say  # noqa: E402
from tests.rooms.kernel.sealed_audit import report  # noqa: E402

KIB = 1024
# Two backups of one store differ by some kilobytes: so near its end a bound may not be reached.
FROM_ITS_END = 256 * KIB
# What a full disk may look like to whoever called; anything else is a fault.
SENTENCES = (DatabaseError, OSError, BackupFailed, Refusal)


def refused(work: Work, bound: int) -> tuple[list[str], str]:
    """What was acknowledged until no more went in, and what was said then."""
    connection.close()
    reading, writing = os.pipe()
    said, saying = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (bound, hard))
            work(writing)
        except SENTENCES as full:
            os.write(saying, f"{type(full).__name__}: {full}".encode()[:2000])
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    os.close(saying)
    with os.fdopen(reading, "rb") as one, os.fdopen(said, "rb") as other:
        told, sentence = one.read().decode().split(), other.read().decode()
    _, status = os.waitpid(child, 0)
    if status:
        raise AssertionError(f"it ended otherwise than by a sentence, or was not refused ({status}, {bound})")
    return told, sentence


class Looked:
    """What was found, by work and bound."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.said: dict[str, list[str]] = {}

    def run(self, name: str, work: Work, bounds: list[int], look: Callable[[list[str]], list[str]]) -> None:
        for bound in bounds:
            told, sentence = refused(work, bound)
            self.said[name] = sorted({*self.said.get(name, ()), sentence})
            self.wrong += [f"{name} in {bound} bytes: {what}" for what in look(told)]


def bounds(count: int, least: int, most: int) -> list[int]:
    return [least + (most - least) * number // max(1, count - 1) for number in range(count)]


def writing(count: int, looked: Looked) -> None:
    """The database's log takes in so much and no more."""
    kept: list[str] = []

    def look(told: list[str]) -> list[str]:
        kept.extend(told)
        return killed_writer.wrong(kept, told[-1:])

    looked.run("write", killed_writer.write_forever, bounds(count, 36 * KIB, 300 * KIB), look)
    looked.run(
        "seal",
        killed_sealing.seal_forever,
        bounds(count, 36 * KIB, 200 * KIB),
        lambda told: ["verify"] if report().first is not None or not killed_writer.audit_is_whole() else [],
    )


def files(count: int, looked: Looked) -> None:
    case_id, data, out = factories.hand_over().case_id, killed_file.pdf(), BytesIO()
    kept: list[str] = []
    with patch.object(scans, "clean_stream", decoders.here):
        scans.clean_stream((data,), out.write)
        whole = sha256(out.getvalue()).hexdigest()

        def look(told: list[str]) -> list[str]:
            kept.extend(told)
            return killed_file.wrong(kept, told[-1:], whole)

        work = partial(killed_file.add_forever, case_id, data)
        looked.run("file", work, bounds(count, 40 * KIB, 2500 * KIB), look)


def rotating(count: int, looked: Looked) -> None:
    with transaction.atomic():
        for _ in range(2000):
            subjects.create("person", key_kinds=[subjects.IDENTITY])
    before = killed_rotation.plain()
    newest = keys.add_epoch(Path(settings.HIMAYA_KEYS))

    def look(told: list[str]) -> list[str]:
        done = DataKey.objects.filter(epoch=newest).count()
        held = {"unreadable": killed_rotation.plain() == before, "half": done % killed_rotation.BATCH == 0}
        return [name for name, holds in held.items() if not holds]

    looked.run("rotate", killed_rotation.rotate, bounds(count, 40 * KIB, 150 * KIB), look)
    subjects.rotate(by=SYSTEM)
    if set(DataKey.objects.values_list("epoch", flat=True)) != {newest} or killed_rotation.plain() != before:
        looked.wrong.append("rotate: the next one did not end it")


def backing_up(count: int, looked: Looked) -> None:
    home, out = Path(settings.HIMAYA_HOME), Path(settings.HIMAYA_HOME).parent / "out"
    out.mkdir()
    killed_backup.recipients()
    canary.ensure(by=SYSTEM)
    backup.make(out / "old.age", by=SYSTEM, say=killed_backup.silent)
    old = (out / "old.age").read_bytes()

    def look(told: list[str]) -> list[str]:
        found = [] if sorted(one.name for one in out.iterdir()) == ["old.age"] else ["something is left there"]
        found += [] if not list(home.glob(".backup-*")) else ["a copy is left in the home"]
        found += [] if (out / "old.age").read_bytes() == old else ["the old one was touched"]
        return found + killed_backup.wrong_after_backup(home, out, told)

    work = partial(killed_backup.back_up, out / "new.age")
    looked.run("backup", work, bounds(count, 40 * KIB, len(old) - FROM_ITS_END), look)


def main(count: int) -> None:
    prepare()
    looked = Looked()
    with clock.stopped(factories.TUESDAY):
        for part in (writing, files, rotating, backing_up):
            part(count, looked)
    say({"wrong": looked.wrong, "said": looked.said})


if __name__ == "__main__":
    main(int(sys.argv[1]))
