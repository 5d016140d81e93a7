"""Correcting what is kept of a person: opened for that purpose, replaced whole, the former words gone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases import queries
from himaya.cases.access import open_case
from himaya.cases.actions import identities
from himaya.cases.models import Case
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.persons.actions import people
from himaya.persons.actions.people import Identity, identity_of
from himaya.relations import queries as relations
from himaya.relations.words import BEFORE_A_CALL
from himaya.safety.actions import contact_rules
from himaya.web.case_reached import beside
from himaya.web.casework import labels
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item
from himaya.web.step_up import stepped_up

PURPOSE = "correct_record"
FIELDS = ("full_name", "other_names", "birth", "phone", "document", "meeting_place")
CONTACT = ("way", "who", "when", "words")
# The list of ways has another id on the page than its name.
_PLACES = {"way": "contact-way"}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@at_a_desk
@stepped_up()
def correct(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """GET explains; POST `open` shows what is kept; POST `save` replaces it."""
    if request.method != "POST":
        with open_case(actor, case_id, purpose=PURPOSE, wanted=()) as opened:
            return render(request, "casework/identity_ask.html", {"case": opened.case})
    if "save" not in request.POST:
        with open_case(actor, case_id, purpose=PURPOSE) as opened:
            if opened.person is None:
                raise NotFound
            kept = identity_of(opened.person, opened.access)
            return _form(request, actor, opened.case, _typed_from(kept), opens=True)
    return _save(request, actor, case_id)


def _save(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    typed = _typed(request.POST)
    case = queries.desk_cases(actor).filter(pk=case_id).first()
    if case is None:
        raise NotFound
    wrong = {
        name: _("This is too long. Keep only what is needed.") for name in typed if len(typed[name]) > people.LONGEST
    }
    if typed["way"] and typed["way"] not in labels.WAYS:
        wrong["way"] = _("Choose how the person can be reached without danger.")
    if wrong:
        return _form(request, actor, case, typed, wrong, status=NotValid.status)
    try:
        identities.correct(case_id=case.pk, identity=_identity(typed), by=actor)
    except (NotValid, NotNow) as refusal:
        return _form(request, actor, case, typed, {"full_name": str(refusal.sentence)}, status=refusal.status)
    messages.success(request, _("Corrected. The former words are gone."))
    return redirect("casework:case", case_id=case_id)


def _typed(post: QueryDict) -> dict[str, str]:
    return {name: post.get(name, "").strip() for name in (*FIELDS, *CONTACT)}


def _typed_from(kept: Identity) -> dict[str, str]:
    contact = {name: str(kept.safe_contact.get(name, "")) for name in CONTACT}
    return {**{name: str(getattr(kept, name)) for name in FIELDS}, **contact}


def _identity(typed: Mapping[str, str]) -> Identity:
    contact = {name: typed[name] for name in CONTACT if typed[name]}
    return Identity(**{name: typed[name] for name in FIELDS}, safe_contact=contact)


def _form(
    request: HttpRequest,
    actor: Actor,
    case: Case,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    *,
    status: int = 200,
    opens: bool = False,
) -> HttpResponse:
    """The form. `opens`: with what is kept, the number too, at whatever hour: at a bad one it is written down first."""
    context: dict[str, Any] = {
        "case_id": case.pk,
        # A task to call somebody back leads here: said before the number is seen.
        "before_a_call": BEFORE_A_CALL.get(relations.before_a_call(case), ""),
        "typed": typed,
        "wrong": wrong or {},
        "errors": [
            {"id": "contact-way" if name == "way" else name, "sentence": s} for name, s in (wrong or {}).items()
        ],
        "ways": [Item(code, str(labels.WAYS[code])) for code in labels.WAYS],
    }
    with beside(actor, case.pk, purpose=PURPOSE, holds=True) as reached:
        if opens and reached is not None and reached.hides:
            contact_rules.step_past(case_id=case.pk, purpose=PURPOSE, by=actor)
        return render(request, "casework/identity.html", {**context, "reached": reached, "opens": opens}, status=status)
