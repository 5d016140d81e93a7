"""An institution is added, becomes another one, or closes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.coordination.actions import handovers
from himaya.coordination.queries import people as queries
from himaya.institutions import words
from himaya.institutions.actions import institutions as actions
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.people import showing
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "names": "name_fr",
    "names_long": "name_fr",
    "name_ar": "name_ar",
    "name_latin": "name_fr",
    "name_twice": "name_fr",
    "institution_kind": "kind",
    "institution_code": "code",
    "institution_day": "on",
    "institution_begins_later": "on",
    "successor_day_ahead": "on",
}
MISSING: dict[str, Promise] = {
    "name_fr": gettext_lazy("Write the name in French."),
    "name_ar": gettext_lazy("Write the name in Arabic."),
    "name_en": gettext_lazy("Write the name in English."),
}


@require_http_methods(["GET", "POST"])
@secretariat_only
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new institution under its three names. The code comes from the French name unless one is typed."""
    if request.method != "POST":
        return _names_page(request, None)
    form = Form(request.POST)
    takes = _read(form)
    if "suggest" in request.POST:
        form.wrong.clear()
        form.typed["code"] = actions.suggested_code(takes["names"]["fr"])
        return _names_page(request, form)
    try:
        if not form.wrong:
            row = actions.add(valid_from=takes.pop("on"), by=actor, **takes)
            messages.success(request, _("The institution is on the list. Enter who speaks for it."))
            return redirect("roundtable:institution", institution_id=row.pk)
    except (NotValid, NotNow) as refusal:
        _refused(form, refusal, actor)
    return _names_page(request, form, status=NotValid.status)


@require_http_methods(["GET", "POST"])
@secretariat_only
def became(request: HttpRequest, actor: Actor, institution_id: str) -> HttpResponse:
    """The institution has another name or another role since a day: its successor takes over what is open."""
    line = queries.one(actor, institution_id)
    if request.method != "POST":
        return _names_page(request, None, old=showing.line(line))
    form = Form(request.POST)
    takes = _read(form)
    if "suggest" in request.POST:
        form.wrong.clear()
        form.typed["code"] = actions.suggested_code(takes["names"]["fr"])
        return _names_page(request, form, old=showing.line(line))
    try:
        if not form.wrong:
            row = handovers.succeed(institution_id=institution_id, by=actor, **takes)
            messages.success(request, _("The successor took over the seats. Its mandates are given anew, by letter."))
            return redirect("roundtable:institution", institution_id=row.pk)
    except (NotValid, NotNow) as refusal:
        _refused(form, refusal, actor)
    return _names_page(request, form, old=showing.line(line), status=NotValid.status)


@require_http_methods(["GET", "POST"])
@secretariat_only
def close(request: HttpRequest, actor: Actor, institution_id: str) -> HttpResponse:
    """The institution exists until a day, and nothing follows it."""
    line = queries.one(actor, institution_id)
    form = Form(request.POST)
    if request.method == "POST":
        last = form.day("on")
        try:
            if last is not None:
                handovers.close(institution_id=institution_id, on=last, by=actor)
                messages.success(request, _("The institution closes with that day. What it did stays."))
                return redirect("roundtable:institution", institution_id=institution_id)
        except (NotValid, NotNow) as refusal:
            _refused(form, refusal, actor)
    context = {
        **shown(form if request.method == "POST" else None),
        **showing.line(line),
        "desks": Desk.objects.filter(institution_id=institution_id, closed_on__isnull=True).count(),
        "today": clock.today().isoformat(),
    }
    status = NotValid.status if form.wrong else 200
    return render(request, "roundtable/people/close.html", context, status=status)


def _read(form: Form) -> dict[str, Any]:
    takes: dict[str, Any] = {"names": form.texts("name"), "code": form.text("code")}
    takes["kind"] = form.choice("kind", words.KINDS, _("Choose the kind of institution."))
    takes["on"] = form.day("on")
    for name, sentence in MISSING.items():
        if not form.typed[name]:
            form.wrong[name] = sentence
    return takes


def _refused(form: Form, refusal: NotValid | NotNow, actor: Actor) -> None:
    if isinstance(refusal, NotValid):
        form.refused(refusal, FIELDS)
        return
    # Somebody was faster: the sentence stands beside the code, everything typed is kept.
    log_refusal(refusal, by=actor, where="roundtable:people")
    form.wrong["code" if refusal.code == "code_taken" else ""] = refusal.sentence


def _names_page(
    request: HttpRequest, form: Form | None, *, old: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        **shown(form),
        "old": old,
        "kinds": lists.of(words.KINDS),
        "chosen_kind": form.typed.get("kind", "") if form else old["institution"].kind if old else "",
        "today": clock.today().isoformat(),
    }
    return render(request, "roundtable/people/names.html", context, status=status)
