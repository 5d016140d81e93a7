"""One task: its sentence, its history, and what can be done with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from himaya.cases import queries_grants
from himaya.conferences import queries as conferences
from himaya.determinations import policy as determinations
from himaya.health import policy as health
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid, Refusal
from himaya.kernel.unit import log_refusal
from himaya.tasks import access, holding, policy, queries, rules, states, words
from himaya.tasks.actions import tasks
from himaya.tasks.models import Task
from himaya.web.gate import only
from himaya.web.methods import require_POST
from himaya.web.tasks.items import Item, with_load
from himaya.web.tasks.lists import shown

Verb = Callable[[UUID, QueryDict, Actor], None]
SAID: dict[str, Promise] = {
    "take": gettext_lazy("You have taken it."),
    "done": gettext_lazy("Done. It is off the list."),
    "leave": gettext_lazy("Written down: it was not done, and why."),
    "delegate": gettext_lazy("Passed on. Your colleague is told, and may hand it back."),
    "hand-back": gettext_lazy("Handed back."),
    "remind": gettext_lazy("Reminded, as soon as the hours allow it."),
    "reopen": gettext_lazy("Opened again."),
}
# The field of a refused form to which its sentence belongs.
PLACES = {"to": "to", "back_reason": "hand-back-reason", "reason": "leave-reason"}


def _delegate(task_id: UUID, post: QueryDict, actor: Actor) -> None:
    try:
        to = UUID(post.get("to", ""))
    except ValueError:
        # Nobody's: whether the task may be known is judged before what was chosen.
        to = UUID(int=0)
    tasks.delegate(task_id=task_id, to=to, by=actor)


def _leave(task_id: UUID, post: QueryDict, actor: Actor) -> None:
    tasks.close(task_id=task_id, reason=post.get("reason", "")[:24] or "?", by=actor)


VERBS: dict[str, Verb] = {
    "take": lambda task_id, post, actor: tasks.take(task_id=task_id, by=actor),
    "done": lambda task_id, post, actor: tasks.close(task_id=task_id, by=actor),
    "leave": _leave,
    "delegate": _delegate,
    "hand-back": lambda task_id, post, actor: tasks.hand_back(
        task_id=task_id, reason=post.get("reason", "")[:24], by=actor
    ),
    "remind": lambda task_id, post, actor: tasks.remind(task_id=task_id, by=actor),
    "reopen": lambda task_id, post, actor: tasks.reopen(task_id=task_id, by=actor),
}


@require_GET
@only(policy.check_works)
def page(request: HttpRequest, actor: Actor, task_id: UUID) -> HttpResponse:
    """The page of a task; reading its sentence is written down."""
    return _page(request, actor, task_id)


@require_POST
@only(policy.check_works)
def act(request: HttpRequest, actor: Actor, task_id: UUID, verb: str) -> HttpResponse:
    """Do one thing with a task. What is done leads back to the list."""
    if verb not in VERBS:
        raise NotFound
    try:
        VERBS[verb](task_id, request.POST, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="tasks:act")
        return _page(request, actor, task_id, verb=verb, refusal=refusal)
    messages.success(request, str(SAID[verb]))
    return redirect("tasks:mine") if verb in ("done", "leave", "hand-back") else redirect("tasks:one", task_id=task_id)


def _page(
    request: HttpRequest, actor: Actor, task_id: UUID, *, verb: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    with access.open_task(actor, task_id) as opened:
        task = opened.task
        (line,) = shown(actor, [queries.line_of(actor, task)])
        context: dict[str, Any] = {
            "task": task,
            "words": opened.words,
            "gone": opened.gone,
            "line": line,
            "verb": verb,
            "told": str(refusal.sentence) if refusal is not None else "",
            "place": PLACES.get(refusal.code, "") if refusal is not None else "",
            "typed": request.POST,
            "live": task.state in states.LIVE,
            "colleague": _with(task, line.line.holder),
            "is_mine": task.assignee_id == actor.account_id,
            "reason": words.reason(task.reason),
            "steps": [
                {"row": step, "done": words.STEPS[step.action], "why": words.reason(step.code)}
                for step in queries.steps(task)
            ],
            "colleagues": with_load(
                task.desk_id, (one for one in holding.workers(task.desk_id, task.kind) if one.pk != line.line.holder)
            ),
            "back_reasons": [Item(code, str(words.HAND_BACK_REASONS[code])) for code in states.HAND_BACK_REASONS],
            "leave_reasons": [Item(code, str(words.NOT_DONE_REASONS[code])) for code in states.NOT_DONE_REASONS],
            "case": queries_grants.held_case(actor, task.case_id) if task.case_id is not None else None,
            "contacts": task.kind in rules.CONTACTS,
            "referral": task.about_kind == "referral",
            "apart": task.kind == states.KEPT_APART and health.works(actor),
            "plan_line": task.about_kind == "plan_line",
            "advice": task.kind == "counsel_word" and task.case_id is None and determinations.advises(actor),
            "conference": _conference(task),
            "note": task.about_kind == "decision_note",
            "risk": task.about_kind in ("risk", "risk_assessment"),
            "measure": task.about_kind == "risk_measure",
            "decision": task.about_kind in ("decision", "decision_request", "period", "recovery"),
        }
        return render(request, "tasks/one.html", context, status=refusal.status if refusal is not None else 200)


def _conference(task: Task) -> UUID | None:
    """The conference that agreed on it, where the words of the action stand."""
    action = conferences.action_of(task.about_id) if task.about_kind == "agreed_action" and task.about_id else None
    return action.conference_id if action is not None else None


def _with(task: Task, holder: UUID | None) -> str:
    """The colleague it is with, by the name of their account; empty for the desk."""
    return task.assignee.username if holder is not None and task.assignee is not None else ""
