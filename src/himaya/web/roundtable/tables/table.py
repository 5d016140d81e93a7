"""One table: what is new, what to do next, its agenda and facts; opened with a chair, closed with what is carried."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import closing, policy, states
from himaya.coordination.actions import tables
from himaya.coordination.models import AgendaItem, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.tables import news
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """What is new at this table and what to do next. A POST archives it."""
    table = policy.table_of(actor, table_id)
    if request.method != "POST":
        return _page(request, actor, table)
    try:
        tables.archive(table_id=table_id, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:table")
        return _page(request, actor, table, told=refusal.sentence, status=refusal.status)
    messages.success(request, _("The table is archived."))
    return redirect("roundtable:table", table_id=table_id)


def _page(
    request: HttpRequest, actor: Actor, table: RoundTable, *, told: object = "", status: int = 200
) -> HttpResponse:
    runs = policy.is_secretariat(actor)
    context = {
        "table": table,
        "told": told,
        "next": news.next_step(table, actor),
        "here_url": request.path,
        "items": AgendaItem.objects.filter(table=table).exclude(state=states.ITEM_DROPPED).order_by("position"),
        "quorums": queries.frozen_of(table),
        "calendar": table.state in (*states.BEFORE_SESSION, states.CANCELLED),
        "movable": runs and table.state in states.BEFORE_SESSION,
        "closable": runs and table.state == states.IN_SESSION,
        "archivable": runs and table.state == states.MINUTES_APPROVED,
    }
    return render(request, "roundtable/tables/table.html", context, status=status)


@require_http_methods(["GET", "POST"])
@secretariat_only
def open_session(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """Choose who presides. A POST opens the session."""
    table = policy.table_of(actor, table_id)
    if request.method != "POST":
        return _open_page(request, table, None)
    form = Form(request.POST)
    chair = form.uuid("chair")
    if chair is None:
        form.wrong["chair"] = _("Choose who presides over the table.")
        return _open_page(request, table, form, status=NotValid.status)
    try:
        tables.open(table_id=table_id, chair_id=chair, by=actor)
    except (NotValid, NotPermitted) as refusal:
        form.wrong["chair"] = refusal.sentence
        return _open_page(request, table, form, status=refusal.status)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:open")
        return _open_page(request, table, form, told=refusal.sentence, status=refusal.status)
    messages.success(request, _("The session is open. Mark who is there, then take up the first point."))
    return redirect("roundtable:attendance", table_id=table_id)


def _open_page(
    request: HttpRequest, table: RoundTable, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    day = queries.meeting_day(table)
    seated = [seat.institution for seat in queries.seats_on(table.cycle, day) if seat.institution is not None]
    # The organiser often presides without a seat of its own.
    known = [table.cycle.organiser, *(one for one in seated if one.pk != table.cycle.organiser_id)]
    speakers = queries.speakers_on([one.pk for one in known], day)
    chairs = [Item(str(who.pk), who.name, one.name) for one in known for who in speakers[one.pk]]
    context = {**shown(form), "table": table, "told": told, "chairs": chairs}
    return render(request, "roundtable/tables/open.html", context, status=status)


@require_http_methods(["GET", "POST"])
@secretariat_only
def close_session(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """What closing would carry to the next table. A POST closes."""
    table = policy.table_of(actor, table_id)
    told, status = "", 200
    if request.method == "POST":
        try:
            tables.close(table_id=table_id, by=actor)
        except NotNow as refusal:
            log_refusal(refusal, by=actor, where="roundtable:close")
            told, status = str(refusal.sentence), refusal.status
        else:
            messages.success(request, _("The session is closed. The draft of the minutes is being made."))
            return redirect("roundtable:table", table_id=table_id)
    context = {"table": table, "told": told, "carried": closing.would_carry(table)}
    return render(request, "roundtable/tables/close.html", context, status=status)
