"""What a calendar sees under its secret address: days on which something is due, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from himaya.cases import policy as cases
from himaya.institutions import accounts
from himaya.kernel import clock, wall
from himaya.kernel.errors import NotFound
from himaya.tasks import holding, policy, states, telling
from himaya.tasks.models import CalendarFeed, Task

# What lies further back or ahead is looked up on the page.
BACK, AHEAD = timedelta(days=31), timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Day:
    """One day on which something is due, under a random name that is not the task's."""

    uid: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Feed:
    """The days of one account, and the language that it reads."""

    language: str
    days: tuple[Day, ...]


def mark_of(secret: str) -> str:
    """The keyed hash under which an address is kept."""
    return salted_hmac("himaya calendar feed", secret, algorithm="sha256").hexdigest()


def feed(secret: str) -> Feed:
    """What an address shows. Unknown, withdrawn, of somebody who left: NotFound, all alike."""
    rows = CalendarFeed.objects.select_related("account")
    row = rows.filter(mark=mark_of(secret), revoked_at__isnull=True, account__is_active=True).first()
    if row is None:
        raise NotFound
    seats = [accounts.actor_for(row.account_id, desk_id=one.desk_id) for one in accounts.memberships(row.account_id)]
    working = [actor for actor in seats if cases.works_on_cases(actor)]
    if not working:
        raise NotFound
    # Nobody is signed in here, so nothing was said of them to the store; the policy below asks in their stead.
    with wall.beyond(wall.EVERYTHING):
        found: list[Task] = []
        for actor in working:
            mine = Task.objects.filter(policy.visible_tasks(actor), assignee_id=row.account_id, state__in=states.LIVE)
            within = mine.filter(due_on__gte=clock.today() - BACK, due_on__lte=clock.today() + AHEAD)
            found += within.defer("words").order_by("due_on", "feed_id")
    with_me = holding.holders(found)
    days = [Day(one.feed_id, _day(one, one.due_on)) for one in found if with_me[one.pk] and one.due_on is not None]
    return Feed(row.account.language, tuple(days))


def _day(task: Task, on: date) -> date:
    """The day it is due; of a call, the first one from then on that has an hour at which the person may be reached."""
    return telling.not_before(task, datetime.combine(on, time(), clock.here())).date()
