"""The races of a right and of a copy to keep: two write the same down at once."""

from datetime import date
from functools import partial
from uuid import UUID

from himaya.disclosures.actions import copies
from himaya.disclosures.models_copies import HeldCopy
from himaya.rights.actions import facts, rights
from himaya.rights.actions.rights import Day
from himaya.rights.models import RightFacts, RightStep
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once

races = Table()
MEMBERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)
TODAY = date(2026, 11, 24)


def opened(*before: str) -> UUID:
    """A case whose right to wages came so far."""
    case_id = factories.hand_over().case_id
    by = cast.INSPECTOR
    deeds = {
        "tell": partial(rights.tell, case_id=case_id, right="wages", language="ary", on=TODAY, by=by),
        "ask": partial(rights.ask, case_id=case_id, right="wages", where="lawyers", words="", on=TODAY, by=by),
        "refuse": partial(
            rights.refuse, case_id=case_id, right="wages", reason="no_answer", on=TODAY, appeal=Day(), words="", by=by
        ),
    }
    for name in before:
        deeds[name]()
    return case_id


def stands(state: str, steps: int) -> bool:
    rows = RightStep.objects.defer("words").order_by("number")
    return rows.reverse()[0].state == state and [row.number for row in rows] == list(range(1, steps + 1))


@races.of("facts.note")
def two_sets_of_facts_both_stand_each_with_its_number() -> Race:
    case_id = opened()
    return both(
        lambda by: facts.note(case_id=case_id, answers={"pregnant": "unknown"}, by=by),
        "right_facts.noted",
        lambda: sorted(RightFacts.objects.values_list("number", flat=True)) == [1, 2],
        by=MEMBERS,
    )


@races.of("rights.tell")
def two_who_told_at_once_both_stand() -> Race:
    case_id = opened()
    return both(
        lambda by: rights.tell(case_id=case_id, right="wages", language="ary", on=TODAY, by=by),
        "right.told",
        lambda: stands("told", 2),
        by=MEMBERS,
    )


@races.of("rights.ask")
def a_right_is_asked_for_once() -> Race:
    case_id = opened("tell")
    return once(
        lambda by: rights.ask(case_id=case_id, right="wages", where="lawyers", words="", on=TODAY, by=by),
        "right.asked",
        lambda: stands("asked", 2),
        by=MEMBERS,
    )


@races.of("rights.grant")
def a_right_is_granted_once() -> Race:
    case_id = opened("tell", "ask")
    return once(
        lambda by: rights.grant(case_id=case_id, right="wages", on=TODAY, until=None, words="", by=by),
        "right.granted",
        lambda: stands("granted", 3),
        by=MEMBERS,
    )


@races.of("rights.refuse")
def a_right_is_refused_once() -> Race:
    case_id = opened("tell", "ask")
    return once(
        lambda by: rights.refuse(
            case_id=case_id, right="wages", reason="too_late", on=TODAY, appeal=Day(), words="", by=by
        ),
        "right.refused",
        lambda: stands("refused", 3),
        by=MEMBERS,
    )


@races.of("rights.appeal")
def a_refusal_is_taken_further_once() -> Race:
    case_id = opened("tell", "ask", "refuse")
    return once(
        lambda by: rights.appeal(case_id=case_id, right="wages", on=TODAY, words="", by=by),
        "right.appealed",
        lambda: stands("appealed", 4),
        by=MEMBERS,
    )


@races.of("rights.give_up")
def a_right_is_given_up_once() -> Race:
    case_id = opened("tell")
    return once(
        lambda by: rights.give_up(case_id=case_id, right="wages", on=TODAY, by=by),
        "right.given_up",
        lambda: stands("given_up", 2),
        by=MEMBERS,
    )


@races.of("rights.set_day")
def of_two_days_given_at_once_the_later_word_stands() -> Race:
    case_id = opened("tell")
    day = Day(date(2026, 12, 15), "counsel")
    return both(
        lambda by: rights.set_day(case_id=case_id, right="wages", day=day, words="Mizan", by=by),
        "right.day_set",
        lambda: stands("told", 3),
        by=MEMBERS,
    )


@races.of("copies.offer")
def two_offers_at_once_are_two_lines() -> Race:
    case_id = opened()
    return both(
        lambda by: copies.offer(case_id=case_id, by=by),
        "copy.offered",
        lambda: sorted(HeldCopy.objects.values_list("number", flat=True)) == [1, 2],
        by=MEMBERS,
    )


@races.of("copies.make")
def two_copies_at_once_are_two_lines() -> Race:
    case_id = opened()
    return both(
        lambda by: copies.make(case_id=case_id, wish="taken", language="fr", left_at="", by=by),
        "copy.made",
        lambda: sorted(HeldCopy.objects.values_list("number", flat=True)) == [1, 2],
        by=MEMBERS,
    )
