"""Run as a program: files are uploaded, killed with -9 again and again, and each acknowledged one is opened.

    python -m tests.races.killed_upload ROUNDS

The files are evidence of recommendations: cleaned, sealed under a key of their own. The last line on standard output is
a JSON object. The store is the one of the environment.
"""

import io
import os
import sys
from datetime import date
from functools import partial
from hashlib import sha256
from unittest.mock import patch
from uuid import UUID

import django

django.setup()

import pikepdf  # noqa: E402
from django.db import transaction  # noqa: E402

from himaya.adapters import scans  # noqa: E402
from himaya.coordination import states_following as following  # noqa: E402
from himaya.coordination.actions import evidence  # noqa: E402
from himaya.coordination.models import Evidence, EvidenceFile  # noqa: E402
from himaya.kernel import clock, subjects  # noqa: E402
from himaya.kernel.models import AuditEvent, DataKey  # noqa: E402
from tests import decoders, factories  # noqa: E402
from tests.races.killed_writer import audit_is_whole  # noqa: E402
from tests.races.killing import SEED, moments_of, prepare, rounds_of, say  # noqa: E402
from tests.rooms.coordination import at_the_table as at  # noqa: E402
from tests.rooms.coordination import following_at_hand as hand  # noqa: E402


def pdf() -> bytes:
    """A page with some hundred kilobytes that nothing shortens."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(200, 200))
    document.pages[0].Contents = document.make_stream(os.urandom(300_000))
    document.save(out)
    return out.getvalue()


def upload_once(recommendation_id: UUID, data: bytes, pipe: int) -> None:
    """Add a file, acknowledge it."""
    row = evidence.add(
        recommendation_id=recommendation_id,
        kind="circular",
        title="Circulaire",
        dated_on=date(2026, 8, 1),
        confidentiality=following.TO_MEMBERS,
        data=data,
        by=at.HEALTH,
    )
    os.write(pipe, f"{row.pk}\n".encode())


def upload_forever(recommendation_id: UUID, data: bytes, pipe: int) -> None:
    """And again."""
    while True:
        upload_once(recommendation_id, data, pipe)


def reads_as_it_was(number: str) -> bool:
    """True when an acknowledged file opens and has the hash that its row says."""
    row = Evidence.objects.filter(pk=number).first()
    if row is None:
        return False
    with evidence.open_file(at.HEALTH, row.pk) as opened:
        return sha256(opened.data).hexdigest() == row.sha256


def wrong(acknowledged: list[str], fresh: list[str]) -> list[str]:
    there = sorted(str(one) for one in Evidence.objects.values_list("pk", flat=True))
    audited = AuditEvent.objects.filter(action="evidence.added").values_list("object_id", flat=True)
    files = EvidenceFile.objects.count()
    held = {
        "lost": set(there) >= set(acknowledged),
        "unreadable": all(reads_as_it_was(number) for number in fresh),
        "files are evidence": files == len(there),
        "keys": DataKey.objects.filter(kind=subjects.NOTE).count() == files,
        "audit": sorted(audited) == there,
        "verify": audit_is_whole(),
    }
    return [name for name, holds in held.items() if not holds]


def main(rounds: int) -> None:
    prepare()
    acknowledged: list[str] = []
    faults: list[str] = []
    # That the decoders' own process may be killed with its parent is held by `killed_file`.
    with clock.stopped(factories.TUESDAY), patch.object(scans, "clean_stream", decoders.here):
        with transaction.atomic():
            at.people()
            # A recommendation takes so many files and no more.
            waiting = [hand.recommendation(following.IN_PROGRESS, lead="hospital").pk for _ in range(rounds + 1)]
        data = pdf()
        over = 3 * moments_of(partial(upload_once, waiting.pop(), data))
        for number, place in enumerate(waiting):
            work = partial(upload_forever, place, data)
            ((where, fresh),) = rounds_of(work, rounds=1, over=over, seed=SEED + number)
            acknowledged += fresh
            faults += [f"{number}, {where}: {what}" for what in wrong(acknowledged, fresh)]
    say({"wrong": faults, "acknowledged": len(acknowledged)})


if __name__ == "__main__":
    main(int(sys.argv[1]))
