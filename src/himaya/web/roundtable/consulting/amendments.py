"""One amendment: what it asks and why, what it clashes with, what the secretariat proposes, what became of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import drafting, policy, states, words_consulting
from himaya.coordination.actions import amendments
from himaya.coordination.models import Amendment
from himaya.coordination.queries import consulting as queries
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.consulting import showing
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import Outcome, ask
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "proposal": "proposal",
    "reason_missing": "reason",
    "text_length": "reason",
    "case_data": "reason",
    "texts_missing": "text_fr",
    "clause_long": "text_fr",
}


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, amendment_id: UUID) -> HttpResponse:
    """An amendment. A POST proposes what becomes of it, or withdraws it."""
    row = queries.amendment_of(actor, amendment_id)
    if request.method != "POST":
        return _page(request, actor, row, None)
    form = Form(request.POST)
    name = form.text("do")
    if name not in VERBS:
        raise NotFound
    outcome, done = VERBS[name](form, row, actor)
    if not outcome.done:
        again = queries.amendment_of(actor, amendment_id)
        return _page(request, actor, again, form, told=outcome.told, status=outcome.status)
    messages.success(request, done)
    return redirect("roundtable:amendment", amendment_id=amendment_id)


def _propose(form: Form, row: Amendment, actor: Actor) -> tuple[Outcome, str]:
    policy.check_secretariat(actor)
    takes: dict[str, Any] = {
        "proposal": form.text("proposal"),
        "reason": form.long("reason"),
        "texts": form.longs("text"),
    }
    outcome = ask(amendments.propose, form, FIELDS, "reason", by=actor, amendment_id=row.pk, **takes)
    return outcome, _("The proposal is kept. The institutions read it beside the amendment.")


def _withdraw(form: Form, row: Amendment, actor: Actor) -> tuple[Outcome, str]:
    outcome = ask(amendments.withdraw, form, {}, "", by=actor, amendment_id=row.pk)
    return outcome, _("The amendment is withdrawn.")


VERBS: dict[str, Callable[[Form, Amendment, Actor], tuple[Outcome, str]]] = {
    "propose": _propose,
    "withdraw": _withdraw,
}


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Amendment,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    content = drafting.content(row.draft)
    every = showing.asked(queries.amendments(row.draft), content, actor)
    one = next(each for each in every if each.row.pk == row.pk)
    fields = shown(form)
    before = {"proposal": row.proposal, "reason": row.proposal_reason}
    words = row.proposal_texts or row.texts
    before |= {f"text_{code}": text for code, text in words.items()}
    clause = showing.clause_row(row.draft, row.uid)
    secretariat = policy.is_secretariat(actor)
    context = {
        **fields,
        "typed": {**before, **fields["typed"]},
        "told": told,
        "draft": row.draft,
        "one": one,
        "clause": clause,
        "secretariat": secretariat,
        "may_propose": secretariat and one.unsettled,
        "may_settle": one.unsettled and showing.may_settle(actor, row.draft),
        "may_withdraw": one.unsettled and (one.mine or secretariat),
        "proposals": lists.of(words_consulting.PROPOSALS),
        "wordable": row.op in (states.REPLACE, states.INSERT, states.DELETE),
    }
    return render(request, "roundtable/consulting/amendment.html", context, status=status)
