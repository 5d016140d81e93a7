"""How many audit rows eight writers commit in a second while the audit is sealed, against the same without a sealer.

    PYTHONPATH=src:. python benchmarks/audit_rate.py [--seconds N] [--writers N]

Each writer is a process of its own and commits one event with one child row at a time, as a reading does. The sealer
seals once a second here; in service once a minute. Baselines in the same run: `unsealed`, the same writers without a
sealer; `insert`, the two bare INSERT statements in a transaction and nothing of Himaya around them. On SQLite there is
one writer at a time whatever one does. `verify_s`: verifying all that was written, afterwards.
"""

import json
import multiprocessing
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

from benchmarks import sizes, stores

WRITERS, SECONDS = sizes.size(8, 2), 0.3 if sizes.smoke() else 5.0


def by_the_house(until: float) -> None:
    from django.db import transaction  # noqa: PLC0415

    from himaya.kernel import audit  # noqa: PLC0415
    from himaya.kernel.actor import Actor  # noqa: PLC0415

    who = Actor(kind="account", account_id=uuid.uuid4(), desk_id="ward", institution_id="hospital", roles=frozenset())
    while time.monotonic() < until:
        with transaction.atomic():
            audit.write(
                "case.read",
                by=who,
                purpose="give_service",
                object_type="case",
                object_id=uuid.uuid4(),
                subjects=[uuid.uuid4()],
            )


def by_hand(until: float) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    from himaya.kernel import clock  # noqa: PLC0415
    from himaya.kernel.models import AuditEvent, AuditSubject  # noqa: PLC0415

    said = {"action": "case.read", "purpose": "give_service", "actor_kind": "account", "object_type": "case"}
    event = AuditEvent(at=clock.now(), desk_id="ward", institution_id="hospital", object_id="1", **said)
    into, event_values = insert(event)
    into_child, _ = insert(AuditSubject(event_id=1, subject_id=uuid.uuid4()))
    account = [field.attname for field in stores.columns(event)].index("account_id")
    while time.monotonic() < until:
        event_values[account] = _id(connection.vendor)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{into} RETURNING id", event_values)
            cursor.execute(into_child, [cursor.fetchone()[0], _id(connection.vendor)])


def insert(row: Any) -> tuple[str, list[object]]:
    """The bare statement that writes such a row, of every column that the table has, and what it writes."""
    names = [field.column for field in stores.columns(row)]
    marks = ", ".join(["%s"] * len(names))
    return f"INSERT INTO {row._meta.db_table} ({', '.join(names)}) VALUES ({marks})", list(stores.values(row))  # noqa: S608


def _id(vendor: str) -> object:
    return uuid.uuid4() if vendor == "postgresql" else uuid.uuid4().hex


def sealing_until(until: float) -> None:
    from himaya.kernel import sealing  # noqa: PLC0415

    while (left := until - time.monotonic()) > 0:
        sealing.seal()
        time.sleep(max(0.0, min(1.0, left)))


def run(work: Callable[[float], None], writers: int, seconds: float, *, sealed: bool) -> float:
    """Events a second, counted in the store."""
    from django.db import connection  # noqa: PLC0415

    from himaya.kernel.models import AuditEvent  # noqa: PLC0415

    before = AuditEvent.objects.count()
    connection.close()
    fork = multiprocessing.get_context("fork")
    until = time.monotonic() + seconds
    jobs = [fork.Process(target=work, args=(until,)) for _ in range(writers)]
    jobs += [fork.Process(target=sealing_until, args=(until,))] if sealed else []
    start = time.monotonic()
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
        assert job.exitcode == 0
    return round((AuditEvent.objects.count() - before) / (time.monotonic() - start), 1)


def child(writers: int, seconds: float) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from himaya.kernel import sealing, signed_note  # noqa: PLC0415
    from himaya.kernel.verifying import verify  # noqa: PLC0415

    stores.tables()
    found: dict[str, object] = {"writers": writers, "seconds": seconds}
    found["insert_per_s"] = run(by_hand, writers, seconds, sealed=False)
    found["unsealed_per_s"] = run(by_the_house, writers, seconds, sealed=False)
    sealing.seal()
    found["sealed_per_s"] = run(by_the_house, writers, seconds, sealed=True)
    sealing.seal()
    start = time.perf_counter()
    report = verify([signed_note.public_of(sealing.signing_key())])
    assert (report.first, report.unsealed) == (None, 0)
    found |= {"rows": report.sealed, "verify_s": round(time.perf_counter() - start, 2)}
    sys.stdout.write(json.dumps(found) + "\n")


def main() -> None:
    parser = sizes.parser()
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--writers", type=int, default=WRITERS)
    parser.add_argument("--child", action="store_true")
    parsed = parser.parse_args()
    if parsed.child:
        child(parsed.writers, parsed.seconds)
    else:
        words = ["--seconds", str(parsed.seconds), "--writers", str(parsed.writers)]
        stores.show(stores.in_each(__file__, words))


if __name__ == "__main__":
    main()
