"""The follow-up at one table: how the register stands, or stood when it closed, and what moved since the table before.

An institution sees of it what it may know today; what was frozen is the whole register, and its hash is over all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from himaya.coordination import policy, policy_following, rules_movement, states
from himaya.coordination import states_following as following
from himaya.coordination.models import FollowUpSnapshot, Recommendation, RoundTable, SnapshotLine
from himaya.coordination.queries.standing import standing
from himaya.coordination.rules_movement import Stood
from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation at this table. `before` is how it stood at the table before; None when it is new since."""

    row: Recommendation
    now: Stood
    before: Stood | None
    reported: bool
    verified: bool
    lead: Institution | None
    lead_name: str

    @property
    def movement(self) -> str:
        """What became of it since the table before."""
        return rules_movement.moved(self.before, self.now)

    @property
    def lateness(self) -> str:
        """Whether it fell overdue since, or is overdue no longer."""
        return rules_movement.lateness(self.before, self.now)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a table looks at. `frozen` is what was written when it closed, None while it is ahead or when nothing was.

    `before` is what the movement is counted from; None when no table had closed before. `table_before` is named only
    to whoever may know that table.
    """

    frozen: FollowUpSnapshot | None
    before: FollowUpSnapshot | None
    table_before: RoundTable | None
    lines: list[Line]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each movement."""
        return rules_movement.counts(one.movement for one in self.lines)

    @property
    def moved(self) -> int:
        """How many did not stay as they were."""
        return sum(one.movement != rules_movement.STILL for one in self.lines)

    @property
    def overdue(self) -> int:
        """How many were overdue."""
        return sum(one.now.overdue for one in self.lines)


def is_live(table: RoundTable) -> bool:
    """True while the table is ahead or in session: its follow-up is that of today."""
    return table.state in (*states.BEFORE_SESSION, states.IN_SESSION)


def follow_up(actor: Actor, table: RoundTable) -> FollowUp | None:
    """The follow-up at a table; None where a table was held and nothing was frozen at it."""
    if is_live(table):
        before = FollowUpSnapshot.objects.order_by("-taken_at").select_related("table__cycle").first()
        return FollowUp(None, before, _known(actor, before), _today(actor, before))
    frozen = FollowUpSnapshot.objects.filter(table=table).first()
    if frozen is None:
        return None
    earlier = FollowUpSnapshot.objects.filter(taken_at__lt=frozen.taken_at).order_by("-taken_at")
    before = earlier.select_related("table__cycle").first()
    return FollowUp(frozen, before, _known(actor, before), _then(actor, frozen, before))


def series(actor: Actor) -> list[FollowUpSnapshot]:
    """What was frozen at the tables that the actor may know, the first one first."""
    tables = RoundTable.objects.filter(policy.visible_tables(actor)).values("pk")
    rows = FollowUpSnapshot.objects.filter(table__in=tables).select_related("table__cycle")
    return list(rows.order_by("taken_at"))


def _known(actor: Actor, snapshot: FollowUpSnapshot | None) -> RoundTable | None:
    if snapshot is None:
        return None
    rows = RoundTable.objects.filter(policy.visible_tables(actor), pk=snapshot.table_id)
    return rows.select_related("cycle").first()


def _today(actor: Actor, before: FollowUpSnapshot | None) -> list[Line]:
    rows = policy_following.visible(actor).exclude(state=following.FORMULATED).select_related("lead")
    then = _stood(_lines(actor, before))
    found = []
    for one in standing(rows.order_by("number")):
        row, was = one.row, then.get(one.row.number)
        # What had ended before the last table is no news at this one.
        if one.stood.state in following.ENDED_OTHERWISE and was is not None and was.state == one.stood.state:
            continue
        found.append(Line(row, one.stood, was, one.reported, one.verified, row.lead, row.lead_name))
    return found


def _then(actor: Actor, frozen: FollowUpSnapshot, before: FollowUpSnapshot | None) -> list[Line]:
    lines, then = _lines(actor, frozen), _stood(_lines(actor, before))
    leads = Institution.objects.in_bulk({one.lead_id for one in lines if one.lead_id})
    return [
        Line(
            one.recommendation,
            stood(one),
            then.get(one.number),
            one.reported,
            one.verified,
            leads.get(one.lead_id),
            one.lead_name,
        )
        for one in lines
        if not _ended_before(one, then)
    ]


def _ended_before(line: SnapshotLine, then: Mapping[int, Stood]) -> bool:
    return line.state in following.ENDED_OTHERWISE and line.number in then and then[line.number].state == line.state


def _lines(actor: Actor, snapshot: FollowUpSnapshot | None) -> list[SnapshotLine]:
    if snapshot is None:
        return []
    rows = SnapshotLine.objects.filter(snapshot=snapshot).select_related("recommendation").order_by("number")
    if not policy.is_secretariat(actor):
        rows = rows.filter(recommendation__in=policy_following.visible(actor).values("pk"))
    return list(rows)


def _stood(lines: list[SnapshotLine]) -> dict[int, Stood]:
    return {one.number: stood(one) for one in lines}


def stood(line: SnapshotLine) -> Stood:
    """How one recommendation stood when it was frozen."""
    return Stood(line.state, line.response, line.overdue, line.note, line.due_on, line.grade)


def to_follow_up(on: date) -> int:
    """How many recommendations a table of that day takes up."""
    rows = Recommendation.objects.filter(state__in=(*following.WITH_THE_LEAD, following.REPORTED_DONE))
    known = rows.values_list("state", "due_on", "answer_by")
    return sum(rules_movement.to_follow_up(state, due, answer, on) for state, due, answer in known)
