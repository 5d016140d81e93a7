"""Verifying an audit of many rows, against the least that any check of them must do.

    PYTHONPATH=src:. python benchmarks/audit_verify.py [--rows N]

Goal: a million rows in 3 s. A row is an event or a child row; each event has one. Baselines in the same run: `read`,
the same columns read by the same query and nothing done with them; `hashed`, read and each row hashed once. What lies
above `hashed` is the tree, the seals and the comparison, side by side with the two tables in processes of their own.
`cpu` is what this process and those spent, whoever else was working on the machine. Beside it, what sealing all of them
at once took.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks import sizes, stores

if TYPE_CHECKING:
    from himaya.kernel.models import AuditEvent, AuditSubject

DEFAULT, GOAL_SECONDS = sizes.size(100_000, 200), 3.0


def events(number: int) -> Iterator[AuditEvent]:
    from himaya.kernel import clock  # noqa: PLC0415
    from himaya.kernel.models import AuditEvent  # noqa: PLC0415

    start, accounts = clock.now(), [uuid.uuid4() for _ in range(200)]
    said = {"action": "case.read", "purpose": "give_service", "actor_kind": "account", "object_type": "case"}
    where = {"desk_id": "ward", "institution_id": "hospital"}
    for one in range(1, number + 1):
        at, account = start + timedelta(milliseconds=one), accounts[one % len(accounts)]
        yield AuditEvent(id=one, at=at, account_id=account, object_id=str(uuid.uuid4()), **said, **where)


def subjects(number: int) -> Iterator[AuditSubject]:
    from himaya.kernel.models import AuditSubject  # noqa: PLC0415

    people = [uuid.uuid4() for _ in range(5000)]
    for one in range(1, number + 1):
        yield AuditSubject(id=one, event_id=one, subject_id=people[one % len(people)])


def child(rows: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415

    from himaya.kernel import sealing, signed_note  # noqa: PLC0415
    from himaya.kernel.audit_rows import TABLES, read  # noqa: PLC0415
    from himaya.kernel.verifying import verify  # noqa: PLC0415

    stores.tables()
    stores.load(events(rows // 2))
    stores.load(subjects(rows // 2))
    stores.settle()
    # Whoever verifies does not come from writing a million rows: that connection would be slower.
    connection.close()

    def timed(work: Callable[[], object]) -> dict[str, float]:
        start, spent = time.perf_counter(), sum(os.times()[:4])
        work()
        return {"s": round(time.perf_counter() - start, 2), "cpu": round(sum(os.times()[:4]) - spent, 2)}

    def reading() -> None:
        with transaction.atomic():
            assert sum(len(ids) for table in TABLES for ids, _texts in read(table)) == rows // 2 * 2

    def hashing() -> None:
        with transaction.atomic():
            for table in TABLES:
                for _ids, texts in read(table):
                    for text in texts:
                        hashlib.sha256(text.encode()).digest()

    def verifying() -> None:
        report = verify([signed_note.public_of(sealing.signing_key())])
        assert (report.first, report.sealed, report.unsealed) == (None, rows // 2 * 2, 0)

    found: dict[str, object] = {"rows": rows // 2 * 2, "seal": timed(sealing.seal)}
    found |= {"read": timed(reading), "hashed": timed(hashing), "verify": timed(verifying)}
    found |= {"goal_s_for_a_million": GOAL_SECONDS}
    sys.stdout.write(json.dumps(found) + "\n")


def main() -> None:
    parser = sizes.parser()
    parser.add_argument("--rows", type=int, default=DEFAULT)
    parser.add_argument("--child", action="store_true")
    parsed = parser.parse_args()
    if parsed.child:
        child(parsed.rows)
    else:
        stores.show(stores.in_each(__file__, ["--rows", str(parsed.rows)]))


if __name__ == "__main__":
    main()
