"""What a person's words about sharing come to: a table, read line by line, and two laws over every history."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from himaya.cases import rules_consents as rules
from himaya.cases.rules_consents import ASKED, EXPIRED, GIVEN, REFUSED, WITHDRAWN, WITHOUT, Line
from himaya.kernel import clock

pytestmark = pytest.mark.capability("E1")
TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
# What was said, in order: the word and its last day; then what it comes to today.
TABLE: list[tuple[list[tuple[str, date | None]], str]] = [
    ([], ""),
    ([(ASKED, None)], ""),
    ([(WITHOUT, None)], ""),
    ([(GIVEN, None)], GIVEN),
    ([(GIVEN, TOMORROW)], GIVEN),
    ([(GIVEN, TODAY)], GIVEN),
    ([(GIVEN, YESTERDAY)], EXPIRED),
    ([(REFUSED, None)], REFUSED),
    ([(WITHDRAWN, None)], WITHDRAWN),
    # Asking again takes nothing away and gives nothing; neither does another basis.
    ([(GIVEN, None), (ASKED, None)], GIVEN),
    ([(REFUSED, None), (ASKED, None)], REFUSED),
    ([(REFUSED, None), (WITHOUT, None)], REFUSED),
    ([(WITHDRAWN, None), (WITHOUT, None)], WITHDRAWN),
    ([(GIVEN, YESTERDAY), (ASKED, None)], EXPIRED),
    # The last word wins, both ways.
    ([(GIVEN, None), (REFUSED, None)], REFUSED),
    ([(REFUSED, None), (GIVEN, None)], GIVEN),
    ([(GIVEN, None), (WITHDRAWN, None)], WITHDRAWN),
    ([(GIVEN, None), (WITHDRAWN, None), (GIVEN, None)], GIVEN),
    ([(GIVEN, None), (WITHDRAWN, None), (ASKED, None)], WITHDRAWN),
    ([(GIVEN, None), (GIVEN, None), (WITHDRAWN, None)], WITHDRAWN),
    # Withdrawn is withdrawn: it does not become "over" with its day.
    ([(GIVEN, YESTERDAY), (WITHDRAWN, None)], WITHDRAWN),
    # An end said later shortens; what ran out brings nothing back; a longer one said later lengthens.
    ([(GIVEN, None), (GIVEN, YESTERDAY)], EXPIRED),
    ([(GIVEN, TOMORROW), (GIVEN, YESTERDAY)], EXPIRED),
    ([(GIVEN, YESTERDAY), (GIVEN, TOMORROW)], GIVEN),
    ([(GIVEN, YESTERDAY), (GIVEN, None)], GIVEN),
]


def told(said: Sequence[tuple[str, date | None]], *names: str) -> list[Line]:
    return [Line(number, word, names or ("needs",), until) for number, (word, until) in enumerate(said, 1)]


@pytest.mark.parametrize(("said", "comes_to"), TABLE)
def test_the_truth_table_of_a_word(said: list[tuple[str, date | None]], comes_to: str) -> None:
    """Seen red with `min` for `max` in `word_on`: the first word won."""
    lines = told(said)
    for order in (lines, list(reversed(lines))):
        assert rules.word_on(order, "needs", TODAY) == comes_to
        assert rules.in_force(order, TODAY) == ({"needs"} if comes_to == GIVEN else set())
        no = {} if comes_to in ("", GIVEN) else {"needs": comes_to}
        assert rules.stopped(order, ("needs", "signs"), TODAY) == no
        assert rules.taken_back(order, TODAY) == (("needs",) if comes_to in (GIVEN, EXPIRED) else ())


def test_each_class_of_data_has_a_last_word_of_its_own() -> None:
    lines = [
        Line(1, GIVEN, ("needs", "signs", "identity")),
        Line(2, REFUSED, ("signs",)),
        Line(3, GIVEN, ("language",), TODAY),
    ]
    assert rules.in_force(lines, TODAY) == {"needs", "identity", "language"}
    assert rules.in_force(lines, TOMORROW) == {"needs", "identity"}
    assert rules.stopped(lines, ("needs", "signs", "language", "gender"), TOMORROW) == {
        "signs": REFUSED,
        "language": EXPIRED,
    }
    assert (rules.last_day(lines, TODAY), rules.last_day(lines, TOMORROW)) == (TODAY, None)
    assert rules.taken_back(lines, TODAY, still_needed=("needs",)) == ("identity", "language")


def test_whatever_was_said_before_a_word_of_everything_decides_alone() -> None:
    """Every history of three words, then a fourth: nothing earlier shines through."""
    choices = [(word, end) for word in rules.SAID for end in (None, YESTERDAY, TOMORROW)]
    for before in product(choices, repeat=3):
        for last in choices:
            assert rules.word_on(told([*before, last]), "needs", TODAY) == rules.word_on(told([last]), "needs", TODAY)


@pytest.mark.parametrize(("at", "holds"), [("22:59:59", True), ("23:00:00", False)])
def test_the_day_ends_at_midnight_where_the_nation_is(settings: pytest.FixtureRequest, at: str, holds: bool) -> None:
    """In Casablanca, an hour ahead of UTC in November. Seen red with `>=` for `>` at the last day."""
    settings.TIME_ZONE = "Africa/Casablanca"  # type: ignore[attr-defined]
    with clock.stopped(datetime.fromisoformat(f"2026-11-24T{at}").replace(tzinfo=UTC)):
        assert bool(rules.in_force(told([(GIVEN, TODAY)]), clock.today())) is holds
