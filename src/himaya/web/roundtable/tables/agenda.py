"""The agenda of a table: what stands on it, why, at what hour, and whether it fits into the meeting."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, states, words_tables
from himaya.coordination.actions import agenda
from himaya.coordination.models import AgendaItem, Draft, RoundTable
from himaya.coordination.queries import consulting
from himaya.coordination.queries import tables as queries
from himaya.kernel import days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {
    "title_missing": "title_fr",
    "title_long": "title_fr",
    "item_kind": "kind",
    "item_minutes": "minutes",
    "theme_unknown": "theme",
    "document_unknown": "document",
    "presenter_unknown": "presenter",
    "reason_missing": "reason",
    "text_length": "reason",
    "case_data": "title_fr",
}
MINUTES = gettext_lazy("Write how many minutes this point takes, from 1 to 480.")
# Why the system proposed a point, by the first word of its seed.
WHY: dict[str, Promise] = {
    "minutes": gettext_lazy("Proposed: the minutes of the last table are not approved yet."),
    "carried": gettext_lazy("Proposed: an earlier table did not finish it."),
    "reservation": gettext_lazy("Proposed: its day of review falls on or before this table."),
    "questions": gettext_lazy("Proposed: answers are due by this table."),
    "document": gettext_lazy("Proposed: the document can be decided by this table."),
    "map": gettext_lazy("Proposed: the statements are in and have to be given back to the table."),
    "needs": gettext_lazy("Proposed: needs were entered since the last table."),
    "signal": gettext_lazy("Proposed: a signal from the field, put here by the secretariat."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One point as the page shows it, with the hour at which it begins when all runs to time."""

    item: AgendaItem
    kind: str | Promise
    why: str | Promise
    hour: str
    editable: bool
    text: Draft | None


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the points fit into the meeting, in words."""

    headline: str
    sentence: str


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """The agenda. A POST adds a point, or looks again for what is due."""
    table = policy.table_of(actor, table_id)
    if request.method != "POST":
        return _page(request, actor, table, None)
    policy.check_secretariat(actor)
    form, verb = Form(request.POST), request.POST.get("do", "add")
    try:
        done = _seed(table, actor) if verb == "seed" else _add(form, table, actor)
    except NotValid as refusal:
        form.refused(refusal, FIELDS)
        done = ""
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:agenda")
        return _page(request, actor, table, form, told=refusal.sentence, status=refusal.status)
    if form.wrong:
        return _page(request, actor, table, form, status=NotValid.status)
    messages.success(request, done)
    return redirect("roundtable:agenda", table_id=table_id)


def _seed(table: RoundTable, actor: Actor) -> str:
    new = agenda.seed(table_id=table.pk, by=actor)
    if not new:
        return _("Nothing new is due. What was dropped does not come back.")
    return ngettext("One point was added.", "%(n)s points were added.", new) % {"n": new}


def _add(form: Form, table: RoundTable, actor: Actor) -> str:
    kind, titles, minutes = form.text("kind"), form.texts("title"), form.number("minutes", MINUTES)
    theme, document, presenter = form.uuid("theme"), form.uuid("document"), form.text("presenter")
    if not form.wrong:
        agenda.add(
            table_id=table.pk,
            kind=kind,
            titles=titles,
            minutes=minutes,
            theme_id=theme,
            document_id=document,
            presenter_id=presenter or None,
            by=actor,
        )
    return _("The point is on the agenda.")


def _page(
    request: HttpRequest,
    actor: Actor,
    table: RoundTable,
    form: Form | None,
    *,
    told: object = "",
    status: int = 200,
) -> HttpResponse:
    runs = policy.is_secretariat(actor)
    rows = list(table.items.select_related("presenter").order_by("position"))
    standing = [one for one in rows if one.state != states.ITEM_DROPPED]
    editable = runs and table.state in agenda.RUNNING
    context = {
        **shown(form),
        "table": table,
        "told": told,
        "fit": _fit(table, standing),
        "lines": _lines(table, standing, actor, editable=editable),
        "dropped": [one for one in rows if one.state == states.ITEM_DROPPED],
        "editable": editable,
        "to_convene": runs and table.state == states.PLANNED,
        **(_choices(table) if editable else {}),
    }
    return render(request, "roundtable/tables/agenda.html", context, status=status)


def _choices(table: RoundTable) -> dict[str, object]:
    waits = Q(state__in=(states.PREPARED, states.TABLED, states.DEFERRED)) | Q(drafts__state__in=states.DRAFT_UNDER_WAY)
    undecided = table.cycle.documents.filter(waits).distinct()
    return {
        "kinds": lists.of(words_tables.ITEM_KINDS, *states.ITEM_KINDS),
        "themes": [Item(str(one.pk), f"{one.code} · {one.title}") for one in table.cycle.themes.order_by("code")],
        "documents": [Item(str(one.pk), one.title) for one in undecided],
        "presenters": presenters(table),
    }


def presenters(table: RoundTable) -> list[Item]:
    """Who may present: the institutions with a seat on the day."""
    seated = queries.seats_on(table.cycle, queries.meeting_day(table))
    return [Item(one.institution.pk, one.institution.name) for one in seated if one.institution is not None]


def _lines(table: RoundTable, rows: list[AgendaItem], actor: Actor, *, editable: bool) -> list[Line]:
    at, found = queries.local(table, table.starts_at), []
    texts = consulting.under_way(actor, (one.document_id for one in rows))
    for one in rows:
        found.append(
            Line(
                item=one,
                kind=words_tables.ITEM_KINDS.get(one.kind, one.kind),
                why=WHY.get(one.seed.partition(":")[0], ""),
                hour=days.hour_in_words(at, languages.current()),
                editable=editable and one.state == states.ITEM_WAITING,
                text=texts.get(one.document_id) if one.document_id else None,
            )
        )
        at += timedelta(minutes=one.minutes)
    return found


def _fit(table: RoundTable, rows: list[AgendaItem]) -> Fit:
    total = sum(one.minutes for one in rows)
    room = int((table.ends_at - table.starts_at).total_seconds() // 60)
    count = ngettext("%(n)s point", "%(n)s points", len(rows)) % {"n": len(rows)}
    said = {"count": count, "total": _duration(total), "room": _duration(room), "over": _duration(abs(total - room))}
    if queries.local(table, table.ends_at).date() != queries.meeting_day(table):
        # Nights lie between the days: the length of the meeting says nothing.
        return Fit(count, _("The points take %(total)s in all.") % said)
    if total > room:
        return Fit(
            _("%(count)s: %(over)s too many for the meeting") % said,
            _("The points take %(total)s and the meeting lasts %(room)s. Shorten a point, or carry one.") % said,
        )
    return Fit(
        _("%(count)s, and they fit") % said,
        _("The points take %(total)s and the meeting lasts %(room)s: %(over)s are left for breaks.") % said,
    )


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(m)s min") % {"m": rest}
    return _("%(h)s h %(m)s min") % {"h": hours, "m": rest} if rest else _("%(h)s h") % {"h": hours}


@require_http_methods(["GET", "POST"])
@secretariat_only
def item(request: HttpRequest, actor: Actor, item_id: UUID) -> HttpResponse:
    """One point: changed, moved up or down, dropped."""
    row = AgendaItem.objects.select_related("table__cycle").filter(pk=item_id).first()
    if row is None:
        raise NotFound
    if request.method != "POST":
        return _item_page(request, row, actor, None)
    form, verb = Form(request.POST), request.POST.get("do", "change")
    try:
        _run(verb, form, row, actor)
    except NotValid as refusal:
        form.refused(refusal, {**FIELDS, "case_data": "reason"} if verb == "drop" else FIELDS)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:item")
        return _item_page(request, row, actor, form, told=refusal.sentence, status=refusal.status)
    if form.wrong:
        return _item_page(request, row, actor, form, status=NotValid.status)
    answer = redirect("roundtable:agenda", table_id=row.table_id)
    answer["Location"] += f"#point-{row.pk}"
    return answer


def _run(verb: str, form: Form, row: AgendaItem, actor: Actor) -> None:
    if verb in ("up", "down"):
        agenda.shift(item_id=row.pk, up=verb == "up", by=actor)
    elif verb == "drop":
        agenda.drop(item_id=row.pk, reason=form.text("reason"), by=actor)
    else:
        titles, presenter = form.texts("title"), form.text("presenter")
        minutes = form.number("minutes", MINUTES)
        if not form.wrong:
            agenda.change(item_id=row.pk, titles=titles, minutes=minutes, presenter_id=presenter or None, by=actor)


def _item_page(
    request: HttpRequest, row: AgendaItem, actor: Actor, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    of_form = shown(form)
    before = {
        **{f"title_{code}": text for code, text in row.titles.items()},
        "minutes": row.minutes,
        "presenter": row.presenter_id or "",
    }
    of_form["typed"] = {**before, **of_form["typed"]}
    context = {
        **of_form,
        "table": row.table,
        "item": row,
        "told": told,
        "kind": words_tables.ITEM_KINDS.get(row.kind, row.kind),
        "text": consulting.under_way(actor, [row.document_id]).get(row.document_id) if row.document_id else None,
        "presenters": presenters(row.table),
    }
    return render(request, "roundtable/tables/item.html", context, status=status)
