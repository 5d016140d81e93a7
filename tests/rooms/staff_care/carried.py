"""Colleagues at a desk of the cast, and files that they carry."""

from datetime import timedelta
from unittest import mock
from uuid import UUID

from himaya.institutions.models import Account, Membership
from himaya.interviews import policy
from himaya.interviews.actions import sittings
from himaya.interviews.actions.sittings import Distress
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.staff_care.actions import caseload_caps
from himaya.tasks.actions import tasks
from himaya.tasks.actions.tasks import Wish
from tests import cast, factories
from tests.rooms.crisis import looked
from tests.rooms.interviews import interview_at_hand
from tests.rooms.interviews.interview_at_hand import Held

LEAD, BY, OTHER = cast.LABOUR_LEAD, cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE
DESK = LEAD.desk_id
CAP = 5


def account(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def colleague(name: str = "inspector-4") -> Actor:
    """One more at the desk."""
    one = cast.actor(name, DESK, "front_line", "case_manager")
    Account.objects.create(id=account(one), username=name)
    Membership.objects.create(
        account_id=one.account_id, desk_id=DESK, roles=sorted(one.roles), valid_from=clock.today() - timedelta(days=9)
    )
    return one


def enough() -> Actor:
    """Four besides the lead carry files, with which something may be told; returns one of them."""
    fourth, fifth = colleague(), colleague("inspector-5")
    opened(1)
    (case,) = opened(1, by=fourth)
    opened(1, by=fifth)
    tasks.give(wish=Wish("prepare", to=account(OTHER)), case_id=case, by=fourth)
    return fifth


def opened(number: int, by: Actor = BY) -> list[UUID]:
    """So many files, opened by somebody."""
    return [factories.hand_over(identity=None, by=by).case_id for _one in range(number)]


def compared(cap: int = CAP) -> None:
    """A cap of the desk, compared with what everybody carries now."""
    caseload_caps.put(cap=cap, by=LEAD)
    caseload_caps.weigh(by=SYSTEM)


def sitting() -> Held:
    """A sitting goes on."""
    with mock.patch.object(policy, "qualified", return_value=True):
        return interview_at_hand.begun()


def hard_sitting() -> Actor:
    """Somebody was in distress at a sitting; returns who led it."""
    one = sitting()
    sittings.note_distress(
        interview_id=one.pk, distress=Distress(("stop",), "Canary wept", "E"), by=interview_at_hand.LEADER
    )
    return interview_at_hand.LEADER


def hard_look(by: Actor = BY) -> None:
    """Somebody began to look after a life."""
    looked.begun(looked.case().pk, by=by)
