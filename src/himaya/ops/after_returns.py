"""What follows in an attempt to go: the day to look again is a task, and a file that went elsewhere ends it there.

After the boarding: nobody has said that the person was met, and the days on which they are asked how it goes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.institutions import consequences
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.ops import after_danger
from himaya.returns import queries, rules_follow, states
from himaya.returns.actions import returns
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.risks.models import DomainLine
from himaya.safety.models import SafetyPlan
from himaya.tasks.actions import raising
from himaya.tasks.actions.raising import About
from himaya.tasks.models import Task
from himaya.tasks.states import LIVE

Ids = Mapping[str, str]
KIND = "return_again"
ARRIVAL, LEAD, FOLLOW = "return_arrival", "return_arrival_lead", "return_follow"
IN_DANGER, ALONE = "return.in_danger", "return.went_alone"


def follow_review(ids: Ids) -> None:
    """It is not arranged now: one task for the day to look again; none where it goes on or has ended."""
    case = UUID(ids["case"])
    # Each attempt: another one may have begun before the worker came.
    for row in queries.of_case(case):
        about = About("return", row.pk, case)
        if row.review_on is None:
            raising.settle(about=about, by=SYSTEM)
        else:
            raising.raise_for(kind=KIND, about=about, due_on=row.review_on, by=SYSTEM)


def follow_handover(ids: Ids) -> None:
    """The file went to another institution: what runs here ends here, and begins there with the person."""
    returns.end_elsewhere(handover_id=UUID(ids["handover"]), by=SYSTEM)


def follow_arrival(ids: Ids) -> None:
    """At the moment until when somebody says that the person was met, and after each “no word”: an urgent task at the
    desk; an hour later one more, for its lead. None once somebody said so, or the attempt ended.

    Whoever put a task away without a word of the person finds it again at the next moment.
    """
    case = UUID(ids["case"])
    for row in queries.of_case(case):
        boarded = queries.boarded(row)
        if boarded is not None:
            _await_word(row, About("return", boarded.pk, case))


def _await_word(row: VoluntaryReturn, about: About) -> None:
    due = row.reception_due_at
    if row.state != states.TRAVELLING or due is None:
        raising.settle(about=about, by=SYSTEM)
        return
    if due <= clock.now():
        raising.raise_for(kind=ARRIVAL, about=about, due_at=due, urgent=True, by=SYSTEM)
    if (told := rules_follow.lead_told_at(due)) <= clock.now():
        raising.raise_for(kind=LEAD, about=about, due_at=told, urgent=True, by=SYSTEM)


def follow_alone(ids: Ids) -> None:
    """A child, or somebody who may be one, goes on their own: urgent tasks, for the desk and for its lead.

    For each line of any attempt that says so and was not told yet: another attempt may have begun since.
    """
    case = Case.objects.filter(pk=UUID(ids["case"])).first()
    if case is None or is_known_adult(case.age_group):
        return
    for line in queries.alone_until(case.pk, clock.now()):
        about = About("return", line.pk, case.pk)
        told = Task.objects.filter(about_kind=about.kind, about_id=about.id).values_list("kind", flat=True)
        after_danger.tell(ALONE, about, but=set(told))


def follow_danger(ids: Ids) -> None:
    """It began anew, or something grave went wrong on the way or there: urgent tasks for the desk and for its lead, and
    the risk is looked at anew, today. In words that tell nothing of what was said.
    """
    line = ReturnLine.objects.filter(pk=UUID(ids["line"])).defer("words").first()
    if line is None:
        return
    about = About("return", line.pk, line.case_id)
    after_danger.tell(IN_DANGER, about)
    after_danger.look(IN_DANGER, case_id=line.case_id, said=line.pk, desk_id=line.desk_id, worker=line.written_by)


def settle_alone(ids: Ids) -> None:
    """The risk was looked at anew, or a safety plan was made: what the desk was told before that of a child who goes on
    their own is settled. What was written since waits. Of anything else that was grave a look alone settles it.

    What its lead was told is settled only where somebody else looked, or made the plan, than whoever wrote that line:
    it may be about them. Else the lead ends it by hand.
    """
    case = UUID(ids["case"])
    moment, by = _looked(UUID(ids["assessment"])) if "assessment" in ids else _planned(ids)
    for line in _told_until(case, moment, looked="assessment" in ids) if moment is not None else ():
        but = () if by and line.written_by not in by else (consequences.after(IN_DANGER).lead,)
        raising.settle(about=About("return", line.pk, case), but=but, by=SYSTEM)


def _told_until(case: UUID, moment: datetime, *, looked: bool) -> Iterable[ReturnLine]:
    """The lines until a moment of which the desk was told and that are settled now."""
    if not looked:
        return queries.alone_until(case, moment)
    kinds = consequences.after(IN_DANGER).tasks
    rows = Task.objects.filter(case_id=case, about_kind="return", kind__in=kinds, state__in=LIVE)
    return ReturnLine.objects.filter(pk__in=rows.values("about_id"), at__lte=moment).defer("words")


def _looked(assessment: UUID) -> tuple[datetime | None, set[UUID]]:
    """When a look that was finished began, by the first that was written in it, and who wrote in it."""
    rows = list(DomainLine.objects.filter(assessment=assessment).values_list("at", "written_by"))
    return min((at for at, _by in rows), default=None), {by for _at, by in rows}


def _planned(ids: Ids) -> tuple[datetime, set[UUID]]:
    """When a version of a plan was made, and by whom; nobody where that was not told."""
    rows = SafetyPlan.objects.filter(pk=UUID(ids["plan"])) if "plan" in ids else SafetyPlan.objects.none()
    return datetime.fromisoformat(ids["at"]), set(rows.values_list("written_by", flat=True))


def follow_months(ids: Ids) -> None:
    """One task for the next day on which the person is asked how it goes; none where nobody asks any more.

    On whose hours it may be done, the tasks themselves ask (`kernel.contact_hours`).
    """
    case = UUID(ids["case"])
    for row in queries.of_case(case):
        last, met = queries.last_followed(row), queries.received(row)
        if last is None or met is None:
            continue
        about = About("return", met.pk, case)
        # What was asked before is done; the next day is another matter.
        raising.settle(about=about, by=SYSTEM)
        if row.state == states.RECEIVED and last.due_on is not None:
            raising.raise_for(kind=FOLLOW, about=about, due_on=last.due_on, by=SYSTEM)


# A file that is opened again has its days again.
FROM_A_DAY_ON = (follow_review, follow_arrival, follow_months)
