"""Lists of demands and rehearsals, already narrowed to the actor. Nothing sealed is opened."""

from django.db.models import F, QuerySet

from himaya.disclosures import policy, rules, states
from himaya.disclosures.models import LegalDemand, SeizureDrill
from himaya.kernel import clock
from himaya.kernel.actor import Actor

SEALED = ("who", "asked", "counsel", "answer", "given")


def demands(actor: Actor) -> QuerySet[LegalDemand]:
    """The demands of the actor's institution, the open ones first, the newest first."""
    rows = LegalDemand.objects.defer(*SEALED).filter(policy.visible_demands(actor))
    return rows.order_by(F("closed_on").asc(nulls_first=True), "-received_on", "reference")


def notice_due(row: LegalDemand) -> bool:
    """True when somebody must look again whether the person can be told."""
    settled = row.notice in (states.TOLD, states.NOBODY)
    return rules.notice_is_due(notice_settled=settled, today=clock.today(), again_on=row.notice_again_on)


def to_prepare(actor: Actor) -> QuerySet[LegalDemand]:
    """The decided demands about files of the actor's own desk."""
    return LegalDemand.objects.defer(*SEALED).filter(policy.to_prepare(actor)).order_by("due_on", "reference")


def drills(actor: Actor) -> list[SeizureDrill]:
    """The rehearsals of the actor's institution, the newest first."""
    policy.check_keeps(actor)
    return list(SeizureDrill.objects.filter(institution_id=actor.institution_id).order_by("-held_on")[:20])


def drill_due(actor: Actor) -> bool:
    """True when the institution has not rehearsed for a year."""
    last = next((one.held_on for one in drills(actor)), None)
    return rules.drill_is_due(last, clock.today())
