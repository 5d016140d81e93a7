"""How the institutions agreed to minutes: by silence until the deadline, by an answer, or at the table."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import locks, policy, states, words_papers
from himaya.coordination.models import Attendance, Correction, Minutes, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.coordination.wordings import listed, names_of
from himaya.institutions.models import Institution
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid

HELD = (states.IN_SESSION, states.TABLE_CLOSED, states.MINUTES_APPROVED, states.ARCHIVED)


def both(by: Actor, table_id: UUID, at_table_id: UUID) -> tuple[RoundTable, RoundTable]:
    """The table of the minutes and the later one that approves, held in the order of their numbers.

    Raises NotFound, NotValid for a table of another cycle or an earlier one, NotNow for one that has not begun.
    """
    first, second = policy.table_of(by, table_id), policy.table_of(by, at_table_id)
    if second.cycle_id != first.cycle_id or second.number <= first.number:
        raise NotValid(
            _("Choose a later table of the same cycle: it is there that minutes are approved."), code="earlier_table"
        )
    table, later = locks.lock_table(by, table_id), locks.lock_table(by, at_table_id)
    if later.state not in HELD:
        raise NotNow(
            _("The table that approves has not begun. Approve these minutes once it is in session."),
            code="approving_table",
        )
    return table, later


def agreements(row: Minutes, table: RoundTable, later: RoundTable) -> list[dict[str, Any]]:
    """How each institution with a voice agreed. Raises NotNow while one may still ask for a correction."""
    asked: dict[str, set[str]] = {}
    for correction in Correction.objects.filter(minutes=row):
        asked.setdefault(correction.institution_id, set()).add(correction.state)
    _check_settled(asked)
    over = row.deadline_on is not None and row.deadline_on < clock.today()
    there = set(Attendance.objects.filter(table=later, status=states.PRESENT).values_list("institution_id", flat=True))
    found, waiting = [], []
    for one in queries.voices_on(table.cycle, queries.meeting_day(table)):
        how = _how(asked.get(one.pk, set()), over=over, there=one.pk in there)
        if not how:
            waiting.append(one)
        found.append({"institution": one.pk, "names": names_of(one), "how": how})
    _check_nobody_waits(row, waiting)
    return found


def _how(asked: set[str], *, over: bool, there: bool) -> str:
    if states.TAKEN in asked:
        return words_papers.WITH_CORRECTION
    if asked:
        return words_papers.WITH_ANSWER
    if over:
        return words_papers.TACIT
    return words_papers.AT_TABLE if there else ""


def _check_settled(asked: dict[str, set[str]]) -> None:
    open_ones = sum(states.ASKED in found for found in asked.values())
    if open_ones:
        raise NotNow(
            _("A correction is still waiting for an answer. Settle it first: take it or answer it."),
            code="corrections_open",
        )


def _check_nobody_waits(row: Minutes, waiting: list[Institution]) -> None:
    if waiting and row.deadline_on is not None:
        sentence = _(
            "Until %(day)s these institutions may still ask for a correction, and they are not at the table that "
            "approves: %(names)s. Wait for that day, or mark them present."
        )
        told = {
            "day": days.in_words(row.deadline_on, languages.current()),
            "names": listed(one.name for one in waiting),
        }
        raise NotNow(str(sentence) % told, code="deadline_open")
