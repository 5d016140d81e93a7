"""Run as a program: writes as a worker would, is killed with -9 again and again, then says what it finds.

    python -m tests.races.killed_writer ROUNDS

The store is the one of the environment (HIMAYA_HOME, HIMAYA_DATABASE). Each round forks a writer with a connection of
its own, which acknowledges each hand-over on a pipe after the verb returned; the parent kills it in the middle of its
work. The last line on standard output is a JSON object of what was acknowledged and what stands in the store.
"""

import json
import os
import random
import select
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from himaya.cases import access  # noqa: E402
from himaya.cases.models import Case, Referral, ReferralStep, Tally  # noqa: E402
from himaya.instruments.field import TOGETHER  # noqa: E402
from himaya.instruments.models import FieldNote  # noqa: E402
from himaya.kernel import clock, keys  # noqa: E402
from himaya.kernel.models import AuditEvent, DataKey, OutboxMessage  # noqa: E402
from himaya.ops import worker  # noqa: E402
from tests import cast, factories  # noqa: E402

ACK = 37  # bytes: a UUID in text and a line end


def write_forever(pipe: int) -> None:
    """Hand over, acknowledge, and again."""
    while True:
        done = factories.hand_over()
        os.write(pipe, f"{done.case_id}\n".encode())


def drain_forever(pipe: int) -> None:
    """Remind and escalate whatever is due; one byte for each round of work."""
    later = clock.now() + timedelta(days=2)
    while worker.drain(later):
        os.write(pipe, b".")
    os.write(pipe, b"!")
    signal.pause()


def killed(work: Callable[[int], None], *, after_bytes: int, extra_seconds: float) -> bytes:
    """Fork, let it work until it has told `after_bytes` and a moment more, kill -9, and read what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(writing)
        finally:
            os._exit(1)
    os.close(writing)
    told = b""
    while len(told) < after_bytes:
        piece = os.read(reading, 4096)
        if not piece:
            break
        told += piece
    select.select([], [], [], extra_seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(reading, 4096):
        told += piece
    os.close(reading)
    return told


def prepare() -> None:
    keys.create(settings.HIMAYA_KEYS)
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        cast.play()
        factories.version()
    connection.close()


def audit_of(action: str) -> Counter[str]:
    return Counter(AuditEvent.objects.filter(action=action).values_list("object_id", flat=True))


def rows_of(model: type[models.Model]) -> Counter[str]:
    return Counter(str(key) for key in model._default_manager.values_list("pk", flat=True))


def report(acknowledged: list[str]) -> dict[str, object]:
    cases, sent = rows_of(Case), rows_of(Referral)
    told = OutboxMessage.objects.filter(event="referral.sent").values_list("ids", flat=True)
    with access.open_case(cast.INSPECTOR, UUID(acknowledged[-1]), purpose="give_service") as opened:
        readable = opened.person is not None and opened.person.full_name == factories.SAID
    return {
        "acknowledged": len(acknowledged),
        "lost": len([case for case in acknowledged if case not in cases]),
        "cases": len(cases),
        "audit_matches": audit_of("case.opened") == cases and audit_of("referral.sent") == sent,
        "outbox_matches": Counter(ids["referral"] for ids in told) == sent,
        "tallies_match": Tally.objects.get(kind="screened").count == len(cases),
        # Two keys for a person, and one for each field note that still waits to be counted.
        "keys_match": DataKey.objects.exclude(kind="note").count() == 2 * len(cases)
        and DataKey.objects.filter(kind="note").count() == FieldNote.objects.count() >= len(cases) % TOGETHER,
        "readable": readable,
    }


def after_draining() -> dict[str, object]:
    worker.drain(clock.now() + timedelta(days=2))
    sent = rows_of(Referral)
    steps = {action: ReferralStep.objects.filter(action=action).count() for action in ("reminded", "escalated")}
    audits = {action: len(audit_of(f"referral.{action}")) for action in steps}
    return {
        "once_each": set(steps.values()) == {len(sent)} and audits == steps,
        "outbox_left": OutboxMessage.objects.count(),
    }


def main(rounds: int) -> None:
    prepare()
    acknowledged: list[str] = []
    for _ in range(rounds):
        told = killed(write_forever, after_bytes=ACK * random.randint(1, 4), extra_seconds=random.uniform(0, 0.03))
        acknowledged += told.decode().split()
    found = report(acknowledged)
    connection.close()
    for _ in range(max(2, rounds // 4)):
        killed(drain_forever, after_bytes=1, extra_seconds=random.uniform(0, 0.02))
    sys.stdout.write(json.dumps({**found, **after_draining()}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
