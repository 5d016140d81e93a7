"""When an offer stands, when a month is over, what a cap may tell: pure."""

from datetime import UTC, date, datetime, timedelta

import pytest

from himaya.staff_care import rules

pytestmark = pytest.mark.capability("D4")
HARD = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "answered", "put_off", "now", "stands"),
    [
        ([], None, None, 0.0, False),
        ([0], None, None, 0.0, True),
        ([1], None, None, 0.0, False),
        ([0], None, None, 6.9, True),
        ([0], None, None, 7.0, False),
        # One offer, however many hours; an answer is left in peace, and what came after it is offered in time.
        ([0, 1], 1.0, None, 1.5, False),
        ([0], 1.0, None, 5.0, False),
        ([0, 2], 1.0, None, 3.9, False),
        ([0, 2], 1.0, None, 4.0, True),
        ([0, 2], 1.0, None, 9.0, False),
        # Put off, it comes back, and stays as long as it needs to be seen.
        ([0], None, 1.0, 2.9, False),
        ([0], None, 1.0, 3.0, True),
        ([0], None, 6.5, 7.5, False),
        ([0], None, 6.5, 8.5, True),
        ([0], None, 6.5, 10.5, False),
        # What was put off long ago holds nothing back, and lengthens nothing of today.
        ([9], None, 1.0, 9.0, True),
        ([9], None, 1.0, 16.0, False),
    ],
)
def test_an_offer_stands(
    hours: list[float], answered: float | None, put_off: float | None, now: float, stands: bool
) -> None:
    """Seen red with the peace after an answer taken out, and with an offer that was put off not staying longer."""

    def at(days: float | None) -> datetime | None:
        return None if days is None else HARD + days * DAY

    found = rules.offer_stands(
        [HARD + one * DAY for one in hours], answered_at=at(answered), put_off_at=at(put_off), now=HARD + now * DAY
    )
    assert found is stands


def test_what_an_offer_needs_lies_within_reach() -> None:
    assert rules.REACH >= rules.OFFERED_FOR + rules.PUT_OFF
    assert rules.STAYS > rules.PUT_OFF
    assert rules.PEACE < rules.OFFERED_FOR, "else an hour would pass without ever being offered"


@pytest.mark.parametrize(
    ("last", "coming", "due"),
    [
        (None, None, False),
        ("2026-10-25", None, False),
        ("2026-10-24", None, True),
        ("2026-10-24", "2026-11-24", False),
        ("2026-10-24", "2026-11-23", True),
        (None, "2026-11-20", False),
    ],
)
def test_supervision_is_due_once_a_month_has_passed(last: str | None, coming: str | None, due: bool) -> None:
    """Seen red with the day to come left out of the rule."""

    def day(said: str | None) -> date | None:
        return date.fromisoformat(said) if said else None

    assert rules.supervision_due(day(last), day(coming), HARD.date()) is due


def test_a_cap_is_compared_once_a_week_and_moved_once_in_four_weeks() -> None:
    """Seen red with a comparison each day, and with a cap that could be moved at once."""
    tuesday = HARD.date()
    monday = tuesday - DAY
    assert rules.weighs(5, None, tuesday)
    assert not rules.weighs(None, None, tuesday)
    assert not rules.weighs(5, monday, monday + 6 * DAY)
    assert rules.weighs(5, monday, monday + 7 * DAY)
    assert rules.may_move(None, tuesday)
    assert not rules.may_move(tuesday, tuesday + 27 * DAY)
    assert rules.may_move(tuesday, tuesday + 28 * DAY)


def test_nothing_is_told_where_somebody_stands_alone_or_nothing_was_compared() -> None:
    day = HARD.date()
    assert rules.tells(5, day, carried=True, others=4)
    assert not rules.tells(5, day, carried=True, others=3)
    assert not rules.tells(5, day, carried=False, others=4)
    assert not rules.tells(5, None, carried=True, others=4)
    assert not rules.tells(None, day, carried=True, others=4)
