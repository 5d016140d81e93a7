"""The verbs of a published scale: loaded as its authors wrote it, confirmed by a second clinician, withdrawn."""

from datetime import date
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.health import policy, reading
from himaya.health.models import ScaleLoad
from himaya.institutions.models import Institution
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.unit import unit
from himaya.kernel.untold import NotNow, NotValid

OBJECT = "scale_load"
MOST_BYTES = 1024 * 1024
LONGEST = 200


def load(*, content: bytes, allowed_by: str, reference: str, allowed_on: date | None, by: Actor) -> UUID:
    """Keep the file as it is, with what is read in it. A second clinician of the institution confirms it.

    Raises NotFound (not entitled), NotValid (file, allowed_by, reference, allowed_on: the code names the field),
    NotNow (file: this very file stands already).
    """
    policy.check_loads(by)
    said = _statement(allowed_by, reference, allowed_on)
    if not 0 < len(content) <= MOST_BYTES:
        raise NotValid(_("Choose the workbook of the scale, 1 MB at most."), code="file")
    found = reading.read(content)
    digest = sha256(content).hexdigest()
    with unit(by=by) as u:
        # Two who load the same file at once: one of them waits here, and then finds it.
        Institution.objects.select_for_update().get(pk=by.institution_id)
        policy.check_loads(by)
        standing = ScaleLoad.objects.filter(institution_id=by.institution_id, withdrawn_on__isnull=True)
        if standing.filter(sha256=digest).exists():
            raise NotNow(_("This very file is loaded already. Nothing was changed."), code="file")
        row = ScaleLoad.objects.create(
            institution_id=by.institution_id,
            file=content,
            sha256=digest,
            document=found.document,
            scoring=found.scoring,
            evidence=found.evidence,
            loaded_by=cases.account_of(by),
            loaded_on=clock.today(),
            **said,
        )
        u.log("scale.loaded", object_type=OBJECT, object_id=row.pk)
        two_people.begun(u, "scale", row.pk)
        return row.pk


def confirm(*, load_id: UUID, by: Actor) -> None:
    """Confirm the permission: from now it may be offered. Raises NotFound, NotPermitted (same_person), NotNow."""
    policy.check_loads(by)
    with unit(by=by) as u:
        row = _lock(load_id, by)
        policy.check_confirms(by, row)
        if row.confirmed_on is not None or row.withdrawn_on is not None:
            raise NotNow(_("This was confirmed or withdrawn already. Nothing was changed."), code="state")
        row.confirmed_by, row.confirmed_on = cases.account_of(by), clock.today()
        row.save(update_fields=["confirmed_by", "confirmed_on"])
        u.log("scale.confirmed", object_type=OBJECT, object_id=row.pk)


def withdraw(*, load_id: UUID, by: Actor) -> None:
    """Offer it no more: one clinician is enough. What was kept with it stays readable. Raises NotFound, NotNow."""
    policy.check_loads(by)
    with unit(by=by) as u:
        row = _lock(load_id, by)
        if row.withdrawn_on is not None:
            raise NotNow(_("It was withdrawn already. Nothing was changed."), code="state")
        row.withdrawn_by, row.withdrawn_on = cases.account_of(by), clock.today()
        row.save(update_fields=["withdrawn_by", "withdrawn_on"])
        u.log("scale.withdrawn", object_type=OBJECT, object_id=row.pk)


def _lock(load_id: UUID, by: Actor) -> ScaleLoad:
    rows = ScaleLoad.objects.select_for_update(of=("self",)).defer("file")
    found = rows.filter(institution_id=by.institution_id, pk=load_id).first()
    if found is None:
        raise NotFound
    return found


def _statement(allowed_by: str, reference: str, allowed_on: date | None) -> dict[str, object]:
    said = {"allowed_by": " ".join(allowed_by.split()), "reference": " ".join(reference.split())}
    for name, text in said.items():
        if not 0 < len(text) <= LONGEST:
            raise NotValid(_("Say who allows the use of this scale, and under which reference."), code=name)
    if allowed_on is None or allowed_on > clock.today():
        raise NotValid(_("Choose the day of the permission, today or before."), code="allowed_on")
    return {**said, "allowed_on": allowed_on}
