"""The verb of a desk's supervision: its next day, set by the lead. Who came is written nowhere."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit
from himaya.staff_care import policy, rules
from himaya.staff_care.actions import caseload_caps


def set_day(*, day: date | None, by: Actor) -> None:
    """The day on which the desk next meets for supervision; None takes it off. Raises NotPermitted, NotValid."""
    policy.check_leads(by)
    today = clock.today()
    if day is not None and not today <= day <= today + rules.AHEAD:
        raise NotValid(_("Choose a day from today on, within a year, or leave it empty."), code="desk_day")
    with unit(by=by) as u:
        row = caseload_caps.held(by.desk_id)
        if row.next_supervision_on == day:
            return
        row.next_supervision_on = day
        row.save(update_fields=["next_supervision_on"])
        u.log("desk_supervision.set", object_type="desk", object_id=row.pk)
