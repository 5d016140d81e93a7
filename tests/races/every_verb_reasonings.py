"""The races of a reasoning, whose lines both stand, and of a reading of the law, which one confirms."""

from datetime import date
from functools import partial
from uuid import UUID

from himaya.legal.actions import readings
from himaya.legal.models_library import LegalReading
from himaya.reasonings.actions import reasonings
from himaya.reasonings.models import ReasonLine
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.interviews import interview_at_hand

races = Table()
COUNSEL = cast.actor("inspector-2", "labour-north", "legal_counsel")
MEMBERS = (cast.INSPECTOR, COUNSEL)
EDITORS = (
    cast.actor("secretary", "secretariat", "content_editor"),
    cast.actor("operator", "technical", "content_editor"),
)
TODAY = date(2026, 11, 24)
READ = readings.Said("C", "Bulletin officiel 6501, p. 3", TODAY, languages=("fr",))


def begun() -> UUID:
    """A case whose reasoning has one fact."""
    case_id = factories.hand_over().case_id
    reasonings.add(case_id=case_id, words="Canary", source="said", place="", stance="", by=cast.INSPECTOR)
    return case_id


def stands(*numbers: int) -> bool:
    return sorted(ReasonLine.objects.values_list("number", flat=True)) == list(numbers)


@races.of("reasonings.add")
def two_facts_both_stand_each_with_its_number() -> Race:
    case_id = begun()
    deed = partial(reasonings.add, case_id=case_id, words="Canary", source="said", place="act:recruit", stance="for")
    return both(lambda by: deed(by=by), "reasoning.added", lambda: stands(1, 2, 3), by=MEMBERS)


@races.of("reasonings.use")
def one_fact_of_the_interview_is_used_once() -> Race:
    case_id = factories.hand_over().case_id
    interview_at_hand.whole(case_id)
    deed = partial(reasonings.use, case_id=case_id, interview=1, fact_number=1, place="act:recruit", stance="for")
    return once(lambda by: deed(by=by), "reasoning.used", lambda: stands(1), by=MEMBERS)


@races.of("reasonings.place")
def a_fact_is_put_under_two_elements_at_once() -> Race:
    case_id = begun()
    deed = partial(reasonings.place, case_id=case_id, fact=1, place="act:recruit", stance="for")
    return both(lambda by: deed(by=by), "reasoning.placed", lambda: stands(1, 2, 3), by=MEMBERS)


@races.of("reasonings.qualify")
def two_words_about_the_effect_both_stand() -> Race:
    case_id = begun()
    deed = partial(reasonings.qualify, case_id=case_id, code="dignity_injured", value="yes", words="Canary")
    return both(lambda by: deed(by=by), "reasoning.qualified", lambda: stands(1, 2, 3), by=MEMBERS)


@races.of("reasonings.argue")
def two_arguments_both_stand() -> Race:
    case_id = begun()
    deed = partial(reasonings.argue, case_id=case_id, code="LAB_DOM", value="for", words="Canary")
    return both(lambda by: deed(by=by), "reasoning.argued", lambda: stands(1, 2, 3), by=MEMBERS)


@races.of("reasonings.consider")
def two_other_explanations_both_stand() -> Race:
    case_id = begun()
    deed = partial(reasonings.consider, case_id=case_id, code="smuggling", value="explains", words="Canary")
    return both(lambda by: deed(by=by), "reasoning.considered", lambda: stands(1, 2, 3), by=MEMBERS)


@races.of("reasonings.flag")
def two_flags_both_stand() -> Race:
    case_id = begun()
    deed = partial(reasonings.flag, case_id=case_id, code="smuggling", value="yes")
    return both(lambda by: deed(by=by), "reasoning.flagged", lambda: stands(1, 2, 3), by=MEMBERS)


@races.of("reasonings.tick")
def two_sets_of_signs_both_stand() -> Race:
    case_id = begun()
    deed = partial(reasonings.tick, case_id=case_id, answers={"EXP-01": "present"})
    return both(lambda by: deed(by=by), "reasoning.ticked", lambda: stands(1, 2, 3), by=MEMBERS)


@races.of("reasonings.take_back")
def a_line_is_taken_back_once() -> Race:
    case_id = begun()
    deed = partial(reasonings.take_back, case_id=case_id, line=1, words="Canary")
    return once(lambda by: deed(by=by), "reasoning.taken_back", lambda: stands(1, 2), by=MEMBERS)


def waiting() -> UUID:
    """A reading that somebody at another body wrote down."""
    return readings.propose(row="ma-pc-448-14", said=READ, by=cast.LAWYER)


def states_of() -> list[str]:
    return sorted(LegalReading.objects.values_list("state", flat=True))


@races.of("readings.propose")
def one_reading_of_an_article_waits_at_a_time() -> Race:
    return once(
        lambda by: readings.propose(row="ma-pc-448-14", said=READ, by=by),
        "legal_reading.proposed",
        lambda: states_of() == ["proposed"],
        by=EDITORS,
    )


@races.of("readings.confirm")
def a_reading_is_confirmed_once() -> Race:
    reading = waiting()
    return once(
        lambda by: readings.confirm(reading_id=reading, by=by),
        "legal_reading.confirmed",
        lambda: states_of() == ["in_force"],
        by=EDITORS,
    )


@races.of("readings.refuse")
def a_reading_is_refused_once() -> Race:
    reading = waiting()
    return once(
        lambda by: readings.refuse(reading_id=reading, by=by),
        "legal_reading.refused",
        lambda: states_of() == ["refused"],
        by=EDITORS,
    )
