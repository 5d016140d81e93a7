"""Settling one amendment after the other: by the secretariat, or in the room by whoever presides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.coordination import amending, drafting, locks_consulting, policy, states, words_consulting
from himaya.coordination.actions import amendments
from himaya.coordination.models import AgendaItem, Amendment, Draft, RoundTable
from himaya.coordination.queries import consulting as queries
from himaya.kernel.actor import Actor
from himaya.web.roundtable.consulting import showing
from himaya.web.roundtable.consulting.amend import BEGINNING, places
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "answer_missing": "answer",
    "text_length": "answer",
    "case_data": "answer",
    "texts_missing": "text_fr",
    "clause_long": "text_fr",
    "into_itself": "after",
    "outcome": "",
}
DONE = {
    states.ACCEPTED: gettext_lazy("Accepted: the text is changed."),
    states.ACCEPTED_MODIFIED: gettext_lazy("Accepted with other words: the text is changed."),
    states.AMENDMENT_REJECTED: gettext_lazy("Not accepted. The answer stands beside the amendment."),
    states.CARRIED_OVER: gettext_lazy("Carried over to a later table."),
}


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, amendment_id: UUID) -> HttpResponse:
    """One amendment, large: before and after, its reason, what it clashes with. A POST settles it."""
    row = queries.amendment_of(actor, amendment_id)
    locks_consulting.check_settles(actor, row.draft)
    if request.method != "POST":
        return _page(request, actor, row, None)
    form = Form(request.POST)
    outcome = form.text("do")
    takes: dict[str, Any] = {"outcome": outcome, "answer": form.long("answer")}
    if outcome == states.ACCEPTED_MODIFIED:
        after = form.text("after")
        takes |= {
            "texts": form.longs("text"),
            "changes_meaning": form.ticked("changes_meaning"),
            "after": None if not after else "" if after == BEGINNING else after,
            "seen": _seen(form),
        }
    found = ask(amendments.settle, form, FIELDS, "answer", by=actor, amendment_id=amendment_id, **takes)
    if not found.done:
        again = queries.amendment_of(actor, amendment_id)
        return _page(request, actor, again, form, told=found.told, status=found.status)
    messages.success(request, str(DONE[outcome]))
    following = showing.next_to_settle(row.draft, row)
    if following is None:
        return redirect("roundtable:consultation_said", draft_id=row.draft_id)
    return redirect("roundtable:amendment_settle", amendment_id=following.pk)


def _seen(form: Form) -> int | None:
    seen = form.text("seen")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else None


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
    clause = showing.clause_row(row.draft, amending.now_at(row, content))
    order = queries.unsettled(row.draft)
    following = showing.next_to_settle(row.draft, row)
    fields = shown(form)
    context = {
        **fields,
        "typed": {**_before(row, clause.texts if clause else {}), **fields["typed"]},
        "told": told,
        "draft": row.draft,
        "one": one,
        "clause": clause,
        "revision": clause.revision if clause is not None and row.op != states.INSERT else "",
        "now": _now(one, clause.texts if clause else {}),
        "left": len(order),
        "done": len(every) - len(order),
        "all": len(every),
        "following": following if following is not None and following.pk != row.pk else None,
        "in_time": states.leads_to(states.DRAFT_TRANSITIONS, "settle", row.draft.state) is not None,
        "why_not": words_consulting.DRAFT_NOT_IN_STATE[row.draft.state],
        "wordable": row.op != states.MOVE and (clause is not None or row.op == states.INSERT),
        "movable": row.op in (states.MOVE, states.INSERT),
        "places": places(row.draft, row.uid if row.op == states.MOVE else ""),
        "doing": form.typed.get("do", "") if form else row.proposal,
        "table": _table(row.draft, actor),
        "secretariat": policy.is_secretariat(actor),
    }
    return render(request, "roundtable/consulting/settle.html", context, status=status)


def _before(row: Amendment, now: dict[str, str]) -> dict[str, Any]:
    """What to begin from: the words proposed, else those asked for, over the clause as it is now; why, as proposed."""
    words = {**(now if row.op != states.INSERT else {}), **(row.proposal_texts or row.texts)}
    typed: dict[str, Any] = {f"text_{code}": text for code, text in words.items()}
    answer = row.proposal_reason if row.proposal == states.AMENDMENT_REJECTED else ""
    return {**typed, "changes_meaning": row.changes_meaning, "answer": answer}


def _now(one: showing.Asked, texts: dict[str, str]) -> list[showing.Wording]:
    """What the amendment would make of the clause as it is now, where that is not the one that was read."""
    if not one.fits or not texts or one.row.op == states.INSERT:
        return []
    return showing.pairs(texts, one.row.texts) or [
        showing.Wording(code, text, text) for code, text in texts.items() if text
    ]


def _table(draft: Draft, actor: Actor) -> RoundTable | None:
    """The table in session that has the text on its agenda, to go back to the room."""
    rows = AgendaItem.objects.filter(document=draft.document_id, table__state=states.IN_SESSION)
    found = rows.exclude(state=states.ITEM_DROPPED).select_related("table").first()
    return found.table if found is not None else None
