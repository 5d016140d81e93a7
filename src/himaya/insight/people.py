"""How many people could do what a desk or an institution counts, at once: units of fewer than three are shown nowhere.

Of the days of a period, and not of today: what was decided of a month or a quarter does not change with who comes and
goes later. Nobody who only left is counted beside whoever came: the least number on any day is taken.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from himaya.cases import policy
from himaya.insight.rules_scopes import DESK, ENOUGH_WORKERS, INSTITUTION, Unit
from himaya.institutions.models import Desk, Membership
from himaya.kernel import clock

type Homes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody at a unit, from a day to a day."""

    account: object
    first: date
    last: date


def homes() -> Homes:
    """Desk and institution. A desk that moved counts at its new institution for the past too."""
    return tuple(Desk.objects.order_by("pk").values_list("pk", "institution_id"))


def few(known: Homes, first: date, last: date) -> frozenset[Unit]:
    """The desks and institutions in which, on some day, fewer than three people could do what is counted.

    All that is counted (kept, sent, answered, reported on) is done by whoever works on cases (`policy.works_on_cases`).
    Days that have not come yet say nothing.
    """
    last = max(first, min(last, clock.today()))
    of_desk, stays = dict(known), dict[Unit, list[Stay]]()
    rows = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last)
    for desk, account, roles, since, until in rows.values_list(
        "desk_id", "account_id", "roles", "valid_from", "valid_to"
    ):
        if set(roles) & set(policy.READS_CASES):
            for unit in ((DESK, desk), (INSTITUTION, of_desk[desk])):
                stays.setdefault(unit, []).append(Stay(account, since, until or last))
    units = {unit for desk, home in known for unit in ((DESK, desk), (INSTITUTION, home))}
    return frozenset(unit for unit in units if at_once(stays.get(unit, ()), first, last) < ENOUGH_WORKERS)


def at_once(stays: Iterable[Stay], first: date, last: date) -> int:
    """The least number of people on any day: there are fewer only on the first one, or the day after somebody left."""
    rows = list(stays)
    after = {one.last + timedelta(days=1) for one in rows}
    looked_at = {first, *(day for day in after if first <= day <= last)}
    return min(len({one.account for one in rows if one.first <= day <= one.last}) for day in looked_at)


def last_of(month: date) -> date:
    """Its last day."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def groups(known: Homes, units: Iterable[Unit]) -> Mapping[str, str]:
    """Of desks of fewer than three: whose figure theirs would be. Desks of one small institution are one."""
    small = set(units)
    return {
        desk: f"{INSTITUTION}/{home}" if (INSTITUTION, home) in small else desk
        for desk, home in known
        if (DESK, desk) in small
    }


def of_quarter(known: Homes, quarter: tuple[int, int]) -> frozenset[Unit]:
    """Units of fewer than three people in a quarter."""
    year, number = quarter
    return few(known, date(year, number * 3 - 2, 1), last_of(date(year, number * 3, 1)))


def of_month(known: Homes, month: date) -> Mapping[str, str]:
    """The same of one month."""
    return groups(known, few(known, month.replace(day=1), last_of(month)))
