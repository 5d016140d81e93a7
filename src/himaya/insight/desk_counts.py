"""The secretariat's month: what each desk sent, received, answered and missed, small cells hidden.

A refusal without an account can be written by anybody, as often as they like. It stands in no row and no total of the
desks, where it could lift a hidden number over the threshold: only beside them, in a number of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from himaya.cases import queries, tallies
from himaya.cases.queries import DeskCounts
from himaya.insight import people, rules_periods, rules_year
from himaya.insight.suppression import Closing, Counts, K, Table, suppress
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow

COLUMNS = ("screened", "refused", "sent", "received", "answered", "unanswered", "no_service", "reported")
# What is answered or escalated was received; what is reported or has no service was answered.
SUMS = (("received", ("answered", "unanswered")), ("answered", ("no_service", "reported")))
# Every referral that one desk sends another one receives, in the same unit (`cases.sending.make`).
TWINS = ((tallies.SENT, tallies.RECEIVED),)
CLOSING = Closing(SUMS, TWINS)
# The desk of whoever has no account.
NOBODY = ""


@dataclass(frozen=True)
class Month:
    """The counts of one month by desk id, and the median answer.

    `medians` holds an upper end in minutes, `longer`, or empty where there are fewer than `k` answers or their number
    is hidden: beside a hidden number it would say that this is no small one. `alone`: refusals without an account, None
    where that is a small number.
    """

    month: date
    table: Table
    medians: dict[str, str]
    alone: int | None
    k: int


def of_month(actor: Actor, month: date, *, k: int = K) -> Month:
    """The table the secretariat may see. Raises NotPermitted for everybody else, and NotNow for a month not over yet.

    A month that runs grows by single acts: one look at it less the look before would tell of each of them.
    """
    rows = queries.tallies_for_secretariat(actor, month)
    if not rules_periods.is_over(month, clock.today()):
        raise NotNow(_("This month is not over yet. Its counts can be seen afterwards."), code="month_not_over")
    few = people.of_month(people.homes(), month)
    table = closed({row.desk_id: _cells(row) for row in rows}, few, k=k)
    medians = {row.desk_id: row.median for row in rows}
    return Month(
        month=month.replace(day=1),
        table=table,
        medians={desk: medians[desk] if (cells["answered"] or 0) >= k else "" for desk, cells in table.rows.items()},
        alone=of_nobody([sum(row.refused for row in rows if row.desk_id == NOBODY)], k=k),
        k=k,
    )


def closed(rows: Counts, few: Mapping[str, str], *, k: int = K) -> Table:
    """The table of a month of desks, whoever asks for what. `few`: as `people.of_month` has it."""
    named = {desk: cells for desk, cells in rows.items() if desk != NOBODY}
    return suppress(named, columns=COLUMNS, by=Closing(SUMS, TWINS, few, k))


def of_year(actor: Actor, year: int, *, k: int = K) -> dict[str, int | None]:
    """The totals of a year by column, None where one would give a month away. Raises NotPermitted."""
    months = [_exact(actor, date(year, number, 1), k) for number in range(1, 13)]
    return rules_year.of_year(months, columns=COLUMNS, sums=SUMS, twins=TWINS, k=k)


def alone_in(actor: Actor, year: int, *, k: int = K) -> int | None:
    """Refusals without an account in a year, None where a month of it is a small number. Raises NotPermitted."""
    months = [queries.tallies_for_secretariat(actor, date(year, number, 1)) for number in range(1, 13)]
    return of_nobody([sum(row.refused for row in rows if row.desk_id == NOBODY) for rows in months], k=k)


def of_nobody(months: Sequence[int], *, k: int = K) -> int | None:
    """What was counted without an account in these months: the sum where each month is told, so that it tells no more.

    >>> of_nobody([40, 0, 12]), of_nobody([40, 0, 4])
    (52, None)
    """
    return None if any(0 < n < k for n in months) else sum(months)


def _exact(actor: Actor, month: date, k: int) -> rules_year.Month:
    rows = queries.tallies_for_secretariat(actor, month)
    exact = {row.desk_id: _cells(row) for row in rows if row.desk_id != NOBODY}
    few = people.of_month(people.homes(), month)
    return rules_year.Month(exact, closed(exact, few, k=k), few)


def _cells(row: DeskCounts) -> dict[str, int]:
    return {column: getattr(row, column) for column in COLUMNS}
