"""A provider is entered, changed or closed by the secretariat; nobody needs an account to be in the directory."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.institutions import words as institution_words
from himaya.institutions.actions import desks, institutions
from himaya.institutions.models import Desk, Institution
from himaya.institutions.queries import standing_desks
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.languages import CODES
from himaya.kernel.unit import log_refusal, unit
from himaya.services import words
from himaya.web.methods import require_POST
from himaya.web.services import showing
from himaya.web.services.form import Form
from himaya.web.services.gate import secretariat

FIELDS = {
    "names": "name_fr",
    "names_long": "name_fr",
    "name_latin": "name_fr",
    "name_twice": "name_fr",
    "code_taken": "name_fr",
    "institution_ended": "institution",
    "institution_kind": "institution_kind",
}
NEW = "new"


@require_http_methods(["GET", "POST"])
@secretariat
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A desk of an institution of the list, or of a new one under the same names."""
    form = Form(request.POST)
    if request.method != "POST":
        form.typed["reached_by"] = "link"
        return _page(request, form, None)
    said, institution_id = _read(form), form.text("institution")
    kind = form.text("institution_kind")
    if institution_id != NEW and not _stands(institution_id):
        form.wrong["institution"] = _("Choose the institution, or say that it is new.")
    if not form.wrong:
        try:
            with unit(by=actor):
                if institution_id == NEW:
                    made = institutions.add(code="", kind=kind, names=said.names, valid_from=clock.today(), by=actor)
                    institution_id = made.pk
                desk = desks.add(institution_id=institution_id, said=said, by=actor)
        except (NotNow, NotValid) as refusal:
            log_refusal(refusal, by=actor, where="services:provider_add")
            form.refused(refusal, FIELDS)
            return _page(request, form, None, status=refusal.status)
        messages.success(request, _("Entered. Now propose its services; a second person confirms them."))
        return redirect("services:desk", desk_id=desk.pk)
    return _page(request, form, None, status=NotValid.status)


@require_http_methods(["GET", "POST"])
@secretariat
def change(request: HttpRequest, actor: Actor, desk_id: str) -> HttpResponse:
    """What stands of a desk; its services are proposed, its hours are its lead's."""
    desk = _desk(desk_id)
    if request.method != "POST":
        return _page(request, _begun(desk), desk)
    form = Form(request.POST)
    try:
        desks.change(desk_id=desk_id, said=_read(form), by=actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="services:provider_change")
        form.refused(refusal, FIELDS)
        return _page(request, form, desk, status=refusal.status)
    messages.success(request, _("Changed. The directory says so now."))
    return redirect("services:desk", desk_id=desk_id)


@require_POST
@secretariat
def close(request: HttpRequest, actor: Actor, desk_id: str) -> HttpResponse:
    """From a day on the desk receives nothing."""
    desk = _desk(desk_id)
    form = Form(request.POST)
    on = form.day("closed_on")
    if on is not None:
        try:
            desks.close(desk_id=desk_id, on=on, by=actor)
        except (NotNow, NotValid) as refusal:
            log_refusal(refusal, by=actor, where="services:provider_close")
            form.refused(refusal, {"desk_closed": "closed_on"})
        else:
            messages.success(request, _("Closed. Nothing is sent there from that day on."))
            return redirect("services:keeping")
    again = _begun(desk)
    again.typed |= form.typed
    again.wrong = form.wrong
    return _page(request, again, desk, status=NotValid.status)


def _stands(institution_id: str) -> bool:
    return Institution.objects.filter(pk=institution_id, valid_to__isnull=True).exists()


def _desk(desk_id: str) -> Desk:
    desk = Desk.objects.select_related("institution").filter(pk=desk_id).first()
    if desk is None:
        raise NotFound
    return desk


def _read(form: Form) -> desks.Said:
    return desks.Said(
        names={code: form.text(f"name_{code}") for code in CODES},
        kind=form.text("kind"),
        regions=form.many("regions"),
        phone=form.text("phone"),
        reached_by=form.text("reached_by"),
        after_hours=form.text("after_hours"),
        own_region=form.text("own_region"),
    )


def _begun(desk: Desk) -> Form:
    names = {f"name_{code}": getattr(desk, f"name_{code}") for code in CODES}
    rest = {"kind": desk.kind, "regions": desk.regions, "phone": desk.phone, "reached_by": desk.reached_by}
    linked = {"after_hours": desk.after_hours_id or "", "own_region": desk.own_region_id or ""}
    return Form(typed={**names, **rest, **linked, "closed_on": ""})


def _page(request: HttpRequest, form: Form, desk: Desk | None, *, status: int = 200) -> HttpResponse:
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    others = standing_desks().exclude(pk=desk.pk if desk else "")
    rows = sorted(Institution.objects.filter(standing), key=lambda row: row.name)
    kinds: dict[str, str | Promise] = dict(words.KINDS)
    if desk is not None:
        kinds.setdefault(desk.kind, desk.kind)
    context: dict[str, Any] = {
        **form.shown,
        "desk": desk,
        "institutions": [showing.Item(NEW, _("A new one, under the names below"))]
        + [showing.Item(row.pk, row.name) for row in rows],
        "institution_kinds": [showing.Item(code, label) for code, label in institution_words.KINDS.items()],
        "kinds": [showing.Item(code, label) for code, label in kinds.items()],
        "regions": showing.regions(),
        "ways": [showing.Item(code, label) for code, label in words.REACHED.items()],
        "others": sorted((showing.Item(one.pk, one.name) for one in others), key=lambda item: str(item.label)),
        "today": clock.today().isoformat(),
    }
    return render(request, "services/provider.html", context, status=status)
