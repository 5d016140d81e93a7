"""The rights of one person, for the desk that holds the case: the list, and one right with all that can be done."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from himaya.cases.access import held_case
from himaya.institutions import catalogue
from himaya.institutions.words import KINDS
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.rights import content, policy, rules, rules_days, states, words
from himaya.rights.access import Opened, Standing, open_rights
from himaya.rights.models import RightStep
from himaya.web.gate import only
from himaya.web.rights import choices
from himaya.web.rights.forms import FIELDS, act
from himaya.web.rights.typed import Typed

# The one thing to do next in each state.
NEXT: dict[str, str] = {
    states.NOT_RAISED: states.TELL,
    states.TOLD: states.ASK,
    states.ASKED: states.GRANT,
    states.REFUSED: states.APPEAL_VERB,
    states.APPEALED: states.GRANT,
    states.GIVEN_UP: states.TELL,
}
NEXT_WORDS: dict[str, Promise] = {
    states.NOT_RAISED: gettext_lazy("Tell the person"),
    states.TOLD: gettext_lazy("Ask for it, if they wish"),
    states.ASKED: gettext_lazy("Write the answer down"),
    states.GRANTED: gettext_lazy("See it"),
    states.REFUSED: gettext_lazy("See whether to go further"),
    states.APPEALED: gettext_lazy("Write the answer down"),
    states.GIVEN_UP: gettext_lazy("Offer it again later"),
}
FROM_ELSEWHERE = (states.GRANT, states.REFUSE, states.APPEAL_VERB)
TONES = {states.GRANTED: "ok", states.REFUSED: "late", states.ASKED: "wait", states.APPEALED: "wait"}
MARKS: dict[str, Promise] = {"C2": pgettext_lazy("mark of a text of law", "read in a second source: advice only")}


@require_safe
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Every right that applies or may, by group, with where it stands and what comes next."""
    with open_rights(actor, case_id) as opened:
        names = content.catalogue().groups
        groups = [
            {"name": name, "rights": [_line(one) for one in opened.standing if one.right.group == group]}
            for group, name in names.items()
        ]
        context = {
            "case": opened.case,
            "asked": opened.asked,
            "no_proceedings": opened.facts.proceedings == rules.NO,
            "groups": [one for one in groups if one["rights"]],
            "unsigned": not all(one.right.signed for one in opened.standing),
            "near": [line for one in opened.standing if (line := _line(one))["nearness"]],
        }
        return render(request, "rights/of_case.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def one(request: HttpRequest, actor: Actor, case_id: UUID, right: str) -> HttpResponse:
    """One right: what to say, on what it rests, what was done; POST does the verb that was chosen."""
    held_case(actor, case_id)
    if right not in content.catalogue().rights:
        raise NotFound
    if request.method != "POST":
        return _page(request, actor, case_id, right)
    verb, typed = request.POST.get("verb", ""), Typed(request.POST)
    try:
        act(verb, case_id, right, typed, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="rights:one")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, right, verb=verb, typed=typed, status=refusal.status)
    messages.success(request, _("Written down."))
    return redirect("rights:one", case_id=case_id, right=right)


def _page(
    request: HttpRequest,
    actor: Actor,
    case_id: UUID,
    right: str,
    *,
    verb: str = "",
    typed: Typed | None = None,
    status: int = 200,
) -> HttpResponse:
    wrong = typed.wrong if typed else {}
    with open_rights(actor, case_id) as opened:
        standing = opened.of(right)
        context: dict[str, Any] = {
            "case": opened.case,
            "line": _line(standing),
            "basis": [{"row": row, "also": MARKS.get(row.mark, "")} for row in standing.right.basis],
            "terms": [{"row": row, "drives": row.mark == rules_days.DRIVES} for row in standing.right.terms],
            "granted_by": [KINDS[kind] for kind in standing.right.granted_by],
            "helped_by": [catalogue.services()[code].names for code in standing.right.helped_by],
            "steps": [_step(step) for step in standing.steps],
            "forms": _forms(opened, standing, verb, typed) if opened.case.state == "open" else [],
            "errors": [{"id": _place(verb, name), "sentence": said} for name, said in wrong.items()],
        }
        return render(request, "rights/one.html", context, status=status)


def _line(standing: Standing) -> dict[str, Any]:
    last = standing.last
    nearness = rules_days.nearness(last.due_on, clock.today()) if last is not None and last.due_on is not None else ""
    return {
        "right": standing.right,
        "weakest": (weakest := standing.right.weakest(languages.current())),
        "also": MARKS.get(weakest.mark, ""),
        "may": standing.how == rules.MAY_APPLY,
        "state": words.STATES[standing.state],
        "tone": TONES.get(standing.state, "calm"),
        "next": NEXT_WORDS[standing.state],
        "last": last,
        "reason": words.REASONS.get(last.reason, "") if last is not None else "",
        "due_for": words.DUE_FOR.get(last.due_for, "") if last is not None else "",
        "due_source": words.SOURCES.get(last.due_source, "") if last is not None else "",
        "nearness": words.NEARNESS.get(nearness, ""),
        "over": nearness == rules_days.OVER,
    }


def _step(step: RightStep) -> Mapping[str, Any]:
    return {
        "row": step,
        "word": words.STEPS[step.word],
        "language": choices.language(step.language),
        "reason": words.REASONS.get(step.reason, ""),
        "words": step.words or "",
        "due_for": words.DUE_FOR.get(step.due_for, ""),
        "due_source": words.SOURCES.get(step.due_source, ""),
    }


def _forms(opened: Opened, standing: Standing, verb: str, typed: Typed | None) -> list[dict[str, Any]]:
    """What can be done now, the next thing first; one that was refused stands open, with what was typed."""
    first = NEXT.get(standing.state, "")
    # What another body does is written down when it is known, and never by one tap on a form that stood open.
    first = "" if first in FROM_ELSEWHERE else first
    due_for = standing.last.due_for if standing.last is not None else ""
    possible = sorted(states.verbs_in(standing.state, due_for), key=lambda one: one != first)
    if verb and verb not in possible:
        possible = [verb, *possible]
    return [_form(opened, standing, one, typed if one == verb else None, first=one == first) for one in possible]


def _form(opened: Opened, standing: Standing, verb: str, typed: Typed | None, *, first: bool) -> dict[str, Any]:
    known = {} if verb in FROM_ELSEWHERE else {"on": clock.today().isoformat()}
    begun = typed or Typed(QueryDict(), {**known, "language": opened.case.language})
    return {
        "verb": verb,
        "label": words.VERBS[verb],
        "first": first,
        "open": first or typed is not None,
        "fields": [
            {
                "name": field.name,
                "id": _place(verb, field.name),
                "kind": field.kind,
                "label": field.label,
                "hint": field.hint,
                "items": choices.items(field.name, opened.case, standing.right),
                "value": begun.said.get(field.name, ""),
                "wrong": begun.wrong.get(field.name, ""),
            }
            for field in FIELDS[verb]
        ],
    }


def _place(verb: str, name: str) -> str:
    return f"{verb}-{name}" if name in {field.name for field in FIELDS.get(verb, ())} else ""
