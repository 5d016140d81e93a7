"""The packet of an institution for a table: one page, what is asked of it and by when. And what came out of a table."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from himaya.coordination import policy, states
from himaya.coordination.models import RoundTable
from himaya.coordination.queries import asks as asking
from himaya.coordination.queries import restitution as restitutions
from himaya.coordination.queries.asks import Ask
from himaya.coordination.queries.restitution import Decided, LeftOpen
from himaya.coordination.queries.tables import meeting_day, seats_on
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.showing import Chip

CHIPS = {
    asking.OPEN: Chip("wait", pgettext_lazy("asked", "to do")),
    asking.DONE: Chip("ok", pgettext_lazy("asked", "done")),
    asking.LATE: Chip("late", pgettext_lazy("asked", "late")),
}
LEFT_WORDS: dict[str, Promise] = {
    restitutions.QUESTION: pgettext_lazy("left open", "question"),
    restitutions.CARRIED: pgettext_lazy("left open", "goes on to the next table"),
    restitutions.NOT_AGREED: pgettext_lazy("left open", "not agreed, goes on to the next table"),
    restitutions.AWAITING: pgettext_lazy("left open", "waits for its confirmation"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing asked; `href` is empty where nothing can be done by a click."""

    ask: Ask
    chip: Chip
    href: str


@require_safe
@at_the_table
def packet(request: HttpRequest, actor: Actor, table_id: UUID, institution_id: str = "") -> HttpResponse:
    """One institution's packet: its own for a focal point; any for the secretariat, which else sees the list."""
    table = policy.table_of(actor, table_id)
    entered = policy.is_secretariat(actor)
    if not entered and institution_id not in ("", actor.institution_id):
        raise NotPermitted(
            _("You answer for your own institution only. This one answers for itself."), code="other_institution"
        )
    seated = [seat.institution for seat in seats_on(table.cycle, _day(table)) if seat.institution is not None]
    if entered and not institution_id:
        return _all(request, table, seated)
    wanted = institution_id or actor.institution_id
    institution = next((one for one in seated if one.pk == wanted), None)
    if institution is None:
        raise NotFound
    lines = lines_of(asking.asks_of(wanted, table=table), links=True)
    waiting = sum(one.ask.state != asking.DONE for one in lines)
    context = {
        "table": table,
        "institution": institution,
        "lines": lines,
        "headline": _headline(waiting, own=not entered),
        "waiting": waiting,
        "entered": entered,
    }
    return render(request, "roundtable/practice/packet.html", context)


def _day(table: RoundTable) -> date:
    """The day on which seats are looked at: the meeting's, or today when it lies behind."""
    return max(meeting_day(table), clock.today())


def _headline(waiting: int, *, own: bool) -> str:
    if not waiting:
        return _("Nothing is asked of you now") if own else _("Nothing is asked of this institution now")
    if own:
        return ngettext("We ask one thing of you", "We ask %(n)d things of you", waiting) % {"n": waiting}
    words = ngettext("One thing is asked of this institution", "%(n)d things are asked of this institution", waiting)
    return words % {"n": waiting}


def lines_of(asks: list[Ask], *, links: bool) -> list[Line]:
    """What is asked as lines, each leading to where it is done."""
    return [Line(one, CHIPS[one.state], _to(one.url_name, *one.url_args) if links else "") for one in asks]


def _to(name: str, *args: object) -> str:
    """An address, or nothing when there is no such page."""
    if not name:
        return ""
    try:
        return reverse(name if ":" in name else f"roundtable:{name}", args=args)
    except NoReverseMatch:
        return ""


def _all(request: HttpRequest, table: RoundTable, seated: list[Institution]) -> HttpResponse:
    rows: list[dict[str, Any]] = []
    for one in seated:
        asks = [ask for ask in asking.asks_of(one.pk, table=table) if ask.state != asking.DONE]
        late = sum(ask.state == asking.LATE for ask in asks)
        rows.append({"institution": one, "waiting": len(asks), "late": late})
    waiting = sum(row["waiting"] > 0 for row in rows)
    words = ngettext(
        "One institution still has something to do, of %(all)d",
        "%(n)d institutions still have something to do, of %(all)d",
        waiting,
    )
    context = {"table": table, "rows": rows, "headline": words % {"n": waiting, "all": len(rows)}}
    return render(request, "roundtable/practice/packets.html", context)


@require_safe
@at_the_table
def restitution(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """What came out of a table, for everybody who sits at it."""
    table = policy.table_of(actor, table_id)
    if table.state in states.BEFORE_SESSION:
        raise NotFound
    found = restitutions.restitution(table)
    context = {
        "table": table,
        "found": found,
        "headline": _came_out(len(found.decided), found.points, len(found.left_open)),
        "decided": [(one, _decided(one)) for one in found.decided],
        "left_open": [(one, _left(one)) for one in found.left_open],
        "asked": [(one, lines_of(one.asks, links=False)) for one in found.asked],
    }
    return render(request, "roundtable/practice/restitution.html", context)


def _came_out(decided: int, points: int, left: int) -> str:
    """The headline: each number with its own noun, so that no language bends around two of them."""
    parts = [ngettext("%(n)d decision", "%(n)d decisions", decided) % {"n": decided}]
    if points:
        words = ngettext("%(n)d point on which practice differs", "%(n)d points on which practice differs", points)
        parts.append(words % {"n": points})
    if left:
        parts.append(ngettext("%(n)d thing left open", "%(n)d things left open", left) % {"n": left})
    return " · ".join(parts)


def _decided(one: Decided) -> Chip:
    if one.state == states.AWAITING:
        return Chip("wait", pgettext_lazy("decision", "agreed, waits for its confirmation"))
    return Chip("ok", pgettext_lazy("decision", "agreed"))


def _left(one: LeftOpen) -> Chip:
    late = one.by_when is not None and one.by_when < clock.today()
    return Chip("late" if late else "wait", LEFT_WORDS[one.kind])
