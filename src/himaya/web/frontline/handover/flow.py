"""The way through the hand-over: which page comes next, what happens when something is missing, and the sending."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from himaya.cases import policy
from himaya.cases.queries import sent_now
from himaya.cases.reference_paper import opens_a_door
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Fault, NotFound, NotPermitted, ProofNeeded, Refusal, Sentence, StoreAway
from himaya.kernel.unit import log_refusal
from himaya.web.frontline import carrying, result, screening, token
from himaya.web.frontline.handover import ground, person, sending, sharing, unmet, wanted
from himaya.web.frontline.handover.step import Problem, Scene, Step
from himaya.web.frontline.sheet import SITE, Sheet
from himaya.web.middleware import actor_of
from himaya.web.pages import demo_desks

STEPS = (
    ground.GROUND,
    ground.TOLD,
    wanted.SERVICE,
    wanted.DESK,
    sharing.SHARE,
    person.WHO,
    person.SAME,
    sending.SUMMARY,
    unmet.UNMET,
)
SIGN_IN = "sign_in"


def begin(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The first page, or the sign-in page that carries the sheet on."""
    carrying.speak(request)
    actor = actor_of(request)
    if sheet.about == SITE:
        return result.show(request, sheet)
    if not actor.is_known:
        return sign_in(request, sheet)
    if (refusal := _may_not(actor)) is not None:
        return _elsewhere(request, sheet, refusal)
    return _show(request, _scene(request, sheet), STEPS[0])


def post(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Take the fields of a page in and show the next one, the one before, or the same with what is missing."""
    here = next((step for step in STEPS if step.name == request.POST.get("here", "")), None)
    if here is None or sheet.about == SITE or not actor_of(request).is_known:
        return begin(request, sheet)
    carrying.speak(request)
    if (refusal := _may_not(actor_of(request))) is not None:
        return _elsewhere(request, sheet, refusal)
    scene = _scene(request, sheet)
    if (missing := _first_unready(scene, here)) is not None:
        return _show(request, scene, missing)
    read = here.read(request.POST, scene)
    scene = _scene(request, sheet.offering(**read.choices))
    if carrying.language_asked(request):
        return _show(request, scene, here)
    if request.POST.get("go") == "back":
        before = _neighbour(scene, here, -1)
        return _show(request, scene, before) if before else result.show(request, scene.sheet)
    if read.problems:
        return _show(request, scene, here, problems=read.problems, status=422)
    following = _neighbour(scene, here, +1)
    return _show(request, scene, following) if following else _end(request, scene, here)


def taken_in(request: HttpRequest, sheet: Sheet) -> Sheet:
    """The sheet with what the present page of the hand-over holds, complete or not: the browser went back from it."""
    here = next((step for step in STEPS if step.name == request.POST.get("here", "")), None)
    if here is None or sheet.about == SITE or not actor_of(request).is_known or _may_not(actor_of(request)):
        return sheet
    scene = _scene(request, sheet)
    return sheet if _first_unready(scene, here) else sheet.offering(**here.read(request.POST, scene).choices)


def at(request: HttpRequest, sheet: Sheet, name: str, *, anew: bool = False) -> HttpResponse:
    """The page of that name again, or the first one that has to come before it.

    `anew`: the page was loaded again, and the first one says that what was entered is to be entered again.
    """
    asked = next((step for step in STEPS if step.name == name), None)
    actor = actor_of(request)
    if asked is None or sheet.about == SITE or not actor.is_known or _may_not(actor):
        return begin(request, sheet)
    scene = _scene(request, sheet)
    asked = _first_unready(scene, asked) or asked
    return _show(request, scene, asked, anew=anew) if asked.applies(scene) else begin(request, sheet)


def _may_not(actor: Actor) -> Refusal | None:
    try:
        policy.check_hand_over(actor)
    except NotPermitted as refusal:
        return refusal
    return None


def _elsewhere(request: HttpRequest, sheet: Sheet, refusal: Refusal) -> HttpResponse:
    """This role hands nobody over: say so, keep the answers and the way back to the result."""
    log_refusal(refusal, by=actor_of(request), where="frontline:hand_over")
    return carrying.page(
        request, "elsewhere.html", sheet, here=result.HERE, status=refusal.status, sentence=refusal.sentence
    )


def _scene(request: HttpRequest, sheet: Sheet) -> Scene:
    found = screening.outcome(screening.form_of(sheet), sheet)
    return Scene(sheet, found.advice, found.danger, actor_of(request))


def _first_unready(scene: Scene, here: Step) -> Step | None:
    """The first page before `here` whose answers a forged or an old form left out."""
    for step in STEPS:
        if step is here:
            return None
        if step.applies(scene) and not set(NEEDS[step.name]) <= {k for k, v in scene.sheet.offer.items() if v}:
            return step
    return None


NEEDS: dict[str, tuple[str, ...]] = {
    "ground": ("route",),
    "told": ("told",),
    "service": ("service", "region", "language", "interpreter", "urgency"),
    "desk": ("desk",),
    "share": (),
    "person": (),
    "same": ("same",),
    "summary": (),
    "unmet": (),
}


def _neighbour(scene: Scene, here: Step, way: int) -> Step | None:
    """The next page that has something to ask, forwards or backwards."""
    line = STEPS if way > 0 else STEPS[::-1]
    return next((step for step in line[line.index(here) + 1 :] if step.applies(scene)), None)


def _show(
    request: HttpRequest,
    scene: Scene,
    step: Step,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
    anew: bool = False,
) -> HttpResponse:
    shown = [one for one in STEPS if one.applies(scene)]
    context: dict[str, Any] = {
        "title": step.title,
        "problems": problems,
        "anew": anew,
        "number": shown.index(step) + 1 if step in shown else 1,
        "wrong": {problem.id: problem.sentence for problem in problems},
        **step.show(scene),
    }
    return carrying.page(
        request, f"steps/{step.name}.html", scene.sheet, here=step.name, keeps=True, status=status, **context
    )


def sign_in(request: HttpRequest, sheet: Sheet, *, error: object = "", username: str = "") -> HttpResponse:
    """The page of signing in that carries the sheet on. `error`: why nobody came in, the name that was typed kept."""
    context: dict[str, Any] = {
        "carry": token.seal(sheet),
        "next": "/",
        "error": error,
        "username": username,
        "demo_desks": demo_desks() if settings.DEMO else [],
    }
    status = 422 if error else 200
    return carrying.page(request, "sign_in.html", sheet, here=SIGN_IN, keeps=True, status=status, **context)


def _end(request: HttpRequest, scene: Scene, here: Step) -> HttpResponse:
    """Send, or count that no service is available; a refusal comes back as a sentence, nothing typed is lost."""
    if here is unmet.UNMET:
        unmet.note(scene)
        return redirect("frontline:noted")
    try:
        done = sending.send(scene)
    except ProofNeeded:
        # Its page asks for the second factor, and then sends this once more.
        raise
    except Refusal as refusal:
        log_refusal(refusal, by=scene.by, where="frontline:hand_over")
        return _again(request, scene, here, refusal.sentence, status=refusal.status)
    except Fault as fault:
        return _again(request, scene, here, fault.sentence, status=fault.status)
    except (OperationalError, OSError):
        # A full disk, a database that went away: the unit rolled back, and the page still holds everything.
        return _again(request, scene, here, StoreAway.sentence, status=StoreAway.status)
    # One wish, one referral.
    return redirect("frontline:sent", referral_id=done.referral_ids[0])


def _again(request: HttpRequest, scene: Scene, here: Step, sentence: Sentence, *, status: int) -> HttpResponse:
    return _show(request, scene, here, problems=(Problem("", str(sentence)),), status=status)


def sent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What was sent, with its references: for the desk that sent it. Raises NotFound, NotPermitted."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    policy.check_hand_over(actor)
    row = sent_now(actor, [referral_id]).select_related("case").first()
    if row is None:
        raise NotFound
    context = {
        "reference": row.case.reference,
        "for_the_person": [row] if opens_a_door(row) else [],
        "desk": row.to_desk,
    }
    return render(request, "frontline/done.html", context)
