"""The only ways to hold what a plan says: `open_*` logs the reading, `lock_*` holds it for a change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from himaya.cases import access as cases
from himaya.cases import policy as case_policy
from himaya.cases.models import Case
from himaya.cases.rules_grants import STORY
from himaya.kernel import wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.plans import policy, queries, rules_first_days
from himaya.plans.models import FirstDays, Goal, Line, LineStep

SINCE = "since"


@dataclass(frozen=True)
class Round:
    """One round of the six questions inside its block; `answers` is empty where they were not asked then."""

    row: FirstDays
    answers: dict[str, str]
    since: str


@dataclass(frozen=True)
class LineInWords:
    """A line inside its block: what is to be done, in the words of the plan, and what its desk said of it last.

    `sentences` is each time that a desk said something of it, the oldest first.
    """

    row: Line
    action: str
    said: str
    sentences: tuple[tuple[LineStep, str], ...] = ()


@dataclass(frozen=True)
class GoalInWords:
    """A goal in the person's words, and its lines in their order."""

    row: Goal
    words: str
    lines: list[LineInWords]


@dataclass(frozen=True)
class OpenedPlan:
    """A plan inside its block. `gone_through` is the day on which it was last gone through with the person."""

    case: Case
    goals: list[GoalInWords]
    gone_through: date | None

    @property
    def lines(self) -> list[LineInWords]:
        """Every line, goal after goal."""
        return [line for goal in self.goals for line in goal.lines]


def _told(actor: Actor, case_id: UUID) -> Case:
    """A case of which the actor sees the story. Raises NotFound, or NotPermitted for a narrower access."""
    case = Case.objects.filter(case_policy.visible_cases(actor), pk=case_id).first()
    if case is None:
        raise NotFound
    if not cases.view_of(actor, case).shows(STORY):
        raise NotPermitted(code="not_in_the_access")
    return case


@contextmanager
def open_rounds(actor: Actor, case_id: UUID, *, purpose: str) -> Iterator[list[Round]]:
    """Every round of the first days, the newest first, for a purpose; one audit event. Nothing is read of none."""
    cases.check_purpose(purpose)
    case = _told(actor, case_id)
    with Access(actor, purpose, action="first_days.read", about=("case", case.pk)) as reader:
        yield rounds_under(reader, case.pk)


def rounds_under(reader: Access, case_id: UUID) -> list[Round]:
    """The same under an access that is open already, of a case that the actor was shown."""
    rows = list(FirstDays.objects.filter(case=case_id).select_related("desk").order_by("-number"))
    if rows:
        reader.open(*rows)
    return [_round(row) for row in rows]


def _round(row: FirstDays) -> Round:
    said = dict(row.answers or {})
    return Round(row, {name: said[name] for name in rules_first_days.QUESTIONS if name in said}, said.get(SINCE, ""))


@contextmanager
def open_plan(actor: Actor, case_id: UUID, *, purpose: str) -> Iterator[OpenedPlan]:
    """A plan in the person's words, for a purpose; one audit event per block, none for a plan that has no goal.

    Raises NotFound, NotPermitted (an access that does not show the story), NotValid (purpose).
    """
    cases.check_purpose(purpose)
    case = _told(actor, case_id)
    talk = queries.talks(case.pk).first()
    with Access(actor, purpose, action="plan.read", about=("case", case.pk)) as reader:
        yield OpenedPlan(case, goals_under(reader, case.pk), talk.on if talk else None)


def goals_under(reader: Access, case_id: UUID) -> list[GoalInWords]:
    """Goals and lines under an access that is open already, of a case that the actor was shown."""
    goals = list(Goal.objects.filter(case=case_id).order_by("number"))
    lines = list(Line.objects.filter(case=case_id).select_related("desk__institution").order_by("number"))
    spoken = LineStep.objects.filter(line__in=lines, sentence__isnull=False)
    steps = list(spoken.select_related("desk__institution").order_by("number"))
    if goals:
        reader.open(*goals, *lines, *steps)
    said: dict[UUID, list[tuple[LineStep, str]]] = {line.pk: [] for line in lines}
    for step in steps:
        said[step.line_id].append((step, str(step.sentence or "")))
    of_goal: dict[UUID, list[LineInWords]] = {goal.pk: [] for goal in goals}
    for line in lines:
        sentences = tuple(said[line.pk])
        last = sentences[-1][1] if sentences else ""
        of_goal[line.goal_id].append(LineInWords(line, str(line.action or ""), last, sentences))
    return [GoalInWords(goal, str(goal.words or ""), of_goal[goal.pk]) for goal in goals]


def given_line(actor: Actor, line_id: UUID) -> Line:
    """A line that was given to the actor's desk and that it may see today, closed. Raises NotFound."""
    found = Line.objects.filter(policy.given_lines(actor), pk=line_id).select_related("desk").first()
    if found is None or not queries.sees(actor, found):
        raise NotFound
    return found


@contextmanager
def open_line(actor: Actor, line_id: UUID, *, purpose: str) -> Iterator[LineInWords]:
    """The line of the desk that is to do it, and nothing else of the plan; one audit event. Raises NotFound."""
    cases.check_purpose(purpose)
    row = given_line(actor, line_id)
    steps = list(LineStep.objects.filter(line=row, desk_id=actor.desk_id, sentence__isnull=False).order_by("number"))
    with Access(actor, purpose, action="plan_line.read") as reader:
        reader.open(row, *steps)
        yield LineInWords(row, str(row.action or ""), str(steps[-1].sentence or "") if steps else "")


def lock_line(actor: Actor, line_id: UUID) -> tuple[Case, Line]:
    """Hold a line for a change, inside a unit, its case first: at the desk that holds the plan, or that does it.

    Judged after the waiting, as everywhere: what was withdrawn a moment ago is withdrawn. Raises NotFound.
    """
    of = Line.objects.filter(pk=line_id).values("case_id")
    with wall.beyond(wall.EVERYTHING):
        case = Case.objects.select_for_update().filter(pk__in=of).first()
    held = Case.objects.filter(case_policy.held_cases(actor)).values("pk")
    rows = Line.objects.select_for_update(of=("self",)).select_related("desk__institution").defer("action")
    found = rows.filter(Q(case__in=held) | policy.given_lines(actor), pk=line_id).first()
    if case is None or found is None:
        raise NotFound
    if case.desk_id != actor.desk_id and not queries.sees(actor, found):
        raise NotFound
    return case, found
