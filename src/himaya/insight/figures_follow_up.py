"""Figures of recommendations. What an institution reports and what was verified are never added up."""

from collections.abc import Iterable

from himaya.coordination import rules_reporting as rules
from himaya.coordination import states_following as states
from himaya.coordination.models import FollowUpSnapshot
from himaya.coordination.queries import reported
from himaya.coordination.queries.reported import Followed, Scope
from himaya.coordination.words_following import RECOMMENDATION_STATES, RESPONSES
from himaya.insight.report_cells import Cell, Said, Value, cell, day, name, one_of, plain, table_reference
from himaya.kernel.actor import Actor
from himaya.kernel.languages import CODES


def addressed(_actor: Actor, scope: Scope) -> Value:
    """Those addressed in the period."""
    rows = _in_period(scope)
    return Value(len(rows), counted=_named(rows))


def answers_in_time(_actor: Actor, scope: Scope) -> Value:
    """Of those addressed in the period, the ones answered within sixty days; those still within their time wait."""
    known = [(one, rules.answered_in_time(one.addressed_on, one.answered_on, scope.as_of)) for one in _in_period(scope)]
    done = [one for one, in_time in known if in_time]
    return Value(len(done), sum(in_time is not None for _, in_time in known), _named(done))


def overdue(_actor: Actor, scope: Scope) -> Value:
    """Those whose day has passed, of those that have one while the lead is to act."""
    waiting = [
        one
        for one in scope.recommendations
        if one.standing.state in states.WITH_THE_LEAD and one.standing.due_on is not None
    ]
    late = [one for one in waiting if one.standing.overdue]
    return Value(len(late), len(waiting), _named(late))


def reported_done(_actor: Actor, scope: Scope) -> Value:
    """Those that the lead says are done and nobody has verified."""
    rows = _followed(scope)
    found = [one for one in rows if one.standing.reported]
    return Value(len(found), len(rows), _named(found))


def verified(_actor: Actor, scope: Scope) -> Value:
    """Those that were verified, of all that are followed up."""
    rows = _followed(scope)
    found = [one for one in rows if one.standing.verified]
    return Value(len(found), len(rows), _named(found))


def by_state(_actor: Actor, scope: Scope) -> Value:
    """How many stand in each state; their sum is all that were addressed."""
    rows = scope.recommendations
    stood = [one.standing.state for one in rows]
    known = [state for state in states.RECOMMENDATION_STATES if state in stood]
    lines: list[tuple[Cell, ...]] = [(one_of(RECOMMENDATION_STATES, state), stood.count(state)) for state in known]
    total: list[tuple[Cell, ...]] = [(cell("all"), len(rows))] if rows else []
    return Value(head=("state", "number"), rows=(*lines, *total))


def by_lead(_actor: Actor, scope: Scope) -> Value:
    """Of each lead: followed up, overdue, reported done, verified. By name, not by rank."""
    found: dict[tuple[str, str], tuple[Said, list[Followed]]] = {}
    for one in _followed(scope):
        key = (one.row.lead_id or "", one.row.lead_name)
        found.setdefault(key, (_lead(one), []))[1].append(one)
    rows = [
        (said, len(of), *(sum(flags) for flags in zip(*(_flags(one) for one in of), strict=True)))
        for said, of in sorted(found.values(), key=lambda pair: pair[0]["fr"])
    ]
    return Value(head=("lead", "followed", "overdue", "reported", "verified"), rows=tuple(rows))


def listed(_actor: Actor, scope: Scope) -> Value:
    """Each recommendation of the cycle: its text, its lead, its day, and where it stands."""
    rows = scope.recommendations
    lines: list[tuple[Cell, ...]] = [
        (plain(f"R-{one.row.number}"), one.row.texts, _lead(one), day(one.standing.due_on), _state(one)) for one in rows
    ]
    return Value(len(rows), head=("reference", "recommendation", "lead", "due", "state"), rows=tuple(lines))


def movement(_actor: Actor, scope: Scope) -> Value:
    """How the register stood when each table closed, the last before the period first."""
    return Value(
        head=("table", "day", "followed", "overdue", "reported", "verified"),
        rows=tuple(_frozen(one, scope) for one in reported.snapshots(scope)),
    )


def _frozen(snapshot: FollowUpSnapshot, scope: Scope) -> tuple[Cell, ...]:
    lines = [one for one in snapshot.lines.all() if one.state not in states.ENDED_OTHERWISE]
    if scope.cycle_id:
        own = {one.row.pk for one in scope.recommendations}
        lines = [one for one in lines if one.recommendation_id in own]
    return (
        plain(table_reference(snapshot.table)),
        day(snapshot.on),
        len(lines),
        sum(one.overdue for one in lines),
        sum(one.reported and not one.verified for one in lines),
        sum(one.verified for one in lines),
    )


def _in_period(scope: Scope) -> list[Followed]:
    return [one for one in scope.recommendations if one.addressed_on >= scope.first]


def _followed(scope: Scope) -> list[Followed]:
    return [one for one in scope.recommendations if one.is_followed]


def _named(rows: Iterable[Followed]) -> tuple[str, ...]:
    return tuple(reported.references(rows))


def _flags(one: Followed) -> tuple[bool, bool, bool]:
    return one.standing.overdue, one.standing.reported, one.standing.verified


def _lead(one: Followed) -> Said:
    return name(one.row.lead) if one.row.lead is not None else plain(one.row.lead_name)


def _state(one: Followed) -> Said:
    """Where it stands, with the answer of its lead on a line of its own: noted is not accepted."""
    said = one_of(RECOMMENDATION_STATES, one.standing.state)
    if one.standing.state != states.ANSWERED or not one.row.response:
        return said
    answer = one_of(RESPONSES, one.row.response)
    return {code: f"{said[code]}\n{answer[code]}" for code in CODES}
