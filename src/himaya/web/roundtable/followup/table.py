"""The follow-up at one table: how each recommendation stands, and what moved since the table before."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from himaya.coordination import policy, rules_movement, words_movement
from himaya.coordination.models import RoundTable
from himaya.coordination.queries import movement
from himaya.coordination.queries.movement import FollowUp, Line
from himaya.coordination.words_following import GRADES, RECOMMENDATION_STATES, RECOMMENDATION_TONES, RESPONSES
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.showing import Chip

OVERDUE = "overdue"
FIRST, ON_A_PAGE = 20, 50


@dataclass(frozen=True, slots=True)
class Shown:
    """One recommendation on the page."""

    line: Line
    ref: str
    chip: Chip
    response: str | Promise
    grade: str | Promise
    lateness: str | Promise


@dataclass(frozen=True, slots=True)
class Group:
    """All of one movement: how many, and those that the page shows. `href` leads to the rest, '' when all are shown."""

    name: str
    chip: Chip
    count: int
    shown: list[Shown]
    href: str


@require_safe
@at_the_table
def page(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """As it stands today against the last table; once the table closed, as it was frozen."""
    table = policy.table_of(actor, table_id)
    found = movement.follow_up(actor, table)
    wanted = request.GET.get("only", "")
    one = _only(found, wanted, request.GET.get("page", "")) if found is not None else None
    context = {
        "table": table,
        "found": found,
        "live": movement.is_live(table),
        "headline": _headline(found),
        "groups": _groups(table, found) if found is not None and one is None else [],
        "only": one,
        "only_word": _word(wanted) if one is not None else "",
        "wanted": wanted,
        "lines": [_shown(line) for line in one] if one is not None else [],
        "counts": _counted(table, found) if found is not None else [],
        "overdue_href": _to(table, OVERDUE),
        "entered": policy.is_secretariat(actor),
    }
    return render(request, "roundtable/followup/table.html", context)


def _headline(found: FollowUp | None) -> str:
    if found is None:
        return _("Nothing was frozen at this table")
    total, moved = len(found.lines), found.moved
    if not total:
        return _("No recommendation has been addressed yet")
    if found.before is None:
        words = ngettext("%(n)d recommendation to follow up", "%(n)d recommendations to follow up", total)
        return words % {"n": total}
    words = ngettext(
        "%(n)d recommendation of %(all)d moved since the last table",
        "%(n)d recommendations of %(all)d moved since the last table",
        moved,
    )
    return words % {"n": moved, "all": total}


def _groups(table: RoundTable, found: FollowUp) -> list[Group]:
    """The movements of which there is any; before the first snapshot there is only the list."""
    groups = []
    for name, count in found.counts.items():
        if count:
            lines = _sorted([one for one in found.lines if one.movement == name])
            href = _to(table, name) if count > FIRST else ""
            groups.append(Group(name, _chip(name), count, [_shown(one) for one in lines[:FIRST]], href))
    return groups


def _counted(table: RoundTable, found: FollowUp) -> list[tuple[str | Promise, int, str]]:
    return [(words_movement.MOVEMENTS[name], count, _to(table, name)) for name, count in found.counts.items()]


def _only(found: FollowUp, wanted: str, number: str) -> Page[Line] | None:
    """One movement alone, or what is overdue, a page at a time."""
    if wanted == OVERDUE:
        lines = [one for one in found.lines if one.now.overdue]
    elif wanted in rules_movement.MOVEMENTS:
        lines = [one for one in found.lines if one.movement == wanted]
    else:
        return None
    return Paginator(_sorted(lines), ON_A_PAGE).get_page(number)


def _sorted(lines: Sequence[Line]) -> list[Line]:
    """What is late first, the one that is due longest before the others."""
    return sorted(lines, key=lambda one: (not one.now.overdue, _due(one) if one.now.overdue else "", one.row.number))


def _due(line: Line) -> str:
    return line.now.due_on.isoformat() if line.now.due_on else ""


def _shown(line: Line) -> Shown:
    return Shown(
        line,
        words_movement.reference(line.row.number),
        Chip(RECOMMENDATION_TONES.get(line.now.state, ""), RECOMMENDATION_STATES[line.now.state]),
        RESPONSES.get(line.now.response, ""),
        GRADES.get(line.now.grade, ""),
        words_movement.LATENESS.get(line.lateness, "") if line.before is not None else "",
    )


def _chip(name: str) -> Chip:
    return Chip(words_movement.MOVEMENT_TONES[name], words_movement.MOVEMENTS[name])


def _word(wanted: str) -> str | Promise:
    return _("overdue") if wanted == OVERDUE else words_movement.MOVEMENTS[wanted]


def _to(table: RoundTable, wanted: str) -> str:
    return f"{reverse('roundtable:table_follow_up', args=[table.pk])}?only={wanted}"
