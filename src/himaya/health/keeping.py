"""How something is kept in a compartment, by every verb of this room: the moment is checked, then a line is added."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases import policy_compartments
from himaya.cases.models import Compartment
from himaya.health.models import CareStep, ClinicianLetter, Entry
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.sealed import seal, sealed_fields
from himaya.kernel.unit import Unit
from himaya.kernel.untold import NotNow


def check_open(compartment: Compartment) -> None:
    """Raises NotNow: nothing is written in a closed file, nor once the desk no longer works with it."""
    if compartment.case.state != "open":
        raise NotNow(_("This file is closed. What is kept can still be read; nothing is added."), code="closed")
    if not policy_compartments.stands(compartment):
        raise NotNow(
            _("The referral to the desk that keeps this has ended. It can still be read; nothing is added."),
            code="closed",
        )


def sent_before[R: (Entry, CareStep, ClinicianLetter)](
    compartment: Compartment, instance_id: UUID, kind: type[R]
) -> R | None:
    """What the same form made before, still closed. Raises NotFound where it was another compartment's."""
    closed = [field.name for field in sealed_fields(kind)]
    found = kind.objects.filter(instance_id=instance_id).defer(*closed).first()
    if found is not None and found.compartment_id != compartment.pk:
        raise NotFound
    return found


def add(u: Unit, compartment: Compartment, content: Mapping[str, object], *, instance_id: UUID, by: Actor) -> Entry:
    """Keep one entry. The caller holds the compartment and has judged."""
    row = Entry(
        compartment=compartment,
        subject_id=compartment.subject_id,
        instance_id=instance_id,
        number=Entry.objects.filter(compartment=compartment).count() + 1,
        desk_id=by.desk_id,
        written_by=cases.account_of(by),
        written_on=clock.today(),
    )
    seal(row, content=dict(content))
    row.save(force_insert=True)
    log_added(u, compartment)
    return row


def log_added(u: Unit, compartment: Compartment) -> None:
    """Write the one audit row of whatever is kept apart: it tells nothing of what that was."""
    u.log(
        "health_entry.added",
        object_type="compartment",
        object_id=compartment.pk,
        subjects=[compartment.case.person_id],
    )
