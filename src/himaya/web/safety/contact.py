"""How a person may be reached: what counts, what was said before, and what is agreed anew."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.institutions import rules_hours
from himaya.institutions.rules import WEEKDAYS
from himaya.kernel import days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.safety import policy, rules, words
from himaya.safety.access import Contact, open_contact
from himaya.safety.actions import contact_rules
from himaya.safety.actions.contact_rules import Agreed
from himaya.services.words import WEEKDAYS as NAMES
from himaya.web.case_reached import shown
from himaya.web.case_wishes import wishes_from
from himaya.web.forms import Item, Typed, form_id
from himaya.web.gate import only
from himaya.web.safety.heard import BEGINS, open_heard, taken
from himaya.web.safety.unkept import NotKept, not_kept

EVERY = "every"
_MEANWHILE = ("agreed_meanwhile", "saved_already")
_ELSEWHERE = ("closed", *_MEANWHILE)
FREE = ("word", "answer", "who", "say", "words")
TAKE = "take"


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST writes down what was agreed."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    # Taken into the form and not written down: whoever agrees it reads it first, with what stood there beside it.
    if request.method != "POST" or request.POST.get("do") == TAKE:
        return _page(request, actor, case_id, Typed(QueryDict()), takes=request.method == "POST")
    try:
        contact_rules.agree(
            case_id=case_id,
            agreed=_agreed(request, typed),
            after=typed.number("after"),
            instance_id=form_id(typed.text("instance")),
            by=actor,
        )
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="safety:contact")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, _("Written down. It stands before every number and every call from now on."))
    return redirect("safety:contact", case_id=case_id)


def _agreed(request: HttpRequest, typed: Typed) -> Agreed:
    # Read first, whatever is refused below: nothing typed is lost.
    said = {name: typed.text(name) for name in (*FREE, "messages")}
    every = typed.text(EVERY)
    until = typed.text("holds_until")
    hours = {day: typed.text(day) or every for day in WEEKDAYS}
    # What is wrong in the line for all days is said beside it, and not beside Monday.
    if every and rules_hours.spans(every) is None:
        raise NotValid(_("Write the hours like 20:00-08:00, with commas between them."), code=EVERY)
    try:
        holds_until = days.typed(until) if until else None
    except ValueError:
        raise NotValid(_("Choose a day."), code="holds_until") from None
    return Agreed(
        ways=tuple(request.POST.getlist("ways")),
        hours=hours,
        holds_until=holds_until,
        **said,
    )


def _page(
    request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, takes: bool = False, status: int = 200
) -> HttpResponse:
    with open_contact(actor, case_id) as opened, open_heard(actor, opened) as heard:
        again = request.method == "POST" and not takes
        said: Mapping[str, Any] = {**typed.said, "ways": request.POST.getlist("ways")} if again else _begun(opened)
        if takes and heard is not None:
            said = taken(heard, said)
        context: dict[str, Any] = {
            "case": opened.case,
            "open": opened.case.state == "open",
            "reached": shown(opened.now) if opened.now is not None else None,
            "earlier": [shown(one) for one in opened.earlier],
            # The way and the words that were said at hand-over; the number itself is not on this page.
            "wishes": wishes_from({**opened.wishes, "phone": ""}) if opened.wishes else None,
            "heard": heard if opened.case.state == "open" else None,
            "takes": takes,
            "said": said,
            # Kept through a refusal: the same form, sent again, is the same line. What comes after a line is a new one.
            "after": opened.now.number if opened.now is not None else 0,
            "not_kept": _not_kept(request, typed) if again and opened.case.state != "open" else [],
            "instance": form_id("" if typed.wrong.keys() & set(_MEANWHILE) else typed.said.get("instance", "")),
            "days": [
                {"code": day, "label": NAMES[day], "value": said.get(day, ""), "error": typed.wrong.get(day, "")}
                for day in WEEKDAYS
            ],
            "some_day": any(said.get(day) for day in WEEKDAYS),
            "wrong": typed.wrong,
            "errors": typed.errors({name: name for name in typed.wrong if name not in _ELSEWHERE}),
            "ways": [Item(code, words.WAYS[code]) for code in rules.WAYS],
            "messages_items": [Item(code, words.MESSAGES[code]) for code in rules.MESSAGES],
        }
        return render(request, "safety/contact.html", context, status=status)


def _begun(opened: Contact) -> dict[str, Any]:
    """What the form begins with: the last line, else what was said at hand-over. Nothing of it is lost by that."""
    if opened.now is not None:
        quiet = opened.now.quiet
        alike = len({tuple(spans) for spans in quiet.values()}) == 1 and len(quiet) == len(WEEKDAYS)
        typed = {day: "" if alike else rules_hours.typed_again(quiet.get(day)) for day in WEEKDAYS}
        every = rules_hours.typed_again(quiet["mon"]) if alike else ""
        return {**typed, EVERY: every, **opened.now.content}
    way = BEGINS.get(str(opened.wishes.get("way", "")), "")
    return {
        "ways": [way] if way else [],
        "who": opened.wishes.get("who", ""),
        "say": opened.wishes.get("words", ""),
        "words": opened.wishes.get("when", ""),
    }


def _not_kept(request: HttpRequest, typed: Typed) -> list[NotKept]:
    """What was typed for a file that was closed meanwhile, under the words of its form."""
    said = typed.said
    ways = " · ".join(str(words.WAYS[one]) for one in request.POST.getlist("ways") if one in words.WAYS)
    return not_kept(
        [
            (_("Which ways may be used?"), ways),
            (_("Every day, never at these hours"), said.get(EVERY, "")),
            *((NAMES[day], said.get(day, "")) for day in WEEKDAYS),
            (_("May a message be left?"), words.MESSAGES.get(said.get("messages", ""), "")),
            *((label, said.get(name, "")) for name, label in words.CONTACT_FIELDS.items()),
            (_("Until when does it hold? Then the person is asked again"), said.get("holds_until", "")),
        ]
    )
