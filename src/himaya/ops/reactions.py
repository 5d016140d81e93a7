"""What follows what: the whole page of consequences. Run from the outbox after the change was committed.

An event with an empty tuple is told because somebody may one day need to hear it; nothing follows from it today.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from himaya.cases.actions import referrals
from himaya.kernel.actor import SYSTEM
from himaya.ops import published

Ids = Mapping[str, str]
Reaction = Callable[[Ids], None]


def remind(ids: Ids) -> None:
    """Half of the time is over: remind the desk, if it still has not answered."""
    referrals.remind(referral_id=UUID(ids["referral"]), target=ids["target"], by=SYSTEM)


def escalate(ids: Ids) -> None:
    """The time is over: put the referral before the leads of the institution that holds it."""
    referrals.escalate(referral_id=UUID(ids["referral"]), target=ids["target"], by=SYSTEM)


def publish_models(ids: Ids) -> None:
    """Another version is in force: the public page says so."""
    published.models_in_force(by=SYSTEM)


REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "referral.reminder_due": (remind,),
    "referral.overdue": (escalate,),
    "version.put_in_force": (publish_models,),
    "version.adopted": (publish_models,),
    "referral.sent": (),
    "referral.accepted": (),
    "referral.accepted_in_part": (),
    "referral.asked": (),
    "referral.answered": (),
    "referral.redirected": (),
    "referral.declined": (),
    "referral.no_service": (),
    "referral.reported_back": (),
    "referral.withdrawn": (),
    "referral.reminded": (),
    "referral.escalated": (),
}
