"""Run as a program: writes as a worker would, is killed with -9 again and again, and looked at after each kill.

    python -m tests.races.killed_writer ROUNDS

The store is the one of the environment (HIMAYA_HOME, HIMAYA_DATABASE). Each round forks a writer with a connection of
its own, which acknowledges each hand-over on a pipe after the verb returned. The last line on standard output is a JSON
object of what was acknowledged and of what was wrong.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import django

django.setup()

from django.db import models  # noqa: E402

from himaya.cases import access  # noqa: E402
from himaya.cases.models import Case, Referral, ReferralStep, Tally  # noqa: E402
from himaya.instruments.field import TOGETHER  # noqa: E402
from himaya.instruments.models import FieldNote  # noqa: E402
from himaya.kernel import clock, sealing  # noqa: E402
from himaya.kernel.models import AuditEvent, DataKey, OutboxMessage  # noqa: E402
from himaya.ops import worker  # noqa: E402
from tests import cast, factories  # noqa: E402
from tests.races.killing import SEED, moments_of, prepare, rounds_of, say  # noqa: E402
from tests.rooms.kernel import sealed_audit  # noqa: E402

DRAINED = timedelta(days=2)


def write_once(pipe: int) -> None:
    """Hand over, acknowledge."""
    os.write(pipe, f"{factories.hand_over().case_id}\n".encode())


def write_forever(pipe: int) -> None:
    """Hand over, acknowledge, and again."""
    while True:
        write_once(pipe)


def drain_forever(pipe: int) -> None:
    """Remind and escalate whatever is due, and hand over once more, so that there is always something due."""
    while True:
        factories.hand_over()
        worker.drain(clock.now() + DRAINED)
        os.write(pipe, b"drained\n")


@contextmanager
def hour(number: int) -> Iterator[None]:
    """Each round has an hour of its own: what one account may open is counted by the hour."""
    with clock.stopped(factories.TUESDAY + timedelta(hours=2 * number)):
        yield


def audit_of(action: str) -> Counter[str]:
    return Counter(AuditEvent.objects.filter(action=action).values_list("object_id", flat=True))


def rows_of(model: type[models.Model]) -> Counter[str]:
    return Counter(str(key) for key in model._default_manager.values_list("pk", flat=True))


def audit_is_whole() -> bool:
    """Every row there is can be sealed, and the whole audit verifies."""
    sealing.seal()
    found = sealed_audit.report()
    return found.first is None and found.unsealed == 0


def opens(case_id: str) -> bool:
    with access.open_case(cast.INSPECTOR, UUID(case_id), purpose="give_service") as opened:
        return opened.person is not None and opened.person.full_name == factories.SAID


def wrong(acknowledged: list[str], fresh: list[str]) -> list[str]:
    """What is wrong with the store, by name."""
    cases, sent = rows_of(Case), rows_of(Referral)
    told = Counter(OutboxMessage.objects.filter(event="referral.sent").values_list("ids__referral", flat=True))
    notes = FieldNote.objects.count()
    held = {
        "lost": all(case in cases for case in acknowledged),
        "unreadable": all(opens(case) for case in fresh if case in cases),
        "audit": audit_of("case.opened") == cases and audit_of("referral.sent") == sent,
        "outbox": told == sent,
        "tallies": sum(Tally.objects.filter(kind="screened").values_list("count", flat=True)) == len(cases),
        # Two keys for a person, and one for each field note that still waits to be counted.
        "keys": DataKey.objects.exclude(kind="note").count() == 2 * len(cases)
        and DataKey.objects.filter(kind="note").count() == notes >= len(cases) % TOGETHER,
        "verify": audit_is_whole(),
    }
    return [name for name, holds in held.items() if not holds]


def wrong_when_draining(*, finished: bool) -> list[str]:
    """Each step of a referral is there as often as its audit says, and never twice."""
    steps = {
        action: Counter(str(one) for one in of.values_list("referral_id", flat=True))
        for action in ("reminded", "escalated")
        for of in [ReferralStep.objects.filter(action=action)]
    }
    held = {
        "twice": all(max(found.values(), default=0) <= 1 for found in steps.values()),
        "audit": all(audit_of(f"referral.{action}") == found for action, found in steps.items()),
        "verify": audit_is_whole(),
        "left": not finished
        or (all(found == rows_of(Referral) for found in steps.values()) and not OutboxMessage.objects.exists()),
    }
    return [name for name, holds in held.items() if not holds]


def main(rounds: int) -> None:
    prepare()
    with hour(0):
        factories.hand_over()
        once = moments_of(write_once)
    acknowledged: list[str] = []
    faults: list[str] = []
    killing = rounds_of(write_forever, rounds=rounds, over=3 * once, seed=SEED)
    number = 0
    with clock.stopped(factories.TUESDAY):
        for where, fresh in killing:
            number += 1
            acknowledged += fresh
            with hour(number):
                faults += [f"{where}: {what}" for what in wrong(acknowledged, fresh)]
    with hour(number + 1):
        for where, _ in rounds_of(drain_forever, rounds=rounds // 4, over=3 * once, seed=SEED + 1):
            faults += [f"draining, {where}: {what}" for what in wrong_when_draining(finished=False)]
        worker.drain(clock.now() + 2 * DRAINED)
        faults += [f"drained: {what}" for what in wrong_when_draining(finished=True)]
    say({"acknowledged": len(acknowledged), "wrong": faults})


if __name__ == "__main__":
    main(int(sys.argv[1]))
