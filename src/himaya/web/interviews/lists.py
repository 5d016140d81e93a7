"""The interviews of a case with what was told before, and one interview at a glance."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases.models import Case
from himaya.interviews import access, content, policy, queries, states, words
from himaya.interviews.actions import interviews, tellings
from himaya.interviews.actions.tellings import Told
from himaya.interviews.models import Interview
from himaya.kernel import contact_hours
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.web.interviews import answers, reading
from himaya.web.interviews.reading import Form, at_a_desk, form_of


@require_http_methods(["GET", "POST"])
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The list; a POST opens one to be prepared."""
    case, form = access.known_case(actor, case_id), form_of(request)
    if request.method != "POST":
        return _of_case(request, actor, case, form)
    try:
        pk = interviews.open_for(case_id=case_id, by=actor)
    except NotNow as refusal:
        form.refused(refusal, by=actor, where="interviews:of_case")
        return _of_case(request, actor, case, form, status=refusal.status)
    return redirect("interviews:prepare", interview_id=pk)


@require_http_methods(["GET", "POST"])
@at_a_desk
def tell(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """One more line of what was told before."""
    case, form = access.known_case(actor, case_id), form_of(request)
    if request.method != "POST":
        return _tell(request, case, form)
    try:
        told = Told(form.text("body"), form.day("on"), form.text("by_whom"), form.text("words"))
        tellings.note(case_id=case_id, told=told, by=actor)
    except (NotValid, NotNow) as refusal:
        form.refused(refusal, by=actor, where="interviews:tell")
        return _tell(request, case, form, status=refusal.status)
    messages.success(request, _("Written down. Nobody need ask for it again."))
    return redirect("interviews:of_case", case_id=case_id)


@require_GET
@at_a_desk
def one(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """Where it stands, its sittings, what comes next."""
    row = access.known(actor, interview_id)
    context = {
        **reading.around(actor, row),
        **reading.without_certificate(actor),
        "outcome": words.OUTCOMES.get(row.outcome, ""),
        "sittings": [_sitting(one) for one in queries.sittings(row)],
        "moments": [reading.moment(one) for one in queries.moments(row)],
        "answers": _answers(row),
        "prepared": queries.prepared(row) is not None,
        "begun": row.version_id is not None,
        "closed_hour": row.case.desk_id == actor.desk_id and _closed_hour(row),
        "closed_day": row.case.desk_id == actor.desk_id and _closed_day(row),
    }
    with access.open_tellings(actor, row.case) as told, access.open_earlier(actor, row) as earlier:
        context["told"] = [reading.telling(one, said) for one, said in told]
        context["earlier"] = [
            {"row": one, "answers": answers.in_words(one.draft.version, xml)}
            for one, xml in earlier
            if one.draft.version is not None
        ]
        return render(request, "interviews/interview.html", context)


def _closed_hour(row: Interview) -> bool:
    """Whether its next hour is one at which nobody may reach the person; they may have been agreed after it."""
    return row.next_at is not None and contact_hours.is_closed(row.case_id, row.next_at)


def _closed_day(row: Interview) -> bool:
    """The same of a next day without an hour: the whole of it."""
    return row.next_on is not None and row.next_at is None and contact_hours.is_day_closed(row.case_id, row.next_on)


def _of_case(request: HttpRequest, actor: Actor, case: Case, form: Form, *, status: int = 200) -> HttpResponse:
    rows = list(queries.of_case(case))
    context = {
        "case": case,
        "holds": case.desk_id == actor.desk_id,
        "rows": [
            {"row": one, "state": words.STATES[one.state], "outcome": words.OUTCOMES.get(one.outcome, "")}
            for one in rows
        ],
        "live": next((one for one in rows if one.state != states.CLOSED), None),
        "leads": policy.leads(actor) and case.desk_id == actor.desk_id,
        **reading.without_certificate(actor),
        "open": case.state == "open",
        **form.context(),
    }
    with access.open_tellings(actor, case) as told:
        context["told"] = [reading.telling(one, said) for one, said in told]
        return render(request, "interviews/of_case.html", context, status=status)


def _tell(request: HttpRequest, case: Case, form: Form, *, status: int = 200) -> HttpResponse:
    context = {"case": case, "bodies": reading.choices(words.BODIES), **form.context()}
    return render(request, "interviews/tell.html", context, status=status)


def _sitting(one: Any) -> dict[str, Any]:
    return {
        "row": one,
        "language": reading.in_language(one.language),
        "present": [words.PRESENT[code] for code in one.present if code in words.PRESENT],
        "ending": words.ENDINGS.get(one.ending, ""),
        "by_telephone": one.interpreter is not None and one.interpreter.mode == "telephone",
    }


def _answers(row: Interview) -> list[dict[str, Any]]:
    agreed = queries.agreed(row)
    asked = queries.asked_as_child(row)
    return [
        {
            "id": one.id,
            "words": reading.said(one.to(child=one.id in asked)),
            "unverified": one.unverified_to(child=one.id in asked),
            "answer": words.AGREED[agreed[one.id]],
            "yes": agreed[one.id] == "yes",
        }
        for one in content.words().agreement
        if one.id in agreed
    ]
