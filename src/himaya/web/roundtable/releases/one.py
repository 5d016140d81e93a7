"""One release: its gates as steps, the one thing to do now, what was found behind each gate, what stops it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, release_checks, release_clock, release_golden, release_impact, states
from himaya.coordination.models import Release, Suspension
from himaya.coordination.queries import release_rows as queries
from himaya.coordination.words_releases import CLASSES, GATES, RELEASE_STATES, RELEASE_TONES
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import chip
from himaya.web.roundtable.releases import courses, details, may, stepper
from himaya.web.roundtable.releases.doing import DOINGS, target
from himaya.web.roundtable.releases.gate import who_looks
from himaya.web.roundtable.tables.reading import Form, shown


@require_http_methods(["GET", "POST"])
@who_looks
def page(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """One release. A POST does one thing at its gate, or stops it."""
    if request.method != "POST":
        return _page(request, actor, queries.release_of(actor, release_id), None)
    form = Form(request.POST)
    name = form.text("do")
    doing = DOINGS.get(name)
    if doing is not None:
        doing.check(actor)
    row = queries.release_of(actor, release_id)
    acts_on = target(doing, form, row.pk) if doing is not None else None
    if doing is None or acts_on is None or not _of_this(row, acts_on):
        raise NotFound
    outcome = ask(doing.verb, form, doing.fields, doing.rest, by=actor, **acts_on, **doing.takes(form))
    if not outcome.done:
        again = queries.release_of(actor, release_id)
        return _page(request, actor, again, form, told=outcome.told, status=outcome.status)
    messages.success(request, str(doing.done))
    new = queries.under_way(row.document_id) if name == "roll_back" else None
    return redirect("roundtable:release", release_id=(new or row).pk)


def _of_this(row: Release, acts_on: dict[str, Any]) -> bool:
    """A suspension is of this release, or it is not there."""
    if "suspension_id" not in acts_on:
        return True
    return Suspension.objects.filter(pk=acts_on["suspension_id"], release=row).exists()


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Release,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    gates = stepper.gates(row)
    context = (
        shown(form)
        | may.now(actor, row)
        | may.folds(actor, row)
        | {
            "row": row,
            "told": told,
            "headline": _headline(row),
            "chip": chip(row.state, RELEASE_STATES, RELEASE_TONES),
            "gates": gates,
            "did": form.text("do") if form is not None else "",
            "fast": release_clock.FAST if release_clock.is_fast() else "",
            "taught": courses.of_release(actor, row),
            "at_the_table": policy.takes_part(actor),
            **_behind(row, gates),
        }
    )
    return render(request, "roundtable/releases/one.html", context, status=status)


def _behind(row: Release, gates: list[stepper.Gate]) -> dict[str, Any]:
    """What was frozen behind each gate; for the one it stands before, as it is at this moment."""
    frozen = {one.code: one.found for one in gates}
    preparing = row.state == states.PREPARING
    found: dict[str, Any] = {"findings": []}
    if preparing and row.gate == states.CHECKS:
        found["findings"] = release_checks.findings(row)
    golden = frozen[states.GOLDEN]
    if golden is None and preparing and row.gate == states.GOLDEN:
        golden = release_golden.frozen(row)
    impact = frozen[states.IMPACT]
    if impact is None and preparing and row.gate == states.IMPACT:
        impact = release_impact.frozen(row)
    found["trials"] = list(row.pilot_desks.select_related("desk").order_by("desk_id"))
    found["checked"] = frozen[states.CHECKS]
    found["golden"] = details.golden(golden) if golden is not None else None
    found["impact"] = details.impact(row, impact) if impact is not None else None
    found["weight"] = CLASSES[row.edition.change_class]
    return found


def _headline(row: Release) -> str:
    if row.state == states.PREPARING:
        return _("Next gate: %(gate)s") % {"gate": GATES[row.gate]}
    if row.state == states.SCHEDULED:
        return _("Announced: the forms change by themselves on the first day")
    said = {
        states.LIVE: _("On the screens"),
        states.SUSPENDED: _("Suspended: what was there before is on the screens"),
        states.SUPERSEDED: _("A later release has replaced this one"),
        states.ABANDONED: _("Abandoned: the screens stayed as they were"),
    }
    return said[row.state]
