"""What this advice is about, as services; and whom to call for it (`services.calls`). Shown, never stored."""

from collections.abc import Iterator, Mapping

from himaya.cases.rules_danger import DANGER_LINE
from himaya.institutions.catalogue import services
from himaya.institutions.rules_calls import CHILDREN, DANGER, SAFETY
from himaya.instruments.triage import Advice, NextStep
from himaya.kernel.actor import Actor
from himaya.kernel.languages import pick
from himaya.services.calls import whom_to_call
from himaya.web.calls import FIRST, Shown, shown

SHOWN = 4
# What the person wished for (line 19), as a service that a desk gives.
BY_WISH = {
    "talk": "psychological_support",
    "safe_place": "emergency_shelter",
    "care": "medical_care",
    "due": "labour_rights",
    "justice": "legal_aid",
    "home": "return_counselling",
}


def services_for(advice: Advice, answers: Mapping[str, str], *, child: bool, danger: bool) -> tuple[str, ...]:
    """The services to offer, most urgent first, each once. At least one."""
    return tuple(dict.fromkeys(_services_for(advice, answers, child, danger)))


def _services_for(advice: Advice, answers: Mapping[str, str], child: bool, danger: bool) -> Iterator[str]:
    if child:
        yield CHILDREN
    # What a child fears of tonight is for child protection; the desk on call comes for what happens at this moment.
    if danger and (not child or at_this_moment(advice)):
        yield SAFETY
    if advice.recent_assault or advice.pregnancy:
        yield "medical_care"
    if child:
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


def need_in_danger(advice: Advice, *, child: bool) -> str:
    """For what the number beside a danger is: of what a child fears of tonight, child protection alone."""
    return CHILDREN if child and not (at_this_moment(advice) or advice.words_of_death) else DANGER


def at_this_moment(advice: Advice) -> bool:
    """Line 2: threatened, locked in, pursued at this moment."""
    return DANGER_LINE in advice.signs


def to_call(wanted: tuple[str, ...], *, by: Actor, region: str, age_group: str) -> Shown:
    """Up to four desks for what this advice is about; without a region, of all regions.

    What takes out of danger is no offer among others: its numbers stand beside the danger (`first`).
    """
    needs = [service for service in wanted if service != SAFETY]
    return shown(whom_to_call(*needs, age_group=age_group, own_desk=by.desk_id, region=region), most=SHOWN)


def first(need: str, *, by: Actor, region: str, age_group: str) -> Shown:
    """Whom to call now for one need, before anything else, in this region or, without one, in any."""
    return shown(whom_to_call(need, age_group=age_group, own_desk=by.desk_id, region=region), most=FIRST)


def service_name(service: str) -> str:
    return pick(services()[service].names.as_dict())
