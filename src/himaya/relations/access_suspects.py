"""The only ways to hold a register of suspects: opened with the reading in the audit, or held for a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Institution
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.relations import policy_suspects
from himaya.relations.models import Suspect, SuspectRegister

# The purpose of a body that works under a law of its own; it opens no record of a protected person.
PURPOSE = "keep_suspects"


@dataclass(frozen=True)
class Line:
    """One line of the register with what it says, inside its block."""

    row: Suspect
    content: dict[str, Any]


@dataclass(frozen=True)
class OpenedRegister:
    """A register inside its block, the newest line first."""

    register: SuspectRegister
    lines: tuple[Line, ...]
    access: Access = field(repr=False)


@contextmanager
def open_register(actor: Actor) -> Iterator[OpenedRegister]:
    """Open the register to whoever was let in; one audit event per block. Raises NotFound."""
    register = policy_suspects.opened_to(actor)
    if register is None:
        raise NotFound
    rows = list(Suspect.objects.filter(register=register).select_related("desk").order_by("-number"))
    with Access(actor, PURPOSE, action="suspects.read", about=("suspect_register", register.pk)) as reader:
        reader.open(*rows)
        yield OpenedRegister(register, tuple(Line(row, dict(row.content or {})) for row in rows), reader)


def hold_house(actor: Actor) -> None:
    """Those who switch a register of one body come one after the other, inside a unit."""
    list(Institution.objects.select_for_update().filter(pk=actor.institution_id).values_list("pk"))


def lock_register(actor: Actor) -> SuspectRegister:
    """The register of the lead's body that is not off, held for a change, inside a unit. Raises NotFound, NotNow (off).

    That it is off is no secret to a lead of the body.
    """
    policy_suspects.must_lead(actor)
    hold_house(actor)
    rows = SuspectRegister.objects.select_for_update(of=("self",))
    found = rows.filter(institution_id=actor.institution_id, ended_on__isnull=True).first()
    if found is None:
        raise NotNow(_("The register is off. Nothing was changed."), code="register_off")
    return found


def lock_opened(actor: Actor) -> SuspectRegister:
    """The register that the actor opens, held for a line, inside a unit. Raises NotFound."""
    hold_house(actor)
    found = policy_suspects.opened_to(actor)
    if found is None:
        raise NotFound
    return found


def lock_line(actor: Actor, line_id: UUID) -> Suspect:
    """One line of the register that the actor opens, held for a change, inside a unit. Raises NotFound."""
    register = lock_opened(actor)
    rows = Suspect.objects.select_for_update(of=("self",)).defer("content")
    found = rows.filter(register=register, pk=line_id).first()
    if found is None:
        raise NotFound
    return found
