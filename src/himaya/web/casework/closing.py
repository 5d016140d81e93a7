"""Closing a file and opening it again: what is still open, why, what changed, and what happens with it afterwards.

Of what is sealed only the level of risk is opened here, with which the file would be closed. What changed, and why it
is closed all the same, is written on this page and read on that of the case, for a purpose.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from himaya.cases import queries_closures, queries_retention, rules_closures, words_closures
from himaya.cases.access import held_case
from himaya.cases.actions import closures
from himaya.cases.actions.closures import Ending
from himaya.cases.closures_content import CLOSE, REOPEN, reasons
from himaya.cases.erasing import CLOSED as ERASED
from himaya.cases.models import Case
from himaya.cases.retention_content import schedule
from himaya.kernel.actor import Actor
from himaya.kernel.at_closing import Named, open_named
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.still_open import Found
from himaya.kernel.unit import log_refusal
from himaya.web.casework import labels, rows
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item

# Where a refusal is shown: the id of the field on the page. What stops the closing stands at the top.
_PLACES = {
    "reason": "close-reason",
    "tries": "tries",
    "left_running": "close-left_running",
    "knowing": "knowing",
    "despite": "despite",
}

# More than the verb takes: it says so, and nothing typed is lost.
MOST_TYPED = 2000


@dataclass
class Typed:
    """What stands in the form; `wrong` has a sentence for each field that needs another look."""

    reason: str = ""
    tries: str = ""
    left_running: list[str] = field(default_factory=list)
    knowing: bool = False
    despite: str = ""
    outcomes: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """An open file: what is open, and the form that closes it. A closed one: its day, its reason, opening it again."""
    case = held_case(actor, case_id)
    if request.method != "POST":
        return _page(request, actor, case, Typed())
    typed = _typed(request.POST)
    try:
        done = _do(request.POST.get("do", ""), case_id, typed, actor)
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where="casework:closing")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, held_case(actor, case_id), typed, status=refusal.status)
    messages.success(request, done)
    return redirect("casework:closing", case_id=case_id)


@require_GET
@at_a_desk
def closed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Closed files of the desk, with their reason and the days on which name and file go."""
    page = rows.paged(queries_closures.closed_cases(actor), request)
    lines = [
        (line, words_closures.reason(line.case.close_reason), queries_retention.keeping(line.case))
        for line in rows.cases(page.object_list)
    ]
    context = {"page": page, "lines": lines, "adopted": schedule().adopted}
    return render(request, "casework/closed.html", context)


def _do(do: str, case_id: UUID, typed: Typed, actor: Actor) -> str:
    if do == "reopen":
        closures.reopen(case_id=case_id, reason=typed.reason, by=actor)
        return _("Open again. The periods no longer count.")
    if do != "close":
        raise NotValid(_("Choose what to do."), code="nothing_chosen")
    closures.close(case_id=case_id, ending=_ending(typed), by=actor)
    return _("Closed. Nothing more goes out from this file. It can be opened again.")


def _ending(typed: Typed) -> Ending:
    known = reasons().rows.get(typed.reason)
    # A number that was typed beside another reason means nothing.
    tries = (
        int(typed.tries)
        if known is not None and known.tries and typed.tries.isascii() and typed.tries.isdigit()
        else None
    )
    return Ending(
        typed.reason,
        typed.outcomes,
        left_running=[number for one in typed.left_running if (number := _number(one))],
        tries=tries,
        knowing=typed.knowing,
        despite=typed.despite,
    )


def _number(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _typed(post: QueryDict) -> Typed:
    said = {domain: post.get(f"changed_{domain}", "")[:16] for domain in rules_closures.DOMAINS}
    return Typed(
        reason=post.get("reason", "")[:48],
        tries=post.get("tries", "").strip()[:3],
        left_running=post.getlist("left_running")[:100],
        knowing=post.get("knowing") == "yes",
        despite=post.get("despite", "")[:MOST_TYPED],
        outcomes={domain: answer for domain, answer in said.items() if answer},
    )


def _page(request: HttpRequest, actor: Actor, case: Case, typed: Typed, *, status: int = 200) -> HttpResponse:
    is_open = case.state == rules_closures.OPENED
    # Rendered inside the block: a level of risk is opened for it.
    with open_named(actor, case.pk) if is_open else nullcontext(()) as named:
        return render(request, "casework/closing.html", _context(case, typed, named), status=status)


def _context(case: Case, typed: Typed, named: Sequence[Named]) -> dict[str, Any]:
    written = list(queries_closures.lines(case))
    is_open = case.state == rules_closures.OPENED
    return {
        "named": named,
        "case": case,
        "open": is_open,
        "typed": typed,
        "wrong": typed.wrong,
        "errors": [{"id": _PLACES.get(code, ""), "sentence": said} for code, said in typed.wrong.items()],
        "lines": [(row, words_closures.WORDS[row.word], words_closures.reason(row.reason)) for row in written],
        "adopted": schedule().adopted,
        **(_before(case, typed) if is_open else _after(case)),
    }


def _before(case: Case, typed: Typed) -> dict[str, Any]:
    seen = queries_closures.standing(case)
    name_due, file_due = queries_retention.due_if_closed_today(case)
    answers = [Item(code, str(word)) for code, word in words_closures.ANSWERS.items()]
    return {
        "stops": [_said(one, case) for one in seen.stops],
        "warns": [_said(one, case) for one in seen.warns],
        "tells": [_said(one, case) for one in seen.tells],
        "running": [
            Item(str(row.pk), f"{row.to_desk.name} · {labels.service(row.service)}", row.to_desk.institution.name)
            for row in seen.running
        ],
        "reasons": _reasons(CLOSE),
        "tries_needed": reasons().tries,
        "domains": [
            (f"changed_{domain}", word, typed.outcomes.get(domain, rules_closures.NOT_ASKED))
            for domain, word in words_closures.DOMAINS.items()
        ],
        "answers": answers,
        "name_due": name_due,
        "file_due": file_due,
    }


def _after(case: Case) -> dict[str, Any]:
    return {
        "kept": queries_retention.keeping(case),
        "reason": words_closures.reason(case.close_reason),
        "erased": case.close_reason == ERASED,
        "can_reopen": queries_closures.can_reopen(case),
        "feedback": queries_closures.may_ask_feedback(case),
        "reasons": _reasons(REOPEN),
    }


def _reasons(use: str) -> list[Item]:
    return [Item(row.id, labels.said(row.names), labels.said(row.meaning)) for row in reasons().of(use)]


def _said(found: Found, case: Case) -> dict[str, Any]:
    return {"sentence": found.still.sentence, "count": found.count, "url": _address(found.still.view, case.pk)}


def _address(view: str, case_id: UUID) -> str:
    """Where it is settled: a page of the case, or one of the whole desk."""
    if not view:
        return ""
    try:
        return reverse(view, kwargs={"case_id": case_id})
    except NoReverseMatch:
        return reverse(view)
