"""Whom to call: the desks that can help with what this advice is about, open ones first. Shown, never stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from himaya.institutions import queries
from himaya.institutions.catalogue import services
from himaya.institutions.models import Desk, Region
from himaya.instruments.triage import Advice, NextStep
from himaya.kernel import clock
from himaya.kernel.languages import pick
from himaya.services.queries import offers_for
from himaya.web.frontline import lists

SHOWN = 4
LANGUAGES_SHOWN = 5
# What the person wished for (line 19), as a service that a desk gives.
BY_WISH = {
    "talk": "psychological_support",
    "safe_place": "emergency_shelter",
    "care": "medical_care",
    "due": "labour_rights",
    "justice": "legal_aid",
    "home": "return_counselling",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One desk to call, in words for the page."""

    desk: Desk
    service: str
    open_now: bool
    opens: str
    languages: str
    places: int | None
    fallback: Desk | None


def services_for(advice: Advice, answers: Mapping[str, str], *, child: bool) -> tuple[str, ...]:
    """The services to offer, most urgent first, each once. At least one."""
    return tuple(dict.fromkeys(_services_for(advice, answers, child)))


def _services_for(advice: Advice, answers: Mapping[str, str], child: bool) -> Iterator[str]:
    if advice.danger:
        yield "immediate_safety"
    if advice.recent_assault or advice.pregnancy:
        yield "medical_care"
    if child:
        yield "child_protection"
        return
    if advice.words_of_death:
        yield "psychological_support"
    if wished := BY_WISH.get(answers.get("q19", "")):
        yield wished
    if "4" in advice.signs:
        yield "emergency_shelter"
    if "3" in advice.signs or "9" in advice.signs:
        yield "medical_care"
    if advice.step is NextStep.NOT_ENOUGH:
        yield "rights_information"
        return
    yield from ("emergency_shelter", "social_support", "legal_aid")


def desks(wanted: tuple[str, ...], *, region: str, age_group: str) -> list[Call]:
    """Up to four desks, one at a time from each service, open ones first; without a region, from all of them."""
    regions = [region] if region else list(Region.objects.order_by("id").values_list("id", flat=True))
    now = clock.now()
    found: dict[str, Call] = {}
    lines = [list(_receivers(service, regions, age_group, now)) for service in wanted]
    for place in range(max((len(line) for line in lines), default=0)):
        for line in lines:
            if place < len(line):
                found.setdefault(line[place].desk.pk, line[place])
    return sorted(list(found.values())[:SHOWN], key=lambda call: not call.open_now)


def _receivers(service: str, regions: list[str], age_group: str, now: datetime) -> Iterator[Call]:
    found = {
        one.desk.pk: one
        for region in regions
        for one in offers_for(service=service, region=region, age_group=age_group, at=now, sending=False)
        if not one.why_not
    }
    for one in sorted(found.values(), key=lambda receiver: receiver.order):
        yield Call(
            desk=one.desk,
            service=service_name(service),
            open_now=one.open_now,
            opens="" if one.open_now else when(one.opens_at),
            languages=languages_of(one.desk),
            places=one.free_places,
            fallback=None if one.open_now else one.fallback,
        )


def on_call(region: str) -> Desk | None:
    """The desk to call in a danger, in this region or, without one, in any."""
    regions = [region] if region else Region.objects.order_by("id").values_list("id", flat=True)
    return next((desk for one in regions if (desk := queries.on_call_desk(one))), None)


def when(moment: datetime | None) -> str:
    """A moment in words: the hour today, or the day and the hour."""
    if moment is None:
        return ""
    local = moment.astimezone(clock.here())
    hour = date_format(local, "H:i")
    if local.date() == clock.today():
        return _("opens at %(hour)s") % {"hour": hour}
    return _("opens on %(day)s at %(hour)s") % {"day": date_format(local, "l"), "hour": hour}


def service_name(service: str) -> str:
    return pick(services()[service].names.as_dict())


def languages_of(desk: Desk) -> str:
    """The first languages of the desk, in the page's language."""
    names = [lists.language_name(code) for code in desk.languages[:LANGUAGES_SHOWN]]
    return lists.joined(name for name in names if name)
