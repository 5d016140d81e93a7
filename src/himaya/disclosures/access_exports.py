"""The only ways to hold an export: its words, itself for a change, and the records that it holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from himaya.cases import policy as cases
from himaya.cases.exposing import harmless_in, marks_of
from himaya.cases.given import IN_ORDER
from himaya.cases.models import Case, Submission
from himaya.cases.queries_consents import agreed_for_export
from himaya.disclosures import policy_exports as policy
from himaya.disclosures import rules_exports as rules
from himaya.disclosures.models import DataExport, ExportedCase
from himaya.exchange import standard
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.legal import rules_firewall as firewall
from himaya.persons.models import Person

SEALED = ("reason", "who")
OBJECT = "data_export"


@contextmanager
def open_export(actor: Actor, export_id: UUID) -> Iterator[DataExport]:
    """Open the words of an export, no record of anybody; one audit event per block. Raises NotFound."""
    row = DataExport.objects.select_related("desk", "receiver").filter(policy.visible_exports(actor), pk=export_id)
    found = row.first()
    if found is None:
        raise NotFound
    with Access(actor, found.purpose, action="export.read", about=(OBJECT, found.pk)) as access:
        access.open(found)
        yield found


def export_of(actor: Actor, export_id: UUID) -> DataExport:
    """An export that the actor may know, closed. Raises NotFound."""
    rows = DataExport.objects.defer(*SEALED).select_related("receiver").filter(policy.visible_exports(actor))
    found = rows.filter(pk=export_id).first()
    if found is None:
        raise NotFound
    return found


def lock_export(actor: Actor, export_id: UUID) -> DataExport:
    """Hold an export for a change, inside a unit; the system any. Raises NotFound."""
    rows = DataExport.objects.select_for_update(of=("self",)).defer(*SEALED).select_related("receiver")
    if actor.kind != "system":
        rows = rows.filter(policy.visible_exports(actor))
    found = rows.filter(pk=export_id).first()
    if found is None:
        raise NotFound
    return found


def cases_in(actor: Actor, export: DataExport) -> dict[UUID, Case]:
    """The cases of an export that still may leave, by id: held by the actor's desk, an agreement in force."""
    named = ExportedCase.objects.filter(export=export).values("case_id")
    held = list(Case.objects.filter(cases.held_cases(actor), pk__in=named))
    may = agreeing(export.basis, export.receiver_id, export.parts, held)
    return {one.pk: one for one in held if one.pk in may}


def persons_now(actor: Actor, export: DataExport) -> int:
    """How many people would be in the file if it were made at this moment."""
    return len({one.person_id for one in cases_in(actor, export).values()})


def hold_cases(actor: Actor, export: DataExport) -> None:
    """Hold the cases of an export, inside a unit, until it is counted: a withdrawal comes before or after."""
    named = ExportedCase.objects.filter(export=export).values("case_id")
    rows = Case.objects.filter(cases.held_cases(actor), pk__in=named).order_by("pk")
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def agreeing(basis: str, receiver_id: str | None, parts: list[str], held: list[Case]) -> frozenset[UUID]:
    """Of these cases, those that may leave: where the export rests on agreement, those whose person agrees today."""
    ids, classes = [one.pk for one in held], rules.classes_of(parts, standard.classes())
    agreed = agreed_for_export(ids, receiver_id, classes) if receiver_id and basis == rules.AGREED else frozenset()
    return frozenset(pk for pk in ids if rules.leaves(basis, agreed=pk in agreed))


@dataclass(frozen=True)
class Row:
    """One person's record, as the receiver gets it."""

    case_id: UUID
    cells: tuple[str, ...]


@contextmanager
def open_rows(actor: Actor, export: DataExport) -> Iterator[list[Row]]:
    """Open the records of an export, only the parts that were approved, in the order that marks it.

    One audit event names every person, and each is charged to the actor's budget, before the first letter; also where
    nothing sealed was asked for. Raises BudgetSpent, ProofNeeded.
    """
    held = cases_in(actor, export)
    people = {one.pk: one for one in Person.objects.filter(pk__in={case.person_id for case in held.values()})}
    sheets = _sheets(held) if _answers(export.parts) else []
    in_order = rules.in_order(export.salt, held)
    with Access(actor, export.purpose, action="export.made", about=(OBJECT, export.pk)) as access:
        access.open(*people.values(), *sheets)
        if rules.is_standard(export.parts):
            fields = [rules.heading(part) for part in export.parts]
            rows = standard.rows_under(access, held, people, fields, agreed=export.basis == rules.AGREED)
            yield [Row(pk, (export.reference, *rows[pk])) for pk in in_order]
            return
        said = _said(sheets)
        yield [
            Row(pk, (export.reference, *_cells(export.parts, held[pk], people[held[pk].person_id], said.get(pk, {}))))
            for pk in in_order
        ]


def _answers(parts: list[str]) -> bool:
    return any(part.startswith(rules.ANSWER) for part in parts)


def _sheets(held: dict[UUID, Case]) -> list[Submission]:
    return list(Submission.objects.filter(case__in=held).select_related("version").order_by("case_id", *IN_ORDER))


def _said(sheets: list[Submission]) -> dict[UUID, dict[str, str]]:
    """What each case's sheets say, the latest word on each question; never an answer that could expose anybody."""
    marks = {row.version_id: marks_of(row.version) for row in sheets}
    offered = harmless_in(row.version.name for row in sheets)
    found: dict[UUID, dict[str, str]] = {}
    for row in sheets:
        through = firewall.letting_through(row.answers or {}, marks[row.version_id])
        found.setdefault(row.case_id, {}).update({name: said for name, said in through.items() if name in offered})
    return found


def _cells(parts: list[str], case: Case, person: Person, said: dict[str, str]) -> Iterator[str]:
    for part in parts:
        if part in rules.IDENTITY:
            yield str(getattr(person, part) or "")
        elif part in rules.CLEAR:
            yield str(getattr(case, part) or "")
        else:
            yield str(said.get(part.removeprefix(rules.ANSWER), "") or "")
