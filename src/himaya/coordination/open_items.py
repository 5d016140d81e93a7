"""What is open in a delegate's name, and passes to another when the mandate does. What is done stays where it is."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.models import (
    AgendaItem,
    Invitation,
    PracticeStatement,
    ProgressReport,
    Question,
    RoundTable,
)
from himaya.institutions.models import Mandate
from himaya.kernel import clock


@dataclass(frozen=True, slots=True)
class OpenItems:
    """Open items by kind: invitations without an answer, drafts, questions owed, progress reports that were not handed
    in, agenda items, tables to chair.
    """

    invitations: list[Invitation]
    statements: list[PracticeStatement]
    questions: list[Question]
    reports: list[ProgressReport]
    agenda: list[AgendaItem]
    chairs: list[RoundTable]

    def counts(self) -> dict[str, int]:
        """How many of each kind, without those of which there are none."""
        found = {one.name: len(getattr(self, one.name)) for one in fields(self)}
        return {kind: count for kind, count in found.items() if count}


def of(mandate: Mandate, on: date, *, hold: bool = False) -> OpenItems:
    """What passes with a speaking mandate on a day: tables from that day on, and what is still due then.

    The titular also answers for what was asked of the institution and nobody took up. A validating authority has
    nothing open in its own name. `hold`, inside a unit: what is stated or answered at this moment is waited for, and
    stays with whoever did it.
    """
    if mandate.role not in states.SPEAKING:
        return OpenItems([], [], [], [], [], [])
    tables = tables_from(on)
    mine = Q(delegate_id=mandate.delegate_id)
    ours = mine | Q(delegate__isnull=True) if mandate.role == states.TITULAR else mine
    invitations = Invitation.objects.filter(
        ours, institution_id=mandate.institution_id, answer=states.NO_ANSWER, table__in=tables
    )
    statements = PracticeStatement.objects.filter(
        mine, institution_id=mandate.institution_id, state=states.DRAFT, step__practice_map__state=states.MAP_OPEN
    )
    questions = Question.objects.filter(ours, owed_by_id=mandate.institution_id, state=states.QUESTION_OPEN)
    reports = ProgressReport.objects.filter(
        mine, institution_id=mandate.institution_id, state__in=(following.REPORT_DRAFT, following.RETURNED)
    )
    agenda = AgendaItem.objects.filter(mine, state=states.ITEM_WAITING, table__in=tables)
    if on > clock.today():
        # Until the day comes the old delegate still answers for what is due before it.
        statements = statements.filter(step__practice_map__due_on__gte=on)
        questions = questions.filter(due_on__gte=on)
    if hold:
        statements = statements.select_for_update(of=("self",))
        questions = questions.select_for_update(of=("self",))
        reports = reports.select_for_update(of=("self",))
    return OpenItems(
        invitations=list(invitations.select_related("table").order_by("table__starts_at", "pk")),
        statements=list(statements.select_related("step__practice_map").order_by("pk")),
        questions=list(questions.select_related("table").order_by("due_on", "pk")),
        reports=list(reports.select_related("recommendation").order_by("recommendation__number", "number")),
        agenda=list(agenda.select_related("table").order_by("table__starts_at", "position")),
        chairs=list(tables.filter(chair_id=mandate.delegate_id).order_by("starts_at")),
    )


def answered_for_later(mandate: Mandate, on: date) -> list[Invitation]:
    """Answers that name the old delegate for a meeting after the handover. They stay; somebody must look at them."""
    rows = Invitation.objects.filter(
        institution_id=mandate.institution_id, delegate_id=mandate.delegate_id, table__in=tables_from(on)
    )
    return list(rows.exclude(answer=states.NO_ANSWER).select_related("table").order_by("table__starts_at"))


def tables_from(on: date) -> "QuerySet[RoundTable]":
    """Tables that have not been held and begin on a day or later, by the nation's clock."""
    morning = datetime.combine(on, time(), tzinfo=clock.here())
    return RoundTable.objects.filter(state__in=states.BEFORE_SESSION, starts_at__gte=morning)
