"""Lists of interviews, what the person agreed to, which topics rest today. Codes and days only; nothing is opened."""

from collections.abc import Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import F, QuerySet

from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.institutions.queries import NO_STORIES
from himaya.interviews import content, rules, states
from himaya.interviews.models import Agreement, Draft, Fact, Interpreter, Interview, Moment, Preparation, Sitting
from himaya.kernel import clock, wall
from himaya.services import queries as services


def of_case(case: Case) -> QuerySet[Interview]:
    """The interviews of a case that the caller was shown, the newest first."""
    return Interview.objects.filter(case=case).order_by("-number")


def is_child(case: Case) -> bool:
    """Doubt about age means child, and so does an age that nobody asked for."""
    return not is_known_adult(case.age_group)


def child(interview: Interview) -> bool:
    """Whether it is, or from now on has to be, an interview with a child: nobody who was one in it becomes an adult."""
    return interview.child or is_child(interview.case)


def doubted(interview: Interview) -> bool:
    """True while an interview with an adult is open whose file no longer says that the person is one."""
    return not interview.child and interview.state != states.CLOSED and is_child(interview.case)


def services_listed(case: Case) -> int:
    """How many desks of the directory give anything in the area of the case, beside those who enforce."""
    found = services.search(region=case.region)
    return sum(NO_STORIES.isdisjoint((one.desk.kind, one.desk.institution.kind)) for one in found)


def sittings(interview: Interview) -> list[Sitting]:
    """The sittings in their order; their conditions stay closed."""
    rows = Sitting.objects.filter(interview=interview).select_related("interpreter")
    return list(rows.defer("conditions", "interpreter__details").order_by("number"))


def running(interview: Interview) -> Sitting | None:
    """The sitting that goes on, if one does."""
    rows = Sitting.objects.filter(interview=interview, ended_at__isnull=True)
    return rows.defer("conditions").first()


def moments(interview: Interview) -> list[Moment]:
    """Breaks, distress, ends: when and what; words stay closed."""
    rows = Moment.objects.filter(interview=interview).select_related("sitting")
    return list(rows.defer("words", "sitting__conditions").order_by("number"))


def distress_on(interview: Interview, day: date) -> list[Moment]:
    """The moments of distress of this day and after, closed."""
    return list(Moment.objects.filter(interview=interview, kind=states.DISTRESS, at__gte=_midnight(day)))


def hard_hours(account_id: UUID, since: datetime) -> list[datetime]:
    """When an account led a sitting in which distress was noted, or that ended before it was done; and when an
    interview that it led was broken off. Moments of nobody: asked by that account of itself alone."""
    led = Sitting.objects.filter(led_by=account_id)
    broken = led.filter(interview__outcome=states.BROKEN_OFF, interview__closed_on__gte=since.date())
    with wall.beyond(wall.EVERYTHING):
        noted = Moment.objects.filter(written_by=account_id, kind=states.DISTRESS, at__gte=since)
        found = list(noted.values_list("at", flat=True))
        short = led.filter(ending__in=(states.STOPPED, states.AFTER_DISTRESS), ended_at__gte=since)
        found += [at for at in short.values_list("ended_at", flat=True) if at is not None]
        ends = set(broken.values_list("interview__closed_at", "interview__closed_on"))
    # Of one from before the moment was kept the day alone is known.
    return [*found, *(at or _midnight(day) for at, day in ends if day is not None)]


def prepared(interview: Interview) -> Preparation | None:
    """The newest answers to the gates, where they are of today and given after the last sitting; closed."""
    rows = Preparation.objects.filter(interview=interview).defer("gates").order_by("-number")
    newest = rows.filter(at__gte=_midnight(clock.today())).first()
    if newest is None:
        return None
    used = Sitting.objects.filter(interview=interview, preparation__number__gte=newest.number)
    return None if used.exists() else newest


def used_now(interview: Interview) -> Preparation | None:
    """The answers with which the running sitting began, closed; else those that count for the next."""
    sitting = running(interview)
    if sitting is None:
        return prepared(interview)
    return Preparation.objects.filter(pk=sitting.preparation_id).defer("gates").first()


def agreed(interview: Interview) -> Mapping[str, str]:
    """The last word of the person on each item. The yes of a child who was asked as an adult is asked for again."""
    last = {one.item: one for one in agreements(interview)}
    asked_again = child(interview)
    return {
        item: one.answer for item, one in last.items() if not (asked_again and one.answer == "yes" and not one.assent)
    }


def last_words(interview: Interview) -> Mapping[str, str]:
    """The last word on each item, however it was asked."""
    return {one.item: one.answer for one in agreements(interview)}


def asked_as_child(interview: Interview) -> frozenset[str]:
    """The items that were last asked in the words of a child."""
    last = {one.item: one for one in agreements(interview)}
    return frozenset(item for item, one in last.items() if one.assent == "yes")


def agreements(interview: Interview) -> list[Agreement]:
    """Every line of it, in order."""
    return list(Agreement.objects.filter(interview=interview).order_by("number"))


def unasked(interview: Interview) -> tuple[str, ...]:
    """The items that stand in the way of beginning."""
    items = [(one.id, one.needed) for one in content.words().asked_of(child=child(interview))]
    return rules.unasked(agreed(interview), items)


def told(case_id: UUID) -> Mapping[tuple[int, int], tuple[str, bool]]:
    """Of every fact of a case, by the number of its interview and its own: said or observed, and whether no correction
    replaced it. Its words stay closed."""
    rows = Fact.objects.filter(case=case_id)
    lines = list(rows.values_list("interview__number", "number", "kind", "change", "amends__number"))
    found: dict[tuple[int, int], tuple[str, bool]] = {}
    for sat in {one[0] for one in lines}:
        of = [one[1:] for one in lines if one[0] == sat]
        stands = rules.current((number, change, amends) for number, _kind, change, amends in of)
        found |= {(sat, number): (kind, number in stands) for number, kind, _change, _amends in of}
    return found


def interpreters(interview: Interview) -> list[Interpreter]:
    """Who was written down to interpret, in order; closed."""
    return list(Interpreter.objects.filter(interview=interview).defer("details").order_by("number"))


def draft(interview: Interview) -> Draft | None:
    """The draft that is filled in, closed."""
    rows = Draft.objects.filter(interview=interview, aside_at__isnull=True).select_related("version")
    return rows.defer("xml", "values").first()


def draft_of(interview: Interview, name: str, version: str) -> Draft | None:
    """The draft, closed, of the form by this name and version, also where it was put aside; else the one filled in."""
    rows = Draft.objects.filter(interview=interview, version__name=name, version__version=version)
    found = rows.select_related("version").defer("xml", "values").order_by(F("aside_at").desc(nulls_first=True)).first()
    return draft(interview) if found is None else found


def outdated(interview: Interview, one: Draft) -> bool:
    """Whether nothing more is typed into this form: it is one for an adult, and the person may be a child."""
    return one.aside_at is not None or doubted(interview)


def acts_since(interview: Interview) -> datetime | None:
    """Since when what was answered calls for an act now; None where it does not."""
    called = Draft.objects.filter(interview=interview, acts_at__isnull=False).order_by("-acts_at")
    return called.values_list("acts_at", flat=True).first()


def drafts_aside(interview: Interview) -> list[Draft]:
    """The forms that were put aside when the person was found to be a child, closed; each with its own version."""
    rows = Draft.objects.filter(interview=interview, aside_at__isnull=False).select_related("version")
    return list(rows.defer("xml", "values").order_by("aside_at"))


def form_name(interview: Interview) -> str:
    """The instrument of the interview."""
    return "interview-child" if child(interview) else "interview-adult"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), clock.here())
