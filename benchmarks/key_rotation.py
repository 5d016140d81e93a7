"""Rotation of 100,000 data keys, killed nowhere, against the same cryptography without a database.

    PYTHONPATH=src:. python benchmarks/key_rotation.py

Goal: 5 s. Two baselines in the same run: `cryptography`, every key unwrapped and wrapped again in memory, which no
rotation can undercut; `bulk_update`, the same work written back through the ORM's bulk_update, 500 rows at a time,
as it was first built (a tenth of the keys, times ten).
"""

import json
import sys
import time

from benchmarks import sizes, stores

KEYS, GOAL = sizes.size(100_000, 100), 5.0


def child() -> None:
    import django  # noqa: PLC0415

    django.setup()
    stores.prepare()
    import uuid  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from django.conf import settings  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from himaya.kernel import keys, subjects  # noqa: PLC0415
    from himaya.kernel.actor import SYSTEM  # noqa: PLC0415
    from himaya.kernel.models import DataKey, Subject  # noqa: PLC0415

    people = [uuid.uuid4() for _ in range(KEYS)]
    stores.load(Subject(id=one, kind="person") for one in people)
    stores.load(
        DataKey(
            subject_id=one, kind="identity", epoch=1,
            wrapped=subjects._wrap(one.bytes * 2, subject_id=one, kind="identity", epoch=1),
        )
        for one in people
    )  # fmt: skip
    stores.settle()
    newest = keys.add_epoch(Path(settings.HIMAYA_KEYS))
    rows = list(DataKey.objects.filter(epoch=1))

    start = time.perf_counter()
    for row in rows:
        subjects._wrap(subjects._unwrap(row), subject_id=row.subject_id, kind=row.kind, epoch=newest)
    alone = time.perf_counter() - start

    start = time.perf_counter()
    part = rows[: KEYS // 10]
    try:
        with transaction.atomic():
            for at in range(0, len(part), 500):
                batch = part[at : at + 500]
                for row in batch:
                    row.wrapped = subjects._wrap(
                        subjects._unwrap(row), subject_id=row.subject_id, kind=row.kind, epoch=newest
                    )
                    row.epoch = newest
                DataKey.objects.bulk_update(batch, ["wrapped", "epoch"])
            raise InterruptedError
    except InterruptedError:
        through_orm = 10 * (time.perf_counter() - start)

    start = time.perf_counter()
    done = subjects.rotate(by=SYSTEM)
    taken = time.perf_counter() - start
    assert done >= KEYS
    assert not DataKey.objects.exclude(epoch=newest).exists()
    assert bytes(subjects._unwrap(DataKey.objects.get(subject_id=people[-1]))) == people[-1].bytes * 2
    found = {"keys": done, "rotation_s": taken, "cryptography_s": alone, "bulk_update_s": through_orm}
    told = {name: round(value, 2) for name, value in found.items()}
    sys.stdout.write(json.dumps({**told, "goal_s": GOAL, "reached": taken <= GOAL}) + "\n")


if __name__ == "__main__":
    child() if "--child" in sys.argv else stores.show(stores.in_each(__file__))
