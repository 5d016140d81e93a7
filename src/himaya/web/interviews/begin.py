"""Phase 2 and the door: the limits read aloud, the items of the agreement; then it begins, or ends kindly."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.interviews import access, content, queries, words
from himaya.interviews.actions import agreements, interviews, sittings
from himaya.interviews.actions.agreements import Said
from himaya.interviews.actions.sittings import Opening
from himaya.interviews.models import Interview
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid, Sentence
from himaya.web.interviews import limits, reading
from himaya.web.interviews.reading import Form, at_a_desk, form_of, said
from himaya.web.methods import require_POST


@require_http_methods(["GET", "POST"])
@at_a_desk
def page(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """The limits and the position, the items, and the button that begins; a POST begins the sitting."""
    row, form = access.known(actor, interview_id), form_of(request)
    if request.method != "POST":
        return _page(request, actor, row, form)
    try:
        opening = Opening(
            "limits_read" in form.several("limits_read"), form.several("present"), form.text("conditions")
        )
        sittings.begin(interview_id=interview_id, opening=opening, by=actor)
    except (NotValid, NotNow) as refusal:
        form.refused(refusal, by=actor, where="interviews:begin")
        return _page(request, actor, row, form, status=refusal.status)
    return redirect("interviews:talk", interview_id=interview_id)


@require_POST
@at_a_desk
def items(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """What the person says to each item, or that one is taken back."""
    row, form = access.known(actor, interview_id), form_of(request)
    try:
        if form.text("do") == "withdraw":
            agreements.withdraw(interview_id=interview_id, item=form.text("item"), by=actor)
            messages.success(request, _("Taken back, at once. Nothing else ends by it."))
            return redirect("interviews:begin", interview_id=interview_id)
        answers = {one.id: form.text(f"item_{one.id}") for one in content.words().agreement}
        how = Said(form.text("language"), form.text("mode"), form.text("witness"), form.text("assent"))
        agreements.note(interview_id=interview_id, answers=answers, said=how, by=actor)
    except (NotValid, NotNow) as refusal:
        form.refused(refusal, by=actor, where="interviews:items")
        return _page(request, actor, row, form, status=refusal.status)
    messages.success(request, _("Written down, item by item."))
    return redirect("interviews:begin", interview_id=interview_id)


@require_POST
@at_a_desk
def refuse(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """The person does not wish it: it ends, and nothing else does."""
    row, form = access.known(actor, interview_id), form_of(request)
    try:
        interviews.refuse(interview_id=interview_id, by=actor)
    except NotNow as refusal:
        form.refused(refusal, by=actor, where="interviews:refuse")
        return _page(request, actor, row, form, status=refusal.status)
    messages.success(
        request,
        _("Thank the person. Help goes on as before; the interview can be offered again, later, without pressure."),
    )
    return redirect("interviews:of_case", case_id=row.case_id)


def _page(request: HttpRequest, actor: Actor, row: Interview, form: Form, *, status: int = 200) -> HttpResponse:
    table, agreed, child = content.words(), queries.agreed(row), queries.child(row)
    last = queries.agreements(row)[-1:]
    kept = {"language": last[0].language, "mode": last[0].mode, "witness": last[0].witness} if last else {}
    posted = "mode" in request.POST
    typed = {name: form.text(name) for name in ("language", "mode", "witness")} if posted else kept
    context: dict[str, Any] = {
        **reading.around(actor, row),
        **reading.without_certificate(actor),
        **form.context(),
        "not_yet": _not_yet(actor, row),
        "circuit": reading.circuit(actor, row),
        "limits": reading.aloud(child=row.child),
        "position": limits.position(row),
        "items": [
            {
                "id": one.id,
                "name": f"item_{one.id}",
                "words": said(one.to(child=child)),
                "darija": one.child_darija if child else {},
                "unverified": one.unverified_to(child=child),
                "chosen": form.text(f"item_{one.id}") if posted else agreed.get(one.id, ""),
                "error": form.wrong.get(one.id, ""),
                "yes": agreed.get(one.id) == "yes",
                "withdrawn": agreed.get(one.id) == "withdrawn",
            }
            for one in table.asked_of(child=child)
        ],
        "taken": [
            {"id": one.id, "words": said(one.to(child=one.id in queries.asked_as_child(row)))}
            for one in table.agreement
            if agreed.get(one.id) == "yes"
        ],
        "answers": reading.choices(words.AGREED, ("yes", "no", "declined")),
        "languages": reading.spoken(),
        "modes": reading.choices(words.SPOKEN),
        "witnesses": reading.choices(words.WITNESSES),
        "how": {"language": _spoken(row), **typed},
        "agreed": bool(agreed) and not queries.unasked(row),
        "presents": reading.choices(words.PRESENT),
        "present": form.several("present") if "limits_read" in request.POST or form.wrong else _there(row),
        "model_not_adopted": not table.adopted,
    }
    return render(request, "interviews/begin.html", context, status=status)


def _spoken(row: Interview) -> str:
    """The language of today’s preparation: it was said there a moment ago."""
    prepared = queries.prepared(row)
    if prepared is None:
        return row.case.language
    return prepared.interpreter.language if prepared.interpreter is not None else prepared.language


def _there(row: Interview) -> list[str]:
    """The interpreter who was chosen for today."""
    prepared = queries.prepared(row)
    return ["interpreter"] if prepared is not None and prepared.interpreter_id is not None else []


def _not_yet(actor: Actor, row: Interview) -> Sentence:
    """Why it cannot begin, for the greyed button; empty when it can."""
    try:
        sittings.check_begin(actor, row)
    except (NotNow, NotPermitted) as refusal:
        return refusal.sentence
    return ""
