"""The verbs of a holding desk: it gets in touch after the person's yes, or closes what it was told."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.enquiries import access, queries, states
from himaya.enquiries.actions.enquiries import NOT_YET, check_yes
from himaya.enquiries.models import Answer, Told
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted
from himaya.kernel.unit import unit
from himaya.legal import gate

SAID = _("Your desk got in touch already. Call the other desk, and give the reference.")

# What is missing of a yes here, by the field: the way out is to close it.
NOT_YET_HERE = {
    **NOT_YET,
    "agrees": _("Ask the person first, alone. Tick it when they agree; if they do not, close it: nobody is told."),
    "best": _("Say that it serves what is best for the child. If you doubt it, close it: nobody is told."),
}


def get_in_touch(*, told_id: UUID, agrees: bool, heard: bool = False, best: bool = False, by: Actor) -> Told:
    """Let the desk that asked know that this desk knows the person, who agreed to that here.

    Raises NotPermitted (also for whoever asked), NotFound, NotNow (taken back, over, said, the gate), NotValid.
    """
    with unit(by=by) as u:
        row, enquiry = access.lock_told(by, told_id)
        if row.state == states.IN_TOUCH:
            raise NotNow(SAID, code="already_in_touch")
        today = access.parties_held()
        if row.institution_id not in today or enquiry is None or enquiry.pk not in queries.running_among([enquiry.pk]):
            raise NotNow(access.GONE, code="over")
        if enquiry.asked_by == by.account_id:
            raise NotPermitted(
                _("You asked this yourself, at another desk. A colleague speaks with the person here and decides."),
                code="same_person",
            )
        check_yes(row.case, agrees=agrees, heard=heard, best=best, not_yet=NOT_YET_HERE)
        gate.check_recipient(sender_id=row.institution_id, receiver=queries.institution(row.from_desk.institution_id))
        now = clock.now()
        row.state, row.agreed, row.decided_by, row.decided_at = states.IN_TOUCH, True, cases.account_of(by), now
        row.save(update_fields=["state", "agreed", "decided_by", "decided_at"])
        Answer(enquiry_id=row.enquiry_id, desk_id=by.desk_id, agreed=True, at=now).save(force_insert=True)
        u.log("enquiry.in_touch", object_type="enquiry_told", object_id=row.pk, subjects=[row.person_id])
        u.tell("enquiry.in_touch", told=str(row.pk), case=str(row.case_id), enquiry=str(row.enquiry_id))
    return row


def close(*, told_id: UUID, by: Actor) -> None:
    """Delete what this desk was told: the person does not wish it, is another one, or cannot be asked safely.

    Why is kept nowhere. Raises NotPermitted, NotFound, NotNow (the desk got in touch already).
    """
    with unit(by=by) as u:
        row, _enquiry = access.lock_told(by, told_id)
        if row.state != states.WAITS:
            raise NotNow(SAID, code="already_in_touch")
        u.log("enquiry.closed", object_type="enquiry_told", object_id=row.pk, subjects=[row.person_id])
        u.tell("enquiry.closed", told=str(row.pk), case=str(row.case_id))
        with wall.beyond(wall.EVERYTHING):
            Told.objects.filter(pk=row.pk).delete()
