"""What the register of one institution says, and who works with people without one."""

from dataclasses import dataclass

from django.db.models import Q

from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.legal import policy, states
from himaya.legal.models import LegalOverride, RegisterEntry

SHOWN = (states.PROPOSED, states.IN_FORCE)


@dataclass(frozen=True)
class Register:
    """The entries of one institution that count or wait, by part, and its overrides of any time."""

    entries: dict[str, list[RegisterEntry]]
    overrides: list[LegalOverride]


def register_of(actor: Actor) -> Register:
    """The register of the actor's institution. Raises NotPermitted."""
    policy.check_reads(actor)
    rows = RegisterEntry.objects.filter(institution_id=actor.institution_id, state__in=SHOWN)
    found: dict[str, list[RegisterEntry]] = {part: [] for part in states.PARTS}
    for row in rows.order_by("about", "state", "pk"):
        found[row.part].append(row)
    overrides = LegalOverride.objects.filter(Q(institution_id=actor.institution_id) | Q(institution=None))
    return Register(found, list(overrides.order_by("-signed_on", "pk")[:20]))


def receivers(actor: Actor) -> list[Institution]:
    """The institutions that could receive something, by name."""
    others = Institution.objects.exclude(pk=actor.institution_id).filter(valid_to__isnull=True)
    return sorted(others, key=lambda one: one.name)
