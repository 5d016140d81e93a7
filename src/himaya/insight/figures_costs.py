"""Figures of money and of desks: cost lines of a cycle as they were entered, and the one table of a year of counts."""

from himaya.coordination import rules_reporting as rules
from himaya.coordination.queries import reported
from himaya.coordination.queries.reported import Scope
from himaya.coordination.words_reports import COST_HEADINGS
from himaya.insight import desk_counts
from himaya.insight.report_cells import Cell, Value, amount, cell, day, one_of, plain
from himaya.kernel import clock
from himaya.kernel.actor import Actor


def lines(_actor: Actor, scope: Scope) -> Value:
    """Each line that stands."""
    rows = list(reported.costs(scope))
    found: list[tuple[Cell, ...]] = [
        (day(row.on), one_of(COST_HEADINGS, row.heading), plain(row.text), amount(row.amount, row.currency))
        for row in rows
    ]
    return Value(len(rows), head=("day", "heading", "what", "amount"), rows=tuple(found))


def sums(_actor: Actor, scope: Scope) -> Value:
    """One sum for each currency, and its parts by heading. Nothing is converted."""
    rows: list[tuple[Cell, ...]] = []
    known = rules.sums((row.currency, row.heading, row.amount) for row in reported.costs(scope))
    for currency, headings in sorted(known.items()):
        for heading in (one for one in COST_HEADINGS if one in headings):
            rows.append((one_of(COST_HEADINGS, heading), amount(headings[heading], currency)))
        total = {code: f"{said} {currency}" for code, said in cell("all").items()}
        rows.append((total, amount(sum(headings.values()), currency)))
    return Value(head=("heading", "amount"), rows=tuple(rows))


def desk_acts(actor: Actor, scope: Scope) -> Value:
    """The acts of the desks in a calendar year that is over, small numbers hidden; `yearbook` shares its totals."""
    if clock.today() <= scope.last:
        return Value(withheld="year_not_over")
    totals = desk_counts.of_year(actor, scope.last.year)
    if not any(totals[column] != 0 for column in desk_counts.COLUMNS):
        return Value(withheld="nothing")
    rows: list[tuple[Cell, ...]] = [(cell(one), totals[one]) for one in desk_counts.COLUMNS]
    # Anybody can write these: beside the desks, and in no total of theirs.
    rows.append((cell("refused_without_account"), desk_counts.alone_in(actor, scope.last.year)))
    return Value(head=("act", "number"), rows=tuple(rows))
