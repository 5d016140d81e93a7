"""What somebody carries and is offered, for themselves; how many are above a cap, for the lead. Never by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.crisis import queries as crisis
from himaya.institutions import accounts
from himaya.interviews import queries as interviews
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.staff_care import policy, rules
from himaya.staff_care.models import AboveCap, DeskCare, OwnCare
from himaya.tasks import holding, states
from himaya.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Above:
    """What the lead is told: how many, or why nothing is said of it."""

    number: int | None = None
    too_few: bool = False
    waits: bool = False
    next_week: bool = False


def own(actor: Actor) -> OwnCare:
    """What the actor keeps for themselves, as kept or as it is at first."""
    return OwnCare.objects.filter(account_id=cases.me(actor)).first() or OwnCare(account_id=cases.me(actor))


def of_desk(desk_id: str) -> DeskCare:
    """What the lead of a desk set, or nothing."""
    return DeskCare.objects.filter(desk_id=desk_id).first() or DeskCare(desk_id=desk_id)


def my_caseload(actor: Actor) -> int:
    """How many open files the actor carries at their desk, now."""
    me = cases.me(actor)
    return caseloads(actor.desk_id, [me])[me]


def caseloads(desk_id: str, of: Iterable[UUID]) -> dict[UUID, int]:
    """Per account, the files that it carries at a desk, each once: open ones of the desk that it opened as a case
    manager, and those in which a task is with it. Not those from which it is kept.

    Of oneself, or for the comparison by the clock; never for a page about somebody else.
    """
    files: dict[UUID, set[UUID]] = {account: set() for account in of}
    seats = accounts.seats_today().filter(desk_id=desk_id, account_id__in=list(files))
    managers = [account for account, roles in seats.values_list("account_id", "roles") if cases.MANAGER in roles]
    opened = Case.objects.filter(desk_id=desk_id, state="open", opened_by__in=managers)
    for account, case in opened.values_list("opened_by", "pk"):
        files[account].add(case)
    live = Task.objects.filter(desk_id=desk_id, state__in=states.LIVE, assignee_id__in=list(files))
    for holder, about in live.filter(case__isnull=False).values_list("assignee_id", "case_id"):
        if holder is not None and about is not None:
            files[holder].add(about)
    out = holding.kept_out(set().union(*files.values()))
    return {account: sum((case, account) not in out for case in found) for account, found in files.items()}


def above(desk_id: str) -> frozenset[UUID]:
    """Who was above the cap of a desk when the week began: one word beside a name, for whoever gives them something.

    Empty where nothing may be told of it.
    """
    row = of_desk(desk_id)
    if not _tells(row):
        return frozenset()
    workers = {one.pk for one in holding.workers(desk_id)}
    return frozenset(workers & set(AboveCap.objects.filter(desk_id=desk_id).values_list("account_id", flat=True)))


def how_many_above(actor: Actor) -> Above:
    """For the lead: how many colleagues of the desk are above its cap."""
    policy.check_leads(actor)
    row = of_desk(actor.desk_id)
    if row.cap is None:
        return Above()
    if row.counted_on is None and rules.enough(len(others(actor.desk_id))):
        return Above(waits=True, next_week=not rules.weighs(row.cap, row.weighed_on, clock.today()))
    return Above(number=len(above(actor.desk_id))) if _tells(row) else Above(too_few=True)


def others(desk_id: str) -> set[UUID]:
    """Who works with people at a desk today, but for whoever leads it: they read what is told of the others."""
    seats = accounts.seats_today().filter(desk_id=desk_id)
    leads = {account for account, roles in seats.values_list("account_id", "roles") if cases.LEAD in roles}
    return {one.pk for one in holding.workers(desk_id)} - leads


def _tells(row: DeskCare) -> bool:
    if row.cap is None or not row.enough:
        # Most desks: nobody is counted for it.
        return False
    return rules.tells(row.cap, row.counted_on, carried=row.enough, others=len(others(row.desk_id)))


def hard_hours(account_id: UUID) -> list[datetime]:
    """When an account had a hard hour lately: moments only, of no file. Of oneself alone."""
    since = clock.now() - rules.REACH
    return [*interviews.hard_hours(account_id, since), *crisis.hard_hours(account_id, since)]


def offer_stands(actor: Actor) -> bool:
    """Whether the actor is offered to talk with somebody, now."""
    return stands(own(actor))


def stands(row: OwnCare) -> bool:
    """The same of what somebody keeps for themselves."""
    return rules.offer_stands(
        hard_hours(row.account_id), answered_at=row.answered_at, put_off_at=row.put_off_at, now=clock.now()
    )


def supervision_due(row: OwnCare) -> bool:
    """Whether a month has passed since the supervision that somebody noted."""
    return rules.supervision_due(row.supervised_on, row.next_supervision_on, clock.today())


def something_waits(actor: Actor) -> bool:
    """Whether the actor's own list says that something is there for them. Not what."""
    row = own(actor)
    return supervision_due(row) or stands(row)


def desk_day_passed(actor: Actor) -> bool:
    """For the lead: whether the day of the desk's supervision is over, and none is set."""
    return policy.leads(actor) and rules.day_passed(of_desk(actor.desk_id).next_supervision_on, clock.today())
