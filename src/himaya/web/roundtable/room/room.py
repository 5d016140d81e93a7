"""The screen in the room: points taken up one after the other, questions put, positions taken, outcomes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states, words_decisions, words_tables
from himaya.coordination.actions import agenda, decisions
from himaya.coordination.models import AgendaItem, RoundTable
from himaya.coordination.queries import decisions as known
from himaya.coordination.queries import tables as queries
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table
from himaya.web.roundtable.room import now, putting
from himaya.web.roundtable.room.screen import Screen, title_of
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, shown

# Which field a refusal is about; what two forms share is told apart by the verb that refused.
FIELDS = {
    "wording_missing": "wording_fr",
    "wording_long": "wording_fr",
    "case_data": "wording_fr",
    "method": "method",
    "document_unknown": "document",
    "parts": "parts",
    "nothing_uncontested": "scope",
}
OF_VERB: dict[str, dict[str, str]] = {"say": {"text_length": "said_fr", "case_data": "said_fr"}, "carry": {}}
GONE = gettext_lazy("This belongs to another table. Look again, then choose it on the page of its own table.")
NO_SUCH_VERB = gettext_lazy("Choose one of the buttons of this page.")
# What was typed belongs to the point that it was typed for, also when another one is open by now.
TYPED = ("put", "say", "carry")
# After these, the page goes back to where the hand was.
ANCHORS = {"say": "#said", "put": "#now"}


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """The screen. A POST runs the table, or says what an institution says with one tap."""
    table = policy.table_of(actor, table_id)
    if request.method != "POST":
        return _page(request, actor, table, None)
    form = Form(request.POST)
    verb = form.text("do")
    try:
        done = VERBS[verb](form, table, actor) if verb in VERBS else _speak(form, table, actor)
    except NotValid as refusal:
        form.refused(refusal, OF_VERB.get(verb, FIELDS), "reason" if verb == "carry" else "")
        return _page(request, actor, table, form, status=refusal.status)
    except (NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="roundtable:room")
        return _page(request, actor, table, form, told=refusal.sentence, status=refusal.status)
    if done:
        messages.success(request, done)
    answer = redirect("roundtable:room", table_id=table_id)
    answer["Location"] += ANCHORS.get(verb, "")
    return answer


def _speak(form: Form, table: RoundTable, actor: Actor) -> str:
    """One tap: an institution agrees or abstains. What needs words is said on its own page."""
    put = known.put_at(table)
    stance = form.text("do")
    if stance not in states.STANCES:
        raise NotValid(NO_SUCH_VERB, code="verb_unknown")
    if put is None or str(put.pk) != form.text("decision"):
        raise NotNow(_("The question has changed meanwhile. Look at the one that is put now."), code="other_question")
    decisions.speak(decision_id=put.pk, institution_id=form.text("institution"), stance=stance, by=actor)
    return ""


def _put(form: Form, table: RoundTable, actor: Actor) -> str:
    wording, method, document = form.longs("wording"), form.text("method"), form.uuid("document")
    decisions.put(
        item_id=_item(form, table).pk,
        wording=wording,
        method=method or None,
        document_id=document,
        parts=putting.parts(form, table, document),
        by=actor,
    )
    return ""


def _conclude(form: Form, table: RoundTable, actor: Actor) -> str:
    decision = _decision(form, table)
    found = decisions.conclude(decision_id=decision, asked=form.text("asked") == "yes", by=actor)
    word = words_decisions.STATES[found.state]
    return _("Question %(number)s: %(state)s.") % {"number": found.number, "state": word}


def _start(form: Form, table: RoundTable, actor: Actor) -> str:
    agenda.start(item_id=_item(form, table).pk, by=actor)
    return ""


def _finish(form: Form, table: RoundTable, actor: Actor) -> str:
    agenda.finish(item_id=_item(form, table).pk, by=actor)
    return ""


def _say(form: Form, table: RoundTable, actor: Actor) -> str:
    said = form.longs("said")
    agenda.say(item_id=_item(form, table).pk, said=said, by=actor)
    return _("Noted for the minutes.")


def _carry(form: Form, table: RoundTable, actor: Actor) -> str:
    item, reason = _item(form, table), form.text("reason")
    agenda.carry(item_id=item.pk, reason=reason, by=actor)
    return _("Carried to the next table: %(title)s.") % {"title": title_of(item)}


VERBS: dict[str, Callable[[Form, RoundTable, Actor], str]] = {
    "put": _put,
    "conclude": _conclude,
    "start": _start,
    "finish": _finish,
    "say": _say,
    "carry": _carry,
}


def _item(form: Form, table: RoundTable) -> AgendaItem:
    """The point that the form was made for; never one of another table."""
    wanted = form.uuid("item")
    found = table.items.filter(pk=wanted).first() if wanted else None
    if found is None:
        raise NotValid(GONE, code="item_unknown")
    return found


def _decision(form: Form, table: RoundTable) -> UUID:
    wanted = form.uuid("decision")
    found = table.decisions.filter(pk=wanted).first() if wanted else None
    if found is None:
        raise NotValid(GONE, code="decision_unknown")
    return found.pk


def _page(
    request: HttpRequest,
    actor: Actor,
    table: RoundTable,
    form: Form | None,
    *,
    told: object = "",
    status: int = 200,
) -> HttpResponse:
    item = _working_on(table, form, request.GET.get("point", ""))
    is_open = item is not None and item.state == states.ITEM_OPEN
    context: dict[str, Any] = {
        **shown(form),
        **now.context(actor, table, str(item.pk) if item and is_open else "", told),
        "item": item,
        "item_title": title_of(item) if item else "",
        "decided": known.decisions(actor).filter(table=table).exclude(state=states.PUT),
    }
    if context["screen"].runs:
        context |= {"chosen": bool(request.GET.get("point")), **_forms(table, item, form, context["screen"])}
    return render(request, "roundtable/room/room.html", context, status=status)


def _working_on(table: RoundTable, form: Form | None, chosen: str) -> AgendaItem | None:
    """The point that was typed for, or chosen; else the open one."""
    rows = list(table.items.exclude(state=states.ITEM_DROPPED).order_by("position"))
    wanted = form.text("item") if form and form.text("do") in TYPED else chosen
    found = next((one for one in rows if str(one.pk) == wanted), None)
    return found or next((one for one in rows if one.state == states.ITEM_OPEN), None)


def _forms(table: RoundTable, item: AgendaItem | None, form: Form | None, at: Screen) -> dict[str, Any]:
    """What whoever runs the table fills in: the question, what was said."""
    its_rules = queries.rules_of(table.cycle)
    asking = form is not None and form.typed.get("do") == "put"
    is_open = item is not None and item.state == states.ITEM_OPEN
    before: dict[str, Any] = {"method": its_rules.method}
    if item is not None:
        before |= {"said_fr": item.said_fr, "said_ar": item.said_ar, "said_en": item.said_en}
        before["document"] = str(item.document_id or "")
    return {
        "typed": {**before, **(form.typed if form else {})},
        "methods": lists.of(words_tables.METHODS),
        **putting.choices(table, item, form),
        "asking": asking,
        "sayable": table.state in agenda.WRITING,
        "puttable": asking or (table.state == states.IN_SESSION and is_open and at.put is None),
        "others": _others(table, item),
    }


def _others(table: RoundTable, item: AgendaItem | None) -> list[AgendaItem]:
    """The points of the table that something can still be noted on, besides the one on the page."""
    if table.state not in agenda.WRITING:
        return []
    rows = table.items.exclude(state__in=(states.ITEM_DROPPED, states.ITEM_WAITING)).order_by("position")
    return [one for one in rows if one != item]
