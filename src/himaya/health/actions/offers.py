"""The verbs of the offer: made by a clinician when the moment is right; a no is one tap, and is counted nowhere."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.health import access, keeping, moment, rules_offer
from himaya.health.models import Entry
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.kernel.untold import NotNow


def make(*, case_id: UUID, needs_seen_to: bool, way: str, interpreter: str, instance_id: UUID, by: Actor) -> None:
    """Offer care for the mind. The same form sent again keeps one.

    To a child too, and from the first day on: only published scales wait. Raises NotFound, NotNow (closed; offered: it
    waits, stands, or was just declined), NotValid (needs, way, interpreter: the code names the field).
    """
    with unit(by=by) as u:
        compartment = access.lock_health(by, case_id)
        if keeping.sent_before(compartment, instance_id, Entry) is not None:
            return
        keeping.check_open(compartment)
        with access.reading(by, compartment) as opened:
            needs_met = needs_seen_to or opened.first_days == access.MET
            moment.check_moment(compartment.case, needs_met=needs_met, way=way, interpreter=interpreter, by=by)
            if not opened.offer.may_offer(clock.today()):
                raise NotNow(
                    _("It was offered already. After a no, wait a week at least: offer again without pressure."),
                    code="offered",
                )
        said = {"kind": rules_offer.OFFERED, "way": way, "interpreter": interpreter, "needs_seen_to": needs_seen_to}
        keeping.add(u, compartment, said, instance_id=instance_id, by=by)


def accept(*, case_id: UUID, instance_id: UUID, by: Actor) -> None:
    """The person says yes to what was offered. Raises NotFound, NotNow (closed; answered: nothing waits)."""
    _answer(case_id, rules_offer.ACCEPTED, (rules_offer.OFFERED,), instance_id, by)


def decline(*, case_id: UUID, instance_id: UUID, by: Actor) -> None:
    """The person says no, or stops after a yes. No reason is asked. Raises NotFound, NotNow (closed; answered)."""
    _answer(case_id, rules_offer.DECLINED, (rules_offer.OFFERED, rules_offer.ACCEPTED), instance_id, by)


def _answer(case_id: UUID, word: str, after: tuple[str, ...], instance_id: UUID, by: Actor) -> None:
    with unit(by=by) as u:
        compartment = access.lock_health(by, case_id)
        if keeping.sent_before(compartment, instance_id, Entry) is not None:
            return
        keeping.check_open(compartment)
        with access.reading(by, compartment) as opened:
            if opened.offer.word not in after:
                raise NotNow(_("No offer waits for an answer. Nothing was changed."), code="answered")
        keeping.add(u, compartment, {"kind": word}, instance_id=instance_id, by=by)
