"""What desks of the invented country counted in past quarters, of which the exercise keeps no case: tallies survive.

Counted one by one as everywhere, with the clock on each month (`cases.tallies`). What is not over is left to the cases
of the exercise.

At each of these desks there were three people: of fewer no page shows a number.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db import transaction

from himaya.cases import tallies
from himaya.cases.policy import READS_CASES
from himaya.cases.tallies import Count
from himaya.insight.rules_scopes import ENOUGH_WORKERS
from himaya.institutions.content_reader import Row
from himaya.institutions.models import Account, Desk, Membership
from himaya.instruments import queries
from himaya.instruments.models import Version
from himaya.instruments.triage import Age
from himaya.kernel import clock
from himaya.ops import demo_cases
from himaya.ops.demo_scene import Scene, moment
from himaya.services.rules import quarter_of

# The first region of each desk.
type Regions = Mapping[str, str]

# Quarters before that of the training from which on somebody counted: two, as the page compares them.
BEFORE = 2
MONTHS = 3
# Most answers came within the day.
WAITED, DELIVERED, IN_PART = "1440", "yes", "in_part"
# One answer in so many is another one than yes, one report in so many says “in part”.
ONE_IN = 4
# So few are the same each month.
FEW = 4
# Of so many first contacts one is with a child, and one with somebody who may be one.
CHILD, MAYBE = 5, 12


def seed(scene: Scene, file: Row, *, around: date) -> None:
    """Each desk month by month, from two quarters before this day to the last quarter that is over.

    And the month before: that in which counting begins is not whole.
    """
    regions = {pk: regions[0] for pk, regions in Desk.objects.values_list("pk", "regions") if regions}
    forms = {row.row: queries.in_force(demo_cases.form_of(row.row)) for row in file.rows("offered")}
    # Whoever works at a desk of the exercise did so when it counted, and all of that year: a year that is released
    # shows no desk that was too small on some day of it.
    since = min((month for _place, month in _months(around, scene.today)), default=scene.today).replace(month=1, day=1)
    Membership.objects.filter(valid_from__gt=since).update(valid_from=since)
    for desk in sorted({row.row for row in file.rows("offered")} | {row.text("to") for row in file.rows("sent")}):
        _staff(desk, since)
    for place, month in _months(around, scene.today):
        counts = [
            *(one for row in file.rows("offered") for one in _offered(row, forms[row.row], regions, place, month)),
            *(one for row in file.rows("sent") for one in _sent(row, regions, place, month)),
        ]
        with clock.stopped(moment(month.replace(day=15), "10:00")), transaction.atomic():
            tallies.add(*counts)


def _staff(desk: str, since: date) -> None:
    """Colleagues of whom the exercise tells nothing, and who cannot sign in, until three work there."""
    rows = Membership.objects.filter(desk_id=desk, valid_to__isnull=True)
    working = {account for account, roles in rows.values_list("account_id", "roles") if set(roles) & set(READS_CASES)}
    for number in range(len(working), ENOUGH_WORKERS):
        account = Account(username=f"{desk}-{number + 1}", is_active=False)
        account.set_unusable_password()
        account.save()
        Membership.objects.create(account=account, desk_id=desk, roles=["front_line"], valid_from=since)


def _months(around: date, today: date) -> Iterator[tuple[int, date]]:
    """The months with the place of their quarter in the rows of the file."""
    year, quarter = quarter_of(around)
    first = year * 4 + quarter - 1 - BEFORE
    year, quarter = quarter_of(today)
    year_before, month_before = divmod(first * MONTHS - 1, 12)
    yield 0, date(year_before, month_before + 1, 1)
    for number in range(first, year * 4 + quarter - 1):
        for month in range(MONTHS):
            yield number - first, date(number // 4, number % 4 * MONTHS + month + 1, 1)


def _offered(row: Row, form: Version, regions: Regions, place: int, month: date) -> list[Count]:
    """First questions that were kept, and help that was refused."""
    region, version = regions[row.row], f"{form.name} {form.version}"
    screened = Count(tallies.SCREENED, desk_id=row.row, audience=form.audience, region=region, version=version)
    refused = Count(tallies.REFUSED, desk_id=row.row, audience=form.audience, region=region)
    n = _n(row, "screened", place, month)
    ages = [Count(tallies.AGE, desk_id=row.row, answer=_age(form.audience, number)) for number in range(n)]
    return [screened] * n + ages + [refused] * _n(row, "refused", place, month)


def _age(audience: str, number: int) -> str:
    """Whom the desks of children see is a child."""
    if audience == "child" or number % CHILD == 1:
        return str(Age.CHILD)
    return str(Age.MAYBE_CHILD if number % MAYBE == MAYBE - 1 else Age.ADULT)


def _sent(row: Row, regions: Regions, place: int, month: date) -> list[Count]:
    """Referrals to a desk: sent, received, answered in time or not, taken on, reported back."""
    desk, to, service = row.text("desk"), row.text("to"), row.text("service")
    n, answered, reported = (_n(row, key, place, month) for key in ("sent", "answered", "reported"))
    return [
        *[Count(tallies.SENT, desk_id=desk, region=regions[desk], answer=service)] * n,
        *[Count(tallies.RECEIVED, desk_id=to, region=regions[desk], answer=service)] * n,
        *[Count(tallies.ANSWERED, desk_id=to, answer=WAITED)] * answered,
        *[Count(tallies.UNANSWERED, desk_id=to, region=regions[desk])] * (n - answered),
        *[Count(tallies.ACCEPTED, desk_id=to)] * (answered - answered // ONE_IN),
        *[Count(tallies.REPORTED, desk_id=to, answer=DELIVERED)] * (reported - reported // ONE_IN),
        *[Count(tallies.REPORTED, desk_id=to, answer=IN_PART)] * (reported // ONE_IN),
    ]


def _n(row: Row, key: str, place: int, month: date) -> int:
    """So many a month as the file says of the quarter, one less and one more; the last quarter said goes on."""
    said = row.numbers(key)
    n = said[min(place, len(said) - 1)]
    return n + month.month % MONTHS - 1 if n > FEW else n
