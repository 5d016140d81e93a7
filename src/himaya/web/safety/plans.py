"""The safety plan of a person: the version that counts, revised as a new one, or ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case, held_or_emergency
from himaya.cases.rules_grants import SAFETY_PLAN
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.safety import policy, rules, words
from himaya.safety.access import Plan, open_plan
from himaya.safety.actions import safety_plans
from himaya.safety.content import catalogue
from himaya.web.case_let_in import let_in
from himaya.web.forms import Item, Typed
from himaya.web.gate import only
from himaya.web.safety.unkept import NotKept, not_kept

# The language in which a plan is begun. Darija is written as Arabic.
_WRITTEN = {"fr": "fr", "ar": "ar", "ary": "ar", "en": "en"}
_ELSEWHERE = ("closed", "stands", "revised", "no_plan")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST writes, revises or ends."""
    typed = Typed(request.POST)
    if request.method != "POST":
        held_or_emergency(actor, case_id, SAFETY_PLAN)
        return _page(request, actor, case_id, typed)
    held_case(actor, case_id)
    try:
        said = _do(request.POST.get("do", ""), case_id, typed, actor)
    except (NotNow, NotPermitted, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="safety:plan")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("safety:plan", case_id=case_id)


def _do(verb: str, case_id: UUID, typed: Typed, by: Actor) -> str:
    typed.text("do")
    after = typed.number("after")
    if verb == "end":
        safety_plans.end(case_id=case_id, after=after, reason=typed.text("reason"), by=by)
        return _("The plan was ended. It stays, with its day.")
    if verb not in ("write", "revise"):
        raise NotFound
    parts = {name: typed.text(name) for name in rules.PARTS}
    language = typed.text("language")
    if verb == "write":
        safety_plans.write(case_id=case_id, parts=parts, language=language, by=by)
        return _("Written. Ask now whether the person wants a copy.")
    safety_plans.revise(case_id=case_id, parts=parts, language=language, after=after, by=by)
    return _("Revised: the earlier version stays. An earlier copy is to be destroyed or exchanged.")


def _page(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    with open_plan(actor, case_id) as (case, plan):
        again = typed.said.get("do") in ("write", "revise")
        # Somebody was quicker: their version is read first, and the words typed here wait below it.
        said = typed.said if again else _begun(plan, str(case.language or ""))
        context: dict[str, Any] = {
            "case": case,
            **let_in(actor, case, part=SAFETY_PLAN),
            "shown": case.state == "open" and case.desk_id == actor.desk_id,
            "plan": plan,
            "parts": _parts(plan),
            "language": words.LANGUAGES.get(plan.row.language, "") if plan is not None else "",
            "copy": words.COPIES.get(plan.copy.get("wish", ""), "") if plan is not None else "",
            "fields": [
                {
                    "id": one.id,
                    "label": one.names,
                    "prompt": one.prompt,
                    "value": said.get(one.id, ""),
                    "error": typed.wrong.get(one.id, ""),
                }
                for one in catalogue().parts.values()
            ],
            "again": again,
            "said": said,
            "ending": typed.said.get("do") == "end",
            "reason": typed.said.get("reason", ""),
            "not_kept": _not_kept(typed) if case.state != "open" else [],
            "wrong": typed.wrong,
            "errors": typed.errors({name: name for name in typed.wrong if name not in _ELSEWHERE}),
            "languages": [Item(code, words.LANGUAGES[code]) for code in rules.LANGUAGES],
            "ended": [Item(code, words.ENDED[code]) for code in rules.ENDED],
        }
        return render(request, "safety/plan.html", context, status=status)


def _parts(plan: Plan | None) -> list[dict[str, Any]]:
    if plan is None:
        return []
    known = catalogue().parts
    return [{"label": known[name].names, "words": said} for name, said in plan.parts.items()]


def _begun(plan: Plan | None, language: str) -> dict[str, Any]:
    if plan is not None:
        return {**plan.parts, "language": plan.row.language}
    return {"language": _WRITTEN.get(language, "fr")}


def _not_kept(typed: Typed) -> list[NotKept]:
    said, known = typed.said, catalogue().parts
    ended = [(_("Why?"), words.ENDED.get(said.get("reason", ""), ""))]
    return not_kept(
        [*ended, *((known[name].names.in_language(languages.current()), said.get(name, "")) for name in rules.PARTS)]
    )
