"""A new amendment to one clause: other words, a clause after it, its deletion, another place; always with a reason."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, rules_content, states, words_drafts
from himaya.coordination.actions import amendments
from himaya.coordination.models import Clause, Consultation, Draft
from himaya.coordination.queries import consulting as queries
from himaya.coordination.queries import drafts
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.consulting import showing
from himaya.web.roundtable.consulting.clauses import CHOOSE, clause_of
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "reason_missing": "reason",
    "text_length": "reason",
    "case_data": "reason",
    "nothing_changes": "text_fr",
    "texts_missing": "text_fr",
    "clause_long": "text_fr",
    "clause_kind": "kind",
    "answer_type": "type",
    "place_unknown": "after",
    "into_itself": "after",
    "weight.weight": "weight",
    "how_missing": "how",
    "received_on": "received_on",
}
OF_MOVE = {**FIELDS, "nothing_changes": "after"}
HEADLINES = {
    states.REPLACE: gettext_lazy("Ask for other words"),
    states.INSERT: gettext_lazy("Ask for a new clause after this one"),
    states.DELETE: gettext_lazy("Ask for this clause to be deleted"),
    states.MOVE: gettext_lazy("Ask for this clause to stand elsewhere"),
}
# A new clause of the institution; what a step or a rule holds is written by the secretariat.
NEW_KINDS = (states.ARTICLE, states.QUESTION_CLAUSE, states.INDICATOR, states.NOTE, states.SECTION, states.STEP)
SIMPLE_TYPES = ("text", "integer", "date")
BEGINNING = "beginning"


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, clause_id: UUID, op: str) -> HttpResponse:
    """The form of one kind of amendment. A POST submits it."""
    clause = clause_of(actor, clause_id)
    row = queries.latest(clause.draft)
    if op not in HEADLINES or row is None:
        raise NotFound
    row.draft = clause.draft
    if request.method != "POST":
        return _page(request, actor, row, clause, op, None)
    form = Form(request.POST)
    takes: dict[str, Any] = {
        **showing.who(form, actor, row, CHOOSE),
        "op": op,
        "uid": clause.uid,
        "reason": form.long("reason"),
        "seen": _seen(form),
        **READS[op](form, clause),
    }
    fields = OF_MOVE if op == states.MOVE else FIELDS
    # `form` is also what the verb calls the typed part.
    submit = partial(amendments.submit, form=takes.pop("typed", {}))
    outcome = ask(submit, form, fields, _rest(op), by=actor, consultation_id=row.pk, **takes)
    if not outcome.done:
        return _page(request, actor, row, clause, op, form, told=outcome.told, status=outcome.status)
    messages.success(
        request, _("The amendment is submitted, with its reason. Every institution at the table reads it.")
    )
    return redirect("roundtable:consultation_clause", clause_id=clause.pk)


def _rest(op: str) -> str:
    """Where a sentence stands that no field is named for: a skip rule that cannot be read, mostly."""
    return {states.MOVE: "after", states.DELETE: "reason"}.get(op, "relevant")


def _seen(form: Form) -> int | None:
    seen = form.text("seen")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else None


def _replace(form: Form, clause: Clause) -> dict[str, Any]:
    delta: dict[str, Any] = {}
    if clause.kind in states.TYPED:
        delta["relevant"] = form.text("relevant") or None
        delta["weight"] = _weight(form)
    return {"texts": form.longs("text"), "typed": delta, "changes_meaning": form.ticked("changes_meaning")}


def _insert(form: Form, clause: Clause) -> dict[str, Any]:
    kind, answer, compartment = form.text("kind"), form.text("type"), form.text("compartment")
    new: dict[str, Any] = {}
    if kind in (states.QUESTION_CLAUSE, states.INDICATOR):
        lists_there = {one.value for one in answers(clause.draft)}
        new = {"type": answer if answer in lists_there else "", "compartment": compartment or None}
        if form.ticked("exposes_nobody"):
            new["exposes"] = []
    if relevant := form.text("relevant"):
        new["relevant"] = relevant
    found: dict[str, Any] = {"kind": kind, "texts": form.longs("text"), "typed": new}
    if form.text("place") == BEGINNING:
        found["uid"] = ""
    return found


def _move(form: Form, clause: Clause) -> dict[str, Any]:
    after = form.text("after")
    if not after:
        form.wrong["after"] = _("Choose the clause after which it would stand, or the beginning.")
    return {"after": "" if after == BEGINNING else after}


def _delete(form: Form, clause: Clause) -> dict[str, Any]:
    return {}


READS = {states.REPLACE: _replace, states.INSERT: _insert, states.MOVE: _move, states.DELETE: _delete}


def _weight(form: Form) -> int | float | None:
    typed = form.text("weight").replace(",", ".")
    if not typed:
        return None
    try:
        number = float(typed)
    except ValueError:
        form.wrong["weight"] = words_drafts.WRONG["weight"]
        return None
    if not -1000 <= number <= 1000:
        form.wrong["weight"] = words_drafts.WRONG["weight"]
        return None
    return int(number) if number == int(number) else number


def answers(draft: Draft) -> list[Item]:
    """What an answer can be: a choice of a list of the text, or something simple."""
    found = [Item(f"select_one {name}", _choices(items)) for name, items in sorted(draft.lists.items())]
    return [*found, *(Item(code, words_drafts.ANSWER_TYPES[code]) for code in SIMPLE_TYPES)]


def _choices(items: list[dict[str, Any]]) -> str:
    labels = [item.get("label") for item in items]
    words = [languages.pick(one) if isinstance(one, dict) else str(one or "") for one in labels]
    return showing.name_of({languages.current(): " / ".join(filter(None, words))})


def places(draft: Draft, but: str = "") -> list[Item]:
    """The clauses after which something can stand, and the beginning."""
    rows = [one for one in drafts.clause_rows(draft) if one.uid != but]
    beginning = Item(BEGINNING, pgettext_lazy("place of a clause", "At the very beginning"))
    return [beginning, *(Item(one.uid, f"{one.uid} · {showing.name_of(one.texts)}") for one in rows)]


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Consultation,
    clause: Clause,
    op: str,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    fields = shown(form)
    before: dict[str, Any] = {}
    if op == states.REPLACE:
        before = {f"text_{code}": text for code, text in clause.texts.items()}
        before |= {"relevant": clause.form.get("relevant", ""), "weight": clause.form.get("weight", "")}
    context = {
        **fields,
        "typed": {**before, **fields["typed"]},
        "told": told,
        "draft": row.draft,
        "round": row,
        "clause": clause,
        "kind": words_drafts.CLAUSE_KINDS.get(clause.kind, clause.kind),
        "op": op,
        "headline": HEADLINES[op],
        "open": showing.may_say(actor, row),
        "typed_part": clause.kind in states.TYPED,
        "weighed": clause.kind in (states.QUESTION_CLAUSE, states.INDICATOR),
        "inside": len(_inside(clause)),
        "places": places(row.draft, clause.uid) if op == states.MOVE else [],
        "where": [
            Item("after", pgettext_lazy("place of a clause", "After the clause above")),
            Item(BEGINNING, pgettext_lazy("place of a clause", "At the very beginning")),
        ],
        "kinds": lists.of(words_drafts.CLAUSE_KINDS, *NEW_KINDS),
        "answers": answers(row.draft),
        "compartments": lists.of(words_drafts.COMPARTMENTS),
        "secretariat": policy.is_secretariat(actor),
        **showing.letter(actor, row),
    }
    return render(request, "roundtable/consulting/amend.html", context, status=status)


def _inside(clause: Clause) -> list[str]:
    """What stands in a section: it goes with it."""
    if clause.kind != states.SECTION:
        return []
    rows = drafts.clause_rows(clause.draft)
    return rules_content.below({"clauses": [{"uid": one.uid, "parent": one.parent} for one in rows]}, clause.uid)
