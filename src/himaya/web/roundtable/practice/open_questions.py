"""One question that a table left open: answered by the institution that owes it, or entered as it came."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states
from himaya.coordination.actions import questions
from himaya.coordination.models import Question
from himaya.coordination.queries import sessions as queries
from himaya.coordination.words_practice import CHANNELS, QUESTION_STATES
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice import showing
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {"how_missing": "how", "no_valid_mandate": "delegate"}


@dataclass(frozen=True, slots=True)
class Line:
    """A question in a list: whether it waits, whether this actor may answer it."""

    row: Question
    chip: Chip
    waits: bool
    mine: bool
    how: str | Promise


def in_order(rows: "QuerySet[Question]") -> "QuerySet[Question]":
    """Open ones first, the earliest day first."""
    return rows.select_related("owed_by", "asked_by", "item", "delegate").order_by("-state", "due_on", "pk")


def line(row: Question, actor: Actor) -> Line:
    """A question as its list shows it to the actor."""
    waits = row.state == states.QUESTION_OPEN
    tone = "ok" if not waits else "late" if row.due_on < clock.today() else "wait"
    word = pgettext("of a question", "overdue") if tone == "late" else QUESTION_STATES[row.state]
    may = policy.is_secretariat(actor) or showing.own(actor) == row.owed_by_id
    return Line(row, Chip(tone, word), waits, waits and may, CHANNELS.get(row.how, ""))


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, question_id: UUID) -> HttpResponse:
    """One question. A POST answers it, or takes it back."""
    row = queries.question_of(actor, question_id)
    if request.method != "POST":
        return _page(request, actor, row, None)
    form = Form(request.POST)
    if form.text("do") == "withdraw":
        outcome = ask(questions.withdraw, form, {}, "", by=actor, question_id=question_id)
        done = _("Withdrawn. Nobody owes this answer any more.")
    else:
        takes: dict[str, Any] = {"text": form.long("answer")}
        if policy.is_secretariat(actor):
            takes |= {"how": form.text("how"), "delegate_id": form.uuid("delegate")}
        outcome = ask(questions.answer, form, FIELDS, "answer", by=actor, question_id=question_id, **takes)
        done = _("Answered. The table sees the answer on the sheet.")
    if not outcome.done:
        row.refresh_from_db()
        return _page(request, actor, row, form, told=outcome.told, status=outcome.status)
    messages.success(request, done)
    return redirect("roundtable:session", table_id=row.table_id)


def _page(
    request: HttpRequest, actor: Actor, row: Question, form: Form | None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    context = shown(form) | {
        "line": line(row, actor),
        "row": row,
        "table": row.table,
        "told": told,
        "entered": policy.is_secretariat(actor),
        "channels": showing.by_paper(),
        "delegates": showing.delegates(row.owed_by_id),
    }
    return render(request, "roundtable/practice/question.html", context, status=status)
