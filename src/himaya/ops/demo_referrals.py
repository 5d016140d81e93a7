"""Referrals deepened, in the demo: one need of two desks, one of them without an account; a case that is offered."""

from uuid import UUID

from himaya.cases import queries
from himaya.cases.actions import handovers, needs
from himaya.cases.models import Case
from himaya.cases.sending import Wish
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.ops.demo_cases import somebody_at

SENDER, SISTER, SERVICE = "inspection-nord", "inspection-sud", "material_help"
ASKED = ("asso-relais", "action-sociale-sud")


def seed() -> None:
    """Of the first file of the desk whose person said no to nothing, by the verbs like everybody's."""
    worker = somebody_at(SENDER)
    for case in queries.desk_cases(worker).filter(age_group="adult"):
        try:
            _ask(worker, case)
        except NotNow:
            continue
        _offer(worker, case.pk)
        return


def _ask(worker: Actor, case: Case) -> None:
    needs.send(
        case_id=case.pk,
        wish=Wish(SERVICE, "", ("needs", "language"), "ordinary"),
        desks=ASKED,
        basis="consent",
        language=case.language or "ary",
        interpreter="none",
        told_first=True,
        agreed_at=clock.now(),
        by=worker,
    )


def _offer(worker: Actor, case_id: UUID) -> None:
    handovers.offer(
        case_id=case_id, to_desk_id=SISTER, reason="migration_or_change_of_location", data_classes=(), by=worker
    )
