"""The secretariat's month: what each desk sent, received, answered and missed, small cells hidden."""

from dataclasses import dataclass
from datetime import date

from himaya.cases import queries
from himaya.cases.queries import DeskCounts
from himaya.insight import rules_year
from himaya.insight.suppression import K, Table, suppress
from himaya.kernel.actor import Actor

COLUMNS = ("screened", "refused", "sent", "received", "answered", "unanswered", "no_service", "reported")
# What is answered or escalated was received; what is reported or has no service was answered.
SUMS = (("received", ("answered", "unanswered")), ("answered", ("no_service", "reported")))


@dataclass(frozen=True)
class Month:
    """The counts of one month by desk id (the empty id: refusals without an account), and the median answer.

    `medians` holds an upper end in minutes, `longer`, or empty where fewer than `k` answers stand behind it.
    """

    month: date
    table: Table
    medians: dict[str, str]
    k: int


def of_month(actor: Actor, month: date, *, k: int = K) -> Month:
    """The table the secretariat may see. Raises NotPermitted for everybody else."""
    rows = queries.tallies_for_secretariat(actor, month)
    table = suppress({row.desk_id: _cells(row) for row in rows}, columns=COLUMNS, sums=SUMS, k=k)
    return Month(
        month=month.replace(day=1),
        table=table,
        medians={row.desk_id: row.median if row.answered >= k else "" for row in rows},
        k=k,
    )


def of_year(actor: Actor, year: int, *, k: int = K) -> dict[str, int | None]:
    """The totals of a year by column, None where one would give a month away. Raises NotPermitted."""
    months = [_exact(actor, date(year, number, 1), k) for number in range(1, 13)]
    return rules_year.of_year(months, columns=COLUMNS, sums=SUMS, k=k)


def _exact(actor: Actor, month: date, k: int) -> rules_year.Month:
    exact = {row.desk_id: _cells(row) for row in queries.tallies_for_secretariat(actor, month)}
    return rules_year.Month(exact, of_month(actor, month, k=k).table)


def _cells(row: DeskCounts) -> dict[str, int]:
    return {column: getattr(row, column) for column in COLUMNS}
