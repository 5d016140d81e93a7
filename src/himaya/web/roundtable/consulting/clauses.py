"""One clause, or the whole text, in a consultation: its words in three languages, what was said, a new comment."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.coordination import drafting, policy, rules_content, states, words_consulting, words_drafts
from himaya.coordination.actions import comments
from himaya.coordination.models import Clause, Consultation, Draft
from himaya.coordination.queries import consulting as queries
from himaya.coordination.queries import drafts
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.consulting import showing
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "text_missing": "text",
    "text_length": "text",
    "case_data": "text",
    "visibility": "visibility",
    "how_missing": "how",
    "received_on": "received_on",
}
CHOOSE = gettext_lazy("Choose the institution that says it.")


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, clause_id: UUID) -> HttpResponse:
    """A clause. A POST comments on it."""
    clause = clause_of(actor, clause_id)
    return _handle(request, actor, clause.draft, clause)


@require_http_methods(["GET", "POST"])
@at_the_table
def whole(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponse:
    """The whole text. A POST comments on it."""
    return _handle(request, actor, drafts.draft_of(actor, draft_id), None)


def clause_of(actor: Actor, clause_id: UUID) -> Clause:
    """A clause of a draft that the actor may read. Raises NotFound."""
    seen = drafts.visible_drafts(actor).order_by().values("pk")
    rows = Clause.objects.filter(draft__in=seen).select_related("draft__document__cycle", "draft__base")
    found = rows.filter(pk=clause_id).first()
    if found is None:
        raise NotFound
    return found


def _handle(request: HttpRequest, actor: Actor, draft: Draft, clause: Clause | None) -> HttpResponse:
    row = queries.latest(draft)
    if row is None:
        raise NotFound
    row.draft = draft
    if request.method != "POST":
        return _page(request, actor, row, clause, None)
    form = Form(request.POST)
    takes: dict[str, Any] = {
        **showing.who(form, actor, row, CHOOSE),
        "text": form.long("text"),
        "visibility": form.text("visibility") or states.FOR_ALL,
        "uid": clause.uid if clause else "",
    }
    outcome = ask(comments.make, form, FIELDS, "text", by=actor, consultation_id=row.pk, **takes)
    if not outcome.done:
        return _page(request, actor, row, clause, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("The comment is kept. The secretariat answers every comment before the table decides."))
    if clause is None:
        return redirect("roundtable:consultation_whole", draft_id=draft.pk)
    return redirect("roundtable:consultation_clause", clause_id=clause.pk)


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Consultation,
    clause: Clause | None,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    draft, uid = row.draft, clause.uid if clause else ""
    # What was said of the clause whose place it took was said of this one.
    about = {uid, clause.replaces or uid} if clause else {""}
    content = drafting.content(draft)
    amendments = [
        one
        for one in showing.asked(queries.amendments(draft), content, actor)
        if one.row.uid in about and (clause is not None or one.row.op == states.INSERT)
    ]
    remarks = showing.remarks([one for one in queries.comments(draft, actor) if one.uid in about], actor)
    fields = shown(form)
    context = {
        **fields,
        "typed": {"visibility": states.FOR_ALL, **fields["typed"]},
        "told": told,
        "draft": draft,
        "round": row,
        "clause": clause,
        "kind": words_drafts.CLAUSE_KINDS.get(clause.kind, clause.kind) if clause else "",
        "before": _before(draft, clause),
        "amendments": amendments,
        "remarks": remarks,
        "open": showing.may_say(actor, row),
        "secretariat": policy.is_secretariat(actor),
        "visibilities": lists.of(words_consulting.VISIBILITIES),
        "neighbours": _neighbours(draft, clause),
        **showing.letter(actor, row),
    }
    return render(request, "roundtable/consulting/clause.html", context, status=status)


def _before(draft: Draft, clause: Clause | None) -> list[showing.Wording]:
    """The words of the adopted text beside those of the draft, where they differ."""
    if clause is None:
        return []
    base = drafting.base_content(draft)
    adopted = rules_content.clause_of(base, clause.uid) or rules_content.clause_of(base, clause.replaces or "")
    if adopted is None:
        return []
    return [one for one in showing.pairs(adopted["texts"], clause.texts) if one.before != one.after]


def _neighbours(draft: Draft, clause: Clause | None) -> dict[str, Clause | None]:
    """The clauses before and after, so that a text is read through."""
    rows = drafts.clause_rows(draft)
    if clause is None:
        return {"before": None, "after": rows[0] if rows else None}
    place = next((at for at, one in enumerate(rows) if one.pk == clause.pk), 0)
    return {
        "before": rows[place - 1] if place else None,
        "after": rows[place + 1] if place + 1 < len(rows) else None,
    }
