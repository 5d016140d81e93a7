"""Run as a program: an audit is written and sealed, killed with -9 again and again, and verified after each kill.

    python -m tests.races.killed_sealing ROUNDS

The last line on standard output is a JSON object. The store is the one of the environment.
"""

import json
import os
import random
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from himaya.kernel import keys, sealing  # noqa: E402
from himaya.kernel.models import AuditCheckpoint, AuditEvent  # noqa: E402
from tests.races.killed_writer import killed  # noqa: E402
from tests.rooms.kernel.sealed_audit import report, write  # noqa: E402

AT_ONCE = 40


def seal_forever(pipe: int) -> None:
    """Forty events in one transaction and a sealing, each acknowledged once it returned."""
    while True:
        with transaction.atomic():
            rows = write(AT_ONCE, persons=1)
        os.write(pipe, f"w{rows[-1].pk}\n".encode())
        sealing.seal()
        first, count = AuditCheckpoint.objects.order_by("-first").values_list("first", "count")[0]
        os.write(pipe, f"s{first + count}\n".encode())


def main(rounds: int) -> None:
    keys.create(settings.HIMAYA_KEYS)
    call_command("migrate", "kernel", verbosity=0)
    written, leaves, middles, not_whole, lost = list[int](), 0, 0, 0, 0
    for _ in range(rounds):
        connection.close()
        told = killed(seal_forever, after_bytes=random.randint(1, 40), extra_seconds=random.uniform(0, 0.05)).split()
        written += [int(one[1:]) for one in told if one.startswith(b"w")]
        leaves = max([leaves, *(int(one[1:]) for one in told if one.startswith(b"s"))])
        found = report()
        middles += found.unsealed > 0
        not_whole += found.first is not None
        lost += found.sealed < leaves
    there = set(AuditEvent.objects.values_list("pk", flat=True))
    sealing.seal()
    last = report()
    found_in_all = {
        "rounds": rounds,
        "rounds_with_rows_not_yet_sealed": middles,
        "rounds_not_whole": not_whole,
        "rounds_that_lost_an_acknowledged_seal": lost,
        "acknowledged_rows": len(written),
        "acknowledged_rows_lost": len([one for one in written if one not in there]),
        "whole_in_the_end": last.first is None,
        "unsealed_in_the_end": last.unsealed,
        "leaves_are_the_rows": last.sealed == 2 * len(there),
    }
    sys.stdout.write(json.dumps(found_in_all) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
