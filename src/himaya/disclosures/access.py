"""The only ways to hold one demand: `open_demand` logs the reading, `lock_demand` holds it for a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from himaya.cases.access import OpenedCase, open_case
from himaya.cases.exposing import harmless_in, marks_of
from himaya.cases.rules_grants import IDENTITY, STORY
from himaya.disclosures import policy, rules
from himaya.disclosures.models import LegalDemand
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.legal import rules_firewall as firewall

PURPOSE = "legal_demand"
_SECTIONS = {rules.IDENTITY: IDENTITY, rules.ANSWERS: STORY}


@contextmanager
def open_demand(actor: Actor, demand_id: UUID) -> Iterator[LegalDemand]:
    """Open a demand of the actor's institution; one audit event per block. Raises NotFound."""
    row = LegalDemand.objects.select_related("case").filter(policy.visible_demands(actor), pk=demand_id).first()
    if row is None:
        raise NotFound
    with Access(actor, PURPOSE, action="demand.read", about=("legal_demand", row.pk)) as access:
        access.open(row)
        yield row


def lock_demand(actor: Actor, demand_id: UUID) -> LegalDemand:
    """Hold a demand of the actor's institution for a change, inside a unit. Raises NotFound."""
    rows = LegalDemand.objects.select_for_update(of=("self",)).filter(policy.visible_demands(actor))
    found = rows.filter(pk=demand_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Narrow:
    """What the holding desk may take from a file for one demand: the decided parts and nothing else."""

    demand: LegalDemand
    opened: OpenedCase
    parts: tuple[str, ...]
    answers: tuple[tuple[int, dict[str, str]], ...]
    held_back: int


@contextmanager
def open_narrow(actor: Actor, demand_id: UUID) -> Iterator[Narrow]:
    """Open what was decided, at the desk that holds the file; the reading stands under the purpose of a demand.

    Answers that could expose the person are left out, whoever asks and for whatever aim; `held_back` counts them.
    Raises NotFound.
    """
    rows = LegalDemand.objects.defer("who", "asked", "counsel", "answer", "given")
    demand = rows.filter(policy.to_prepare(actor), pk=demand_id).first()
    if demand is None or demand.case_id is None:
        raise NotFound
    parts = tuple(part for part in rules.PARTS if part in demand.parts)
    wanted = [section for part, section in _SECTIONS.items() if part in parts]
    with open_case(actor, demand.case_id, purpose=PURPOSE, wanted=wanted) as opened:
        sheets, held_back = _through(opened) if rules.ANSWERS in parts else ((), 0)
        yield Narrow(demand=demand, opened=opened, parts=parts, answers=sheets, held_back=held_back)


def _through(opened: OpenedCase) -> tuple[tuple[tuple[int, dict[str, str]], ...], int]:
    sheets, held_back = [], 0
    harmless = harmless_in(row.version.name for row in opened.submissions)
    for place, row in enumerate(opened.submissions):
        given = row.answers or {}
        through = firewall.letting_through(given, marks_of(row.version))
        through = {name: said for name, said in through.items() if name in harmless}
        held_back += len(given) - len(through)
        sheets.append((place, through))
    return tuple(sheets), held_back
