"""Run as a program: a rotation is killed with -9 again and again, looked at after each kill, then finished.

    python -m tests.races.killed_rotation ROUNDS

The last line on standard output is a JSON object. The store is the one of the environment.
"""

import os
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from himaya.kernel import epochs, keys, subjects  # noqa: E402
from himaya.kernel.actor import SYSTEM  # noqa: E402
from himaya.kernel.models import AuditEvent, DataKey  # noqa: E402
from tests.races.killed_writer import audit_is_whole  # noqa: E402
from tests.races.killing import SEED, prepare, rounds_of, say  # noqa: E402

BATCH = 10
# A batch is read, begun, written and committed: before and after each there is a moment.
OVER = 3 * 8


def rotate(pipe: int) -> None:
    """Small batches, so that there is a middle to be killed in; one word for each that was committed."""
    subjects._BATCH = BATCH
    subjects.rotate(by=SYSTEM, progress=lambda _done, _total: os.write(pipe, b"batch\n"))


def plain() -> dict[tuple[str, str], bytes]:
    """Every data key, unwrapped: what a rotation must not change by a bit."""
    return {(str(row.subject_id), row.kind): subjects._unwrap(row) for row in DataKey.objects.all()}


def main(rounds: int) -> None:
    prepare()
    with transaction.atomic():
        # Each kill falls within three batches, at random: a quarter of these is left at the end.
        for _ in range(2 * rounds * BATCH):
            subjects.create("person", key_kinds=[subjects.IDENTITY])
    before = plain()
    newest = keys.add_epoch(Path(settings.HIMAYA_KEYS))
    acknowledged, middles = 0, 0
    faults: list[str] = []
    for where, told in rounds_of(rotate, rounds=rounds, over=OVER, seed=SEED):
        acknowledged += len(told) * BATCH
        done = DataKey.objects.filter(epoch=newest).count()
        middles += 0 < done < len(before)
        held = {"unreadable": plain() == before, "lost": acknowledged <= done, "half a batch": done % BATCH == 0}
        faults += [f"{where}: {name}" for name, holds in held.items() if not holds]
    done = DataKey.objects.filter(epoch=newest).count()
    more = subjects.rotate(by=SYSTEM)
    held = {
        "resumed": more == len(before) - done > 0,
        "same keys": plain() == before,
        "all newest": set(DataKey.objects.values_list("epoch", flat=True)) == {newest},
        "audited once": AuditEvent.objects.filter(action=subjects.ROTATED).count() == 1,
        "old not needed": next(one.wraps for one in epochs.listed() if one.number == newest - 1) == 0,
        "verify": audit_is_whole(),
    }
    faults += [f"finished: {name}" for name, holds in held.items() if not holds]
    say({"wrong": faults, "acknowledged": acknowledged, "rounds_in_the_middle": middles})


if __name__ == "__main__":
    main(int(sys.argv[1]))
