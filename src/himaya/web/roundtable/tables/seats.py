"""The seats of a cycle: given, filled, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states, words_tables
from himaya.coordination.actions import seats
from himaya.coordination.models import Cycle
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.cycles import seat_rows
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "seat_kind": "kind",
    "institution_missing": "institution",
    "institution_unknown": "institution",
    "seat_twice": "institution",
    "seat_days": "on",
}
DONE: dict[str, Promise] = {
    "give": gettext_lazy("The seat is given. Tables that are convened already ask the institution too."),
    "fill": gettext_lazy("The seat is filled."),
    "end": gettext_lazy("The seat ends with that day. What was done on it stays."),
}


@require_http_methods(["GET", "POST"])
@secretariat_only
def page(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """Who sits in this cycle. A POST gives, fills or ends one seat."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return _page(request, cycle, None)
    form, verb = Form(request.POST), request.POST.get("do", "")
    if verb not in DONE:
        raise NotFound
    try:
        _run(verb, form, cycle, actor)
    except NotValid as refusal:
        form.refused(refusal, FIELDS)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:seats")
        return _page(request, cycle, form, told=refusal.sentence, status=refusal.status)
    if form.wrong:
        return _page(request, cycle, form, status=NotValid.status)
    messages.success(request, str(DONE[verb]))
    return redirect("roundtable:seats", cycle_id=cycle_id)


def _run(verb: str, form: Form, cycle: Cycle, actor: Actor) -> None:
    seat, institution = form.uuid("seat"), form.text("institution")
    if verb == "give":
        kind, since = form.text("kind"), form.day("valid_from")
        if since is not None:
            seats.give(cycle_id=cycle.pk, kind=kind, institution_id=institution or None, valid_from=since, by=actor)
        return
    if seat is None or not cycle.seats.filter(pk=seat).exists():
        raise NotFound
    if verb == "fill":
        if not institution:
            form.wrong["institution"] = _("Choose the association that takes the seat.")
            return
        seats.fill(seat_id=seat, institution_id=institution, valid_from=clock.today(), by=actor)
    elif (last := form.day("on")) is not None:
        seats.end(seat_id=seat, on=last, by=actor)


def _page(
    request: HttpRequest, cycle: Cycle, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    known = lists.institutions()
    voices = len(queries.voices_on(cycle, clock.today()))
    context = {
        **shown(form),
        "cycle": cycle,
        "told": told,
        "headline": ngettext("One voice at the table today", "%(n)s voices at the table today", voices) % {"n": voices},
        "seats": seat_rows(cycle),
        "ended": cycle.seats.filter(valid_to__isnull=False).select_related("institution").order_by("valid_to"),
        "open_seat": form.uuid("seat") if form else None,
        "institutions": lists.as_items(known),
        "associations": lists.as_items(one for one in known if one.kind == "ngo"),
        "kinds": lists.of(words_tables.SEAT_KINDS, *states.SEAT_KINDS),
        "today": clock.today().isoformat(),
    }
    return render(request, "roundtable/tables/seats.html", context, status=status)
