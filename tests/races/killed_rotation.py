"""Run as a program: a rotation is killed with -9 again and again while people are added, then finished.

    python -m tests.races.killed_rotation ROUNDS

The last line on standard output is a JSON object. The store is the one of the environment.
"""

import json
import os
import random
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from himaya.kernel import epochs, keys, subjects  # noqa: E402
from himaya.kernel.actor import SYSTEM  # noqa: E402
from himaya.kernel.models import AuditEvent, DataKey  # noqa: E402
from tests.races.killed_writer import killed  # noqa: E402

KEYS, BATCH = 3000, 20


def rotate(pipe: int) -> None:
    """Small batches, so that there is a middle to be killed in; one byte for each that was committed."""
    subjects._BATCH = BATCH
    subjects.rotate(by=SYSTEM, progress=lambda _done, _total: os.write(pipe, b"."))
    os.write(pipe, b"!")
    os._exit(0)


def plain() -> dict[tuple[str, str], bytes]:
    """Every data key, unwrapped: what a rotation must not change by a bit."""
    return {(str(row.subject_id), row.kind): subjects._unwrap(row) for row in DataKey.objects.all()}


def main(rounds: int) -> None:
    keys.create(settings.HIMAYA_KEYS)
    call_command("migrate", "kernel", verbosity=0)
    with transaction.atomic():
        for _ in range(KEYS):
            subjects.create("person", key_kinds=[subjects.IDENTITY])
    before = plain()
    newest = keys.add_epoch(Path(settings.HIMAYA_KEYS))
    told, middles, unreadable = b"", 0, 0
    for _ in range(rounds):
        connection.close()
        told += killed(rotate, after_bytes=random.randint(1, 3), extra_seconds=random.uniform(0, 0.008))
        states = set(DataKey.objects.values_list("epoch", flat=True))
        middles += states == {1, newest}
        unreadable += plain() != before
    acknowledged = told.count(b".") * BATCH
    done = DataKey.objects.filter(epoch=newest).count()
    finished = "!" in told.decode()
    more = subjects.rotate(by=SYSTEM)
    found = {
        "rounds_in_the_middle": middles,
        "unreadable": unreadable,
        "acknowledged_lost": max(0, min(acknowledged, KEYS) - done),
        # A fast machine may have finished before the last round: then nothing is left.
        "resumed": more == KEYS - done and (more > 0) != finished,
        "same_keys": plain() == before,
        "all_newest": set(DataKey.objects.values_list("epoch", flat=True)) == {newest},
        "audited": AuditEvent.objects.filter(action=subjects.ROTATED).count(),
        "old_needed": next(one.wraps for one in epochs.listed() if one.number == 1),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
