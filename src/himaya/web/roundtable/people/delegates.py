"""The people of an institution: entered, corrected."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination.queries import people as queries
from himaya.institutions import queries_mandates
from himaya.institutions.actions import delegates as actions
from himaya.institutions.models import Delegate, Institution
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "delegate_name": "name_latin",
    "delegate_name_long": "name_latin",
    "delegate_latin": "name_latin",
    "delegate_arabic": "name_arabic",
    "function": "function_fr",
    "function_long": "function_fr",
    "delegate_email": "email",
    "account_unknown": "account",
    "account_role": "account",
    "account_shared": "account",
}


@require_http_methods(["GET", "POST"])
@secretariat_only
def add(request: HttpRequest, actor: Actor, institution_id: str) -> HttpResponse:
    """Somebody new on the list of an institution; the mandate is given on the next page."""
    institution = queries.one(actor, institution_id).institution
    if request.method != "POST":
        return _page(request, institution, None)

    def verb(**takes: Any) -> Delegate:
        return actions.add(institution_id=institution_id, by=actor, **takes)

    form = Form(request.POST)
    made = _ask(form, verb, actor)
    if made is None:
        return _page(request, institution, form, status=NotValid.status)
    messages.success(request, _("The person is on the list. Give the mandate, as the letter says."))
    return redirect(reverse("roundtable:mandate_give", args=[institution_id]) + f"?person={made.pk}")


@require_http_methods(["GET", "POST"])
@secretariat_only
def correct(request: HttpRequest, actor: Actor, delegate_id: UUID) -> HttpResponse:
    """How a person is written, reached or signs in. Another person is another entry."""
    row = queries_mandates.delegate(delegate_id)
    if request.method != "POST":
        return _page(request, row.institution, _as_typed(row), row=row)

    def verb(**takes: Any) -> Delegate:
        return actions.correct(delegate_id=delegate_id, by=actor, **takes)

    form = Form(request.POST)
    if _ask(form, verb, actor) is None:
        return _page(request, row.institution, form, row=row, status=NotValid.status)
    messages.success(request, _("The entry is corrected. Papers that were sent stay as they were."))
    return redirect("roundtable:institution", institution_id=row.institution_id)


def _ask(form: Form, verb: Callable[..., Delegate], actor: Actor) -> Delegate | None:
    """Read the fields and ask the verb; None when something has to be looked at again."""
    takes = {
        "names": (form.text("name_latin"), form.text("name_arabic")),
        "functions": form.texts("function"),
        "email": form.text("email"),
        "account_username": form.text("account"),
    }
    try:
        return verb(**takes)
    except NotValid as refusal:
        form.refused(refusal, FIELDS)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:people")
        form.wrong[""] = refusal.sentence
    return None


def _as_typed(row: Delegate) -> Form:
    form = Form({})  # type: ignore[arg-type]
    form.typed = {
        "name_latin": row.name_latin,
        "name_arabic": row.name_arabic,
        "function_fr": row.function_fr,
        "function_ar": row.function_ar,
        "function_en": row.function_en,
        "email": row.email,
        "account": row.account.username if row.account else "",
    }
    return form


def _page(
    request: HttpRequest, institution: Institution, form: Form | None, *, row: Delegate | None = None, status: int = 200
) -> HttpResponse:
    context = {**shown(form), "institution": institution, "delegate": row}
    return render(request, "roundtable/people/delegate.html", context, status=status)
