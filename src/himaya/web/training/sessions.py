"""One session: its half-days, trainers and material, counts by institution, and its file for a calendar."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from himaya.adapters import calendar
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.training import policy, states, words
from himaya.training.actions import training_sessions
from himaya.training.models import SessionHalfDay, TrainingSession
from himaya.training.queries import sessions
from himaya.web.forms import Typed
from himaya.web.gate import only
from himaya.web.training.asking import answered, lists, one_id, shown, titles
from himaya.web.training.plans import session_said

FIELDS = [
    "modules",
    "half_days",
    "place",
    "places",
    "language",
    "region",
    "trainer",
    "title_missing",
    "version",
    "reason",
    "text_missing",
]


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def one(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponse:
    """See a session; the secretariat changes it, opens, closes or cancels it."""
    typed = Typed(request.POST)
    policy.session_of(actor, session_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        row = policy.session_of(actor, session_id)
        half_days = list(row.half_days.order_by("number"))
        context = {
            **shown(typed, FIELDS, stands=_stands(row, half_days), modules=row.modules),
            **lists(),
            "row": row,
            "state": words.SESSION_STATES[row.state],
            "tone": words.SESSION_TONES.get(row.state, ""),
            "language": words.LANGUAGES[row.language],
            "module_words": [words.MODULES[one] for one in row.modules],
            "half_days": half_days,
            "trainers": row.trainers.filter(ended_on__isnull=True).select_related("account").order_by("name", "pk"),
            "materials": row.materials.order_by("module", "pk"),
            "counts": sessions.by_institution(row) if policy.leads(actor) else [],
            "leads": policy.leads(actor),
            "trains": policy.trains(actor, row),
            "names": policy.names_for(actor),
            "planned": row.state == states.PLANNED,
            "open": row.state == states.OPEN,
            "held": row.state == states.HELD,
            "under_way": row.state in states.UNDER_WAY,
            "trainers_change": row.state in (*states.UNDER_WAY, states.HELD),
            "here": "home",
        }
        return render(request, "training/session.html", context, status=status)

    def change() -> str:
        training_sessions.change(session_id=session_id, seen=typed.number("seen"), says=session_said(typed), by=actor)
        return _("Changed. Whoever has it in a calendar takes the file again.")

    def open_naming() -> str:
        training_sessions.open_naming(session_id=session_id, by=actor)
        return _("Open: the institutions that it aims at name who takes part.")

    def close() -> str:
        training_sessions.close(session_id=session_id, by=actor)
        return _("Closed: attendance stays as it is, and counts for the needs.")

    def cancel() -> str:
        training_sessions.cancel(session_id=session_id, reason=typed.text("reason"), by=actor)
        return _("Cancelled. Tell the institutions; the file for calendars says so.")

    def add_trainer() -> str:
        training_sessions.add_trainer(
            session_id=session_id,
            username=typed.text("username"),
            name=typed.text("name"),
            organisation=typed.text("organisation"),
            by=actor,
        )
        return _("Entered.")

    def remove_trainer() -> str:
        training_sessions.remove_trainer(session_id=session_id, trainer_id=one_id(typed, "trainer"), by=actor)
        return _("Taken off.")

    def add_material() -> str:
        training_sessions.add_material(
            session_id=session_id,
            titles=titles(typed),
            module=typed.text("module"),
            version=typed.text("version"),
            language=typed.text("material_language"),
            where=typed.text("where"),
            by=actor,
        )
        return _("Noted.")

    if request.method != "POST":
        return page(typed)
    deeds = {
        "change": change,
        "open": open_naming,
        "close": close,
        "cancel": cancel,
        "add_trainer": add_trainer,
        "remove_trainer": remove_trainer,
        "add_material": add_material,
    }
    return answered(request, actor, typed, deeds, page, "training:session", session_id=session_id)


def _stands(row: TrainingSession, half_days: Iterable[SessionHalfDay]) -> dict[str, str]:
    return {
        "half_days": "\n".join(_hours(one.starts_at, one.ends_at) for one in half_days),
        "place": row.place,
        "online": "yes" if row.online else "",
        "region": row.region_id or "",
        "language": row.language,
        "places": str(row.places),
        "seen": str(row.revision),
    }


def _hours(starts: datetime, ends: datetime) -> str:
    return f"{localtime(starts):%Y-%m-%d %H:%M} {localtime(ends):%H:%M}"


@require_safe
@only(policy.check_learns)
def calendar_file(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponse:
    """The half-days for a calendar, for whoever knows the session or takes part: called alike, naming nobody."""
    row = _known(actor, session_id)
    half_days = list(row.half_days.order_by("number"))
    data = calendar.meetings(
        [(_uid(row, one.number), one.starts_at, one.ends_at) for one in half_days],
        sequence=row.sequence,
        stamp=clock.now(),
        zone=settings.TIME_ZONE,
        summary=_("Training"),
        place=row.place,
        language=languages.current(),
        cancelled=row.state == states.CANCELLED,
        dropped=[_uid(row, number) for number in range(len(half_days) + 1, (row.half_days_ever or 0) + 1)],
    )
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="days.ics"'
    return answer


def _uid(row: TrainingSession, number: int) -> str:
    """The same for a half-day whose hours were changed."""
    return f"{row.pk}-{number}@himaya"


def _known(actor: Actor, session_id: UUID) -> TrainingSession:
    mine = sessions.own(actor).filter(session_id=session_id, state=states.NAMED).first()
    if mine is not None:
        return mine.session
    if not (policy.leads(actor) or policy.names_for(actor) or actor.has(policy.TRAINER)):
        raise NotFound
    return policy.session_of(actor, session_id)
