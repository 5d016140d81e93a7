"""The truth tables of a decision: chain, named body, recorder, panel, days. Written before the rules."""

from datetime import UTC, date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from himaya.determinations import rules, rules_days, rules_panel, states
from himaya.determinations.rules import Basis, Decided
from himaya.determinations.rules_panel import ABSTAINS, AGAINST, FOR, RECUSED, Member

pytestmark = pytest.mark.capability("C4")
POT, PRE, IDE, NOT = states.STATUSES
HERE = ZoneInfo("Africa/Casablanca")
DAY = date(2026, 11, 27)

# status today x which bodies are named -> what stands against asking for (presumed, identified).
NOBODY: tuple[str, ...] = ()
ASKING = [
    (POT, NOBODY, "no_body", "no_body"),
    (PRE, NOBODY, "no_body", "no_body"),
    (IDE, NOBODY, "no_body", "no_body"),
    (NOT, NOBODY, "no_body", "no_body"),
    (POT, (PRE,), "", "no_body"),
    (PRE, (PRE,), "not_the_step", "no_body"),
    (IDE, (PRE,), "not_the_step", "no_body"),
    (NOT, (PRE,), "", "no_body"),
    (POT, (IDE,), "no_body", ""),
    (PRE, (IDE,), "no_body", ""),
    (IDE, (IDE,), "no_body", "not_the_step"),
    (NOT, (IDE,), "no_body", ""),
    (POT, (PRE, IDE), "", "not_the_step"),
    (PRE, (PRE, IDE), "not_the_step", ""),
    (IDE, (PRE, IDE), "not_the_step", "not_the_step"),
    (NOT, (PRE, IDE), "", "not_the_step"),
]


@pytest.mark.parametrize(("found", "named", "presumed", "identified"), ASKING)
def test_a_step_is_asked_for_of_a_named_body_and_in_its_turn(
    found: str, named: tuple[str, ...], presumed: str, identified: str
) -> None:
    assert rules.against_asking(PRE, found, named, pending=False) == presumed
    assert rules.against_asking(IDE, found, named, pending=False) == identified
    for step, free in ((PRE, presumed), (IDE, identified)):
        waits = rules.against_asking(step, found, named, pending=True)
        assert waits == ("no_body" if free == "no_body" else "pending")


def test_every_pair_of_a_status_and_named_bodies_stands_in_the_table() -> None:
    sets = (NOBODY, (PRE,), (IDE,), (PRE, IDE))
    assert {(found, named) for found, named, _a, _b in ASKING} == set(product(states.STATUSES, sets))


MARKS = [
    # mark, invented nation, names somebody
    ("C", False, True),
    ("C2", False, False),
    ("G", False, False),
    ("?", False, False),
    ("C", True, True),
    ("C2", True, True),
    ("G", True, True),
    ("?", True, True),
]


@pytest.mark.parametrize(("mark", "invented", "names"), MARKS)
def test_in_a_real_nation_only_a_text_that_was_read_at_its_source_names_a_body(
    mark: str, invented: bool, names: bool
) -> None:
    assert rules.drives(Basis(mark, DAY, read=True), DAY, invented=invented) is names


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (date(2026, 11, 28), None, False),
        (date(2020, 1, 1), date(2026, 11, 26), False),
    ],
)
def test_an_entry_holds_between_its_days_both_included(begins: date, ends: date | None, holds: bool) -> None:
    assert rules.drives(Basis("C", begins, ends, read=True), DAY, invented=False) is holds


def test_a_status_is_the_last_decision_and_without_one_there_is_none() -> None:
    assert rules.status([]) == POT
    chain = [Decided(1, NOT), Decided(2, PRE, about=1), Decided(3, NOT, IDE), Decided(4, IDE, IDE, about=3)]
    assert [rules.status(chain[:n]) for n in range(5)] == [POT, NOT, PRE, NOT, IDE]
    assert rules.status(reversed(chain)) == IDE


@pytest.mark.parametrize(
    ("decisions", "stands"),
    [
        ([], None),
        ([("presumed", "presumed")], 1),
        ([("presumed", "not_established")], None),
        ([("presumed", "presumed"), ("identified", "not_established")], 1),
        ([("presumed", "not_established"), ("presumed", "presumed"), ("identified", "not_established")], 2),
        ([("presumed", "presumed"), ("presumed", "not_established")], None),
        ([("identified", "not_established")], None),
    ],
)
def test_a_presumption_stands_until_a_body_says_otherwise_of_that_step(
    decisions: list[tuple[str, str]], stands: int | None
) -> None:
    rows = [Decided(number, status, step) for number, (step, status) in enumerate(decisions, 1)]
    assert rules.presumption(reversed(rows)) == stands


def test_only_a_yes_of_a_body_opens_rights_and_a_no_closes_none() -> None:
    assert [rules.opens_rights(one) for one in states.STATUSES] == ["", PRE, IDE, ""]


@pytest.mark.parametrize("kind", [states.REVIEW, states.APPEAL])
@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("pending", [True, False])
@pytest.mark.parametrize("named", [(), (PRE, IDE), (states.APPEAL_BODY,)])
def test_a_second_look_waits_for_nothing_but_that_the_person_was_told(
    kind: str, told: bool, pending: bool, named: tuple[str, ...]
) -> None:
    if kind == states.APPEAL and states.APPEAL_BODY not in named:
        expected = "no_appeal_body"
    elif pending:
        expected = "pending"
    else:
        expected = "" if told else "tell_first"
    assert rules.against_review(kind, told=told, named=named, pending=pending) == expected


def test_what_stands_against_recording_a_decision_in_its_order() -> None:
    """All of chain x body x recorder x agreement: 2^4 x states x outcomes."""
    names = ("recorder", "asked_it", "body_stands", "agreed")
    for state, step, outcome in product(states.REQUEST_STATES, states.STEPS, (*states.STATUSES, "victim", "")):
        for facts in product((True, False), repeat=len(names)):
            given = dict(zip(names, facts, strict=True))
            said = rules.against_recording(state=state, outcome=outcome, step=step, **given)
            if not given["recorder"]:
                assert said == "not_the_recorder"
            elif given["asked_it"]:
                assert said == "same_person"
            elif state != states.SENT:
                assert said == "not_waiting"
            elif not given["body_stands"]:
                assert said == "body_ended"
            elif not given["agreed"]:
                assert said == "not_agreed"
            else:
                assert said == ("" if outcome in (step, NOT) else "outcome")


def test_nobody_asks_about_means_under_eighteen_nor_in_doubt() -> None:
    assert [rules.asks_means(age) for age in ("adult", "child", "maybe_child", "unknown")] == [
        True,
        False,
        False,
        False,
    ]


A, B, C, D = (Member(name, FOR) for name in ("a", "b", "c", "d"))
PANELS: list[tuple[int, tuple[Member, ...], str]] = [
    (0, (), ""),
    (0, (A,), "no_panel"),
    (3, (), "quorum"),
    (3, (A, B), "quorum"),
    (3, (A, B, C), ""),
    (3, (A, B, C, D), ""),
    (3, (A, B, Member("c", RECUSED, "kin")), "quorum"),
    (3, (A, B, C, Member("d", RECUSED, "kin")), ""),
    (3, (A, B, C, Member("d", RECUSED, " ")), "recusal_reason"),
    (3, (A, B, Member("c", AGAINST)), ""),
    (3, (A, Member("b", AGAINST), Member("c", ABSTAINS)), "votes"),
    (2, (A, Member("b", AGAINST)), "votes"),
    (2, (Member("a", ABSTAINS), Member("b", ABSTAINS)), "votes"),
    (2, (A, Member("A ", FOR)), "twice"),
    (2, (A, Member(" ", FOR)), "member"),
    (2, (A, Member("b", "maybe")), "member"),
]


@pytest.mark.parametrize(("quorum", "members", "said"), PANELS)
def test_a_panel_decides_by_its_quorum_and_more_votes_for_than_against(
    quorum: int, members: tuple[Member, ...], said: str
) -> None:
    assert rules_panel.against(quorum, members) == said


def test_outside_the_body_a_panel_is_four_numbers() -> None:
    found = rules_panel.count((A, B, Member("c", AGAINST), Member("d", RECUSED, "kin"), Member("e", ABSTAINS)))
    assert (found.present, found.recused, found.votes_for, found.votes_against) == (4, 1, 2, 1)


CLOCKS = [
    # the moment in UTC, the day there, days, the last day
    (datetime(2026, 11, 26, 22, 59, tzinfo=UTC), date(2026, 11, 26), 30, date(2026, 12, 26)),
    (datetime(2026, 11, 26, 23, 0, tzinfo=UTC), date(2026, 11, 27), 30, date(2026, 12, 27)),
    # In the month of fasting the clock there is that of UTC.
    (datetime(2027, 2, 14, 23, 30, tzinfo=UTC), date(2027, 2, 14), 30, date(2027, 3, 16)),
    (datetime(2028, 2, 29, 12, 0, tzinfo=UTC), date(2028, 2, 29), 1, date(2028, 3, 1)),
    (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1), 45, date(2027, 2, 15)),
]


@pytest.mark.parametrize(("moment", "day", "days", "last"), CLOCKS)
def test_a_period_counts_the_days_of_the_nation(moment: datetime, day: date, days: int, last: date) -> None:
    assert rules_days.day_of(moment, HERE) == day
    assert rules_days.last_day(day, days) == last


@pytest.mark.parametrize(
    ("today", "how"),
    [
        (date(2026, 12, 18), rules_days.RUNS),
        (date(2026, 12, 19), rules_days.SOON),
        (date(2026, 12, 26), rules_days.SOON),
        (date(2026, 12, 27), rules_days.OVER),
    ],
)
def test_the_last_day_is_whole(today: date, how: str) -> None:
    assert rules_days.nearness(date(2026, 12, 26), today) == how


def test_the_reminder_is_a_week_before_and_never_in_the_past() -> None:
    assert rules_days.warn_on(date(2026, 12, 26), DAY) == date(2026, 12, 19)
    assert rules_days.warn_on(date(2026, 11, 30), DAY) == DAY
