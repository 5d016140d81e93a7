"""The verb of the observation sheet: what a clinician sees and hears of daily life, in functional words, unscored."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.health import access, keeping, moment, rules_offer, sheet
from himaya.health.answers import verified
from himaya.health.models import Entry
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.kernel.untold import NotValid


def note(
    *, case_id: UUID, way: str, interpreter: str, answers: Mapping[str, str], instance_id: UUID, by: Actor
) -> UUID:
    """Keep one sheet. Any question may stay without an answer. The same form sent again keeps one.

    Raises NotFound, NotNow (closed; accepted: no yes stands), NotValid (way, interpreter, answers).
    """
    with unit(by=by) as u:
        compartment = access.lock_health(by, case_id)
        done = keeping.sent_before(compartment, instance_id, Entry)
        if done is not None:
            return done.pk
        keeping.check_open(compartment)
        moment.check_moment(compartment.case, way=way, interpreter=interpreter, by=by)
        form = sheet.compiled()
        said = verified(form, answers)
        if not said:
            raise NotValid(_("Nothing is written on the sheet yet."), code="answers")
        # Opened last: what is refused for its own sake opens nothing.
        with access.reading(by, compartment) as opened:
            moment.check_accepted(opened)
        kept = {
            "kind": rules_offer.OBSERVED,
            "sheet": f"{form.instrument.name} {form.instrument.version}",
            "way": way,
            "interpreter": interpreter,
            "answers": said,
        }
        return keeping.add(u, compartment, kept, instance_id=instance_id, by=by).pk
