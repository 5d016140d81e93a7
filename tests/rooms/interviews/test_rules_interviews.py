"""The gates and the rest of an interview as a table, written from domain/interview.md before the rules."""

from datetime import date
from itertools import permutations

import pytest

from himaya.interviews import rules
from himaya.interviews.rules import Interpreter, current, flaws, missing, ordered, stops, unasked

pytestmark = pytest.mark.capability("C3")
READY = {gate: answers[0] for gate, answers in rules.OPENS.items()}
DAY = date(2026, 11, 24)
VETTED = Interpreter(DAY, "desk", DAY, True, True, True)
# Gate, answer, whether it opens for an adult, whether for a child.
TABLE = [
    ("alone", "yes", True, True),
    ("alone", "no", False, False),
    ("alone", "", False, False),
    ("safe_place", "no", False, False),
    ("free", "no", False, False),
    ("risk", "no", False, False),
    ("needs", "no", False, False),
    ("health", "nothing_urgent", True, True),
    ("health", "cared_for", True, True),
    ("health", "not_yet", False, False),
    ("interpreter", "record", True, True),
    ("interpreter", "none_needed", True, True),
    ("interpreter", "missing", False, False),
    ("map", "listed", True, True),
    ("map", "overridden", True, True),
    ("map", "unlisted", False, False),
    # A guardian who is away never stands between a child and an interview. Where one may be implicated, somebody else
    # of trust is there, or there is danger now and it is known who says so; silence closes.
    ("trust", "present", True, True),
    ("trust", "absent", True, True),
    ("trust", "other_trusted", True, True),
    ("trust", "implicated", True, False),
    ("trust", "danger_child", True, True),
    ("trust", "danger_seen", True, True),
    ("trust", "danger_told", True, True),
    ("trust", "danger", True, False),
    ("trust", "", True, False),
    ("suspect", "yes", False, False),
    ("suspect", "no", True, True),
    ("intoxicated", "yes", False, False),
    ("acute", "yes", False, False),
    ("alone", "maybe", False, False),
]


@pytest.mark.parametrize(("gate", "answer", "adult", "child"), TABLE)
def test_one_gate_alone_opens_or_closes(gate: str, answer: str, adult: bool, child: bool) -> None:
    answers = {**READY, gate: answer}
    assert missing(answers, child=False) == (() if adult else (gate,))
    assert missing(answers, child=True) == (() if child else (gate,))


def test_nothing_begins_with_nothing_answered() -> None:
    assert missing({}, child=True) == rules.GATES
    assert missing({}, child=False) == tuple(gate for gate in rules.GATES if gate != "trust")


@pytest.mark.parametrize("gate", ["suspect", "intoxicated", "acute"])
def test_what_stops_the_day_is_said_apart(gate: str) -> None:
    assert stops({**READY, gate: "yes"}) == (gate,)
    assert stops(READY) == ()
    assert stops({**READY, "interpreter": "missing"}) == ("interpreter",)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, ""),
        ({"no_tie_to_community": False}, "tie_to_community"),
        ({"no_tie_to_suspect": False}, "tie_to_suspect"),
        ({"vetted_on": None}, "vetted_on"),
        ({"vetted_by": "  "}, "vetted_on"),
        ({"vetted_on": date(2026, 11, 25)}, "vetted_later"),
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": date(2026, 11, 25)}, "signed_later"),
        ({"accepted": False}, "accepted"),
    ],
)
def test_an_interpreter_is_vetted_bound_tied_to_nobody_and_accepted(changed: dict[str, object], code: str) -> None:
    known = {name: getattr(VETTED, name) for name in Interpreter.__slots__} | changed
    assert flaws(Interpreter(**known), DAY) == ((code,) if code else ())  # type: ignore[arg-type]


def test_the_interview_needs_a_yes_and_every_other_item_an_answer() -> None:
    items = [("interview", True), ("purpose", False)]
    assert unasked({"interview": "yes", "purpose": "declined"}, items) == ()
    assert unasked({"interview": "yes", "purpose": "withdrawn"}, items) == ("purpose",)
    for answer in ("no", "declined", "withdrawn", ""):
        assert unasked({"interview": answer, "purpose": "no"}, items) == ("interview",)


def test_no_order_is_made_where_she_gives_none() -> None:
    assert ordered([1, 2, 3], {}) == [[1, 2, 3]]
    assert ordered([1, 2, 3], {3: (rules.BEFORE, 1)}) == [[2, 3], [1]]
    assert ordered([1, 2, 3], {2: (rules.SAME, 1), 3: (rules.BEFORE, 1)}) == [[3], [1, 2]]
    assert ordered([], {}) == []


def test_every_event_is_shown_once_whatever_is_said() -> None:
    """A circle, an event before itself or beside one that is not there: nothing is lost and nothing loops."""
    hows = (rules.BEFORE, rules.AFTER, rules.SAME)
    for first, second in permutations(hows, 2):
        for other in (1, 2, 3, 9):
            found = ordered([1, 2, 3], {1: (first, other), 2: (second, 1), 3: (first, 2)})
            assert sorted(number for step in found for number in step) == [1, 2, 3]


def test_a_correction_replaces_and_a_supplement_does_not() -> None:
    lines = [(1, rules.NEW, None), (2, rules.NEW, None), (3, rules.SUPPLEMENT, 1), (4, rules.CORRECTION, 2)]
    assert current(lines) == {1, 3, 4}
    assert current([*lines, (5, rules.CORRECTION, 4)]) == {1, 3, 5}


def test_an_inconsistency_needs_an_explanation_that_is_known() -> None:
    assert [rules.explained(one) for one in ((), ("trauma",), ("lies",), ("trauma", "lies"))] == [
        False,
        True,
        False,
        False,
    ]
