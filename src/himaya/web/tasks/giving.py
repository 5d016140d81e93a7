"""Giving a task: about a case that the desk holds, about a referral of its, or about nobody."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.tasks import holding, policy, queries, states, words
from himaya.tasks.actions import tasks
from himaya.tasks.actions.tasks import LONGEST, Wish
from himaya.web import agreed_hours
from himaya.web.agreed_hours import AgreedHour
from himaya.web.forms import hour
from himaya.web.gate import only
from himaya.web.tasks.items import Item, day, with_load


@dataclass
class Typed:
    """What stands in the form; `wrong` has a sentence for each field that needs another look."""

    kind: str = ""
    text: str = ""
    due_on: str = ""
    due_hour: str = ""
    to: str = ""
    agreed_hour: str = ""
    asked: AgreedHour | None = None
    wrong: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """What a task is given about: the ids for the verb, the reference for the page, and where the page lies."""

    action: str
    back: str
    case_id: UUID | None = None
    about: dict[str, UUID] = field(default_factory=dict)
    reference: str = ""


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A task of the desk that is about nobody: words of the list only."""
    return _give(request, actor, Target(reverse("tasks:give"), reverse("tasks:desk")))


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """A task about a case that the desk holds."""
    case = held_case(actor, case_id)
    action = reverse("tasks:give_case", kwargs={"case_id": case_id})
    back = reverse("tasks:of_case", kwargs={"case_id": case_id})
    return _give(request, actor, Target(action, back, case_id, {"case_id": case_id}, case.reference))


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_referral(request: HttpRequest, actor: Actor, referral_id: UUID) -> HttpResponse:
    """A task about a referral that the desk sent or received."""
    row = queries.referral(actor, referral_id)
    if row is None:
        raise NotFound
    action = reverse("tasks:give_referral", kwargs={"referral_id": referral_id})
    back = reverse("casework:referral", kwargs={"referral_id": referral_id})
    return _give(request, actor, Target(action, back, row.case_id, {"referral_id": referral_id}, row.reference))


def _give(request: HttpRequest, actor: Actor, target: Target) -> HttpResponse:
    if request.method != "POST":
        return _form(request, actor, target, Typed())
    typed = _typed(request.POST)
    wish = _wish(typed)
    if typed.wrong:
        return _form(request, actor, target, typed, status=NotValid.status)
    try:
        task_id = tasks.give(wish=wish, by=actor, **target.about)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="tasks:give")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        # Asked for this hour, and ticked for it alone.
        typed.asked = agreed_hours.asked(wish.due_at, typed.agreed_hour, refused="due_hour" in typed.wrong)
        return _form(request, actor, target, typed, status=refusal.status)
    messages.success(request, _("Given. Whoever it is with is told in their hours."))
    return redirect("tasks:one", task_id=task_id)


def _typed(post: QueryDict) -> Typed:
    def said(name: str, most: int = 40) -> str:
        return post.get(name, "").strip()[:most]

    text = said("text", 4 * LONGEST)
    return Typed(said("kind"), text, said("due_on"), said("due_hour"), said("to"), said("agreed_hour"))


def _wish(typed: Typed) -> Wish:
    """The form as a wish; what cannot be read is marked as wrong."""
    on, at = day(typed.due_on), hour(typed.due_hour)
    if typed.due_on and on is None:
        typed.wrong["due_on"] = _("Choose the day, the month and the year.")
    if typed.due_hour and at is None:
        typed.wrong["due_hour"] = _("Write the hour, such as 14:30.")
    if at is not None and not typed.due_on:
        typed.wrong["due_on"] = _("An hour needs its day.")
    to: UUID | None = None
    if typed.to:
        try:
            to = UUID(typed.to)
        except ValueError:
            typed.wrong["to"] = _("Choose a colleague of the list, or the desk.")
    moment = datetime.combine(on, at, clock.here()).astimezone(UTC) if on is not None and at is not None else None
    agreed = agreed_hours.said(typed.agreed_hour)
    return Wish(kind=typed.kind, text=typed.text, due_on=on, due_at=moment, to=to, agreed_hour=agreed)


def _form(request: HttpRequest, actor: Actor, target: Target, typed: Typed, *, status: int = 200) -> HttpResponse:
    about = target.case_id is not None
    kinds = states.GIVEN_KINDS if about else states.DESK_KINDS
    context: dict[str, Any] = {
        "target": target,
        "about": about,
        "typed": typed,
        "wrong": typed.wrong,
        "errors": [
            {"id": "task-kind" if name == "kind" else name, "sentence": said} for name, said in typed.wrong.items()
        ],
        "kinds": [Item(code, str(words.KINDS[code])) for code in kinds],
        "colleagues": with_load(actor.desk_id, holding.workers(actor.desk_id)),
        "longest": LONGEST,
    }
    return render(request, "tasks/give.html", context, status=status)
