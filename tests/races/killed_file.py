"""Run as a program: adds files as a desk would, is killed with -9 again and again, then says what it finds.

    python -m tests.races.killed_upload ROUNDS

Each round forks a desk that acknowledges each file on a pipe after the verb returned. The last line on standard output
is a JSON object of what was acknowledged, what stands in the store, and what lies in the folder of files.
"""

import json
import os
import random
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from himaya.cases import access_files  # noqa: E402
from himaya.cases.actions import files  # noqa: E402
from himaya.cases.models import CaseFile  # noqa: E402
from himaya.kernel import blobs, clock  # noqa: E402
from himaya.kernel.actor import SYSTEM  # noqa: E402
from himaya.kernel.models import AuditEvent  # noqa: E402
from tests import cast, factories  # noqa: E402
from tests.races.killed_writer import ACK, killed, prepare  # noqa: E402


def add_forever(case_id: UUID, pipe: int) -> None:
    """Add a file, acknowledge, and again."""
    data = factories.picture(side=600)
    while True:
        row = factories.case_file(case_id, data=data)
        os.write(pipe, f"{row.pk}\n".encode())


def opens(row: CaseFile) -> bool:
    with access_files.open_file(cast.INSPECTOR, row.pk, purpose="give_service") as opened:
        return sum(len(piece) for piece in opened.pieces) == row.size


def report(acknowledged: list[str]) -> dict[str, object]:
    rows = list(CaseFile.objects.all())
    folder = Path(settings.HIMAYA_HOME) / blobs.FOLDER
    before = {file.name for file in folder.iterdir()}
    with clock.stopped(clock.now() + timedelta(days=2)):
        swept = files.sweep(by=SYSTEM)
    after = {file.name for file in folder.iterdir()}
    named = {row.blob.hex for row in rows}
    return {
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - {str(row.pk) for row in rows}),
        "unreadable": len([row for row in rows if not opens(row)]),
        "rows_without_bytes": len(named - before),
        "left_by_kills": len(before - named),
        "swept": swept,
        "clean_after": after == named,
        "audit_matches": AuditEvent.objects.filter(action="file.added").count() == len(rows),
    }


def main(rounds: int) -> None:
    prepare()
    case_id = factories.hand_over().case_id
    connection.close()
    acknowledged: list[str] = []
    for _ in range(rounds):
        work = partial(add_forever, case_id)
        told = killed(work, after_bytes=ACK * random.randint(0, 1), extra_seconds=random.uniform(0, 0.7))
        acknowledged += told.decode().split()
    sys.stdout.write(json.dumps(report(acknowledged)) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
