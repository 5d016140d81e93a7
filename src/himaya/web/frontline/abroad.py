"""People found abroad: asked first, announced if they want it, nothing read back. Nothing is kept before it is sent.

What was answered travels from one page to the next in the form, never in an address, a session or a cache.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import policy_inbound, queries_inbound, words_inbound
from himaya.cases import rules_inbound as rules
from himaya.cases.actions import inbound, screenings
from himaya.cases.rules_assessing import is_known_adult
from himaya.institutions.queries import Receiver
from himaya.kernel import days
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.persons import ways
from himaya.persons import words as words_ways
from himaya.web.frontline import lists
from himaya.web.frontline.lists import Item
from himaya.web.gate import only
from himaya.web.methods import require_POST

FIRST = ("danger", "wants", "afraid", "age")
FIELDS = (
    *("to_desk", "language_spoken", "interpreter", "called", "way", "phone", "words", "gender", "place"),
    *("arrives_on", "told", "agreed", "instance"),
)
# Beyond this a field is cut: the verb refuses far less.
LONGEST = 400
_PLACES = {"language": "language_spoken"}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy_inbound.check_sends)
def intake(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One address for the whole: the questions by GET, every page after them by POST."""
    if request.method == "GET":
        return _first(request, {})
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in (*FIRST, *FIELDS)}
    here = request.POST.get("here", "")
    if here == "refuse":
        screenings.refuse(audience="", region="", by=NOBODY)
        messages.success(request, _("Nothing was kept. They can come back whenever they want."))
        return redirect("frontline:abroad")
    if here == "sheet":
        return _send(request, actor, typed)
    return _after_first(request, actor, typed)


@require_GET
@only(policy_inbound.check_sends)
def sent(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What this desk sent: a number, days, and whether somebody expects the person. Nothing else is to be had here."""
    return _sent(request, actor)


@require_POST
@only(policy_inbound.check_sends)
def take_back(request: HttpRequest, actor: Actor, sheet_id: UUID) -> HttpResponse:
    """The person changed their mind."""
    try:
        inbound.take_back(sheet_id=sheet_id, by=actor)
    except NotNow as refusal:
        return _sent(request, actor, told=refusal.sentence, status=refusal.status)
    messages.success(request, _("Taken back. A desk that expects the person already asks them, and waits until then."))
    return redirect("frontline:abroad_sent")


def _sent(request: HttpRequest, actor: Actor, *, told: object = "", status: int = 200) -> HttpResponse:
    rows = [(row, words_inbound.SEEN[row.seen]) for row in queries_inbound.sent(actor)]
    return render(request, "frontline/abroad_sent.html", {"rows": rows, "told": told}, status=status)


def _first(request: HttpRequest, typed: Mapping[str, str], wrong: Mapping[str, Any] | None = None) -> HttpResponse:
    context = {
        "typed": typed,
        "wrong": wrong or {},
        "errors": [{"id": f"abroad-{name}", "sentence": said} for name, said in (wrong or {}).items()],
        "yes_no": [Item(rules.YES, _("Yes")), Item(rules.NO, _("No"))],
        "wishes": [
            Item(rules.YES, _("Yes, the person wants to come back")),
            Item(rules.NO, _("No: the person stays, or goes to a third country")),
            Item(rules.UNSURE, _("The person does not know yet")),
        ],
        "fears": [
            Item(rules.NO, _("No")),
            Item(rules.YES, _("Yes")),
            Item(rules.UNSURE, _("The person does not know, or does not want to say")),
        ],
        "ages": _ages(),
    }
    return render(request, "frontline/abroad.html", context, status=422 if wrong else 200)


def _ages() -> list[Item]:
    return [Item(code, str(word)) for code, word in words_inbound.AGES.items()]


def _after_first(request: HttpRequest, actor: Actor, typed: Mapping[str, str]) -> HttpResponse:
    heard = {name: _known(name, typed[name]) for name in FIRST}
    asked = queries_inbound.asked(actor, heard["danger"], heard["wants"], heard["afraid"], heard["age"])
    why = rules.first_against(asked)
    if why == "age" or why.endswith("_unasked"):
        return _first(request, heard, {why.removesuffix("_unasked"): words_inbound.AGAINST[why]})
    if why:
        # No refusal of anything, and no word of it anywhere: that somebody is afraid is nobody's to keep here.
        context = {"why": why, "sentence": words_inbound.AGAINST[why], "partners": queries_inbound.partners()}
        return render(request, "frontline/abroad_stop.html", context)
    return _sheet(request, actor, {**typed, **heard, "instance": str(uuid4())}, [])


def _known(name: str, value: str) -> str:
    allowed = {"danger": (rules.YES, rules.NO), "age": rules.AGES}.get(name, rules.ANSWERS)
    return value if value in allowed else ""


def _send(request: HttpRequest, actor: Actor, typed: Mapping[str, str]) -> HttpResponse:
    needs = request.POST.getlist("needs")[:20]
    try:
        inbound.send(
            to_desk_id=typed["to_desk"],
            heard=inbound.Heard(**{name: _known(name, typed[name]) for name in FIRST}),
            told=bool(typed["told"]),
            agreed=bool(typed["agreed"]),
            said=inbound.Said(
                language=typed["language_spoken"],
                interpreter=typed["interpreter"],
                called=typed["called"],
                way=typed["way"],
                phone=typed["phone"],
                words=typed["words"],
                gender=typed["gender"],
                needs=needs,
                place=typed["place"],
            ),
            arrives_on=_day(typed["arrives_on"]),
            instance_id=_instance(typed["instance"]),
            by=actor,
        )
    except (NotValid, NotNow) as refusal:
        if refusal.code in FIRST:
            return _after_first(request, actor, typed)
        wrong = {_PLACES.get(refusal.code, refusal.code): refusal.sentence}
        return _sheet(request, actor, typed, needs, wrong, status=refusal.status)
    messages.success(request, _("Received there. You see here when somebody expects the person; nothing else is kept."))
    return redirect("frontline:abroad_sent")


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return days.typed(typed)
    except ValueError as fault:
        raise NotValid(words_inbound.WHICH_DAY, code="arrives_on") from fault


def _instance(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as fault:
        raise NotValid(
            _("This page cannot be sent as it is. Begin again; nothing was kept."), code="to_desk"
        ) from fault


def _sheet(
    request: HttpRequest,
    actor: Actor,
    typed: Mapping[str, str],
    needs: list[str],
    wrong: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    child = not is_known_adult(typed["age"])
    found = queries_inbound.receivers(actor, typed["age"])
    if typed["afraid"] != rules.NO:
        found = [one for one in found if one.desk.institution.kind in rules.PARTNERS]
    context = {
        "typed": {**typed, "needs": needs},
        "child": child,
        "dated": rules.travels(typed["age"]) or "arrives_on" in (wrong or {}),
        "wrong": wrong or {},
        "errors": [{"id": _place(name), "sentence": said} for name, said in (wrong or {}).items()],
        "heard": [(name, typed[name]) for name in FIRST],
        "desks": [Item(one.desk.pk, _desk(one)) for one in found if not one.why_not],
        "languages": lists.language_items(),
        "interpreters": [Item(code, str(words_inbound.INTERPRETERS[code])) for code in inbound.INTERPRETERS],
        "ways": [
            Item("", _("No way: the desk waits where the person arrives")),
            *(Item(code, str(words_ways.WAYS[code])) for code in ways.WAYS if code != ways.NEVER),
        ],
        "groups": _groups(child),
        "needs": [Item(code, str(words_inbound.NEEDS[code])) for code in rules.NEEDS],
    }
    return render(request, "frontline/abroad_sheet.html", context, status=status)


def _place(name: str) -> str:
    grouped = ("needs", "to_desk", "interpreter", "way", "gender")
    return f"abroad-{name}" if name in grouped else name


def _desk(one: Receiver) -> str:
    places = lists.joined(lists.region_name(code) for code in one.desk.regions)
    return f"{one.desk.name} · {one.desk.institution.name} · {places}"


def _groups(child: bool) -> list[Item]:
    found = [Item("girl", _("A girl")), Item("boy", _("A boy"))]
    if not child:
        found = [Item("woman", _("A woman")), Item("man", _("A man"))]
    return [Item("", _("Not stated")), *found]
