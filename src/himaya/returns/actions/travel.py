"""The way: who can travel and with whom, a day on which nothing stands against it, the gate, boarding."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.rules_compartments import HEALTH, READERS
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotNow, NotValid
from himaya.returns import (
    access,
    rules,
    rules_children,
    rules_follow,
    rules_travel,
    said_later,
    states,
    words,
    words_later,
)
from himaya.returns.access import Opened
from himaya.returns.counting import sheets_at_travel
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.writing import Next, few, write

LONGEST_NAME = 120
AT_THE_GATE = "gate"
GOES, STAYS = "goes", "stays"
ARRIVAL_DUE = "return.arrival_due"


@dataclass(frozen=True, slots=True)
class Fitness:
    """Whether somebody can travel and what they need for it, in words of what they can do. No diagnosis."""

    said: str
    needs: Collection[str] = ()
    # Who healed and said it; empty where whoever writes is one.
    who: str = ""
    on: date | None = None
    words: str = ""


def note_fitness(*, case_id: UUID, fitness: Fitness, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down whether the person can travel: by somebody who heals, or as they told it.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment), NotValid (the code names the field).
    """
    kept, who = few(fitness.words, code="fit_words"), few(fitness.who, code="fit_who", longest=LONGEST_NAME)
    if fitness.said not in rules_travel.FITNESS:
        raise NotValid(_("Choose whether the person can travel."), code="fit")
    if not set(fitness.needs) <= set(rules_travel.NEEDS):
        raise NotValid(_("Tick what the person needs on the way."), code="needs")
    if fitness.said in rules_travel.SEEN and not who and not by.has(*READERS[HEALTH]):
        raise NotValid(_("Write down who said it: somebody who heals, by name."), code="fit_who")
    if fitness.on is None or fitness.on > clock.today():
        raise NotValid(_("Write down the day on which it was said."), code="fit_on")
    needs = [one for one in rules_travel.NEEDS if one in fitness.needs]
    said = {"said": fitness.said, "needs": needs, "who": who, "on": fitness.on.isoformat(), "words": kept}

    def then(case: Case, row: VoluntaryReturn) -> Next:
        return Next(states.FITNESS, "fitness_noted", {**said, "country": _country(by, case, row)})

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def name_escort(*, case_id: UUID, part: str, who: str = "", said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """Name who stands by the person or goes along; or say that nobody does.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, has left), NotValid (part, part_who, part_words).
    """
    kept, name = few(said, code="part_words"), few(who, code="part_who", longest=LONGEST_NAME)
    if part not in said_later.PARTS:
        raise NotValid(_("Choose whose part it is."), code="part")
    if part != said_later.NOBODY and not name:
        raise NotValid(_("Write down who it is, by name or by desk."), code="part_who")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        told = {"who": name, "country": _country(by, case, row), "words": kept}
        return Next(states.ESCORT, "escort_named", told, code=part)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def note_transit(*, case_id: UUID, how: str, who: str = "", said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down who helps where the person changes on the way, or that nobody has to.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment), NotValid (transit, transit_who).
    """
    kept, name = few(said, code="transit_words"), few(who, code="transit_who", longest=LONGEST_NAME)
    if how not in said_later.TRANSITS:
        raise NotValid(_("Choose how help on the way stands."), code="transit")
    if how == said_later.PROMISED and not name:
        raise NotValid(_("Write down who promised it, by name."), code="transit_who")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        told = {"who": name, "country": _country(by, case, row), "words": kept}
        return Next(states.TRANSIT, "transit_noted", told, code=how)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def make_ready(*, case_id: UUID, on: date | None, said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """Say on which day the person travels: only where nothing stands against it on that day. What does, is named.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment, what stands against it), NotValid
    (travel_on, words).
    """
    kept = few(said)
    if on is None or not clock.today() <= on <= rules_travel.latest_day(clock.today()):
        raise NotValid(_("Choose the day of travel, from today on and within 60 days."), code="travel_on")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        if states.leads_to(row.state, states.MADE_READY) is None:
            raise NotNow(words.NOT_THE_MOMENT, code="not_the_moment")
        _check(against(access.within(by, case, row), on))
        return Next(states.MADE_READY, "made_ready", {"words": kept}, sets={"travel_on": on})

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def ask_at_gate(*, case_id: UUID, answer: str, said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """Ask the person once more, alone, before they board. Whoever stays says so without a reason: it is talked about
    again, and nothing is lost.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment), NotValid (answer, gate_words).
    """
    kept = few(said, code="gate_words")
    if answer not in (GOES, STAYS):
        raise NotValid(_("Choose what the person says now."), code="answer")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        if row.state != states.READY:
            raise NotNow(words.NOT_THE_MOMENT, code="not_the_moment")
        if answer == STAYS:
            sets = {"travel_on": None}
            return Next(states.CHANGED_MIND, "mind_changed", {"words": kept}, code=AT_THE_GATE, sets=sets)
        return Next(states.ASKED_AT_GATE, "asked_at_gate", {"words": kept})

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def board(*, case_id: UUID, arrives_at: datetime | None, instance_id: UUID, by: Actor) -> ReturnLine:
    """The person boarded: from their arrival on, somebody there says within a day that they were met, or it is told.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment, what stands against it), NotValid
    (arrives_at).
    """
    now = clock.now()
    if arrives_at is None or not now <= arrives_at <= now + rules_follow.LONGEST_WAY:
        raise NotValid(_("Say when the person arrives, within the next seven days."), code="arrives_at")
    due = rules_follow.reception_due(arrives_at)
    tells = ((ARRIVAL_DUE, due), (ARRIVAL_DUE, rules_follow.lead_told_at(due)))

    def then(case: Case, row: VoluntaryReturn) -> Next:
        if states.leads_to(row.state, states.BOARDED) is None:
            raise NotNow(words.NOT_THE_MOMENT, code="not_the_moment")
        opened = access.within(by, case, row)
        _check(against_boarding(opened))
        counts = sheets_at_travel(opened.facts)
        sets = {"reception_due_at": due}
        return Next(states.BOARDED, "boarded", {"words": ""}, sets=sets, tells=tells, counts=counts)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def against(opened: Opened, day: date | None) -> tuple[str, ...]:
    """Everything that stands against travelling on a day: the gate on that day, the steps of a child, the way."""
    return rules_travel.against(_facts(opened, day), _before(opened, day))


def against_boarding(opened: Opened) -> tuple[str, ...]:
    """The same at the gate, today. What was signed and weighed counts for today."""
    day = opened.row.travel_on if opened.row is not None else None
    return rules_travel.against_boarding(_facts(opened, day), _before(opened, clock.today()))


def _country(by: Actor, case: Case, row: VoluntaryReturn) -> str:
    """What is written of the way holds for the country that is chosen now."""
    return access.words_within(by, case, row).stands.country


def _facts(opened: Opened, day: date | None) -> rules_travel.Facts:
    adult = is_known_adult(opened.case.age_group)
    return said_later.travel(opened.told, opened.stands, day=day, today=clock.today(), adult=adult)


def _before(opened: Opened, day: date | None) -> tuple[str, ...]:
    """What the gate says, with the steps of a child by their names in place of the word that some are owed."""
    found = rules.against(access.facts_on(opened, day or clock.today()))
    owed = opened.child_owes(rules_children.TRAVEL)
    return (*owed, *(one for one in found if one != rules.CHILD_STEPS))


def _check(why: tuple[str, ...]) -> None:
    if why:
        raise NotNow(" ".join(words_later.said_against(one) for one in why), code="against")
