"""What the pages of a child, of papers, of the way and of the time after it have in common: one next step, the forms
for which it is the moment, and what was written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from himaya.cases.access import held_case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.returns import content, states, telling, words
from himaya.returns.access import LineInWords, Opened, open_return
from himaya.returns.content import Sentence
from himaya.web import case_labels as labels
from himaya.web.forms import Item, Typed, form_id, hour, refused
from himaya.web.returns.showing import whole_risk

Do = Callable[[UUID, Typed, UUID, Actor], str]
RADIO, CHECKBOX, AREA, LINE, DATE, TIME = "radio", "checkbox", "area", "line", "date", "time"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked. Its name is its place on the page: no other form has the same."""

    kind: str
    name: str
    label: str = ""
    items: Sequence[Item] = ()
    hint: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One step. `line` is what it writes: it stands on the page while it is the moment for that.

    `why` greys its button. `beside`: the step beside which it stands where that comes next, an answer as good as the
    other. `places`: the field of a refusal whose code has another name.
    """

    do: str
    line: str
    title: str
    button: str
    fields: Sequence[Field] = ()
    why: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    says: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of an opened attempt. `next`: the code of the form that comes next, empty for none."""

    title: str
    lead: str
    forms: Sequence[Form]
    kinds: Sequence[str]
    next: str = ""
    next_words: str = ""
    link: tuple[str, str] | None = None
    against: Sequence[str] = ()
    against_title: str = ""
    alert: str = ""
    alert_lines: Sequence[str] = ()
    alert_link: tuple[str, str] | None = None
    notes: Sequence[tuple[str, bool]] = ()


def handle(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    *,
    view: str,
    does: Mapping[str, Do],
    show: Callable[[Opened], Shown],
) -> HttpResponse:
    """The page; POST takes one step."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, typed, view, show)
    do = typed.text("do")
    if do not in does:
        raise NotFound
    try:
        told = does[do](case_id, typed, form_id(typed.text("instance")), actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, view)
        return _page(request, actor, case_id, typed, view, show, status=refusal.status)
    messages.success(request, told)
    return redirect(view, case_id=case_id)


def moment(on: date | None, at: str) -> datetime | None:
    """A day, and an hour of this country as browsers send it; None where either is none."""
    the_hour = hour(at)
    return datetime.combine(on, the_hour, clock.here()) if on is not None and the_hour is not None else None


def items(table: Mapping[str, str | Promise]) -> list[Item]:
    """What can be chosen, in the order of the table."""
    return [Item(code, word) for code, word in table.items()]


def notes(rows: Mapping[str, Sentence]) -> list[tuple[str, bool]]:
    """Sentences of the content, each with whether it is still to be verified."""
    return [(labels.said(one.words), one.unverified) for one in rows.values()]


def few(name: str, label: str = "", hint: str = "") -> Field:
    """A few words beside a step."""
    return Field(
        AREA, name, label or _("In a few words, if it helps"), hint=hint or _("Sealed. Short, not word for word.")
    )


def today() -> str:
    """The day as browsers read it."""
    return clock.today().isoformat()


def _page(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    typed: Typed,
    view: str,
    show: Callable[[Opened], Shown],
    *,
    status: int = 200,
) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with open_return(actor, case_id) as opened:
        shown = show(opened)
        row = opened.row
        runs = row is not None and row.ended_on is None
        is_open = opened.case.state == "open"
        do = typed.said.get("do", "") if typed.wrong else ""
        forms = [_form(one, typed, shown.next) for one in shown.forms if _stands(one, opened, is_open and runs, do)]
        places = {one["name"] for form in forms for one in form["fields"]}
        context: dict[str, Any] = {
            "case": opened.case,
            "open": is_open,
            "closed": words.CLOSED,
            "runs": runs,
            "state": words.STATES[row.state] if row is not None else "",
            "adopted": content.words().adopted,
            "shown": shown,
            "whole_risk": whole_risk(opened),
            "view": view,
            "next": next((one for one in forms if one["next"]), None),
            "beside": [one for one in forms if one["beside"]],
            "forms": [one for one in forms if not one["next"] and not one["beside"]],
            "errors": [
                {"id": place if (place := _place(shown.forms, do, code)) in places else "", "sentence": said}
                for code, said in typed.wrong.items()
            ],
            "instance": typed.said.get("instance") or new_id(),
            "lines": [_line(one) for one in reversed(opened.lines) if one.row.kind in shown.kinds],
        }
        return render(request, "returns/later.html", context, status=status)


def _stands(form: Form, opened: Opened, moment: bool, do: str) -> bool:
    """While it is the moment for it; and after it with what was just typed into it."""
    if form.do == do:
        return True
    return moment and opened.row is not None and states.leads_to(opened.row.state, form.line) is not None


def _place(forms: Sequence[Form], do: str, code: str) -> str:
    form = next((one for one in forms if one.do == do), None)
    return form.places.get(code, code) if form is not None else code


def _form(form: Form, typed: Typed, following: str) -> dict[str, Any]:
    mine = typed.said.get("do") == form.do and bool(typed.wrong)
    wrong = {form.places.get(code, code): said for code, said in typed.wrong.items()} if mine else {}
    return {
        "do": form.do,
        "title": form.title,
        "button": form.button,
        "says": form.says,
        "why": form.why,
        "next": form.do == following,
        "beside": bool(following) and form.beside == following,
        "open": mine,
        "fields": [
            {
                "kind": one.kind,
                "name": one.name,
                "label": one.label,
                "items": one.items,
                "hint": one.hint,
                "value": typed.post.get(one.name, "") if mine else one.default,
                "chosen": typed.post.getlist(one.name) if mine else [],
                "error": wrong.get(one.name, ""),
            }
            for one in form.fields
        ],
    }


def _line(one: LineInWords) -> dict[str, Any]:
    return {
        "row": one.row,
        "kind": words.KINDS[one.row.kind],
        "role": labels.role(one.row.role),
        "parts": telling.parts(one.said),
        "words": one.said.words.get("words", ""),
    }
