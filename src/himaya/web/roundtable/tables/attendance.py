"""Attendance of one half-day: one tap per institution, the quorum beside it, a sheet to sign on paper."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import answering, freezing, policy, states, words_tables
from himaya.coordination.actions import attendance
from himaya.coordination.models import Attendance, Invitation, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.institutions.models import Delegate, Institution
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.tables.reading import Form, shown

TONES = {states.PRESENT: "ok", states.REPRESENTED: "calm", states.ABSENT: "late"}


@dataclass(frozen=True, slots=True)
class Line:
    """One institution in one half-day."""

    institution: Institution
    voice: bool
    row: Attendance | None
    word: str | Promise
    tone: str
    who: str
    speakers: list[Delegate]
    answered: str


@require_http_methods(["GET", "POST"])
@at_the_table
def page(request: HttpRequest, actor: Actor, table_id: UUID, half_day: str = "") -> HttpResponse:
    """Who is there in this half-day. A POST marks one, marks all as expected, checks in, or closes the half-day."""
    table = policy.table_of(actor, table_id)
    known = queries.half_days_of(table)
    half_day = half_day or queries.present_half_day(table)
    if half_day not in known:
        raise NotFound
    if request.method != "POST":
        return _page(request, actor, table, half_day, None)
    form = Form(request.POST)
    try:
        done = _run(form, table, half_day, actor)
    except NotValid as refusal:
        form.wrong[f"at-{form.text('institution')}"] = refusal.sentence
        return _page(request, actor, table, half_day, form, status=refusal.status)
    except (NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="roundtable:attendance")
        return _page(request, actor, table, half_day, form, told=refusal.sentence, status=refusal.status)
    if done:
        messages.success(request, done)
    answer = redirect("roundtable:attendance_half_day", table_id=table_id, half_day=half_day)
    if institution := form.text("institution"):
        answer["Location"] += f"#at-{institution}"
    return answer


def _run(form: Form, table: RoundTable, half_day: str, actor: Actor) -> str:
    verb = form.text("do")
    if verb == "check_in":
        attendance.check_in(table_id=table.pk, half_day=half_day, by=actor)
        return _("You are marked as present for your institution.")
    policy.check_runs(actor, table)
    if verb == "prefill":
        done = attendance.prefill(table_id=table.pk, half_day=half_day, by=actor)
        return ngettext("One institution was marked.", "%(n)s institutions were marked.", done) % {"n": done}
    if verb == "freeze":
        frozen = attendance.freeze(table_id=table.pk, half_day=half_day, closes=True, by=actor)
        said = {"there": frozen.there, "seats": frozen.seats, "needed": frozen.needed}
        return _("Frozen: %(there)s of %(seats)s there, %(needed)s needed.") % said
    # A tap says status and delegate at once: `present-<delegate>`.
    status, _dash, delegate = verb.partition("-")
    form.post = form.post.copy()
    form.post["delegate"] = delegate
    attendance.mark(
        table_id=table.pk,
        half_day=half_day,
        institution_id=form.text("institution"),
        status=status,
        delegate_id=form.uuid("delegate"),
        standing_in=form.text("standing_in"),
        by=actor,
    )
    return ""


def _page(
    request: HttpRequest,
    actor: Actor,
    table: RoundTable,
    half_day: str,
    form: Form | None,
    *,
    told: object = "",
    status: int = 200,
) -> HttpResponse:
    now = queries.quorum_now(table, half_day)
    closed = freezing.closed_half_day(table, half_day)
    runs = policy.is_secretariat(actor) or policy.presides(actor, table)
    markable = freezing.checkable(table) and closed is None
    marked = queries.attendance_of(table, half_day)
    expected = attendance.expected(table, half_day) if runs and markable else {}
    context: dict[str, Any] = {
        **shown(form),
        "table": table,
        "told": told,
        "half_day": half_day,
        "early": table.state in states.BEFORE_SESSION and not freezing.checkable(table),
        "half_days": queries.half_days_of(table),
        "now": now,
        "lost": _lost_before(table, half_day, reached=now.reached),
        "closed": closed,
        "frozen": queries.frozen_of(table),
        "lines": lines(table, half_day),
        "runs": runs,
        "markable": markable,
        "to_prefill": sum(one not in marked for one in expected),
        "check_in": markable and _may_check_in(actor, table, half_day),
        "form_at": form.text("institution") if form else "",
    }
    return render(request, "roundtable/tables/attendance.html", context, status=status)


def _lost_before(table: RoundTable, half_day: str, *, reached: bool) -> bool:
    """True when the quorum was reached in the half-day before and is not in this one, which has begun."""
    known = queries.half_days_of(table)
    place = known.index(half_day)
    if reached or not place or half_day > queries.present_half_day(table):
        return False
    return bool(queries.attendance_of(table, half_day)) and queries.quorum_now(table, known[place - 1]).reached


def _may_check_in(actor: Actor, table: RoundTable, half_day: str) -> bool:
    if policy.is_secretariat(actor) or half_day != queries.present_half_day(table):
        return False
    speaks = any(one.role in states.SPEAKING for one in policy.my_mandates(actor, on=queries.meeting_day(table)))
    there = queries.attendance_of(table, half_day).get(actor.institution_id)
    return speaks and not (there is not None and there.status == states.PRESENT and there.left_at is None)


def lines(table: RoundTable, half_day: str) -> list[Line]:
    """Every institution with a seat on the day, in the order of the seats."""
    day = queries.meeting_day(table)
    seats = [seat for seat in queries.seats_on(table.cycle, day) if seat.institution is not None]
    speakers = queries.speakers_on([str(seat.institution_id) for seat in seats], day)
    answers = {row.institution_id: row for row in Invitation.objects.filter(table=table).select_related("delegate")}
    marked = queries.attendance_of(table, half_day)
    found = []
    for seat in seats:
        institution = seat.institution
        if institution is None:
            continue
        row, invitation = marked.get(institution.pk), answers.get(institution.pk)
        found.append(
            Line(
                institution=institution,
                voice=seat.kind in states.VOICES,
                row=row,
                word=words_tables.ATTENDANCES[row.status] if row else "",
                tone=TONES.get(row.status, "") if row and row.left_at is None else "late",
                who=(row.delegate.name if row.delegate else row.standing_in) if row else "",
                speakers=speakers[institution.pk],
                answered=answering.in_words(invitation) if invitation else "",
            )
        )
    return found


@require_safe
@secretariat_only
def sheet(request: HttpRequest, actor: Actor, table_id: UUID, half_day: str) -> HttpResponse:
    """A sheet to print and sign in the room."""
    table = policy.table_of(actor, table_id)
    if half_day not in queries.half_days_of(table):
        raise NotFound
    context = {"table": table, "half_day": half_day, "lines": lines(table, half_day)}
    return render(request, "roundtable/tables/sheet.html", context)
