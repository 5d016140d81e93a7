"""What follows an assessment of risk, an event and a measure; `ops/reactions.py` says after which of them.

A task says that somebody has to look, or to do something, and by when. It says no level, and nobody is named.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.ops import after_danger
from himaya.risks import queries_clocks, queries_measures
from himaya.risks.actions import risk_events
from himaya.risks.models import Assessment, Measure
from himaya.tasks.actions import raising
from himaya.tasks.actions.raising import About
from himaya.tasks.models import Task

Ids = Mapping[str, str]


def follow_assessment(ids: Ids) -> None:
    """One was finished: what called for it is answered, what was overdue is not, and the next look has its day."""
    case = UUID(ids["case"])
    risk_events.answer(assessment_id=UUID(ids["assessment"]), by=SYSTEM)
    for number in Assessment.objects.filter(case_id=case).values_list("pk", flat=True):
        raising.settle(about=About("risk", number, case), by=SYSTEM)
    raising.settle(about=About("risk", case, case), but="risk_again", by=SYSTEM)
    follow_clock(ids)


def follow_clock(ids: Ids) -> None:
    """The desk that holds the file is told by when to look again; one task, whose day follows."""
    case_id = UUID(ids["case"])
    case = Case.objects.filter(pk=case_id).first()
    due = queries_clocks.due(case) if case is not None else None
    about = About("risk", case_id, case_id)
    if due is None:
        raising.settle(about=about, by=SYSTEM)
        return
    raising.raise_for(kind="risk_again", about=about, due_on=due.on, by=SYSTEM)


def tell_growing(ids: Ids) -> None:
    """The risk has grown: the desk that holds the file, and its lead, hear of it at once; once, while that waits.

    Before the first assessment it is about the file itself.
    """
    case = UUID(ids["case"])
    found = ids.get("assessment")
    about = About("risk_assessment", UUID(found), case) if found else About("risk", case, case)
    after_danger.tell_once("risk_assessment.grown", about)


def follow_measure(ids: Ids) -> None:
    """A measure is a task of whoever carries it out, until it was or will not be."""
    row = queries_measures.planned(UUID(ids["measure"]))
    if row is None:
        raising.settle(about=About("risk_measure", UUID(ids["measure"]), UUID(ids["case"])), by=SYSTEM)
        return
    _to_mind(row)


def restore(case_id: UUID) -> None:
    """A case is open again: its clock goes on, and what was agreed is still to be done."""
    follow_clock({"case": str(case_id)})
    for row in queries_measures.planned_of(case_id):
        _to_mind(row, raising.raise_again)


def tell_overdue() -> int:
    """Nightly: the lead of the desk hears of a look that is overdue; again where that was ended and nobody looked.

    Not twice on one day. Returns how many are overdue.
    """
    found = queries_clocks.overdue_everywhere()
    for one in found:
        about = About("risk", one.last or one.case.pk, one.case.pk)
        if not _ended_today(about):
            raising.raise_for(kind="risk_overdue", about=about, due_on=clock.today(), by=SYSTEM)
    return len(found)


def _ended_today(about: About) -> bool:
    alike = Task.objects.filter(kind="risk_overdue", about_kind=about.kind, about_id=about.id, ended_at__isnull=False)
    last = alike.order_by("-ended_at").values_list("ended_at", flat=True).first()
    return last is not None and last.astimezone(clock.here()).date() == clock.today()


def _to_mind(row: Measure, to_mind: Callable[..., UUID | None] = raising.raise_for) -> None:
    about = About("risk_measure", row.pk, row.case_id)
    to_mind(kind="risk_measure", about=about, desk_id=row.owner_id, due_on=row.due_on, by=SYSTEM)
