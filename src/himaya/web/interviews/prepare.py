"""Phase 0: the gates, the interpreter's record, and putting it off, which is always there."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.institutions.content import UNVERIFIED
from himaya.interviews import access, content, policy, queries, rules, states, trauma, words
from himaya.interviews.actions import interpreters, interviews, preparations
from himaya.interviews.actions.interpreters import Offered
from himaya.interviews.actions.interviews import NextTime
from himaya.interviews.actions.preparations import Gates
from himaya.interviews.models import Interpreter, Interview
from himaya.kernel import clock, contact_hours
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid, Sentence
from himaya.plans import first_days_content
from himaya.risks import queries as risks
from himaya.web import agreed_hours
from himaya.web.agreed_hours import AgreedHour
from himaya.web.forms import hour as hour_of
from himaya.web.interviews import reading
from himaya.web.interviews.reading import Form, at_a_desk, form_of, said
from himaya.web.methods import require_POST


@require_http_methods(["GET", "POST"])
@at_a_desk
def page(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """The gates, one after the other; a POST keeps the answers, whatever they are."""
    row, form = access.known(actor, interview_id), form_of(request)
    if request.method != "POST":
        return _page(request, actor, row, form)
    try:
        left = preparations.answer(interview_id=interview_id, gates=_gates(form), by=actor)
    except (NotValid, NotNow, NotPermitted) as refusal:
        status = reading.status_of(refusal)
        form.refused(refusal, by=actor, where="interviews:prepare")
        return _page(request, actor, row, form, status=status)
    if left:
        messages.success(request, _("Kept. What is missing stands below."))
        return redirect("interviews:prepare", interview_id=interview_id)
    return redirect("interviews:begin", interview_id=interview_id)


@require_POST
@at_a_desk
def postpone(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """Put it off: no reason and no day is owed."""
    row, form = access.known(actor, interview_id), form_of(request)
    try:
        interviews.postpone(
            interview_id=interview_id, reason=form.text("postpone_reason"), next_time=_next_time(form), by=actor
        )
    except (NotValid, NotNow) as refusal:
        form.refused(refusal, by=actor, where="interviews:postpone")
        return _page(request, actor, row, form, status=refusal.status)
    messages.success(request, _("Put off. Help goes on meanwhile."))
    return redirect("interviews:interview", interview_id=interview_id)


@require_http_methods(["GET", "POST"])
@at_a_desk
def interpreter(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """Who carries the words; refused where there is a tie, or nobody vetted them."""
    row, form = access.known(actor, interview_id), form_of(request)
    if request.method != "POST":
        return _interpreter(request, actor, row, form)
    try:
        offered = _offered(form)
        interpreters.note(interview_id=interview_id, offered=offered, by=actor)
    except (NotValid, NotNow) as refusal:
        form.refused(refusal, by=actor, where="interviews:interpreter")
        if isinstance(refusal, NotValid):
            form.wrong |= {field: str(said_) for field, said_ in _flaws(form).items() if field not in form.wrong}
        return _interpreter(request, actor, row, form, status=refusal.status)
    messages.success(request, _("Written down. Choose this interpreter below."))
    return redirect("interviews:prepare", interview_id=interview_id)


def _next_time(form: Form) -> NextTime:
    on, typed = form.day("next_on"), form.text("next_hour")
    agreed = agreed_hours.said(form.text("agreed_hour"))
    if not typed:
        return NextTime(on, None, agreed)
    hour = hour_of(typed)
    if hour is None:
        raise NotValid(_("Write the hour with its minutes, such as 14:30."), code="next_hour")
    if on is None:
        raise NotValid(words.HOUR_NEEDS_DAY, code="next_on")
    return NextTime(on, datetime.combine(on, hour, clock.here()), agreed)


def _asked(form: Form) -> AgreedHour | None:
    """The tick for the day or the hour that was refused."""
    try:
        found = _next_time(form)
    except NotValid:
        return None
    at = found.at or (contact_hours.first_moment(found.on) if found.on is not None else None)
    near = found.on is not None and timedelta() <= found.on - clock.today() <= contact_hours.FURTHEST
    refused = near and not {"next_on", "next_hour"}.isdisjoint(form.wrong)
    return agreed_hours.asked(at, form.text("agreed_hour"), refused=refused, whole=found.at is None)


def _offered(form: Form) -> Offered:
    ticks = form.several("ticks")
    return Offered(
        name=form.text("name"),
        language=form.text("language"),
        dialect=form.text("dialect"),
        sex=form.text("sex"),
        mode=form.text("mode"),
        vetted_by=form.text("vetted_by"),
        vetted_on=form.day("vetted_on"),
        signed_on=form.day("signed_on"),
        no_tie_to_community="no_tie_to_community" in ticks,
        no_tie_to_suspect="no_tie_to_suspect" in ticks,
        accepted="accepted" in ticks,
    )


def _flaws(form: Form) -> dict[str, Sentence]:
    """All that is amiss beside what was refused first; a day that is none is said alone."""
    try:
        return interpreters.flaws(_offered(form))
    except NotValid:
        return {}


def _gates(form: Form) -> Gates:
    typed = form.text("who")
    return Gates(
        answers={gate: form.text(gate) for gate in rules.GATES},
        what={gate: form.text(f"{gate}_what") for gate in rules.GATES},
        reason=form.text("reason"),
        language=form.text("language"),
        interpreter=_id(typed),
    )


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _page(request: HttpRequest, actor: Actor, row: Interview, form: Form, *, status: int = 200) -> HttpResponse:
    prepared = queries.prepared(row)
    if prepared is None:
        return _shown(request, actor, row, form, {}, status=status)
    with access.open_preparation(actor, prepared) as gates:
        gates |= {"language": prepared.language, "who": str(prepared.interpreter_id or "")}
        return _shown(request, actor, row, form, gates, status=status)


def _shown(
    request: HttpRequest, actor: Actor, row: Interview, form: Form, kept: dict[str, Any], *, status: int
) -> HttpResponse:
    looked_at = _danger_looked_at(row)
    kept_answers = {rules.RISK: rules.YES} if looked_at is not None and not kept else kept.get("answers", {})
    posted = request.method == "POST" and request.resolver_match is not None and "alone_what" in request.POST
    answers = {gate: form.text(gate) for gate in rules.GATES} if posted else kept_answers
    what = {gate: form.text(f"{gate}_what") for gate in rules.GATES} if posted else kept.get("what", {})
    listed = queries.services_listed(row.case)
    missing = rules.missing(kept.get("answers", {}), child=queries.child(row)) if kept else ()
    asked = [
        gate
        for gate in rules.GATES
        if gate not in rules.COMPUTED and (queries.child(row) or gate not in rules.ONLY_FOR_CHILDREN)
    ]
    interpreters_ = queries.interpreters(row)
    context = {
        **reading.around(actor, row),
        **reading.without_certificate(actor),
        **form.context({"interpreter": "gate-interpreter"}),
        "asked": _asked(form),
        # A certificate that ended while the answers were given: what was typed stands there still.
        "asks": posted or policy.is_qualified(actor),
        "gates": [
            {
                "code": gate,
                "label": _label(gate, child=queries.child(row)),
                "items": reading.choices(words.ANSWERS, rules.ANSWERS[gate]),
                "chosen": answers.get(gate, ""),
                "what": what.get(gate, ""),
                "what_name": f"{gate}_what",
                "error": form.wrong.get(gate, "") or form.wrong.get(f"{gate}_what", ""),
                "looked_at": looked_at if gate == rules.RISK else None,
                "risks": gate == rules.RISK and row.case.desk_id == actor.desk_id,
                "stops": gate in rules.DO_NOT_START,
            }
            for gate in asked
        ],
        "missing": [_needed(gate, kept.get("answers", {}), child=queries.child(row)) for gate in missing],
        "stopped": [words.NEEDED[gate] for gate in rules.stops(kept.get("answers", {}))],
        "circuit": reading.circuit_of(actor, kept.get("answers", {})) if queries.child(row) else None,
        "answered": bool(kept),
        "ready": bool(kept) and not missing,
        "listed": listed,
        "reason": form.text("reason") if posted else kept.get("reason", ""),
        "language": form.text("language") if posted else kept.get("language", "") or row.case.language,
        "who": form.text("who") if posted else kept.get("who", ""),
        "languages": reading.spoken(),
        "interpreters": [
            reading.Item(
                str(one.pk),
                f"{one.number} · {reading.in_language(one.language)} · {words.MODES[one.mode]}",
                _other_language(one, row) or str(words.SEXES[one.sex]),
            )
            for one in interpreters_
        ],
        "reminders": [
            {"words": said(one.words), "unverified": one.unverified} for one in first_days_content.reminders().rows
        ],
        "adopted": first_days_content.reminders().adopted,
        **reading.urgent(actor, row),
        "told": reading.told(actor, row.case),
        "before": [{"words": said(one.words), "unverified": one.mark in UNVERIFIED} for one in trauma.trauma().before],
        "trauma_adopted": trauma.trauma().adopted,
        "children": reading.lines(content.words().children) if queries.child(row) else [],
        "postponements": reading.choices(words.POSTPONED),
        "model_not_adopted": not content.words().adopted,
        "may_prepare": row.state in states.AT_REST and row.case.state == "open",
    }
    return render(request, "interviews/prepare.html", context, status=status)


def _danger_looked_at(row: Interview) -> datetime | None:
    """When the danger was looked at today under Risks; what it came to is read there."""
    last = risks.last_finished(row.case_id)
    if last is None or last.finished_at is None:
        return None
    at = last.finished_at.astimezone(clock.here())
    return at if at.date() == clock.today() else None


def _label(gate: str, *, child: bool) -> str:
    """For a child somebody of trust may be there too: that does not close the gate."""
    return str(words.ALONE_WITH_CHILD if child and gate == rules.ALONE else words.GATES[gate])


def _needed(gate: str, answers: dict[str, str], *, child: bool) -> str:
    if gate in rules.COMPUTED or answers.get(gate):
        return str(words.needed(gate, answers))
    return _("Not answered yet: %(gate)s") % {"gate": _label(gate, child=child)}


def _other_language(one: Interpreter, row: Interview) -> str:
    """A word of warning, and no more: people speak more than what a file notes."""
    if not row.case.language or one.language == row.case.language:
        return ""
    return _("This is not the language noted in the file. Make sure that the person understands it well.")


def _interpreter(request: HttpRequest, actor: Actor, row: Interview, form: Form, *, status: int = 200) -> HttpResponse:
    places = {**dict.fromkeys(("tie_to_community", "tie_to_suspect", "accepted"), "ticks")}
    context = {
        **reading.around(actor, row),
        **form.context(places),
        "languages": reading.spoken(),
        "sexes": reading.choices(words.SEXES),
        "modes": reading.choices(words.MODES),
        "ticks": [
            reading.Item("no_tie_to_community", _("Has no tie to the community of the person")),
            reading.Item("no_tie_to_suspect", _("Has no tie to a suspected person")),
            reading.Item("accepted", _("The person was asked and accepts this interpreter")),
        ],
        "chosen_ticks": form.several("ticks"),
        "ticks_error": next((form.wrong[one] for one in places if one in form.wrong), ""),
    }
    return render(request, "interviews/interpreter.html", context, status=status)
