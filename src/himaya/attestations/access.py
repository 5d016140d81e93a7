"""The only way to hold the letters of one case: for the desk that holds it, with the reading in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.attestations.models import Attestation
from himaya.cases import access as cases
from himaya.cases.models import Case
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow

PURPOSE = "give_service"


@dataclass(frozen=True)
class InWords:
    """One letter with its number, inside its block."""

    row: Attestation
    number: str


@dataclass(frozen=True)
class Opened:
    """The letters of a case inside their block, the newest first."""

    case: Case
    letters: tuple[InWords, ...]
    access: Access = field(repr=False)


@contextmanager
def open_letters(actor: Actor, case_id: UUID) -> Iterator[Opened]:
    """Open the letters of a case of the actor's desk; one audit event per block. Raises NotFound."""
    case = cases.held_case(actor, case_id)
    rows = list(Attestation.objects.filter(case=case).select_related("kept_at__institution", "desk").order_by("-place"))
    with Access(actor, PURPOSE, action="attestations.read", about=("case", case.pk)) as reader:
        reader.open(*rows)
        yield Opened(case, tuple(InWords(row, str(row.number)) for row in rows), reader)


def lock(actor: Actor, case_id: UUID, letter_id: UUID) -> Attestation:
    """Hold one letter of a case for a change, its case first, inside a unit. Raises NotFound, NotNow (taken back)."""
    cases.lock_case(actor, case_id)
    found = Attestation.objects.select_for_update(of=("self",)).filter(case_id=case_id, pk=letter_id).first()
    if found is None:
        raise NotFound
    if found.taken_back_on is not None:
        raise NotNow(_("This letter was taken back already. Nothing else was changed."), code="letter_gone")
    return found
