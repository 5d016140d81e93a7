"""One comment with its replies: answered by the secretariat, replied to by institutions, withdrawn by its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states
from himaya.coordination.actions import comments
from himaya.coordination.models import Comment
from himaya.coordination.queries import consulting as queries
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.consulting import showing
from himaya.web.roundtable.consulting.clauses import CHOOSE
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import Outcome, ask
from himaya.web.roundtable.tables.reading import Form, shown

OF_REPLY = {"text_missing": "text", "text_length": "text", "case_data": "text", "how_missing": "how",
            "received_on": "received_on"}  # fmt: skip
OF_ANSWER = {"text_missing": "answer", "text_length": "answer", "case_data": "answer"}


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, comment_id: UUID) -> HttpResponse:
    """A comment. A POST answers it, replies to it, or withdraws it."""
    row = queries.comment_of(actor, comment_id)
    if request.method != "POST":
        return _page(request, actor, row, None)
    form = Form(request.POST)
    name = form.text("do")
    if name not in VERBS:
        raise NotFound
    outcome, done = VERBS[name](form, row, actor)
    if not outcome.done:
        again = queries.comment_of(actor, comment_id)
        return _page(request, actor, again, form, told=outcome.told, status=outcome.status)
    messages.success(request, done)
    return redirect("roundtable:comment", comment_id=comment_id)


def _answer(form: Form, row: Comment, actor: Actor) -> tuple[Outcome, str]:
    policy.check_secretariat(actor)
    outcome = ask(comments.answer, form, OF_ANSWER, "answer", by=actor, comment_id=row.pk, answer=form.long("answer"))
    return outcome, _("Answered. The institution reads the answer beside its comment.")


def _reply(form: Form, row: Comment, actor: Actor) -> tuple[Outcome, str]:
    takes: dict[str, Any] = {**showing.who(form, actor, row.consultation, CHOOSE), "text": form.long("text")}
    outcome = ask(comments.reply, form, OF_REPLY, "text", by=actor, comment_id=row.pk, **takes)
    return outcome, _("The reply is kept.")


def _withdraw(form: Form, row: Comment, actor: Actor) -> tuple[Outcome, str]:
    outcome = ask(comments.withdraw, form, {}, "", by=actor, comment_id=row.pk)
    return outcome, _("The comment is withdrawn.")


VERBS: dict[str, Callable[[Form, Comment, Actor], tuple[Outcome, str]]] = {
    "answer": _answer,
    "reply": _reply,
    "withdraw": _withdraw,
}


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Comment,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    head, draft = row.follows or row, row.consultation.draft
    every = queries.comments(draft, actor)
    remark = next(one for one in showing.remarks(every, actor) if one.row.pk == head.pk)
    secretariat = policy.is_secretariat(actor)
    fields = shown(form)
    is_open = showing.may_say(actor, row.consultation)
    context = {
        **fields,
        "typed": {"answer": row.answer, **fields["typed"]},
        "told": told,
        "draft": draft,
        "row": row,
        "remark": remark,
        "clause": showing.clause_row(draft, row.uid),
        "open": is_open,
        "secretariat": secretariat,
        "may_answer": secretariat and draft.state in comments.ANSWERING and row.state != states.COMMENT_WITHDRAWN,
        "may_withdraw": is_open
        and row.state == states.COMMENT_OPEN
        and (secretariat or row.institution_id == actor.institution_id),
        **showing.letter(actor, row.consultation),
    }
    return render(request, "roundtable/consulting/comment.html", context, status=status)
