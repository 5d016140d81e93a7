"""Writing down that a seizure was rehearsed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.disclosures import policy, words
from himaya.disclosures.models import SeizureDrill
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit


def record(*, held_on: date, minutes: int, steps: Sequence[str], by: Actor) -> UUID:
    """Write a rehearsal down: its day, how long it took, and which steps were really done.

    Raises NotPermitted, NotValid, and NotNow when that day's rehearsal stands already.
    """
    policy.check_keeps(by)
    if not set(steps) <= set(words.DRILL) or not steps:
        raise NotValid(_("Tick the steps that were really done."), code="steps_missing")
    if held_on > clock.today():
        raise NotValid(_("This day is still to come."), code="day_to_come")
    if not 0 < minutes <= 24 * 60:
        raise NotValid(_("Say how many minutes it took."), code="minutes_wrong")
    if by.account_id is None:
        raise NotPermitted(code="no_account")
    with unit(by=by) as u:
        Institution.objects.select_for_update().get(pk=by.institution_id)
        if SeizureDrill.objects.filter(institution_id=by.institution_id, held_on=held_on).exists():
            raise NotNow(_("The rehearsal of this day is written down already."), code="drill_there")
        row = SeizureDrill.objects.create(
            institution_id=by.institution_id,
            held_on=held_on,
            minutes=minutes,
            steps=[step for step in words.DRILL if step in steps],
            recorded_by=by.account_id,
        )
        u.log("seizure_drill.recorded", object_type="seizure_drill", object_id=row.pk, code=str(len(row.steps)))
    return row.pk
