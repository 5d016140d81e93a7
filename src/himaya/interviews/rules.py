"""What stands before an interview, what its words rest on, and in which order she puts what happened. Pure.

Source: domain/interview.md (WHO ten standards as gates, preconditions, children, distress protocol, documentation);
do-no-harm 6 (no guardian gate: the absence or implication of a guardian starts the child circuit and never blocks it;
a person of trust), 16 and 17. The gates are a model, not adopted.

>>> missing({}, child=False)[:3]
('alone', 'safe_place', 'free')
>>> missing(dict.fromkeys(GATES, ""), child=True) == GATES
True
>>> stops({SUSPECT: YES}), stops({SUSPECT: NO})
(('suspect',), ())
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

YES, NO = "yes", "no"
ALONE, SAFE, FREE, RISK, NEEDS, HEALTH = "alone", "safe_place", "free", "risk", "needs", "health"
INTERPRETER, MAP, TRUST = "interpreter", "map", "trust"
SUSPECT, INTOXICATED, ACUTE = "suspect", "intoxicated", "acute"
RECORD, NONE_NEEDED, MISSING = "record", "none_needed", "missing"
NOTHING_URGENT, CARED_FOR, NOT_YET = "nothing_urgent", "cared_for", "not_yet"
PRESENT, ABSENT, IMPLICATED = "present", "absent", "implicated"
# The guardian may be implicated, and somebody else of trust is there; or nobody, and there is danger now, said by whom.
OTHER_TRUSTED = "other_trusted"
DANGER_CHILD, DANGER_SEEN, DANGER_TOLD = "danger_child", "danger_seen", "danger_told"
DANGER_SAID = (DANGER_CHILD, DANGER_SEEN, DANGER_TOLD)
# Whoever stands for the child may be implicated: nobody calls them.
NOT_TO_CALL = (OTHER_TRUSTED, IMPLICATED, *DANGER_SAID)
LISTED, OVERRIDDEN, UNLISTED = "listed", "overridden", "unlisted"
# For each gate every answer, and those with which the interview may begin.
ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    ALONE: (YES, NO),
    SAFE: (YES, NO),
    FREE: (YES, NO),
    RISK: (YES, NO),
    NEEDS: (YES, NO),
    HEALTH: (NOTHING_URGENT, CARED_FOR, NOT_YET),
    INTERPRETER: (RECORD, NONE_NEEDED, MISSING),
    MAP: (LISTED, OVERRIDDEN, UNLISTED),
    TRUST: (PRESENT, ABSENT, OTHER_TRUSTED, IMPLICATED, *DANGER_SAID),
    SUSPECT: (YES, NO),
    INTOXICATED: (YES, NO),
    ACUTE: (YES, NO),
}
GATES: Final = tuple(ANSWERS)
OPENS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys((ALONE, SAFE, FREE, RISK, NEEDS), (YES,)),
    HEALTH: (NOTHING_URGENT, CARED_FOR),
    INTERPRETER: (RECORD, NONE_NEEDED),
    MAP: (LISTED, OVERRIDDEN),
    # A guardian who is missing stops nothing. Where one may be implicated, a child is not asked alone, but in danger.
    TRUST: (PRESENT, ABSENT, OTHER_TRUSTED, *DANGER_SAID),
    **dict.fromkeys((SUSPECT, INTOXICATED, ACUTE), (NO,)),
}
ONLY_FOR_CHILDREN: Final = frozenset({TRUST})
# With one of these nothing begins today, whatever else is ready.
DO_NOT_START: Final[Mapping[str, str]] = {SUSPECT: YES, INTOXICATED: YES, ACUTE: YES, INTERPRETER: MISSING}
# Worked out from the directory, never ticked.
COMPUTED: Final = frozenset({MAP})
TOPICS: Final = tuple("ABCDEFGHIJ")
SAID, OBSERVED = "said", "observed"
KINDS: Final = (SAID, OBSERVED)
NEW, SUPPLEMENT, CORRECTION = "new", "supplement", "correction"
# Why words stand as they were said; empty: they do not.
WISH, LAW = "wish", "law"
VERBATIM: Final = (WISH, LAW)
RECRUITMENT, TRANSIT, EXPLOITATION = "recruitment", "transit", "exploitation"
EVENTS: Final = (RECRUITMENT, TRANSIT, EXPLOITATION)
BEFORE, AFTER, SAME, NOT_SAID = "before", "after", "same", "not_said"
PLACINGS: Final = (BEFORE, AFTER, SAME, NOT_SAID)
EXPLANATIONS: Final = ("trauma", "interpreter", "fear", "coaching", "culture", "calendar", "other")
# Lines beside the facts.
OWN_VIEW, PLACING, INCONSISTENCY, CLOSING, AFTERWARDS = "own_view", "placing", "inconsistency", "closing", "after"
NOTES: Final = (OWN_VIEW, PLACING, INCONSISTENCY, CLOSING, AFTERWARDS)
# Items by which the person is told something: they may decline to hear it, and a "no" says that it was not told.
TOLD: Final = frozenset({"purpose", "uses", "copy", "kept_for", "withdraw", "data_law"})
OWN_RATINGS: Final = ("none", "some", "much", "very_much", "cannot_say")
OWN_GRAVE: Final = ("very_much",)
# Why an interview is put off, and somebody else has to hear of it.
PUT_OFF_FOR: Final = ("danger",)
BODIES: Final = ("first_line", "ngo", "health", "social", "police", "justice", "labour", "asylum", "lawyer", "other")
LONGEST, LONGEST_LINE = 1200, 300
# The questions of the form for an adult that tell of a child.
ASKED_AGE, ASKED_DOUBT = "age", "maybe_child"
ADULT_AT = 18
QUARTER = 15 * 60


@dataclass(frozen=True, slots=True)
class Interpreter:
    """What is known of somebody who carries the words."""

    vetted_on: date | None
    vetted_by: str
    signed_on: date | None
    no_tie_to_community: bool
    no_tie_to_suspect: bool
    accepted: bool


def missing(answers: Mapping[str, str], *, child: bool) -> tuple[str, ...]:
    """The gates that are not open yet, in their order; none when the interview may begin."""
    asked = (gate for gate in GATES if child or gate not in ONLY_FOR_CHILDREN)
    return tuple(gate for gate in asked if answers.get(gate, "") not in OPENS[gate])


def stops(answers: Mapping[str, str]) -> tuple[str, ...]:
    """What says that nothing begins today."""
    return tuple(gate for gate, answer in DO_NOT_START.items() if answers.get(gate) == answer)


def says_kept(before: datetime | None, now: datetime, *, same: bool) -> bool:
    """Whether keeping the form is worth a line in the audit: once in a quarter of an hour, or by a new hand.

    A line for each keeping would say by its times when she spoke and when she could not.
    """
    return before is None or not same or int(before.timestamp() // QUARTER) != int(now.timestamp() // QUARTER)


def says_child(ages: Mapping[str, str]) -> bool:
    """Whether the form for an adult says that the person may be a child: the box of doubt, or an age below eighteen.

    >>> says_child({ASKED_DOUBT: "yes"}), says_child({ASKED_AGE: "17"}), says_child({ASKED_AGE: "18"})
    (True, True, False)
    """
    age = ages.get(ASKED_AGE, "")
    return ages.get(ASKED_DOUBT) == YES or (age.isascii() and age.isdecimal() and int(age) < ADULT_AT)


def heard(said: Mapping[str, str], grave: Mapping[str, Collection[str]]) -> int:
    """How many answers are among the grave ones: one is enough, more are not worse, and no level comes out.

    They are counted so that one more than was said before is noticed. Source: domain/interview.md (Distress protocol,
    5), domain/risk.md (Suicide path). Which are grave stands in content/consequences.yaml; of life the truth table,
    readable without code, is tests/data/interview_life_truth.txt.

    >>> heard({"thoughts": "no", "hurt_self_before": "yes"}, {"thoughts": ["yes"], "hurt_self_before": ["yes"]})
    1
    """
    return sum(said.get(question) in values for question, values in grave.items())


def starts_circuit(answers: Mapping[str, str]) -> bool:
    """Whether the child circuit is to be started: nobody stands for the child, or whoever does may be implicated."""
    return answers.get(TRUST) in (ABSENT, *NOT_TO_CALL)


def map_of(*, listed: bool, reason: str) -> str:
    """How the referral map stands: a service listed for the area, or a reason why it begins without one.

    >>> map_of(listed=False, reason=""), map_of(listed=False, reason="known here"), map_of(listed=True, reason="")
    ('unlisted', 'overridden', 'listed')
    """
    if listed:
        return LISTED
    return OVERRIDDEN if reason.strip() else UNLISTED


def flaws(one: Interpreter, today: date) -> tuple[str, ...]:
    """Everything for which an interpreter is not taken; empty when there is nothing.

    >>> day = date(2026, 11, 1)
    >>> flaws(Interpreter(day, "desk", None, True, False, True), day)
    ('tie_to_suspect', 'signed_on')
    >>> flaws(Interpreter(date(2026, 11, 2), "desk", day, True, True, True), day)
    ('vetted_later',)
    """
    found = {
        "tie_to_community": not one.no_tie_to_community,
        "tie_to_suspect": not one.no_tie_to_suspect,
        "vetted_on": one.vetted_on is None or not one.vetted_by.strip(),
        "vetted_later": one.vetted_on is not None and one.vetted_on > today,
        "signed_on": one.signed_on is None,
        "signed_later": one.signed_on is not None and one.signed_on > today,
        "accepted": not one.accepted,
    }
    return tuple(code for code, flawed in found.items() if flawed)


def unasked(answers: Mapping[str, str], items: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """The items of the agreement that stand in the way: without an answer, or refused where a yes is needed.

    `items` are (id, whether a yes is needed). Being told something can be declined by the person; the interview itself
    and the sitting of a child need their yes.

    >>> unasked({"interview": "no", "purpose": "declined"}, [("interview", True), ("purpose", False), ("uses", False)])
    ('interview', 'uses')
    """
    return tuple(
        item
        for item, needed in items
        if answers.get(item, "") not in (("yes",) if needed else ("yes", "no", "declined"))
    )


def untold(answers: Mapping[str, str]) -> tuple[str, ...]:
    """What was not explained to the person; nothing begins before it was, or before they declined to hear it.

    >>> untold({"purpose": "no", "uses": "declined", "research": "no"})
    ('purpose',)
    """
    return tuple(item for item, answer in answers.items() if item in TOLD and answer == "no")


def ordered(numbers: Sequence[int], placings: Mapping[int, tuple[str, int]]) -> list[list[int]]:
    """Events in the order in which she puts them, as far as she does: what stands together has no order among itself.

    `placings` says of an event that it came before, after or with another. Nothing is concluded from dates or from the
    order of telling; a circle is no order at all, and is never pointed at.

    >>> ordered([1, 2, 3], {1: (AFTER, 2)}), ordered([1, 2], {1: (BEFORE, 2), 2: (BEFORE, 1)})
    ([[2, 3], [1]], [[1, 2]])
    """
    root = _together(numbers, placings)
    groups: dict[int, list[int]] = {}
    for one in numbers:
        groups.setdefault(root[one], []).append(one)
    later: dict[int, set[int]] = {group: set() for group in groups}
    for one, (how, other) in placings.items():
        if how in (BEFORE, AFTER) and one in root and other in root:
            first, second = (one, other) if how == BEFORE else (other, one)
            later[root[first]].add(root[second])
    found: list[list[int]] = []
    left = set(groups)
    while left:
        ready = {one for one in left if not any(one in later[before] for before in left if before != one)} or set(left)
        found.append(sorted(number for group in ready for number in groups[group]))
        left -= ready
    return found


def _together(numbers: Sequence[int], placings: Mapping[int, tuple[str, int]]) -> dict[int, int]:
    root = {one: one for one in numbers}
    for one, (how, other) in sorted(placings.items()):
        if how == SAME and one in root and other in root:
            old, new = root[one], root[other]
            root = {number: new if found == old else found for number, found in root.items()}
    return root


def current(rows: Iterable[tuple[int, str, int | None]]) -> frozenset[int]:
    """Of facts as (number, change, which they amend) the numbers that no correction has replaced.

    >>> sorted(current([(1, NEW, None), (2, SUPPLEMENT, 1), (3, CORRECTION, 1)]))
    [2, 3]
    """
    lines = list(rows)
    replaced = {amends for _number, change, amends in lines if change == CORRECTION}
    return frozenset(number for number, _change, _amends in lines if number not in replaced)


def explained(explanations: Collection[str]) -> bool:
    """An inconsistency is noted only with at least one possible explanation of it."""
    return bool(explanations) and set(explanations) <= set(EXPLANATIONS)
