"""The verb of an offer of care: it was made, accepted, declined, or not now. Declining costs nothing."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, policy
from himaya.cases.actions import quiet
from himaya.cases.sending import role_of
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.plans import rules_clocks as rules
from himaya.plans.models import HealthOffer

MOST = 200


def say(*, case_id: UUID, said: str, instance_id: UUID, by: Actor) -> HealthOffer:
    """Write down what became of the offer of a consultation. The same form sent again keeps one.

    Raises NotPermitted, NotFound, NotNow (closed), NotValid (the code names the field).
    """
    policy.check_hand_over(by)
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        if case.state != "open":
            raise NotNow(
                _("This file is closed. Offer care all the same, and open it again to write it down."), code="closed"
            )
        if said not in rules.SAID:
            raise NotValid(_("Say what became of the offer. “Not now” is an answer."), code="said")
        rows = HealthOffer.objects.filter(case=case)
        done = rows.filter(instance_id=instance_id).first()
        if done is not None:
            return done
        if rows.count() >= MOST:
            raise NotNow(_("This was asked here as often as can be kept."), code="full")
        row = HealthOffer.objects.create(
            case=case,
            instance_id=instance_id,
            number=rows.count() + 1,
            at=clock.now(),
            said=said,
            desk_id=by.desk_id,
            role=role_of(by),
        )
        quiet.stirred(case.pk)
        u.log("health_offer.said", object_type="case", object_id=case.pk, subjects=[case.person_id])
        u.tell("health_offer.said", case=str(case.pk))
        return row
