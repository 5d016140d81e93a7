"""What follows in an attempt to go: the day to look again is a task, and a file that went elsewhere ends it there.

After the boarding: nobody has said that the person was met, and the days on which they are asked how it goes.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from himaya.cases.rules_assessing import is_known_adult
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.returns import queries, rules_follow, states
from himaya.returns.actions import returns
from himaya.risks.models import Assessment
from himaya.tasks.actions import raising
from himaya.tasks.actions.raising import About

Ids = Mapping[str, str]
KIND = "return_again"
ARRIVAL, LEAD, FOLLOW = "return_arrival", "return_arrival_lead", "return_follow"
# Words that say enough and tell nothing: a risk has grown, see to it today.
DANGER, DANGER_LEAD = "risk_worse", "risk_worse_lead"


def follow_review(ids: Ids) -> None:
    """It is not arranged now: one task for the day to look again; none where it goes on or has ended."""
    case = UUID(ids["case"])
    row = queries.running(case)
    last = row or queries.of_case(case).first()
    if last is None:
        return
    about = About("return", last.pk, case)
    if row is None or row.review_on is None:
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
    row = queries.of_case(case).first()
    boarded = queries.boarded(row) if row is not None else None
    if row is None or boarded is None:
        return
    about, due = About("return", boarded.pk, case), row.reception_due_at
    if row.state != states.TRAVELLING or due is None:
        raising.settle(about=about, by=SYSTEM)
        return
    if due <= clock.now():
        raising.raise_for(kind=ARRIVAL, about=about, due_at=due, urgent=True, by=SYSTEM)
    if (told := rules_follow.lead_told_at(due)) <= clock.now():
        raising.raise_for(kind=LEAD, about=about, due_at=told, urgent=True, by=SYSTEM)


def follow_alone(ids: Ids) -> None:
    """A child, or somebody who may be one, goes on their own: urgent tasks, for the desk and for its lead."""
    row = queries.of_case(UUID(ids["case"])).select_related("case").first()
    line = queries.went_alone(row) if row is not None else None
    if row is None or line is None or is_known_adult(row.case.age_group):
        return
    for kind in (DANGER, DANGER_LEAD):
        about = About("return", line.pk, row.case_id)
        raising.raise_for(kind=kind, about=about, due_at=clock.now(), urgent=True, by=SYSTEM)


def settle_alone(ids: Ids) -> None:
    """The risk was looked at anew, or a safety plan was made: what was raised before that of a child who goes on their
    own is settled. What was written since waits."""
    case = UUID(ids["case"])
    moment = _looked_at(ids["assessment"]) if "assessment" in ids else datetime.fromisoformat(ids["at"])
    for line in queries.alone_until(case, moment) if moment is not None else ():
        raising.settle(about=About("return", line, case), by=SYSTEM)


def _looked_at(assessment: str) -> datetime | None:
    return Assessment.objects.filter(pk=UUID(assessment)).values_list("finished_at", flat=True).first()


def follow_months(ids: Ids) -> None:
    """One task for the next day on which the person is asked how it goes; none where nobody asks any more.

    On whose hours it may be done, the tasks themselves ask (`kernel.contact_hours`).
    """
    case = UUID(ids["case"])
    row = queries.of_case(case).first()
    last, met = (queries.last_followed(row), queries.received(row)) if row is not None else (None, None)
    if row is None or last is None or met is None:
        return
    about = About("return", met.pk, case)
    # What was asked before is done; the next day is another matter.
    raising.settle(about=about, by=SYSTEM)
    if row.state == states.RECEIVED and last.due_on is not None:
        raising.raise_for(kind=FOLLOW, about=about, due_on=last.due_on, by=SYSTEM)


# A file that is opened again has its days again.
FROM_A_DAY_ON = (follow_review, follow_arrival, follow_months)
