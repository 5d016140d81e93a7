"""What is owed of a child, what stands against travelling, when somebody is asked: row by row, month by month."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from himaya.returns import rules_children, rules_follow, rules_travel, states, words_later

pytestmark = pytest.mark.capability("F1")
TABLE = Path(__file__).parents[2] / "data" / "returns_later_truth.txt"
DAY = date(2026, 11, 24)
CHILD = rules_children.Facts(
    decided="for_return",
    heard=True,
    views=dict.fromkeys(rules_children.STAGES, "wishes"),
    last_view="wishes",
    goes_to="to_family",
    agrees="yes",
    able="yes",
    implicated="no",
    guardian=True,
    escort=True,
)
WAY = rules_travel.Facts(
    day=DAY, today=DAY, paper=True, fitness="fit", fit_on=DAY, escort=False, transit=True, asked_on=DAY
)


def rows(*kinds: str) -> Iterator[tuple[str, str]]:
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith(kinds):
            different, stands = line.split("->")
            yield different.strip(), stands.strip()


def of_child(parts: list[str]) -> rules_children.Facts:
    found = CHILD
    for part in parts:
        name, _is, value = part.partition("=")
        if name.startswith("view."):
            left = {stage: said for stage, said in found.views.items() if stage != name.removeprefix("view.")}
            found = replace(found, views=left)
        elif name in ("heard", "guardian", "escort", "suspected"):
            found = replace(found, **{name: value == "yes"})
        elif name != "nothing":
            found = replace(found, **{name: value})
    return found


def of_way(parts: list[str]) -> rules_travel.Facts:
    found = WAY
    for part in parts:
        name, _is, value = part.partition("=")
        if name in ("day", "fit", "asked"):
            column = {"day": "day", "fit": "fit_on", "asked": "asked_on"}[name]
            sign = 1 if name == "day" else -1
            found = replace(found, **{column: None if value == "-" else DAY + sign * timedelta(days=int(value))})
        elif name in ("paper", "escort", "transit", "adult"):
            found = replace(found, **{name: value == "yes"})
        elif name != "nothing":
            found = replace(found, **{name: value})
    return found


@pytest.mark.parametrize(("different", "stands"), list(rows("child ")))
def test_what_is_owed_of_a_child(different: str, stands: str) -> None:
    _kind, stage, *parts = different.split()
    assert list(rules_children.owed(of_child(parts), stage)) == [one for one in stands.split() if one != "nothing"]


@pytest.mark.parametrize(("different", "stands"), list(rows("travel ", "gate ")))
def test_what_stands_against_travelling_and_boarding(different: str, stands: str) -> None:
    kind, *parts = different.split()
    rule = rules_travel.against if kind == "travel" else rules_travel.against_boarding
    assert list(rule(of_way(parts))) == [one for one in stands.split() if one != "nothing"]


def test_what_the_gate_says_stands_first_and_is_never_left_out() -> None:
    assert rules_travel.against(WAY, ("old", "unsigned")) == ("old", "unsigned")
    assert rules_travel.against_boarding(replace(WAY, transit=False), ("old",)) == ("old", "transit_missing")


@pytest.mark.parametrize(
    ("decided", "suspected", "carers", "said"),
    [
        (True, False, "", ""),
        (True, False, "not_asked", "carer_not_asked"),
        (True, False, "unknown", "carer_not_asked"),
        (True, False, "yes", "absent"),
        (True, True, "", "absent"),
        (False, False, "", "best_interest"),
        (False, True, "", "absent"),
    ],
)
def test_family_is_looked_for_only_where_nobody_of_it_is_suspected(
    decided: bool, suspected: bool, carers: str, said: str
) -> None:
    assert rules_children.tracing(decided=decided, suspected=suspected, carers=carers) == said


CHILDREN = some.builds(
    rules_children.Facts,
    decided=some.sampled_from(("", *rules_children.OUTCOMES)),
    heard=some.booleans(),
    views=some.dictionaries(some.sampled_from(rules_children.STAGES), some.sampled_from(rules_children.VIEWS)),
    last_view=some.sampled_from(("", *rules_children.VIEWS)),
    goes_to=some.sampled_from(("", *rules_children.GOES_TO)),
    agrees=some.sampled_from(("", *rules_children.SAID)),
    able=some.sampled_from(("", *rules_children.SAID)),
    implicated=some.sampled_from(("", *rules_children.SAID)),
    suspected=some.booleans(),
    guardian=some.booleans(),
    escort=some.booleans(),
)


@given(CHILDREN)
def test_a_later_stage_owes_all_that_an_earlier_one_owes(of: rules_children.Facts) -> None:
    first, second, third = (set(rules_children.owed(of, one)) for one in rules_children.STAGES)
    assert first <= second <= third


@given(CHILDREN, some.sampled_from(rules_children.STAGES))
def test_without_a_decision_for_it_no_stage_is_free(of: rules_children.Facts, stage: str) -> None:
    if of.decided != rules_children.FOR_RETURN or of.last_view == rules_children.WISHES_NOT:
        assert rules_children.owed(of, stage)
    assert rules_children.owed(replace(of, suspected=True, goes_to="to_family"), stage)


def test_everything_that_can_stand_has_its_sentence() -> None:
    for one in (*rules_children.OWED, *rules_travel.AGAINST, rules_children.CARER_NOT_ASKED):
        assert words_later.AGAINST[one]
    assert set(words_later.PROCEEDINGS) == {"prosecutor_told", "mandate", "testimony", "claim"} <= set(states.KINDS)
    assert "weighed" in words_later.said_against("child_view:weighing")
    assert "30 days" in words_later.said_against("old")


@pytest.mark.parametrize(
    ("done", "days", "month"),
    [
        ((), 0, 0),
        ((), 16, 0),
        ((), 17, 1),
        ((), 31, 1),
        ((1,), 31, 0),
        ((1,), 75, 0),
        ((1,), 76, 3),
        ((), 100, 3),
        ((1, 3), 100, 0),
        ((6,), 400, 12),
        ((1, 12), 400, None),
    ],
)
def test_for_which_month_the_person_is_asked(done: tuple[int, ...], days: int, month: int | None) -> None:
    arrived = date(2026, 1, 1)
    assert rules_follow.asked_for(arrived, done, arrived + timedelta(days=days)) == month


@pytest.mark.parametrize(
    ("done", "answer", "days", "due"),
    [
        ((), "reached", 0, date(2026, 2, 1)),
        ((1,), "reached", 31, date(2026, 4, 1)),
        ((1,), "no_more", 31, None),
        ((1, 3, 6, 12), "reached", 370, None),
        ((), "not_reached", 31, date(2026, 2, 8)),
        ((1,), "not_reached", 88, date(2026, 4, 1)),
        ((1, 3, 6), "not_reached", 370, date(2027, 1, 13)),
    ],
)
def test_on_which_day_they_are_asked_next(done: tuple[int, ...], answer: str, days: int, due: date | None) -> None:
    arrived = date(2026, 1, 1)
    assert rules_follow.next_due(arrived, done, answer, arrived + timedelta(days=days)) == due


@given(some.dates(date(2020, 1, 1), date(2090, 1, 1)), some.integers(0, 24))
def test_a_month_on_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    found = rules_follow.plus_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("weighed", "band"),
    [
        ((None, None), "none"),
        ((DAY, None), "under_30_days"),
        ((DAY, DAY - timedelta(days=29)), "under_30_days"),
        ((DAY, DAY - timedelta(days=30)), "older"),
        ((DAY + timedelta(days=1),), "older"),
    ],
)
def test_how_old_the_weighing_was(weighed: tuple[date | None, ...], band: str) -> None:
    assert rules_follow.sheet_band(weighed, DAY) == band


@pytest.mark.parametrize(
    ("done", "asked", "answer", "said"),
    [
        ((1, 3), 6, "reached", "yes"),
        ((1, 3), 6, "no_more", "no"),
        ((1, 3), 6, "not_reached", ""),
        ((1, 3), 12, "reached", "no"),
        ((1, 6), 12, "reached", ""),
        ((), 1, "reached", ""),
        ((), 1, "no_more", ""),
    ],
)
def test_what_is_counted_of_six_months(done: tuple[int, ...], asked: int, answer: str, said: str) -> None:
    assert rules_follow.six_months(done, asked, answer) == said


def test_a_word_in_time_and_one_that_came_later() -> None:
    arrives = datetime(2026, 11, 24, 12, tzinfo=UTC)
    due = rules_follow.reception_due(arrives)
    assert due - arrives == timedelta(hours=24)
    assert rules_follow.lead_told_at(due) - due == timedelta(hours=1)
    assert (rules_follow.confirmed(due, due), rules_follow.confirmed(due, due + timedelta(seconds=1))) == (
        "within_24_h",
        "later",
    )
