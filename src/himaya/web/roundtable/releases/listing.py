"""The list of releases: what waits for somebody first, then what is on the screens, then what was."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, policy_releases, states
from himaya.coordination.actions import releases
from himaya.coordination.models import Release, Suspension
from himaya.coordination.queries import release_rows as queries
from himaya.coordination.words_releases import GATES, RELEASE_STATES, RELEASE_TONES
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import Chip, chip
from himaya.web.roundtable.releases.gate import who_looks
from himaya.web.roundtable.tables.reading import Form, shown


@dataclass(frozen=True, slots=True)
class Line:
    """A release in the list: its state, the gate it stands before, whether part of it is suspended."""

    row: Release
    chip: Chip
    gate: str | Promise
    suspended: bool


@require_http_methods(["GET", "POST"])
@who_looks
def listed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every release that the actor may know. A POST of the secretariat opens one for an adopted text."""
    if request.method != "POST":
        return _page(request, actor, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    edition_id = form.uuid("edition")
    if edition_id is None:
        raise NotFound
    outcome = ask(releases.open, form, {}, "", by=actor, edition_id=edition_id)
    if not outcome.done:
        return _page(request, actor, form, told=outcome.told, status=outcome.status)
    made = Release.objects.get(edition=edition_id, state=states.PREPARING)
    messages.success(request, _("Opened. Nothing is on the screens before the last gate."))
    return redirect("roundtable:release", release_id=made.pk)


def _page(
    request: HttpRequest, actor: Actor, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    lines = [_line(row) for row in queries.visible(actor)]
    waiting = [one for one in lines if one.row.state in states.RELEASE_UNDER_WAY]
    context = shown(form) | {
        "told": told,
        "headline": _headline(len(waiting), any_line=bool(lines)),
        "waiting": waiting,
        "live": [one for one in lines if one.row.state in (states.LIVE, states.SUSPENDED)],
        "past": [one for one in lines if one.row.state in (states.SUPERSEDED, states.ABANDONED)],
        "releasable": queries.releasable() if policy.is_secretariat(actor) else [],
        "oversees": policy_releases.oversees(actor),
        "at_the_table": policy.takes_part(actor),
        "open_harms": queries.visible_harms(actor).filter(state=states.HARM_OPEN).count(),
    }
    return render(request, "roundtable/releases/list.html", context, status=status)


def _headline(waiting: int, *, any_line: bool) -> str:
    if waiting:
        said = ngettext("%(n)d release is on its way to the screens", "%(n)d releases are on their way", waiting)
        return said % {"n": waiting}
    return _("No release is on its way") if any_line else _("No adopted text has been released yet")


def _line(row: Release) -> Line:
    off = Suspension.objects.filter(release=row, state__in=states.SUSPENDS).exists()
    gate = GATES[row.gate] if row.state == states.PREPARING else ""
    return Line(row, chip(row.state, RELEASE_STATES, RELEASE_TONES), gate, off)
