"""Files of one institution, a child, a register of suspects, by their verbs."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from himaya.cases.actions import grants
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.relations.actions import registers, ties
from himaya.relations.laws import laws
from tests import cast, factories

BY = cast.INSPECTOR

POLICE_LEAD = cast.OFFICER
SECOND_LEAD = cast.actor("officer-2", "police-north", "desk_lead")
THIRD_LEAD = cast.actor("officer-3", "police-north", "desk_lead")
DETECTIVE = cast.actor("detective", "police-north", "front_line")


def case(**changes: Any) -> Case:
    return Case.objects.get(pk=factories.hand_over(**{"identity": None, **changes}).case_id)


def aged(age: str, **changes: Any) -> Case:
    found = case(**changes)
    Case.objects.filter(pk=found.pk).update(age_group=age)
    found.refresh_from_db()
    return found


def child(**changes: Any) -> Case:
    return aged("child", **changes)


def grown() -> Case:
    return aged("adult")


def of_the_south() -> Case:
    """A file of the sister desk, which the inspector of the north does not see."""
    return case(by=cast.INSPECTOR_SOUTH)


def linked(one: Case, other: Case, *, by: Actor = BY, event: UUID | None = None) -> UUID:
    return ties.link(case_id=one.pk, reference=other.reference, tie="co_victim", event_id=event, by=by)


def let_in(found: Case, account: Actor, by: Actor, *, level: str = "summary", sections: tuple[str, ...] = ()) -> None:
    grants.give(
        case_id=found.pk, to=f"account:{account.account_id}", kind="team", level=level, sections=sections,
        until=clock.today() + timedelta(days=3), reason="advice", by=by,
    )  # fmt: skip


def law() -> str:

    return next(iter(laws()))


def switched_on() -> UUID:
    pk = registers.ask(law=law(), by=POLICE_LEAD)
    registers.confirm(by=SECOND_LEAD)
    return pk


def seat_police() -> None:
    """Those of the police whom only this room needs."""
    for actor, name in ((SECOND_LEAD, "officer-2"), (THIRD_LEAD, "officer-3"), (DETECTIVE, "detective")):
        cast.seat(actor, name)


def opened_to(actor: Actor, *, by: Actor = THIRD_LEAD) -> UUID:
    until = clock.today() + timedelta(days=7)
    return registers.let_in(account_id=actor.account_id or UUID(int=0), until=until, by=by)
