"""Run as a program: adds files as a desk would, is killed with -9 again and again, and looked at after each kill.

    python -m tests.races.killed_file ROUNDS

Each round forks a desk that acknowledges each file on a pipe after the verb returned. In every tenth the file is taken
apart in a process of its own, as always outside tests; in the others by the same decoders in the desk's process. The
last line on standard output is a JSON object.
"""

import io
import os
import sys
from datetime import timedelta
from functools import partial
from hashlib import sha256
from unittest.mock import patch
from uuid import UUID

import django

django.setup()

import pikepdf  # noqa: E402

from himaya.adapters import scans  # noqa: E402
from himaya.cases import access_files  # noqa: E402
from himaya.cases.actions import files  # noqa: E402
from himaya.cases.models import CaseFile  # noqa: E402
from himaya.kernel import blobs, clock  # noqa: E402
from himaya.kernel.actor import SYSTEM  # noqa: E402
from himaya.kernel.models import AuditEvent  # noqa: E402
from himaya.kernel.streams import Sealer  # noqa: E402
from tests import cast, decoders, factories  # noqa: E402
from tests.races.killed_writer import audit_is_whole  # noqa: E402
from tests.races.killing import SEED, moments_of, prepare, rounds_of, say  # noqa: E402

# Each piece that is sealed is a moment too.
ALSO = ((Sealer, "write"),)
MARK = os.urandom(64)


def pdf() -> bytes:
    """A page with more than two megabytes that nothing shortens: it is sealed in three pieces."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(200, 200))
    document.pages[0].Contents = document.make_stream(os.urandom(1_200_000) + MARK + os.urandom(1_200_000))
    document.save(out)
    return out.getvalue()


def add_once(case_id: UUID, data: bytes, pipe: int) -> None:
    """Add a file, acknowledge."""
    row = factories.case_file(case_id, data=data, named="pdf")
    os.write(pipe, f"{row.pk}\n".encode())


def add_forever(case_id: UUID, data: bytes, pipe: int) -> None:
    """And again."""
    while True:
        add_once(case_id, data, pipe)


def opens(number: str, whole: str) -> bool:
    """True when it is there, of the size and content that was kept."""
    row = CaseFile.objects.filter(pk=number).first()
    if row is None:
        return False
    with access_files.open_file(cast.INSPECTOR, row.pk, purpose="give_service") as opened:
        return sha256(b"".join(opened.pieces)).hexdigest() == whole


def lie_there() -> set[str]:
    return {file.name for file in blobs.folder().iterdir()}


def wrong(acknowledged: list[str], fresh: list[str], whole: str) -> list[str]:
    rows = {str(row.pk): row.blob.hex for row in CaseFile.objects.all()}
    left = lie_there() - set(rows.values())
    held = {
        "lost": rows.keys() >= set(acknowledged),
        "unreadable": all(opens(number, whole) for number in fresh),
        "a row without bytes": lie_there() >= set(rows.values()),
        "in clear": not any(MARK in (blobs.folder() / name).read_bytes() for name in left),
        "audit": sorted(rows)
        == sorted(AuditEvent.objects.filter(action="file.added").values_list("object_id", flat=True)),
        "verify": audit_is_whole(),
    }
    return [name for name, holds in held.items() if not holds]


def main(rounds: int) -> None:
    prepare()
    case_id, data, cleaned = factories.hand_over().case_id, pdf(), io.BytesIO()
    scans.clean_stream((data,), cleaned.write)
    whole = sha256(cleaned.getvalue()).hexdigest()
    acknowledged: list[str] = []
    faults: list[str] = []
    work = partial(add_forever, case_id, data)
    with patch.object(scans, "clean_stream", decoders.here):
        over = 3 * moments_of(partial(add_once, case_id, data), ALSO)
        for where, fresh in rounds_of(work, rounds=rounds - rounds // 10, over=over, seed=SEED, also=ALSO):
            acknowledged += fresh
            faults += [f"{where}: {what}" for what in wrong(acknowledged, fresh, whole)]
    for where, fresh in rounds_of(work, rounds=rounds // 10, over=over, seed=SEED + 1, also=ALSO):
        acknowledged += fresh
        faults += [f"with a decoder, {where}: {what}" for what in wrong(acknowledged, fresh, whole)]
    named = {blob.hex for blob in CaseFile.objects.values_list("blob", flat=True)}
    left = lie_there() - named
    with clock.stopped(clock.now() + timedelta(days=2)):
        swept = files.sweep(by=SYSTEM)
    say({"wrong": faults, "acknowledged": len(acknowledged), "left": len(left), "swept": swept,
         "clean_after": lie_there() == named})  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
