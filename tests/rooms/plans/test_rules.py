"""The rules of the first days and of a plan, by their tables, and the clocks at their edges."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from himaya.plans import rules, states
from himaya.plans import rules_first_days as first

pytestmark = pytest.mark.capability("E2")
HERE = ZoneInfo("Africa/Casablanca")
OFFICE = {day: ["08:30-16:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
# From the issue and do-no-harm 6 and 17: after which answers something is done now, and by which service.
NEXT = {
    ("danger", "yes"): "immediate_safety",
    ("danger", "unknown"): "immediate_safety",
    ("health", "yes"): "medical_care",
    ("health", "unknown"): "medical_care",
    ("food", "no"): "emergency_shelter",
    ("child", "yes"): "child_protection",
    ("child", "unknown"): "child_protection",
    ("papers", "no"): "legal_aid",
    ("knows", "yes"): "immediate_safety",
}
# Who moves a line from where to where (domain/assistance.md section 2): state -> verbs of the holder, of the body.
MOVES = {
    "proposed": ({"accept", "refuse"}, set()),
    "accepted": ({"refuse", "request"}, set()),
    "refused": ({"offer_again"}, set()),
    "requested": ({"refuse"}, {"acknowledge", "start", "not_available"}),
    "acknowledged": ({"refuse"}, {"start", "suspend", "complete", "not_available"}),
    "started": ({"refuse"}, {"suspend", "complete", "not_available"}),
    "suspended": ({"refuse"}, {"start", "complete", "not_available"}),
    "completed": (set(), set()),
    "not_available": ({"offer_again"}, set()),
}


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HERE)  # type: ignore[arg-type, misc]


def test_each_answer_leads_to_its_step_and_every_other_to_none() -> None:
    for question in first.QUESTIONS:
        for said in first.READINGS:
            found = first.steps({question: said})
            wanted = NEXT.get((question, said))
            assert [services[0] for _q, _s, services in found] == ([wanted] if wanted else []), (question, said)
    worst = {"danger": "yes", "health": "yes", "food": "no", "child": "yes", "papers": "no", "knows": "yes"}
    assert [name for name, _said, _services in first.steps(worst)] == list(first.QUESTIONS)


def test_hours_that_really_went_by_are_counted_over_every_edge() -> None:
    """Across the end and the begin of Ramadan's hour, the leap day, and midnight; wall clocks would be an hour off."""
    day = first.hours_since_day
    # On 15 February 2026 at three the clock goes back to two: that day has 25 hours. On 22 March it has 23.
    assert day(date(2026, 2, 15), at(2026, 2, 16, 0), HERE) == 25
    assert day(date(2026, 3, 22), at(2026, 3, 23, 0), HERE) == 23
    assert day(date(2026, 2, 14), at(2026, 2, 17, 0), HERE) == 73
    assert day(date(2028, 2, 28), at(2028, 3, 1, 0), HERE) == 48
    assert day(date(2026, 11, 24), at(2026, 11, 24, 0), HERE) == 0
    assert day(date(2026, 11, 24), at(2026, 11, 24, 0) - timedelta(seconds=1), HERE) < 0
    # Where the server's clock stands in another zone the hours are the same.
    assert day(date(2026, 2, 15), datetime(2026, 2, 16, 0, tzinfo=UTC), HERE) == 25


@pytest.mark.parametrize(
    ("band", "elapsed", "limit", "state", "left"),
    [
        ("within_24", 0, 72, "open", 48),
        ("within_24", 47.99, 72, "open", 0),
        ("within_24", 48, 72, "perhaps", 0),
        ("within_24", 71.99, 72, "perhaps", 0),
        ("within_24", 72, 72, "over", 0),
        ("24_72", 0, 72, "perhaps", 0),
        ("24_72", 48, 72, "over", 0),
        ("24_72", 0, 120, "open", 48),
        ("72_120", 0, 72, "over", 0),
        ("72_120", 0, 120, "perhaps", 0),
        ("over_120", 0, 120, "over", 0),
        ("", 0, 72, "unknown", 0),
    ],
)
def test_what_can_still_come_in_time_errs_to_going_now(
    band: str, elapsed: float, limit: float, state: str, left: int
) -> None:
    assert (first.window(band, elapsed, limit), first.hours_left(band, elapsed, limit)) == (state, left)


def test_a_line_moves_as_the_table_says_and_by_whom() -> None:
    assert set(MOVES) == set(states.STATES)
    for state, (holder, body) in MOVES.items():
        assert set(states.verbs_of(states.HOLDER, state, own=False)) == holder, state
        assert set(states.verbs_of(states.BODY, state, own=False)) == body, state
    # A desk that does its own line needs to give it to nobody.
    assert set(states.verbs_of(states.HOLDER, "accepted", own=True)) == {"refuse", "take_up"}
    # A no is possible wherever something is still to be done.
    assert {state for state in states.STATES if states.leads_to("refuse", state)} == set(states.OPEN)


@pytest.mark.parametrize(
    ("due", "now", "moment"),
    [
        # Three days before, at opening.
        (date(2026, 12, 11), at(2026, 11, 24, 10), at(2026, 12, 8, 8, 30)),
        # Three days before is a Saturday: on Monday.
        (date(2026, 12, 8), at(2026, 11, 24, 10), at(2026, 12, 7, 8, 30)),
        # The three days have begun: now while the desk is open, else when it opens next.
        (date(2026, 11, 26), at(2026, 11, 24, 10), at(2026, 11, 24, 10)),
        (date(2026, 11, 26), at(2026, 11, 24, 17), at(2026, 11, 25, 8, 30)),
        # Over the leap day, and over the change of the hour: half past eight on the wall, an hour later by UTC.
        (date(2028, 3, 3), at(2028, 2, 20, 10), at(2028, 2, 29, 8, 30)),
        (date(2026, 2, 19), at(2026, 2, 10, 10), at(2026, 2, 16, 8, 30)),
    ],
)
def test_a_desk_is_reminded_when_it_opens_in_the_last_three_days(due: date, now: datetime, moment: datetime) -> None:
    assert rules.remind_at(due, OFFICE, now) == moment
    assert rules.remind_at(due, OFFICE, now).utcoffset() == moment.utcoffset()


def test_the_hour_of_the_reminder_follows_the_change_of_the_clock() -> None:
    assert rules.remind_at(date(2026, 2, 19), OFFICE, at(2026, 2, 10, 10)).astimezone(UTC).hour == 8
    assert rules.remind_at(date(2026, 2, 12), OFFICE, at(2026, 2, 1, 10)).astimezone(UTC).hour == 7
    # A desk that never opens is reminded all the same.
    assert rules.remind_at(date(2026, 12, 11), {}, at(2026, 11, 24, 10)) == at(2026, 12, 8, 0)


def test_a_line_is_overdue_from_the_day_after_while_somebody_still_has_to_do_it() -> None:
    day, after = date(2028, 2, 29), date(2028, 3, 1)
    assert not rules.is_overdue("requested", day, day)
    late = {state for state in states.STATES if rules.is_overdue(state, day, after)}
    assert late == {"accepted", "requested", "acknowledged", "started", "suspended"}


def test_a_desk_sees_a_line_only_while_something_carries_it() -> None:
    for state in states.STATES:
        given = state in states.WITH_THE_BODY
        for word, other in (("given", frozenset[str]()), ("", frozenset({"legal_aid"}))):
            assert rules.sees_line(state=state, service="legal_aid", word=word, other_bases=other) == given
        # A basis for one service opens no line of another.
        foreign = frozenset({"medical_care"})
        assert not rules.sees_line(state=state, service="legal_aid", word="", other_bases=foreign)


@pytest.mark.parametrize(
    ("word", "alone", "beside_a_basis"),
    [
        ("given", True, True),
        ("", False, True),
        ("expired", False, True),
        ("used", False, True),
        ("refused", False, False),
        ("withdrawn", False, False),
    ],
)
def test_a_no_to_the_desk_comes_before_every_basis(word: str, alone: bool, beside_a_basis: bool) -> None:
    for bases, seen in ((frozenset[str](), alone), (frozenset({"legal_aid"}), beside_a_basis)):
        assert rules.sees_line(state="started", service="legal_aid", word=word, other_bases=bases) == seen
