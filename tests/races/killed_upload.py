"""Run as a program: files are uploaded, killed with -9 again and again, then each acknowledged one is opened.

    python -m tests.races.killed_upload ROUNDS

The files are evidence of recommendations: cleaned, sealed under a key of their own. The last line on standard output is
a JSON object. The store is the one of the environment.
"""

import io
import json
import os
import random
import sys
from datetime import date
from hashlib import sha256
from uuid import UUID

import django

django.setup()

import pikepdf  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from himaya.coordination import states_following as following  # noqa: E402
from himaya.coordination.actions import evidence  # noqa: E402
from himaya.coordination.models import Evidence, EvidenceFile  # noqa: E402
from himaya.kernel import clock, subjects  # noqa: E402
from himaya.kernel.models import AuditEvent, DataKey  # noqa: E402
from tests import factories  # noqa: E402
from tests.races.killed_writer import ACK, killed, prepare  # noqa: E402
from tests.rooms.coordination import at_the_table as at  # noqa: E402
from tests.rooms.coordination import following_at_hand as hand  # noqa: E402


def pdf() -> bytes:
    """A page with some hundred kilobytes that nothing shortens."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(200, 200))
    document.pages[0].Contents = document.make_stream(os.urandom(random.randint(1_000, 300_000)))
    document.save(out)
    return out.getvalue()


def upload_forever(recommendation_id: UUID, pipe: int) -> None:
    """Add a file, acknowledge it, and again."""
    while True:
        row = evidence.add(
            recommendation_id=recommendation_id,
            kind="circular",
            title="Circulaire",
            dated_on=date(2026, 8, 1),
            confidentiality=following.TO_MEMBERS,
            data=pdf(),
            by=at.HEALTH,
        )
        os.write(pipe, f"{row.pk}\n".encode())


def reads_as_it_was(number: str) -> bool:
    """True when an acknowledged file opens and has the hash that its row says."""
    row = Evidence.objects.filter(pk=number).first()
    if row is None:
        return False
    with evidence.open_file(at.HEALTH, row.pk) as opened:
        return sha256(opened.data).hexdigest() == row.sha256


def main(rounds: int) -> None:
    prepare()
    acknowledged: list[str] = []
    with clock.stopped(factories.TUESDAY):
        with transaction.atomic():
            at.people()
        for _ in range(rounds):
            with transaction.atomic():
                row = hand.recommendation(following.IN_PROGRESS, lead="hospital")
            connection.close()
            told = killed(
                lambda pipe, number=row.pk: upload_forever(number, pipe),
                after_bytes=ACK * random.randint(1, 3),
                extra_seconds=random.uniform(0, 0.1),
            )
            acknowledged += told.decode().split()
        files = EvidenceFile.objects.count()
        audited = AuditEvent.objects.filter(action="evidence.added").values_list("object_id", flat=True)
        found = {
            "acknowledged": len(acknowledged),
            "lost_or_unreadable": len([one for one in acknowledged if not reads_as_it_was(one)]),
            "files_are_evidence": files == Evidence.objects.count(),
            "keys_match": DataKey.objects.filter(kind=subjects.NOTE).count() == files,
            "audit_matches": sorted(audited)
            == sorted(str(one) for one in Evidence.objects.values_list("pk", flat=True)),
        }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
