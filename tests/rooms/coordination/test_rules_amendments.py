"""Which amendments cannot both be accepted: every line of the truth table, both ways round."""

import pytest

from himaya.coordination import rules_amendments as rules
from himaya.coordination import states
from himaya.coordination.rules_amendments import Ask, Conflict, conflicts

pytestmark = pytest.mark.capability("A5")
# A section S that holds A and B, and C after it.
INSIDE = {"S": frozenset({"A", "B"})}


def ask(key: str, op: str, uid: str = "", after: str = "", **more: object) -> Ask:
    return Ask(key, op, uid, after, "", **more)  # type: ignore[arg-type]


def replace(key: str, uid: str, fr: str, **more: object) -> Ask:
    return ask(key, states.REPLACE, uid, texts={"fr": fr}, **more)


def kinds(*asks: Ask) -> list[str]:
    """What clashes, whichever of the two comes first."""
    there = conflicts(asks, INSIDE)
    back = conflicts(tuple(reversed(asks)), INSIDE)
    assert {(one.kind, frozenset((one.one, one.other))) for one in there} == {
        (one.kind, frozenset((one.one, one.other))) for one in back
    }
    return [one.kind for one in there]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (replace("1", "A", "Un"), replace("2", "A", "Deux"), rules.OTHER_TEXT),
        (replace("1", "A", "Un"), replace("2", "A", "Un", changes_meaning=True), rules.OTHER_TEXT),
        (replace("1", "A", "Un"), replace("2", "A", "Un", form={"required": "yes"}), rules.OTHER_TEXT),
        (replace("1", "A", "Un"), ask("2", states.DELETE, "A"), rules.TAKEN_OUT),
        (replace("1", "A", "Un"), ask("2", states.DELETE, "S"), rules.TAKEN_OUT),
        (ask("1", states.MOVE, "A", "C"), ask("2", states.DELETE, "A"), rules.TAKEN_OUT),
        (ask("1", states.MOVE, "A", "C"), ask("2", states.DELETE, "S"), rules.TAKEN_OUT),
        (ask("1", states.INSERT, "A"), ask("2", states.DELETE, "A"), rules.PLACE_GONE),
        (ask("1", states.INSERT, "B"), ask("2", states.DELETE, "S"), rules.PLACE_GONE),
        (ask("1", states.MOVE, "C", "A"), ask("2", states.DELETE, "A"), rules.PLACE_GONE),
        (ask("1", states.MOVE, "A", "C"), ask("2", states.MOVE, "A", "B"), rules.OTHER_PLACE),
        (ask("1", states.MOVE, "A", "C"), ask("2", states.MOVE, "C", "A"), rules.OTHER_PLACE),
        (ask("1", states.MOVE, "S", "C"), ask("2", states.MOVE, "C", "A"), rules.OTHER_PLACE),
        (ask("1", states.MOVE, "A", "C"), ask("2", states.INSERT, "A"), rules.PLACE_MOVES),
    ],
)
def test_these_cannot_both_be_accepted(one: Ask, other: Ask, kind: str) -> None:
    assert kinds(one, other) == [kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (replace("1", "A", "Un"), replace("2", "A", "Un")),
        (replace("1", "A", " Un  mot"), replace("2", "A", "Un mot ")),
        (replace("1", "A", "Un"), replace("2", "B", "Deux")),
        (replace("1", "A", "Un"), ask("2", states.MOVE, "A", "C")),
        (replace("1", "A", "Un"), ask("2", states.INSERT, "A")),
        (ask("1", states.DELETE, "A"), ask("2", states.DELETE, "A")),
        (ask("1", states.DELETE, "S"), ask("2", states.DELETE, "A")),
        (ask("1", states.DELETE, "A"), ask("2", states.INSERT, "B")),
        (ask("1", states.INSERT, "A"), ask("2", states.INSERT, "A")),
        (ask("1", states.INSERT, ""), ask("2", states.DELETE, "A")),
        (ask("1", states.MOVE, "A", "C"), ask("2", states.MOVE, "A", "C")),
        (ask("1", states.MOVE, "A", "C"), ask("2", states.MOVE, "B", "C")),
        (ask("1", states.MOVE, "A", ""), ask("2", states.DELETE, "C")),
    ],
)
def test_these_can(one: Ask, other: Ask) -> None:
    assert kinds(one, other) == []


def test_each_pair_is_named_once_with_both_sides() -> None:
    asks = [replace("1", "A", "Un"), replace("2", "A", "Deux"), ask("3", states.DELETE, "A"), replace("4", "C", "X")]
    assert conflicts(asks, INSIDE) == (
        Conflict("1", "2", rules.OTHER_TEXT),
        Conflict("1", "3", rules.TAKEN_OUT),
        Conflict("2", "3", rules.TAKEN_OUT),
    )
    found = rules.by_amendment(conflicts(asks, INSIDE))
    assert [one.other for one in found["1"]] == ["2", "3"]
    assert [one.other for one in found["3"]] == ["1", "2"]
    assert "4" not in found
