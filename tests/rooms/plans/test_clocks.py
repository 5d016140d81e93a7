"""Hours that remain for care, from the first contact, and where they stand: the truth table, and what always holds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.plans import rules_clocks as rules
from himaya.plans.rules_first_days import BANDS, LIMITS, NONE

pytestmark = pytest.mark.capability("D5")
HERE = ZoneInfo("Africa/Casablanca")
TABLE = Path(__file__).resolve().parents[2] / "data" / "health_clocks_truth.txt"
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
SAID = st.lists(st.tuples(st.sampled_from(rules.SAID), MOMENTS), max_size=6)
TOLD = st.lists(st.tuples(st.sampled_from(("", *BANDS)), MOMENTS), max_size=6)


def lines(kind: str) -> list[str]:
    found = TABLE.read_text("utf-8").splitlines()
    return [line.removeprefix(f"{kind} ") for line in found if line.startswith(f"{kind} ")]


def at(words: str) -> datetime:
    return datetime.strptime(words.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=HERE)


@pytest.mark.parametrize("line", lines("hours"))
def test_hours_that_remain(line: str) -> None:
    facts, expected = line.split("->")
    contact, told, now = (part.strip() for part in facts.split("|"))
    said = [] if told == "-" else [(told.split("@")[0].strip(), at(told.split("@")[1]))]
    begun = rules.start(None if contact == "-" else at(contact), said)
    left = ["-" if begun is None else str(rules.hours_left(begun, at(now), limit)) for limit in LIMITS]
    assert left == expected.split()


@pytest.mark.parametrize("line", lines("due"))
def test_until_when_it_is_offered(line: str) -> None:
    facts, expected = (part.strip() for part in line.split("->"))
    contact, said = facts.split("|")
    given_answers = [(one.split()[0], at(" ".join(one.split()[1:]))) for one in said.split(",") if one.strip()]
    found = rules.due(at(contact), given_answers)
    assert found == (None if expected == "-" else at(expected))


@given(contact=MOMENTS, now=MOMENTS, told=TOLD, limit=st.sampled_from(LIMITS))
def test_hours_are_never_negative_and_never_more_than_all(
    contact: datetime, now: datetime, told: list[tuple[str, datetime]], limit: int
) -> None:
    begun = rules.start(contact, told)
    assert begun is not None
    assert begun <= contact
    assert 0 <= rules.hours_left(begun, now, limit) <= limit


@given(said=st.lists(st.sampled_from(rules.SAID), max_size=8))
def test_nothing_stops_the_clock_but_an_offer_that_was_made(said: list[str]) -> None:
    assert rules.stopped(said) == any(one != rules.NOT_NOW for one in said)


@given(contact=MOMENTS, said=SAID)
def test_what_is_asked_again_is_asked_in_time_and_after_it_was_said(
    contact: datetime, said: list[tuple[str, datetime]]
) -> None:
    found = rules.due(contact, said)
    if found is None:
        assert said
        return
    assert found <= contact + timedelta(hours=max(LIMITS))
    assert not said or found > said[-1][1]
    assert not said or said[-1][0] in (rules.DECLINED, rules.NOT_NOW)


@given(contact=MOMENTS, said=SAID, when=MOMENTS)
def test_whoever_said_no_is_asked_again_once_at_most(
    contact: datetime, said: list[tuple[str, datetime]], when: datetime
) -> None:
    twice = [*said, (rules.DECLINED, when), (rules.DECLINED, when)]
    assert rules.due(contact, twice) is None


@pytest.mark.parametrize("line", lines("assault"))
def test_where_the_hours_are_shown_and_how(line: str) -> None:
    said, expected = (part.strip() for part in line.split("->"))
    told = ["" if one == "?" else one for one in said.split() if one != "-"]
    assert rules.assault(told) == expected


@given(told=st.lists(st.sampled_from(("", NONE, *BANDS)), max_size=6))
def test_a_silence_is_never_a_no_and_what_was_told_stays_told(told: list[str]) -> None:
    found = rules.assault(told)
    assert (found == rules.ASK) == (not any(told))
    if rules.TOLD in (rules.assault(told[:-1]), rules.assault(told[-1:])):
        assert found == rules.TOLD
