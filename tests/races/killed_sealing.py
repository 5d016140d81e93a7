"""Run as a program: an audit is written and sealed, killed with -9 again and again, and verified after each kill.

    python -m tests.races.killed_sealing ROUNDS

The last line on standard output is a JSON object. The store is the one of the environment.
"""

import os
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from himaya.kernel import sealing  # noqa: E402
from himaya.kernel.models import AuditCheckpoint, AuditEvent  # noqa: E402
from tests.races.killing import SEED, moments_of, prepare, rounds_of, say  # noqa: E402
from tests.rooms.kernel.sealed_audit import report, write  # noqa: E402

AT_ONCE = 3


def seal_once(pipe: int) -> None:
    """Three events in one transaction and a sealing, each acknowledged once it returned."""
    with transaction.atomic():
        rows = write(AT_ONCE, persons=1)
    os.write(pipe, f"w{rows[-1].pk}\n".encode())
    sealing.seal()
    first, count = AuditCheckpoint.objects.order_by("-first").values_list("first", "count")[0]
    os.write(pipe, f"s{first + count}\n".encode())


def seal_forever(pipe: int) -> None:
    """And again."""
    while True:
        seal_once(pipe)


def main(rounds: int) -> None:
    prepare()
    once = moments_of(seal_once)
    written, leaves, middles = list[int](), 0, 0
    faults: list[str] = []
    for where, told in rounds_of(seal_forever, rounds=rounds, over=3 * once, seed=SEED):
        fresh = [int(one[1:]) for one in told if one.startswith("w")]
        written += fresh
        leaves = max([leaves, *(int(one[1:]) for one in told if one.startswith("s"))])
        found = report()
        middles += found.unsealed > 0
        held = {
            "verify": found.first is None,
            "lost seal": found.sealed >= leaves,
            "lost": AuditEvent.objects.filter(pk__in=fresh).count() == len(fresh),
        }
        faults += [f"{where}: {name}" for name, holds in held.items() if not holds]
    sealing.seal()
    last, there = report(), set(AuditEvent.objects.values_list("pk", flat=True))
    held = {
        "verify": last.first is None and last.unsealed == 0,
        "lost": there.issuperset(written),
        "each row a leaf": last.sealed >= 2 * len(there.intersection(written)),
    }
    faults += [f"finished: {name}" for name, holds in held.items() if not holds]
    say({"wrong": faults, "acknowledged": len(written), "rounds_with_rows_not_yet_sealed": middles})


if __name__ == "__main__":
    main(int(sys.argv[1]))
