"""Making a file a decoy: invented, entered at a desk like any other, and nobody has a reason to open it."""

from django.utils.translation import gettext_lazy as _

from himaya.cases import queries_readings
from himaya.cases.models import Case
from himaya.kernel import decoys
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import unit


def mark(*, reference: str, by: Actor) -> None:
    """Make the person of a file a decoy: from now on any reading of it is an alarm.

    The audit says that it was done, not for which file: whoever may read the audit must not learn which are decoys.
    Raises NotPermitted, NotFound, and NotNow when it is one already.
    """
    with unit(by=by) as u:
        case = Case.objects.get(pk=queries_readings.file_of(by, reference))
        if not decoys.keep(case.person_id):
            raise NotNow(_("This file is a decoy already."), code="decoy_already")
        u.log("decoy.marked", object_type="decoy", object_id="")


def unmark(*, reference: str, by: Actor) -> None:
    """Make a file no decoy, as where a wrong reference was written: readings of it are alarms no more.

    Done alike for a file that was none: the answer is no way to look decoys up. Raises NotPermitted, NotFound.
    """
    with unit(by=by) as u:
        decoys.let_go(Case.objects.get(pk=queries_readings.file_of(by, reference)).person_id)
        u.log("decoy.unmarked", object_type="decoy", object_id="")
