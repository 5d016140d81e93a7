"""A mandate is given with its letter, or ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination.queries import people as queries
from himaya.coordination.queries.people import Line
from himaya.institutions import queries_mandates, words
from himaya.institutions.actions import mandates as actions
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "mandate_role": "role",
    "mandate_day": "valid_from",
    "mandate_last": "valid_to",
    "letter": "letter_reference",
    "letter_long": "letter_reference",
    "letter_day": "letter_on",
    "account_role": "person",
}


@require_http_methods(["GET", "POST"])
@secretariat_only
def give(request: HttpRequest, actor: Actor, institution_id: str) -> HttpResponse:
    """What the letter of designation says: who, for what, from which day."""
    line = queries.one(actor, institution_id)
    if request.method != "POST":
        return _give_page(request, line, None)
    form = Form(request.POST)
    takes = _read(form, line)
    try:
        if not form.wrong:
            actions.give(institution_id=institution_id, by=actor, **takes)
            messages.success(request, _("The mandate is given."))
            return redirect("roundtable:institution", institution_id=institution_id)
    except NotValid as refusal:
        form.refused(refusal, FIELDS)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:mandate_give")
        more = {"told": refusal.sentence, "holder": _holder(line, takes["role"])}
        return _give_page(request, line, form, more, status=refusal.status)
    return _give_page(request, line, form, status=NotValid.status)


@require_http_methods(["GET", "POST"])
@secretariat_only
def end(request: HttpRequest, actor: Actor, mandate_id: UUID) -> HttpResponse:
    """The last day of a mandate that nobody takes over."""
    row = queries_mandates.mandate(mandate_id)
    form = Form(request.POST)
    status, told = 200, None
    if request.method == "POST":
        last = form.day("on")
        try:
            if last is not None:
                actions.end(mandate_id=mandate_id, on=last, by=actor)
                messages.success(request, _("The mandate ends with that day. What was done under it stays."))
                return redirect("roundtable:institution", institution_id=row.institution_id)
        except NotValid as refusal:
            form.refused(refusal, {}, "on")
        except NotNow as refusal:
            log_refusal(refusal, by=actor, where="roundtable:mandate_end")
            told, status = refusal.sentence, refusal.status
        status = NotValid.status if form.wrong else status
    context = {
        **shown(form if request.method == "POST" else None),
        "mandate": row,
        "role": words.ROLES[row.role],
        "told": told,
        "today": clock.today().isoformat(),
    }
    return render(request, "roundtable/people/mandate_end.html", context, status=status)


def persons(rows: list[Delegate]) -> list[Item]:
    """The people of an institution as lines of a list."""
    return [Item(str(row.pk), f"{row.name} · {row.function}" if row.function else row.name) for row in rows]


def letter(form: Form) -> dict[str, Any]:
    """The letter of designation: its reference and its date, both needed."""
    takes = {"letter_reference": form.text("letter_reference"), "letter_on": form.day("letter_on")}
    if not takes["letter_reference"]:
        form.wrong["letter_reference"] = _("Write the reference of the letter, as it stands on it.")
    return takes


def _read(form: Form, line: Line) -> dict[str, Any]:
    known = {row.pk for row in queries_mandates.delegates_of(line.institution.pk)}
    person = form.uuid("person")
    if person not in known:
        form.wrong["person"] = _("Choose who is designated.")
    takes: dict[str, Any] = {"delegate_id": person}
    takes |= {"role": form.choice("role", words.ROLES, _("Choose what the mandate is for."))}
    takes |= {"valid_from": form.day("valid_from"), "valid_to": form.day("valid_to", needed=False)}
    return {**takes, **letter(form)}


def _holder(line: Line, role: str) -> UUID | None:
    """The mandate of whoever holds this role today, to be handed over."""
    post = next((one for one in line.posts if one.role == role), None)
    held = [*post.now, *post.to_come] if post else []
    return held[0].mandate.pk if held else None


def _give_page(
    request: HttpRequest, line: Line, form: Form | None, more: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    found = list(queries_mandates.delegates_of(line.institution.pk))
    fresh = {"person": request.GET.get("person", ""), "role": request.GET.get("role", "")}
    fields = shown(form)
    context = {
        **fields,
        "typed": fields["typed"] or {**fresh, "valid_from": clock.today().isoformat()},
        "institution": line.institution,
        "persons": persons(found),
        "roles": [Item(code, label, words.ROLE_MEANINGS[code]) for code, label in words.ROLES.items()],
        **(more or {}),
    }
    return render(request, "roundtable/people/mandate_give.html", context, status=status)
