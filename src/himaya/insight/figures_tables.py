"""Figures of the tables themselves: held, who came, minutes in time, what was decided. Institutions, never persons."""

from himaya.coordination import states
from himaya.coordination.queries import reported
from himaya.coordination.queries import tables as queries
from himaya.coordination.queries.reported import Scope
from himaya.coordination.rules_reporting import FROM_BEST
from himaya.insight.report_cells import Cell, Value, day, name, plain, table_reference
from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor


def held(_actor: Actor, scope: Scope) -> Value:
    """Tables held, of those planned for the period."""
    rows = reported.held(scope)
    return Value(len(rows), len(scope.tables), tuple(table_reference(row) for row in rows))


def listed(_actor: Actor, scope: Scope) -> Value:
    """The tables held: number, day, place, subject. Who presided is not told: no name stands in a report."""
    rows = reported.held(scope)
    lines: list[tuple[Cell, ...]] = [
        (plain(table_reference(row)), day(queries.meeting_day(row)), plain(row.place), row.titles) for row in rows
    ]
    return Value(len(rows), head=("table", "day", "place", "subject"), rows=tuple(lines))


def by_table(_actor: Actor, scope: Scope) -> Value:
    """How many institutions came to each table, of those with a seat."""
    rows: list[tuple[Cell, ...]] = []
    for table in reported.held(scope):
        statuses = [status for _, status in reported.attendance(table)]
        counts = (statuses.count(one) for one in FROM_BEST)
        rows.append((plain(table_reference(table)), *counts, len(statuses)))
    return Value(head=("table", *FROM_BEST, "of_seats"), rows=tuple(rows))


def by_institution(_actor: Actor, scope: Scope) -> Value:
    """To how many tables each institution came, of those held while it had a seat."""
    found: dict[Institution, list[str]] = {}
    for table in reported.held(scope):
        for institution, status in reported.attendance(table):
            found.setdefault(institution, []).append(status)
    rows: list[tuple[Cell, ...]] = [
        (name(one), *(statuses.count(status) for status in FROM_BEST), len(statuses)) for one, statuses in found.items()
    ]
    return Value(head=("institution", *FROM_BEST, "of_tables"), rows=tuple(rows))


def minutes_on_time(_actor: Actor, scope: Scope) -> Value:
    """Tables whose minutes went round in time, of those whose time is over."""
    known = [(row, reported.minutes_in_time(row, scope.as_of)) for row in reported.held(scope)]
    done = [row for row, in_time in known if in_time]
    counted = tuple(table_reference(row) for row in done)
    return Value(len(done), sum(in_time is not None for _, in_time in known), counted)


def decisions(_actor: Actor, scope: Scope) -> Value:
    """Decisions that bind, of the questions put."""
    rows = list(reported.decisions(scope))
    binding = [row for row in rows if reported.binds(row, scope.as_of)]
    counted = tuple(f"{table_reference(row.table)}/{row.number}" for row in binding)
    return Value(len(binding), len(rows), counted)


def needs(_actor: Actor, scope: Scope) -> Value:
    """Needs covered in full, of those entered and not dropped."""
    rows = reported.needs(scope)
    return Value(sum(state == states.COVERED for _, state in rows), len(rows))
