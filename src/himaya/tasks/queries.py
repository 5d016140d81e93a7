"""Lists of tasks, already narrowed to the actor, and without their sentences. Never a count by colleague."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from himaya.cases import policy as cases
from himaya.cases.models import Case, Referral
from himaya.institutions.models import Desk
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.tasks import holding, policy, reaching, rules, states
from himaya.tasks.models import CalendarFeed, DeskMailbox, Task, TaskStep, Times
from himaya.tasks.rules import Quiet

# More than a desk looks at in one go; the most pressing come first.
MOST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A task in a list: how pressing it is, with whom it is (None: the desk), the reference by which it is found.

    `contact`: what stands beside something that means reaching the person: `never`, `look`, `ask`, or nothing.
    """

    task: Task
    bucket: str
    holder: UUID | None
    reference: str
    contact: str = ""


def mine(actor: Actor) -> list[Line]:
    """What is with the actor, the most pressing first."""
    rows = _live(actor).filter(assignee_id=cases.me(actor))
    return [line for line in _lines(actor, rows) if line.holder == actor.account_id]


def of_the_desk(actor: Actor) -> list[Line]:
    """What is with nobody, or with somebody who left, is away or may not do it."""
    return [line for line in _lines(actor, _live(actor)) if line.holder is None]


def of_case(actor: Actor, case_id: UUID) -> tuple[list[Line], list[Line]]:
    """The tasks of this desk about a case: those to be done, and what became of the others, the newest first."""
    rows = _visible(actor).filter(case_id=case_id)
    ended = rows.filter(state__in=states.ENDED).order_by("-ended_at")
    return _lines(actor, rows.filter(state__in=states.LIVE)), _lines(actor, ended)


def pressing(actor: Actor, case_id: UUID | None = None) -> list[Task]:
    """The open tasks about people that are late or urgent; of one case, or of all."""
    now = clock.now().astimezone(clock.here())
    rows = _live(actor).filter(Q(urgent=True) | Q(due_on__lte=now.date()), case__isnull=False)
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    return [one for one in rows.order_by("pk") if one.urgent or rules.bucket(one.due_on, one.due_at, now) == rules.LATE]


def standing(actor: Actor, kind: str, case_ids: Collection[UUID]) -> list[tuple[UUID, datetime | None]]:
    """The open tasks of one kind in these cases that the actor may see: the case, and until when."""
    rows = _live(actor).filter(kind=kind, case_id__in=case_ids).order_by("due_at", "pk")
    return [(case, at) for case, at in rows.values_list("case_id", "due_at") if case is not None]


def count_at_holder(case_id: UUID, kind: str) -> int:
    """How many tasks of one kind stand at the desk that holds the file, with every row in sight."""
    rows = Task.objects.filter(case_id=case_id, kind=kind, state__in=states.LIVE, desk_id=F("case__desk_id"))
    return rows.count()


def line_of(actor: Actor, task: Task) -> Line:
    """One task that the actor was shown, as a list shows it."""
    return _as_lines(actor, [task])[0]


def steps(task: Task) -> list[TaskStep]:
    """What was done with a task that the actor was shown, oldest first."""
    return list(TaskStep.objects.filter(task=task).select_related("by", "to").order_by("number"))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that waits for the actor or their desk; `fresh` until they say that they have read it."""

    line: Line
    fresh: bool


def notices(actor: Actor) -> list[Notice]:
    """What waits, the newest word first."""
    since = times(actor).read_at
    waits = _live(actor).filter(told_at__lte=clock.now())
    lines = [line for line in _lines(actor, waits) if line.holder in (None, actor.account_id)]
    lines.sort(key=lambda line: line.task.told_at, reverse=True)
    return [Notice(line, fresh=since is None or line.task.told_at > since) for line in lines]


def unread(actor: Actor, desk: Desk | None) -> int:
    """How many notices the bar of each page shows: in quiet hours and outside opening hours, urgent ones only.

    Of tasks those that are fresh; what waits for a second person is shown until it is done: nobody reads it away.
    """
    if not (works := cases.works_on_cases(actor)) and not two_people.concerns(actor):
        return 0
    own = Times.objects.filter(account_id=cases.me(actor)).first() or Times()
    second = two_people.count(actor, urgent_only=not speaks_now(own, desk))
    return second + (_fresh(actor, own, desk) if works else 0)


def _fresh(actor: Actor, own: Times, desk: Desk | None) -> int:
    """Each page asks: one short question where nothing waits, and only else the long one."""
    to_me = Q(assignee_id=cases.me(actor)) | Q(assignee__isnull=True)
    rows = Task.objects.filter(to_me, desk_id=actor.desk_id, state__in=states.LIVE, told_at__lte=clock.now())
    if own.read_at is not None:
        rows = rows.filter(told_at__gt=own.read_at)
    if not rows.exists():
        return 0
    found = rows.filter(policy.visible_tasks(actor)).aggregate(
        all=Count("pk"), urgent=Count("pk", filter=Q(urgent=True))
    )
    return int(found["all"] if speaks_now(own, desk) else found["urgent"])


def speaks_now(own: Times, desk: Desk | None) -> bool:
    """True when somebody may be told of what can wait."""
    now = clock.now().astimezone(clock.here())
    hours = desk.hours if desk is not None else None
    return rules.when(urgent=False, now=now, quiet=Quiet(own.quiet_from, own.quiet_to), hours=hours) == now


def times(actor: Actor) -> Times:
    """The actor's own times, as set or as they are at first."""
    return Times.objects.filter(account_id=cases.me(actor)).first() or Times(account_id=cases.me(actor))


def has_feed(actor: Actor) -> datetime | None:
    """Since when the actor has a calendar address; None without one."""
    rows = CalendarFeed.objects.filter(account_id=cases.me(actor), revoked_at__isnull=True)
    return rows.values_list("made_at", flat=True).first()


def mailbox(actor: Actor) -> DeskMailbox | None:
    """The address of the actor's desk, for its lead."""
    return DeskMailbox.objects.filter(desk_id=actor.desk_id).first() if policy.leads_desk(actor) else None


def referral(actor: Actor, referral_id: UUID) -> Referral | None:
    """A referral that the actor's desk sent or received, without its content."""
    rows = Referral.objects.filter(cases.visible_referrals(actor), pk=referral_id)
    return rows.only("pk", "reference", "case", "state").first()


def _visible(actor: Actor) -> QuerySet[Task]:
    return Task.objects.filter(policy.visible_tasks(actor)).select_related("assignee").defer("words")


def _live(actor: Actor) -> QuerySet[Task]:
    return _visible(actor).filter(state__in=states.LIVE)


def _lines(actor: Actor, rows: QuerySet[Task]) -> list[Line]:
    ordered = rows if rows.query.order_by else rows.order_by(F("due_on").asc(nulls_last=True), "due_at", "given_at")
    found = _as_lines(actor, list(ordered[:MOST]))
    if rows.query.order_by:
        return found
    # Sorted here: databases differ on whether a task without a day comes first or last.
    return sorted(found, key=lambda line: (not line.task.urgent, rules.BUCKETS.index(line.bucket)))


def _as_lines(actor: Actor, rows: Sequence[Task]) -> list[Line]:
    now, with_whom, named = clock.now().astimezone(clock.here()), holding.holders(rows), _references(actor, rows)
    how = reaching.beside(actor, rows)
    return [
        Line(one, rules.bucket(one.due_on, one.due_at, now), with_whom[one.pk], named[one.pk], how.get(one.pk, ""))
        for one in rows
    ]


def _references(actor: Actor, rows: Iterable[Task]) -> dict[UUID, str]:
    """Per task the reference of the referral that it is about, or of its case where the actor sees that."""
    rows = list(rows)
    about = [one.about_id for one in rows if one.about_kind == "referral" and one.about_id is not None]
    cases_of = {one.case_id for one in rows if one.case_id is not None}
    referrals = Referral.objects.filter(cases.visible_referrals(actor), pk__in=about).values_list("pk", "reference")
    files = Case.objects.filter(cases.visible_cases(actor), pk__in=cases_of).values_list("pk", "reference")
    by_referral = dict(referrals) if about else {}
    by_case = dict(files) if cases_of else {}
    return {one.pk: _reference(one, by_referral, by_case) for one in rows}


def _reference(task: Task, by_referral: dict[UUID, str], by_case: dict[UUID, str]) -> str:
    of_referral = by_referral.get(task.about_id, "") if task.about_id is not None else ""
    return of_referral or (by_case.get(task.case_id, "") if task.case_id is not None else "")
