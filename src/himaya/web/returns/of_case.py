"""Going and staying: where it stands, what stands against it, and the one next step. Each other step is a fold away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.returns import policy, rules
from himaya.returns.access import open_return
from himaya.returns.actions import choices, returns, services, talks, weighing
from himaya.returns.actions.choices import Choice
from himaya.returns.actions.services import Confirmed
from himaya.returns.actions.talks import Talk
from himaya.returns.actions.weighing import NotArranged
from himaya.web.forms import Typed, form_id, refused
from himaya.web.gate import only
from himaya.web.returns import forms, showing

Do = Callable[[UUID, Typed, UUID, Actor], str]


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST takes one step."""
    held_case(actor, case_id)
    typed = Typed(request.POST)
    if request.method != "POST":
        return _page(request, actor, case_id, typed)
    do = typed.text("do")
    if do not in DOES:
        raise NotFound
    try:
        told = DOES[do](case_id, typed, form_id(typed.text("instance")), actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "returns:of_case")
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, told)
    return redirect("returns:of_case", case_id=case_id)


def _open(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    returns.open_for(case_id=case_id, instance_id=form, by=by)
    return _("Begun. Go through it with the person first; nothing has to be chosen today.")


def _talk(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    talk = Talk(
        typed.post.getlist("points"), typed.text("language"), typed.text("interpreter"), typed.text("talk_words")
    )
    talks.go_through(case_id=case_id, talk=talk, instance_id=form, by=by)
    return _("Written down: what was gone through.")


def _fear(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    answers = {one: typed.text(one) for one in rules.FEARS}
    talks.ask_fear(case_id=case_id, answers=answers, said=typed.text("fear_words"), instance_id=form, by=by)
    if rules.has_yes(answers.values()):
        return _("Written down. No consulate is contacted. Offer advice on asylum now, and ask how the person is.")
    return _("Written down. It is asked again before the boarding.")


def _choose(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    choice = Choice(typed.text("way"), typed.text("country"), typed.text("choice_words"))
    choices.choose(case_id=case_id, choice=choice, instance_id=form, by=by)
    return _("Written down. The person can change their mind at any time.")


def _change(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    choices.change_mind(case_id=case_id, instance_id=form, by=by)
    return _("It is talked about again. Nothing is lost by it: say so to the person.")


def _sign(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    line = weighing.sign(case_id=case_id, seen=typed.number("seen"), instance_id=form, by=by)
    if line.code == weighing.SECOND:
        return _("Signed by two. It can be prepared; the person can still turn back.")
    return _("Signed. Somebody else signs second.")


def _not_now(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    said = NotArranged(
        typed.post.getlist("reasons"),
        typed.post.getlist("alternatives"),
        typed.day("review_on"),
        typed.text("not_now_words"),
    )
    weighing.not_now(case_id=case_id, said=said, instance_id=form, by=by)
    return _("Written down. Tell the person why, what there is instead, and when you look at it again.")


def _alone(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    plan = typed.text("plan")
    choices.leave_alone(case_id=case_id, plan=plan, said=typed.text("alone_words"), instance_id=form, by=by)
    return _("Written down. The way back stays open: say so to the person.")


def _confirm(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    gone = typed.text("promise") == "no_longer"
    confirmed = Confirmed(typed.text("service"), typed.text("who_confirms"), typed.text("service_words"), gone)
    services.confirm(case_id=case_id, confirmed=confirmed, instance_id=form, by=by)
    return _("Written down, by the name of the desk.")


def _end(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    reason = typed.text("reason")
    returns.end(case_id=case_id, reason=reason, said=typed.text("end_words"), instance_id=form, by=by)
    return _("Ended. It can begin again at any time.")


DOES: dict[str, Do] = {
    "open": _open,
    "talk": _talk,
    "fear": _fear,
    "choose": _choose,
    "change_mind": _change,
    "sign": _sign,
    "not_now": _not_now,
    "alone": _alone,
    "confirm": _confirm,
    "end": _end,
}


def _page(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with open_return(actor, case_id) as opened:
        context: dict[str, Any] = {
            **showing.page(opened, actor),
            **forms.of_case(opened, typed),
            "instance": typed.said.get("instance") or new_id(),
        }
        return render(request, "returns/of_case.html", context, status=status)
