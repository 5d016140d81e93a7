"""With whom a task is today: the colleague it went to, unless they left, are away or may not see it; else the desk.

Computed on reading, so that nothing waits for a nightly run with somebody who can no longer do it.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from himaya.cases import policy as cases
from himaya.cases.models import Exclusion
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock, wall
from himaya.tasks import policy, states
from himaya.tasks.models import Task, Times


def workers(desk_id: str, kind: str = "") -> list[Account]:
    """The accounts that work on cases at a desk today, by name: what a page offers, the same for every task there but
    for what is kept apart, which goes to those who open it.

    Were those left out who may not see a case, that list beside any other would tell who has to do with somebody.
    """
    rows = accounts.seats_today().filter(desk_id=desk_id).select_related("account")
    found = {row.account_id: row.account for row in rows if _works(row.roles, kind)}
    return sorted(found.values(), key=lambda account: account.username)


def _works(roles: Collection[str], kind: str) -> bool:
    if kind == states.KEPT_APART and not policy.opens_apart(roles):
        return False
    return not set(cases.READS_CASES).isdisjoint(roles)


def kept_out(case_ids: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Pairs of a case and an account that a conflict of interest keeps from it."""
    named = Exclusion.objects.filter(case_id__in=list(case_ids), lifted_at__isnull=True)
    # Also at a desk that works with the case by a referral only: it is not told who, only whom a task can go to.
    with wall.beyond(wall.EVERYTHING):
        return set(named.values_list("case_id", "account_id"))


def away(account_ids: Iterable[UUID]) -> set[UUID]:
    """Of these accounts, those that are away today."""
    rows = Times.objects.filter(account_id__in=list(account_ids), away_until__gte=clock.today())
    return set(rows.values_list("account_id", flat=True))


def colleagues(desk_id: str, case_id: UUID | None, kind: str = "") -> list[Account]:
    """To whom a task of this desk can be given: whoever works there, may see the case and is not away. For no page."""
    there = workers(desk_id, kind)
    out = {account for _case, account in kept_out([case_id])} if case_id is not None else set()
    gone = away(one.pk for one in there)
    return [one for one in there if one.pk not in out and one.pk not in gone]


def gone_for_good(tasks: Iterable[Task]) -> set[UUID]:
    """Of these tasks, those whose assignee no longer sits there, or may not see the case."""
    rows = [one for one in tasks if one.assignee_id is not None]
    # Two kinds of tasks differ in who may do them: what is kept apart, and every other.
    apart = {one: states.KEPT_APART if one.kind == states.KEPT_APART else "" for one in rows}
    sits = {pair: {one.pk for one in workers(*pair)} for pair in {(row.desk_id, apart[row]) for row in rows}}
    out = kept_out({row.case_id for row in rows if row.case_id is not None}) if rows else set()
    return {
        row.pk
        for row in rows
        if row.assignee_id not in sits[row.desk_id, apart[row]] or (row.case_id, row.assignee_id) in out
    }


def holders(tasks: Iterable[Task]) -> dict[UUID, UUID | None]:
    """Per task, the account it is with; None for the desk."""
    rows = list(tasks)
    fallen = gone_for_good(rows)
    gone = away({row.assignee_id for row in rows if row.assignee_id is not None})
    return {row.pk: None if row.pk in fallen or row.assignee_id in gone else row.assignee_id for row in rows}


def holder(task: Task) -> UUID | None:
    """The account that one task is with; None for the desk."""
    return holders([task])[task.pk]
