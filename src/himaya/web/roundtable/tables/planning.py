"""Before a table meets: planned, moved, cancelled, convened. Hours are typed as the nation's clock shows them."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import policy, rules_moments, states, words_tables
from himaya.coordination.actions import tables
from himaya.coordination.models import Cycle, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.institutions.models import Institution
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.reading import Form, as_day, as_hour, shown

FIELDS = {
    "ends_first": "until",
    "too_long": "last_day",
    "day_over": "day",
    "table_kind": "kind",
    "title_long": "title_fr",
    "text_length": "place",
    "case_data": "title_fr",
    "reason_missing": "reason",
    "answer_by": "answer_by",
}
# A first table is proposed three weeks from now, for a morning and an afternoon.
AHEAD, FROM, UNTIL = timedelta(days=21), "09:00", "16:30"


def read_moments(form: Form) -> tuple[datetime, datetime] | None:
    """Beginning and end in UTC, from the day and the hours of the nation's clock; None with a sentence beside a field.

    Without a last day the table ends on its first.
    """
    first, last = form.day("day"), form.day("last_day", needed=False)
    begins, ends = form.hour("from"), form.hour("until")
    if first is None or begins is None or ends is None or "last_day" in form.wrong:
        return None
    starts, until = _moment(form, "from", first, begins), _moment(form, "until", last or first, ends)
    return (starts, until) if starts is not None and until is not None else None


def _moment(form: Form, name: str, day: date, hour: time) -> datetime | None:
    said = {
        "hour": days.hour_in_words(datetime.combine(day, hour), languages.current()),
        "day": days.in_words(day, languages.current()),
    }
    try:
        return rules_moments.moment_of(day, hour, clock.here())
    except rules_moments.NoSuchHour:
        form.wrong[name] = (
            _("There is no %(hour)s on %(day)s: the clock jumps over that hour. Choose another hour.") % said
        )
    except rules_moments.HourComesTwice:
        form.wrong[name] = _("%(hour)s comes twice on %(day)s: the clock is set back. Choose another hour.") % said
    return None


@require_http_methods(["GET", "POST"])
@secretariat_only
def plan(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """Plan the next table of a cycle."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return _plan_page(request, cycle, None)
    form = Form(request.POST)
    titles, kind, found = form.texts("title"), form.text("kind"), read_moments(form)
    place, link = form.text("place"), form.text("link")
    if found is not None and not form.wrong:
        try:
            table = tables.plan(
                cycle_id=cycle_id,
                kind=kind,
                titles=titles,
                starts=found[0],
                ends=found[1],
                place=place,
                link=link,
                by=actor,
            )
        except NotValid as refusal:
            form.refused(refusal, FIELDS)
        except NotNow as refusal:
            log_refusal(refusal, by=actor, where="roundtable:plan")
            return _plan_page(request, cycle, form, told=refusal.sentence, status=refusal.status)
        else:
            messages.success(request, _("The table is planned and its agenda proposed. Look it through, then convene."))
            return redirect("roundtable:agenda", table_id=table.pk)
    return _plan_page(request, cycle, form, status=NotValid.status)


def _plan_page(
    request: HttpRequest, cycle: Cycle, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    last = RoundTable.objects.filter(cycle=cycle).order_by("-number").first()
    of_form = shown(form)
    if form is None:
        of_form["typed"] = {
            "kind": states.TABLE,
            "day": (clock.today() + AHEAD).isoformat(),
            "from": FROM,
            "until": UNTIL,
            "place": last.place if last else "",
        }
    context = {
        **of_form,
        "cycle": cycle,
        "told": told,
        "number": (last.number if last else 0) + 1,
        "kinds": lists.of(words_tables.TABLE_KINDS, *states.TABLE_KINDS),
    }
    return render(request, "roundtable/tables/plan.html", context, status=status)


@require_http_methods(["GET", "POST"])
@secretariat_only
def move(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """Move a table to another day, hour or place, or cancel it."""
    table = policy.table_of(actor, table_id)
    if request.method != "POST":
        return _move_page(request, table, None)
    form, verb = Form(request.POST), request.POST.get("do", "move")
    try:
        done = _cancel(form, table, actor) if verb == "cancel" else _move(form, table, actor)
    except NotValid as refusal:
        field = "cancel_reason" if verb == "cancel" else "reason"
        form.refused(refusal, {**FIELDS, "reason_missing": field, "case_data": field})
        done = ""
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="roundtable:move")
        return _move_page(request, table, form, told=refusal.sentence, status=refusal.status)
    if form.wrong:
        return _move_page(request, table, form, status=NotValid.status)
    messages.success(request, done)
    return redirect("roundtable:table", table_id=table_id)


def _move(form: Form, table: RoundTable, actor: Actor) -> str:
    found, place, reason = read_moments(form), form.text("place"), form.text("reason")
    if found is None or form.wrong:
        return ""
    tables.move(table_id=table.pk, starts=found[0], ends=found[1], place=place, reason=reason, by=actor)
    if table.state == states.PLANNED:
        return _("The table is moved. Nobody had been convened yet.")
    return _("The table is moved. Every institution hears of it; on another day each is asked anew.")


def _cancel(form: Form, table: RoundTable, actor: Actor) -> str:
    tables.cancel(table_id=table.pk, reason=form.text("cancel_reason"), by=actor)
    return _("The table is cancelled. Whoever was convened hears of it.")


def _move_page(
    request: HttpRequest, table: RoundTable, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    of_form = shown(form)
    starts, ends = queries.local(table, table.starts_at), queries.local(table, table.ends_at)
    before = {
        "day": as_day(starts),
        "last_day": as_day(ends) if ends.date() != starts.date() else "",
        "from": as_hour(starts),
        "until": as_hour(ends),
        "place": table.place,
    }
    of_form["typed"] = {**before, **of_form["typed"]}
    context = {**of_form, "table": table, "told": told, "cancelling": bool(form and "cancel_reason" in form.wrong)}
    return render(request, "roundtable/tables/move.html", context, status=status)


@require_http_methods(["GET", "POST"])
@secretariat_only
def convene(request: HttpRequest, actor: Actor, table_id: UUID) -> HttpResponse:
    """Before convening: who will be asked, who cannot answer by click, by when. A POST convenes."""
    table = policy.table_of(actor, table_id)
    if table.state != states.PLANNED and request.method != "POST":
        return redirect("roundtable:invitations", table_id=table_id)
    if request.method != "POST":
        return _convene_page(request, table, None)
    form = Form(request.POST)
    answer_by = form.day("answer_by")
    if answer_by is not None:
        try:
            asked = tables.convene(table_id=table_id, answer_by=answer_by, by=actor)
        except NotValid as refusal:
            form.refused(refusal, FIELDS)
        except NotNow as refusal:
            log_refusal(refusal, by=actor, where="roundtable:convene")
            return _convene_page(request, table, form, told=refusal.sentence, status=refusal.status)
        else:
            said = ngettext("One institution is convened.", "%(n)s institutions are convened.", asked) % {"n": asked}
            messages.success(request, said)
            return redirect("roundtable:invitations", table_id=table_id)
    return _convene_page(request, table, form, status=NotValid.status)


def _convene_page(
    request: HttpRequest, table: RoundTable, form: Form | None, *, told: object = "", status: int = 200
) -> HttpResponse:
    day = queries.meeting_day(table)
    of_form = shown(form)
    if form is None:
        wait = timedelta(days=queries.rules_of(table.cycle).answer_days)
        of_form["typed"] = {"answer_by": min(clock.today() + wait, day).isoformat()}
    seated = list(queries.seats_on(table.cycle, day))
    speakers = queries.speakers_on([seat.institution_id for seat in seated if seat.institution_id], day)
    context: dict[str, Any] = {
        **of_form,
        "table": table,
        "told": told,
        "seats": seated,
        "by_letter": [seat.institution for seat in seated if _by_letter(seat.institution, speakers)],
        "no_mandate": [seat.institution for seat in seated if not speakers[str(seat.institution_id)]],
        "points": table.items.exclude(state=states.ITEM_DROPPED).count(),
    }
    return render(request, "roundtable/tables/convene.html", context, status=status)


def _by_letter(institution: Institution | None, speakers: Any) -> bool:
    """True when somebody has a mandate there, but nobody who signs in."""
    if institution is None:
        raise NotFound
    found = speakers[institution.pk]
    return bool(found) and not any(one.account_id for one in found)
