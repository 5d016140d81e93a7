"""What the screen in the room shows now: the point, its minutes, who is there, who said what, what is next."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from himaya.coordination import policy, rules_decision, states, words_decisions, words_tables
from himaya.coordination.models import AgendaItem, Decision, Position, RoundTable
from himaya.coordination.queries import decisions as known
from himaya.coordination.queries import tables as queries
from himaya.coordination.queries.tables import QuorumNow
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor

# Before and after the session, the screen says so in place of the news.
NOT_IN_SESSION: dict[str, Promise] = {
    states.INVITED: gettext_lazy("The session is not open yet"),
    states.CANCELLED: gettext_lazy("This table was cancelled"),
}
CLOSED = gettext_lazy("The session is closed")


@dataclass(frozen=True, slots=True)
class Voice:
    """One institution with a voice, before the question that is put. `may` says that this actor may speak for it."""

    institution: Institution
    position: Position | None
    word: str | Promise
    tone: str
    may: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the agenda: its place, its minutes as planned and as used. `over` is what it took too much."""

    item: AgendaItem
    number: int
    of: int
    kind: str | Promise
    used: int
    over: int


@dataclass(frozen=True, slots=True)
class Screen:
    """All of it. `put` is the question before the table, `last` what was concluded last."""

    headline: str
    half_day: str
    quorum: QuorumNow
    point: Point | None
    put: Decision | None
    voices: list[Voice]
    quiet: list[Institution]
    last: Decision | None
    upcoming: list[Point]
    runs: bool
    own: Voice | None
    absent_myself: bool


def screen(actor: Actor, table: RoundTable) -> Screen:
    """The screen of a table for an actor who may know it."""
    half_day = queries.present_half_day(table)
    quorum = queries.quorum_now(table, half_day)
    points = _points(table)
    point = next((one for one in points if one.item.state == states.ITEM_OPEN), None)
    put = known.put_at(table)
    runs = policy.is_secretariat(actor) or policy.presides(actor, table)
    voices = _voices(actor, put, half_day, runs=runs) if put else []
    own = None if policy.is_secretariat(actor) else actor.institution_id
    mine = next((one for one in voices if one.institution.pk == own), None)
    return Screen(
        headline=_headline(table, quorum, point, put, voices),
        half_day=half_day,
        quorum=quorum,
        point=point,
        put=put,
        voices=voices,
        quiet=known.silent(put, half_day) if put else [],
        last=_last(table, point),
        upcoming=[one for one in points if one.item.state == states.ITEM_WAITING],
        runs=runs,
        own=mine,
        absent_myself=bool(put and own and mine is None and own in {one.pk for one in quorum.missing}),
    )


def title_of(item: AgendaItem) -> str:
    """The title of a point; where it has none, the kind of point it is."""
    return item.title or str(words_tables.ITEM_KINDS.get(item.kind, item.kind))


def _points(table: RoundTable) -> list[Point]:
    rows = table.items.exclude(state=states.ITEM_DROPPED).select_related("presenter", "document").order_by("position")
    items = list(rows)
    return [_point(item, number, len(items)) for number, item in enumerate(items, start=1)]


def _point(item: AgendaItem, number: int, of: int) -> Point:
    used = 0
    if item.started_at is not None:
        used = int(((item.ended_at or clock.now()) - item.started_at) / timedelta(minutes=1))
    kind = words_tables.ITEM_KINDS.get(item.kind, item.kind)
    return Point(item, number, of, kind, used, max(used - item.minutes, 0))


def _voices(actor: Actor, put: Decision, half_day: str, *, runs: bool) -> list[Voice]:
    """Those that are there, in the order of their seats, then those that spoke and left since."""
    said = {row.institution_id: row for row in put.positions.select_related("institution", "delegate")}
    there = known.voices_there(put.table, half_day)
    gone = [row.institution for pk, row in said.items() if pk not in {one.pk for one in there}]
    own = "" if policy.is_secretariat(actor) else actor.institution_id
    found = []
    for one in (*there, *gone):
        row = said.get(one.pk)
        stance = row.stance if row else rules_decision.SILENT
        may = one in there and (runs or (own == one.pk and row is None))
        word, tone = words_decisions.STANCES[stance], words_decisions.STANCE_TONES.get(stance, "wait")
        found.append(Voice(one, row, word, tone, may))
    return found


def _last(table: RoundTable, point: Point | None) -> Decision | None:
    """What was concluded last on the open point; between two points, what was concluded last at the table."""
    rows = Decision.objects.filter(table=table).exclude(state__in=(states.PUT, states.WITHDRAWN))
    return (rows.filter(item=point.item) if point else rows).order_by("-number").first()


def _headline(
    table: RoundTable, quorum: QuorumNow, point: Point | None, put: Decision | None, voices: list[Voice]
) -> str:
    if table.state != states.IN_SESSION:
        return str(NOT_IN_SESSION.get(table.state, CLOSED))
    if put is not None:
        heard = sum(one.position is not None for one in voices)
        said = {"heard": heard, "all": len(voices)}
        return (
            ngettext(
                "%(heard)s of %(all)s institution has spoken", "%(heard)s of %(all)s institutions have spoken", heard
            )
            % said
        )
    if point is not None:
        return _("Point %(number)s: %(title)s") % {"number": point.number, "title": title_of(point.item)}
    if not quorum.reached:
        return _("No quorum: %(there)s of %(seats)s, %(needed)s needed") % {
            "there": quorum.there,
            "seats": quorum.seats,
            "needed": quorum.needed,
        }
    return _("No point is open")
