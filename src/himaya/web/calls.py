"""Whom to call, in words: the same lines and the same sentence on every page that shows a number."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.rules_inbound import CHILD_SERVICE
from himaya.institutions.models import Desk
from himaya.institutions.rules_calls import DANGER, NOBODY, OWN, POLICE
from himaya.kernel import clock, days
from himaya.kernel.actor import Actor
from himaya.kernel.languages import current
from himaya.services.calls import Call, Whom, whom_to_call
from himaya.web import case_labels as labels

CARE = "medical_care"
MAYBE_CHILD = "maybe_child"
LANGUAGES_SHOWN = 5
# In a danger two numbers are shown: the first may not be answered.
FIRST = 2
REMAINS: dict[str, Promise] = {
    OWN: gettext_lazy("Only your own desk is there for this now. In danger, call the emergency number."),
    POLICE: gettext_lazy("Only the police or justice can be called for this now."),
    NOBODY: gettext_lazy("Nobody can be called for this now. In danger, call the emergency number."),
}
NOT_KNOWN = gettext_lazy("No desk for this is known here. Call your focal point; in danger, call the emergency number.")
NOT_AGREED = gettext_lazy(
    "Only the police or justice are there for this now. The person did not agree to them: ask before you call."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One desk to call, in words for the page."""

    desk: Desk
    service: str
    open_now: bool
    opens: str
    languages: str
    places: int | None
    answers_for: Desk | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom to call, as `parts/calls.html` prints it: a sentence where nobody else is left, then the lines."""

    lines: list[Line]
    remains: str
    # Who is there now, without those that open later.
    now: list[Line]


def shown(found: Whom, *, most: int | None = None) -> Shown:
    """At most so many lines, those that are there now first."""
    now, later = ([_line(one) for one in part] for part in (found.now, found.later))
    return Shown(lines=[*now, *later][:most], remains=str(_remains(found)), now=now[:most])


def _remains(found: Whom) -> str | Promise:
    if found.agreed and found.remains == POLICE:
        return NOT_AGREED
    if found.remains == NOBODY and not found.later:
        return NOT_KNOWN
    return REMAINS.get(found.remains, "")


def for_a_life(actor: Actor, case: Case) -> dict[str, Shown]:
    """What a page says where a life is in danger: `healing`, and `danger` for a threat (a child's circuit first)."""
    return {
        name: shown(in_case(need, actor, case), most=FIRST) for name, need in (("healing", CARE), ("danger", DANGER))
    }


def in_case(need: str, actor: Actor, case: Case, *, child: bool = False) -> Whom:
    """Whom the desk of the actor calls for the person of a case, or for a `child` beside them. Doubt means child."""
    return whom_to_call(
        need,
        age_group=MAYBE_CHILD if child or not is_known_adult(case.age_group) else case.age_group,
        own_desk=actor.desk_id,
        region=case.region,
        language=case.language,
    )


def protects_children(desk_id: str | None) -> bool:
    """True of a desk that is child protection itself: no page tells it to call child protection."""
    found = Desk.objects.filter(pk=desk_id or "").values_list("services", flat=True).first()
    return CHILD_SERVICE in (found or ())


def when(moment: datetime | None) -> str:
    """A moment in words: the hour today, or the day and the hour."""
    if moment is None:
        return ""
    local = moment.astimezone(clock.here())
    hour = days.hour_in_words(local, current())
    if local.date() == clock.today():
        return _("opens at %(hour)s") % {"hour": hour}
    return _("opens on %(day)s at %(hour)s") % {"day": date_format(local, "l"), "hour": hour}


def languages_of(desk: Desk) -> str:
    """The first languages of the desk, in the page's language."""
    names = (labels.language(code) for code in desk.languages[:LANGUAGES_SHOWN])
    return ("، " if current() == "ar" else ", ").join(name for name in names if name)


def _line(one: Call) -> Line:
    there = one.receiver
    return Line(
        desk=one.desk,
        service=labels.service(one.service),
        open_now=there.open_now,
        opens="" if there.open_now else when(there.opens_at),
        languages=languages_of(one.desk),
        places=there.free_places,
        answers_for=one.answers_for,
    )
