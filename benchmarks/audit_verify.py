"""Verifying an audit of many rows, against the least that any check of them must do.

    PYTHONPATH=src:. python benchmarks/audit_verify.py [--rows N]

Goal: a million rows in 3 s. A row is an event or a child row; each event has one. Baselines in the same run: `read`,
the same columns read by the same query and nothing done with them; `hashed`, read and each row hashed once. What lies
above `hashed` is the tree, the seals and the comparison, side by side with the two tables in processes of their own.
`cpu` is what this process and those spent, whoever else was working on the machine. Beside it, what sealing all of them
at once took.
"""

import argparse
import hashlib
import json
import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

from benchmarks import stores

DEFAULT, GOAL_SECONDS = 100_000, 3.0


def events(number: int) -> Iterator[tuple[object, ...]]:
    from himaya.kernel import clock  # noqa: PLC0415

    start, accounts = clock.now(), [uuid.uuid4() for _ in range(200)]
    for one in range(1, number + 1):
        at = start + timedelta(milliseconds=one)
        account = accounts[one % len(accounts)]
        yield (
            one,
            at,
            "case.read",
            "give_service",
            "account",
            account,
            "ward",
            "hospital",
            "case",
            str(uuid.uuid4()),
            "",
        )


def subjects(number: int) -> Iterator[tuple[object, ...]]:
    people = [uuid.uuid4() for _ in range(5000)]
    for one in range(1, number + 1):
        yield one, one, people[one % len(people)]


def child(rows: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    from himaya.kernel import keys, sealing, signed_note  # noqa: PLC0415
    from himaya.kernel.audit_rows import EVENTS, SUBJECTS, TABLES, read  # noqa: PLC0415
    from himaya.kernel.verifying import verify  # noqa: PLC0415

    keys.create(settings.HIMAYA_KEYS)
    call_command("migrate", verbosity=0)
    moment = (lambda at: at) if connection.vendor == "postgresql" else (lambda at: str(at.replace(tzinfo=None)))
    names = [name for name, _kind in EVENTS.columns]
    stores.load(EVENTS.name, ["id", *names], ((row[0], moment(row[1]), *row[2:]) for row in events(rows // 2)))
    stores.load(SUBJECTS.name, ["id", *(name for name, _kind in SUBJECTS.columns)], subjects(rows // 2))
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
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=DEFAULT)
    parser.add_argument("--child", action="store_true")
    parsed = parser.parse_args()
    if parsed.child:
        child(parsed.rows)
    else:
        stores.show(stores.in_each(__file__, ["--rows", str(parsed.rows)]))


if __name__ == "__main__":
    main()
