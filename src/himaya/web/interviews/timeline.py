"""What happened, without dates: recruitment, journey, exploitation, before or after each other as she puts it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.interviews import access, content, rules, words
from himaya.interviews.access import EventInWords, Opened
from himaya.interviews.actions import happenings
from himaya.interviews.actions.happenings import Happened
from himaya.interviews.models import Interview
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.web.interviews import carried, once, reading
from himaya.web.interviews.reading import Form, at_a_desk, form_of, said


@require_http_methods(["GET", "POST"])
@at_a_desk
def page(request: HttpRequest, actor: Actor, interview_id: UUID) -> HttpResponse:
    """The events in her order; a POST adds one, or places one."""
    row, form = access.known(actor, interview_id), form_of(request)
    if request.method != "POST":
        return shown(request, actor, row, form)
    do = "place" if form.text("do") == "place" else "add"
    fields = carried.FIELDS[carried.TIMELINE][do]
    if once.written(request, do, fields):
        return _beside(request, actor, row, form)
    try:
        if do == "place":
            before = _between(actor, row, form)
            happenings.place(
                interview_id=interview_id,
                event=form.number("placed"),
                how=form.text("how"),
                other=form.number("other"),
                by=actor,
            )
            done = _("Placed as the person says. It can be placed anew.")
            if before:
                done = _("Placed as the person says now. What was said of these two before no longer counts.")
        else:
            happened = Happened(
                form.text("event_kind"), form.text("event_words"), form.text("anchor"), form.several("values")
            )
            happenings.add(interview_id=interview_id, happened=happened, by=actor)
            done = _("Written down, without a date.")
    except (NotValid, NotNow, NotPermitted) as refusal:
        status = reading.status_of(refusal)
        form.refused(refusal, by=actor, where="interviews:timeline")
        return shown(request, actor, row, form, status=status)
    once.mark(request, do, fields)
    messages.success(request, done)
    return _beside(request, actor, row, form)


def _beside(request: HttpRequest, actor: Actor, row: Interview, form: Form) -> HttpResponse:
    """The page with what was typed in its other part; read anew where nothing was."""
    beside = carried.beside(request.POST, carried.TIMELINE, form.text("do"))
    if beside.page:
        return shown(request, actor, row, Form(beside.fields))
    return redirect("interviews:timeline", interview_id=row.pk)


def shown(request: HttpRequest, actor: Actor, row: Interview, form: Form, *, status: int = 200) -> HttpResponse:
    """The page with what was typed; also where a tap on the bar came from it."""
    with access.open_interview(actor, row, purpose=access.PURPOSE) as opened:
        return render(request, "interviews/timeline.html", _context(actor, row, form, opened), status=status)


def _context(actor: Actor, row: Interview, form: Form, opened: Opened) -> dict[str, Any]:
    names = values()
    by_number = {one.number: one for one in opened.events}
    return {
        **reading.around(actor, row),
        **form.context(),
        "steps": [[_event(by_number[number], opened, names) for number in step] for step in opened.order],
        "kinds": reading.choices(words.EVENTS),
        "groups": [
            {
                "label": words.EVENTS[kind],
                "items": [reading.Item(one.id, said(one.words)) for one in content.words().values if one.event == kind],
            }
            for kind in rules.EVENTS
            if any(one.event == kind for one in content.words().values)
        ],
        "chosen_values": form.several("values"),
        # `wrong.values` would be the method of that name.
        "values_error": form.wrong.get("values", ""),
        "events": [reading.Item(str(one.number), f"{one.number} · {words.EVENTS[one.kind]}") for one in opened.events],
        "hows": reading.choices(words.PLACINGS),
        "several": len(opened.events) > 1,
        "may_write": access.takes_new(row),
    }


def _between(actor: Actor, row: Interview, form: Form) -> bool:
    """Whether an order of these two was said already, the other way round."""
    with access.open_interview(actor, row, purpose=access.PURPOSE) as opened:
        return opened.placings.get(form.number("other"), ("", 0))[1] == form.number("placed") != 0


def values() -> dict[str, str]:
    """The values of the standard in words."""
    return {one.id: said(one.words) for one in content.words().values}


def _event(one: EventInWords, opened: Opened, names: dict[str, str]) -> dict[str, Any]:
    how = opened.placings.get(one.number)
    return {
        "one": one,
        "kind": words.EVENTS[one.kind],
        "values": [names[code] for code in one.values if code in names],
        "placed": f"{words.PLACINGS[how[0]]} {how[1]}" if how else "",
    }
