"""Asking for a correction to minutes, and settling it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import minutes_state, policy, states, words_papers
from himaya.coordination.actions import corrections
from himaya.coordination.models import Correction, Minutes, RoundTable
from himaya.coordination.queries import papers as queries
from himaya.coordination.queries import tables as table_queries
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.papers.choices import Item
from himaya.web.roundtable.tables.reading import Form, shown

ASK = {
    "text_missing": "text",
    "text_length": "text",
    "case_data": "text",
    "no_seat": "institution",
    "how": "how",
    "received_on": "received_on",
    "item_unknown": "item",
}


@require_http_methods(["GET", "POST"])
@at_the_table
def ask(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """Ask for a correction: an institution by click, the secretariat what came by mail or letter."""
    side = queries.minutes_of(actor, table_id)
    if side.row is None:
        raise NotFound(words_papers.NO_MINUTES)
    if request.method != "POST":
        return _ask_page(request, actor, side.table, None)
    form = Form(request.POST)
    try:
        made = _ask(form, side.row, actor)
    except NotValid as refusal:
        form.refused(refusal, ASK, "text")
        made = False
    except (NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="roundtable:correction")
        return _ask_page(request, actor, side.table, form, told=refusal.sentence, status=refusal.status)
    if not made:
        return _ask_page(request, actor, side.table, form, status=NotValid.status)
    messages.success(request, _("The correction is with the secretariat. Its answer will stand beside it."))
    return redirect("roundtable:minutes", table_id=table_id)


def _ask(form: Form, row: Minutes, actor: Actor) -> bool:
    ours = policy.is_secretariat(actor)
    item_id, text = form.uuid("item"), form.text("text")
    received_on = form.day("received_on", needed=False) if ours else None
    if form.wrong:
        return False
    corrections.ask(
        minutes_id=row.pk,
        institution_id=form.text("institution") if ours else actor.institution_id,
        item_id=item_id,
        text=text,
        how=form.text("how") if ours else states.CLICK,
        received_on=received_on,
        by=actor,
    )
    return True


def _ask_page(
    request: HttpRequest, actor: Actor, table: RoundTable, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    seats = table_queries.seats_on(table.cycle, table_queries.meeting_day(table))
    minutes = minutes_state.of(table)
    context = {
        **shown(form),
        "table": table,
        "minutes": minutes,
        "told": told,
        "is_secretariat": policy.is_secretariat(actor),
        "items": [
            Item(str(row.pk), f"{number} · {row.title}") for number, row in enumerate(queries.items_of(table), 1)
        ],
        "institutions": [Item(one.institution.pk, one.institution.name) for one in seats if one.institution],
        "channels": [Item(code, str(words_papers.CHANNELS[code])) for code in (states.MAIL, states.LETTER)],
        "today": clock.today().isoformat(),
    }
    return render(request, "roundtable/papers/correction.html", context, status=status)


@require_http_methods(["GET", "POST"])
@secretariat_only
def settle(request: HttpRequest, actor: Actor, correction_id: UUID) -> HttpResponse:
    """Take a correction, with the new text of the point, or say why it is not taken."""
    rows = Correction.objects.select_related("institution", "item", "minutes__table__cycle")
    row = rows.filter(pk=correction_id).first()
    if row is None:
        raise NotFound
    if request.method != "POST":
        return _settle_page(request, row, None)
    form = Form(request.POST)
    try:
        done = _settle(form, row, actor)
    except NotValid as refusal:
        form.refused(refusal, {"minutes_check": "said_fr"}, "answer")
        done = False
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:settle")
        return _settle_page(request, row, form, told=refusal.sentence, status=refusal.status)
    if not done:
        return _settle_page(request, row, form, status=NotValid.status)
    messages.success(request, _("The correction is settled. Its answer stands beside it."))
    return redirect("roundtable:minutes", table_id=row.minutes.table_id)


def _settle(form: Form, row: Correction, actor: Actor) -> bool:
    taken = form.choice("taken", ("yes", "no"), _("Say whether the correction is taken."))
    answer = form.text("answer")
    said = form.longs("said")
    if form.wrong:
        return False
    corrections.settle(correction_id=row.pk, taken=taken == "yes", answer=answer, said=said, by=actor)
    return True


def _settle_page(
    request: HttpRequest, row: Correction, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    context = {
        **shown(form),
        "row": row,
        "table": row.minutes.table,
        "told": told,
        "said": _said_now(row, form),
        "choices": [
            Item("yes", _("Taken"), _("A new version goes round, with this reason.")),
            Item("no", _("Not taken"), _("The text stays; the answer stands beside the correction.")),
        ],
    }
    return render(request, "roundtable/papers/settle.html", context, status=status)


def _said_now(row: Correction, form: Form | None) -> list[tuple[str, Any]]:
    """The text of the point as the last version has it, or as it was typed."""
    content = minutes_state.latest(row.minutes).content
    point = next((one for one in content["items"] if one["id"] == str(row.item_id)), None)
    if point is None:
        return []
    typed = form.typed if form is not None else {}
    return [(code, typed.get(f"said_{code}", point["said"].get(code, ""))) for code in ("fr", "ar")]
