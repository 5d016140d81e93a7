"""The minutes of a table: what is missing, what will be printed, the versions, and the verbs that move them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.adapters.paper import Mode, Paper
from himaya.coordination import policy, states, words_papers
from himaya.coordination.actions import minutes
from himaya.coordination.models import AgendaItem, Decision
from himaya.coordination.papers import data
from himaya.coordination.queries import papers as queries
from himaya.coordination.queries.papers import MinutesSide
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.methods import require_POST
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.papers import preview
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {"deadline": "deadline_on", "earlier_table": "at_table"}
DONE: dict[str, Promise] = {
    "circulate": gettext_lazy("The minutes go round. Institutions may ask for corrections until the day you chose."),
    "approve": gettext_lazy("The minutes are approved. How each institution agreed is written down."),
    "lock": gettext_lazy("The minutes are locked. Their hash stands on the last page."),
}


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """The minutes as they stand. A POST of the secretariat circulates, approves or locks them."""
    if request.method != "POST":
        return _page(request, actor, table_id, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    verb = form.text("do")
    if verb not in DONE:
        raise NotFound
    try:
        _VERBS[verb](form, table_id, actor)
    except NotValid as refusal:
        form.refused(refusal, FIELDS)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:minutes")
        return _page(request, actor, table_id, form, told=refusal.sentence, status=refusal.status)
    if form.wrong:
        return _page(request, actor, table_id, form, status=NotValid.status)
    messages.success(request, str(DONE[verb]))
    return redirect("roundtable:minutes", table_id=table_id)


def _circulate(form: Form, table_id: UUID, actor: Actor) -> None:
    day = form.day("deadline_on", needed=False)
    if not form.wrong:
        minutes.circulate(table_id=table_id, deadline_on=day, by=actor)


def _approve(form: Form, table_id: UUID, actor: Actor) -> None:
    at_table = form.uuid("at_table")
    if at_table is None:
        form.wrong["at_table"] = _("Choose the table that approves these minutes.")
        return
    minutes.approve(table_id=table_id, at_table_id=at_table, by=actor)


def _lock(form: Form, table_id: UUID, actor: Actor) -> None:
    minutes.lock(table_id=table_id, by=actor)


_VERBS: dict[str, Callable[[Form, UUID, Actor], None]] = {"circulate": _circulate, "approve": _approve, "lock": _lock}


@require_POST
@secretariat_only
def item(request: HttpRequest, actor: Actor, item_id: UUID) -> HttpResponse:
    """Write what was said on a point, and what is missing of its translations, while the minutes are a draft."""
    row = AgendaItem.objects.select_related("table").filter(pk=item_id).first()
    if row is None:
        raise NotFound
    form = Form(request.POST)
    said = form.longs("said")
    titles = form.texts("title")
    wordings = {one.pk: form.longs(f"wording-{one.pk}") for one in Decision.objects.filter(item=row)}
    try:
        minutes.write(item_id=item_id, said=said, titles=titles, wordings=wordings, by=actor)
    except NotValid as refusal:
        form.wrong[f"said_fr-{item_id}"] = refusal.sentence
        return _page(request, actor, row.table_id, form, status=refusal.status, open_item=item_id)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:minutes_item")
        told = refusal.sentence
        return _page(request, actor, row.table_id, form, told=told, status=refusal.status, open_item=item_id)
    messages.success(request, _("Written down. The minutes below show it."))
    return redirect("roundtable:minutes", table_id=row.table_id)


def _page(
    request: HttpRequest,
    actor: Actor,
    table_id: UUID,
    form: Form | None,
    *,
    told: object = "",
    status: int = 200,
    open_item: UUID | None = None,
) -> HttpResponse:
    side = queries.minutes_of(actor, table_id)
    mode = _mode(request)
    context = {
        **shown(form),
        "side": side,
        "table": side.table,
        "told": told,
        "headline": _headline(side),
        "state": words_papers.MINUTES_STATES.get(side.row.state, "") if side.row else "",
        "tone": words_papers.MINUTES_TONES.get(side.row.state, "") if side.row else "",
        "is_secretariat": policy.is_secretariat(actor),
        "blocks": preview.shown(_paper(side, mode)) if side.content else [],
        "mode": mode,
        "modes": list(words_papers.MODES.items()),
        "writing": _writing(side, form, open_item) if _is_writable(side, actor) else [],
        "corrections": [_correction(one) for one in side.corrections],
        "may_ask": side.in_time,
        "agreements": _agreements(side),
        "hash_parts": _in_groups(side.versions[0].sha256) if side.versions else [],
    }
    return render(request, "roundtable/papers/minutes.html", context, status=status)


def _is_writable(side: MinutesSide, actor: Actor) -> bool:
    return policy.is_secretariat(actor) and side.content is not None and (side.row is None or side.is_draft)


def _mode(request: HttpRequest) -> Mode:
    chosen = request.GET.get("mode", "")
    current: Any = chosen if chosen in states.MODES else languages.current()
    return current  # type: ignore[no-any-return]


def _paper(side: MinutesSide, mode: Mode) -> Paper:
    if side.versions:
        found = {"content": side.content, "standing": data.standing_of(side.versions[0])}
    else:
        found = {"content": side.content, "standing": data.draft_standing()}
    return data.lay_out(data.MINUTES, found, mode=mode, exercise=settings.DEMO)


def _headline(side: MinutesSide) -> str:
    if side.row is None and side.content is None:
        return _("There are no minutes of this table yet")
    if side.row is None or side.is_draft:
        n = len(side.findings)
        if not n:
            return _("The minutes are ready to go round")
        return ngettext(
            "One thing to settle before the minutes go round", "%(n)d things to settle before the minutes go round", n
        ) % {"n": n}
    if side.open_corrections:
        return ngettext(
            "One correction waits for an answer", "%(n)d corrections wait for an answer", side.open_corrections
        ) % {"n": side.open_corrections}
    return str(_HEADLINES[side.row.state])


_HEADLINES: dict[str, Promise] = {
    states.CIRCULATED: gettext_lazy("The minutes are with the institutions"),
    states.CORRECTED: gettext_lazy("The minutes were corrected and are with the institutions"),
    states.APPROVED: gettext_lazy("The minutes are approved and wait to be locked"),
    states.LOCKED: gettext_lazy("The minutes are locked: nothing in them changes any more"),
}


def _writing(side: MinutesSide, form: Form | None, open_item: UUID | None) -> list[dict[str, Any]]:
    """A form for each point: what was said in French and Arabic, and the translations that are missing."""
    found = []
    decisions: dict[UUID, list[Decision]] = {}
    for one in Decision.objects.filter(table=side.table).order_by("number"):
        decisions.setdefault(one.item_id, []).append(one)
    waiting = {one.item for one in side.findings}
    for number, row in enumerate(queries.items_of(side.table), 1):
        mine = form is not None and row.pk == open_item
        typed = form.typed if form is not None and mine else {}
        found.append(
            {
                "row": row,
                "number": number,
                "open": mine,
                "waits": number in waiting,
                "said": [(code, typed.get(f"said_{code}", getattr(row, f"said_{code}"))) for code in ("fr", "ar")],
                "titles": _gaps(row, "title", "title", typed),
                "wordings": [
                    (one, gaps)
                    for one in decisions.get(row.pk, [])
                    if (gaps := _gaps(one, "wording", f"wording-{one.pk}", typed))
                ],
                "error": form.wrong.get(f"said_{'fr'}-{row.pk}", "") if form is not None and mine else "",
            }
        )
    return found


def _gaps(row: AgendaItem | Decision, name: str, field: str, typed: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The languages in which a text is missing: code, name of the field, what was typed."""
    return [
        (code, f"{field}_{code}", typed.get(f"{field}_{code}", ""))
        for code in ("fr", "ar")
        if not getattr(row, f"{name}_{code}")
    ]


def _agreements(side: MinutesSide) -> list[tuple[str, list[str]]]:
    """Each way of agreeing, with the institutions that agreed so."""
    found: dict[str, list[str]] = {}
    for one in side.row.agreements if side.row else []:
        found.setdefault(one["how"], []).append(languages.pick(one["names"]))
    return [(str(words_papers.AGREEMENTS[how]), names) for how, names in found.items()]


def _in_groups(text: str) -> list[str]:
    """A hash in pieces that an eye compares and a narrow screen can break between."""
    return [text[start : start + 8] for start in range(0, len(text), 8)]


def _correction(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "state": words_papers.CORRECTION_STATES[row.state],
        "tone": words_papers.CORRECTION_TONES[row.state],
        "how": words_papers.CHANNELS.get(row.how, ""),
    }
