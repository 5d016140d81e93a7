"""The trainer's day on a telephone: tap who is there, show the square; and the page that the square leads to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from himaya.adapters import dots
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import log_refusal
from himaya.training import door, people, policy, states, words
from himaya.training.actions import half_days
from himaya.training.models import HalfDayAttendance, SessionHalfDay
from himaya.training.queries import sessions
from himaya.web.forms import Typed
from himaya.web.gate import only
from himaya.web.training.asking import answered, one_id, shown


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def page(request: HttpRequest, actor: Actor, session_id: UUID, number: int) -> HttpResponse:
    """Who is there in this half-day: one tap a person, or the paper list entered afterwards."""
    typed = Typed(request.POST)
    half_day = sessions.half_day_of(actor, session_id, number)
    policy.check_trains(actor, half_day.session)

    def shows(typed: Typed, *, status: int = 200) -> HttpResponse:
        session = policy.session_of(actor, session_id)
        rows = [one for one in people.visible(actor, session) if one.state == states.NAMED]
        marks = {one.enrolment_id: one for one in HalfDayAttendance.objects.filter(half_day=half_day)}
        with people.opened(actor, session, rows) as found:
            context = {
                **shown(typed),
                "session": session,
                "half_day": half_day,
                "half_days": session.half_days.order_by("number"),
                "people": [(one, marks.get(one.enrolment.pk), _word(marks, one)) for one in found],
                "there": sum(one.status == states.PRESENT for one in marks.values()),
                "open": session.state == states.OPEN,
                "now": door.is_now(half_day.starts_at, half_day.ends_at),
                "rest": len(rows) - len(marks),
                "here": "home",
            }
            return render(request, "training/half_day.html", context, status=status)

    def mark() -> str:
        half_days.mark(
            half_day_id=half_day.pk,
            enrolment_id=one_id(typed, "enrolment"),
            status=typed.text("status"),
            how=_how(typed),
            by=actor,
        )
        return _("Noted.")

    def rest() -> str:
        done = half_days.mark_rest(half_day_id=half_day.pk, how=_how(typed), by=actor)
        return ngettext("One was marked as absent.", "%(n)s were marked as absent.", done) % {"n": done}

    if request.method != "POST":
        return shows(typed)
    # A tap says two things: what is done, and how somebody is marked.
    post = request.POST.copy()
    done, _dash, status = post.get("do", "").partition("-")
    post["do"], post["status"] = done, status
    typed = Typed(post)
    deeds = {"mark": mark, "rest": rest}
    where = {"session_id": session_id, "number": number}
    return answered(request, actor, typed, deeds, shows, "training:half_day", **where)


def _how(typed: Typed) -> str:
    return states.BY_PAPER if typed.text("how") == states.BY_PAPER else states.BY_LIST


def _word(marks: dict[UUID, HalfDayAttendance], one: people.Person) -> tuple[str, object, object]:
    row = marks.get(one.enrolment.pk)
    if row is None:
        return "", pgettext("in a half-day", "not marked"), ""
    return words.ATTENDANCE_TONES[row.status], words.ATTENDANCES[row.status], words.HOW[row.how]


@require_safe
@only(policy.check_reads)
def square(request: HttpRequest, actor: Actor, session_id: UUID, number: int) -> HttpResponse:
    """The square to check in with, as it lives for five minutes."""
    half_day = sessions.half_day_of(actor, session_id, number)
    policy.check_trains(actor, half_day.session)
    if half_day.session.state != states.OPEN:
        raise NotNow(_("Attendance of this session is closed."), code="not_open")
    half_days.check_is_now(half_day)
    address = request.build_absolute_uri(reverse("training:check_in", kwargs={"token": door.token(half_day.pk)}))
    drawn = dots.svg(address, label=_("A square for checking in"))
    minutes = int(door.LIVES.total_seconds() // 60)
    context = {"half_day": half_day, "session": half_day.session, "square": drawn, "minutes": minutes, "here": "home"}
    return render(request, "training/square.html", context)


@require_http_methods(["GET", "POST"])
@only(policy.check_learns)
def check_in(request: HttpRequest, actor: Actor, token: str) -> HttpResponse:
    """One button: I am here. For whoever is named in the session, while the square lives."""
    if request.method != "POST":
        return render(request, "training/check_in.html", {"token": token, "here": "mine"})
    try:
        half_day: SessionHalfDay = half_days.check_in(token=token, by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="training:check_in")
        context = {"token": token, "told": refusal.sentence, "here": "mine"}
        return render(request, "training/check_in.html", context, status=refusal.status)
    messages.success(request, _("You are marked as present in half-day %(n)s.") % {"n": half_day.number})
    return redirect("training:mine")
