"""Lists of exports, and what an export may hold, already narrowed to the actor. Nothing sealed is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases import policy as cases
from himaya.cases.exposing import harmless_in, marks_of
from himaya.cases.models import Case, Consent, Submission
from himaya.disclosures import policy_exports as policy
from himaya.disclosures.access_exports import SEALED
from himaya.disclosures.models import DataExport, ExportedCase
from himaya.disclosures.rules_exports import ANSWER
from himaya.institutions import budgets
from himaya.institutions.models import Account
from himaya.instruments.models import Version
from himaya.instruments.source import from_document
from himaya.kernel.actor import Actor


def exports(actor: Actor) -> QuerySet[DataExport]:
    """The exports that the actor may know, the newest first."""
    rows = DataExport.objects.defer(*SEALED).select_related("desk", "receiver")
    return rows.filter(policy.visible_exports(actor)).order_by("-asked_at", "reference")


def names_of(rows: list[DataExport]) -> dict[UUID, str]:
    """The names under which those who asked and decided sign in: inside their institution, where they are known."""
    ids = {one for row in rows for one in (row.asked_by, row.decided_by) if one is not None}
    return dict(Account.objects.filter(pk__in=ids).values_list("pk", "username"))


def most_persons(actor: Actor) -> int:
    """How many people one export may hold: no more than the actor may open within an hour."""
    return budgets.of_roles(actor.roles).stop_at


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answers may leave, as the latest version of its form asks it."""

    name: str
    label: Mapping[str, str]


def _versions(actor: Actor) -> list[Version]:
    """The versions with which the files of the actor's desk were filled, the oldest first."""
    held = Case.objects.filter(cases.held_cases(actor)).values("pk")
    used = Submission.objects.filter(case__in=held).values("version_id")
    return list(Version.objects.filter(pk__in=used).order_by("pk"))


def questions(actor: Actor) -> dict[str, Question]:
    """The questions that an export of the actor's desk may offer: in no version could an answer expose anybody."""
    versions = _versions(actor)
    offered = harmless_in(one.name for one in versions)
    rows = [row for one in versions for row in from_document(one.source).survey if row.asks]
    return {row.name: Question(row.name, row.label) for row in rows if row.name in offered}


def labels_of(export: DataExport) -> list[Question]:
    """The questions of an export as they are worded, from every version of a form: whoever decides reads them."""
    wanted = set(export.parts)
    if not any(one.startswith(ANSWER) for one in wanted):
        return []
    rows = [row for one in Version.objects.order_by("pk") for row in from_document(one.source).survey if row.asks]
    return [Question(row.name, row.label) for row in rows if f"{ANSWER}{row.name}" in wanted]


def held_back(actor: Actor) -> int:
    """How many questions no export offers, because an answer could expose the person."""
    every = {name for one in _versions(actor) for name in marks_of(one)}
    return len(every) - len(questions(actor))


def had_left(consent_id: UUID) -> bool:
    """True when a file of records with the person of this line was fetched for its receiver. For the worker."""
    line = Consent.objects.filter(pk=consent_id, receiver__isnull=False).first()
    if line is None:
        return False
    of_case = ExportedCase.objects.filter(case_id=line.case_id)
    return of_case.filter(export__receiver_id=line.receiver_id, export__fetched__gt=0).exists()
