"""The gate before real identities: controllers, legal basis, authorisation, recipients' regimes (do-no-harm 20)."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import LegalSetup
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit

FIELDS = ("controllers", "legal_basis", "authorisation_number", "recipients_regimes")


def missing() -> list[str]:
    """The fields still empty; empty list when all is entered or an override stands."""
    row = LegalSetup.objects.filter(pk=1).first()
    if row is not None and row.override_by:
        return []
    return [name for name in FIELDS if row is None or not getattr(row, name).strip()]


def check_real_identities() -> None:
    """Raises NotNow when this is a real nation whose legal set-up is not complete."""
    if not settings.DEMO and missing():
        raise NotNow(
            _(
                "No real name can be stored yet: the legal set-up of this nation is not complete. "
                "Use the paper card and ask the data protection officer."
            ),
            code="legal_setup_missing",
        )


def enter(*, values: dict[str, str], by: Actor) -> None:
    """Enter some or all of the fields."""
    with unit(by=by) as u:
        row, _made = LegalSetup.objects.get_or_create(pk=1)
        for name in FIELDS:
            if name in values:
                setattr(row, name, values[name].strip())
        row.save()
        u.log("legal_setup.entered", object_type="legal_setup", object_id=1)


def override(*, signed_by: str, reason: str, by: Actor) -> None:
    """A named person takes it on themselves, with a reason and a date. Raises NotValid when one is empty."""
    if not signed_by.strip() or not reason.strip():
        raise NotValid(_("An override needs a name and a reason."), code="override_empty")
    with unit(by=by) as u:
        row, _made = LegalSetup.objects.get_or_create(pk=1)
        row.override_by, row.override_reason, row.override_on = signed_by.strip(), reason.strip(), clock.today()
        row.save()
        u.log("legal_setup.overridden", object_type="legal_setup", object_id=1)
