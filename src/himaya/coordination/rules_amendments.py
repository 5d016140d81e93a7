"""Which amendments to one text cannot both be accepted as they stand. Pure: what is asked in, pairs out.

Source: design/coordination.md section 4 row 18 (amendments on stable identifiers, conflicts shown before the table).

| one          | other           | clash       | because                                                        |
|--------------|-----------------|-------------|----------------------------------------------------------------|
| replace u    | replace u       | other_text  | unless both ask the very same                                  |
| replace u    | delete u        | taken_out   | what is deleted cannot be reworded                             |
| move u       | delete u        | taken_out   | what is deleted stands nowhere                                 |
| insert ... u | delete u        | place_gone  | the new clause stands just after one that goes                 |
| move v ... u | delete u        | place_gone  | the clause would move to just after one that goes              |
| move u       | move u          | other_place | unless both ask for the same place                             |
| move u ... v | move v ... u    | other_place | each would follow the other                                    |
| insert ... u | move u          | place_moves | the new clause was meant for where that one stands today       |

Two inserts after one clause, a replace beside a move, the same deletion twice: both can be accepted. To delete a
section is to delete what stands in it; to follow a clause is also to follow it into the section in which it stands.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from himaya.coordination import states

OTHER_TEXT, TAKEN_OUT, PLACE_GONE, OTHER_PLACE, PLACE_MOVES = (
    "other_text",
    "taken_out",
    "place_gone",
    "other_place",
    "place_moves",
)
CLASHES = (OTHER_TEXT, TAKEN_OUT, PLACE_GONE, OTHER_PLACE, PLACE_MOVES)
Inside = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Ask:
    """What one amendment asks, under its key. For an insert `uid` is the clause after which, '' for the beginning.

    `form` holds the keys of the typed part that would be set, None for those that would go.
    """

    key: str
    op: str
    uid: str = ""
    after: str = ""
    kind: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    changes_meaning: bool = False

    @property
    def place(self) -> str:
        """The clause after which something would stand; '' for the beginning, and for what has no place."""
        return {states.INSERT: self.uid, states.MOVE: self.after}.get(self.op, "")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two amendments that cannot both be accepted, and why: one of CLASHES."""

    one: str
    other: str
    kind: str


def conflicts(asks: Sequence[Ask], inside: Inside) -> tuple[Conflict, ...]:
    """Every pair that clashes, in the order of the amendments. `inside` gives what stands in each section."""
    found = []
    for one, other in combinations(asks, 2):
        kind = _clash(one, other, inside)
        if kind:
            found.append(Conflict(one.key, other.key, kind))
    return tuple(found)


def by_amendment(found: Iterable[Conflict]) -> dict[str, list[Conflict]]:
    """The conflicts of each amendment, seen from its side: `other` is the one that it clashes with."""
    sides: dict[str, list[Conflict]] = {}
    for one in found:
        sides.setdefault(one.one, []).append(one)
        sides.setdefault(one.other, []).append(Conflict(one.other, one.one, one.kind))
    return sides


def _clash(one: Ask, other: Ask, inside: Inside) -> str:
    return next((kind for a, b in ((one, other), (other, one)) for kind in _kinds(a, b, inside)), "")


def _kinds(one: Ask, other: Ask, inside: Inside) -> Iterator[str]:
    """Seen from one side."""
    if one.op == other.op == states.REPLACE and one.uid == other.uid and _wish(one) != _wish(other):
        yield OTHER_TEXT
    if other.op == states.DELETE:
        gone = {other.uid, *inside.get(other.uid, ())}
        if one.op in (states.REPLACE, states.MOVE) and one.uid in gone:
            yield TAKEN_OUT
        if one.place in gone:
            yield PLACE_GONE
    if one.op == other.op == states.MOVE:
        if one.uid == other.uid and one.after != other.after:
            yield OTHER_PLACE
        if one.uid != other.uid and _follows(one, other, inside) and _follows(other, one, inside):
            yield OTHER_PLACE
    if one.op == states.INSERT and other.op == states.MOVE and one.uid == other.uid:
        yield PLACE_MOVES


def _follows(one: Ask, other: Ask, inside: Inside) -> bool:
    """Whether one would stand after, or inside, what the other moves."""
    return bool(one.after) and one.after in {other.uid, *inside.get(other.uid, ())}


def _wish(one: Ask) -> tuple[Any, ...]:
    texts = {code: " ".join(text.split()) for code, text in one.texts.items() if text.strip()}
    return texts, dict(one.form), one.changes_meaning
