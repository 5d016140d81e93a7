"""Whom to call: the truth table of tests/data/calls_truth.txt, and what holds of every answer."""

from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest

from himaya.institutions import rules_calls as rules
from himaya.institutions.rules_calls import Answering, Asked

TABLE = Path(__file__).resolve().parents[2] / "data" / "calls_truth.txt"
BOTH = ("north", "centre")


def desk(name: str, service: str, own: str, *regions: str, **more: object) -> Answering:
    languages = ("ary", "wo") if name in ("child-north", "safe-house") else ("ary",)
    base = {"desk": name, "service": service, "own_region": own, "regions": regions, "languages": languages}
    return Answering(**{**base, "open_now": False, "enforces": False, **more})  # type: ignore[arg-type]


DESKS = (
    desk("hospital-centre", "medical_care", "centre", *BOTH),
    desk("hospital-north", "medical_care", "north", "north"),
    desk("hospital-any", "medical_care", "", *BOTH),
    desk("police-north", "immediate_safety", "north", "north", enforces=True),
    desk("police-centre", "immediate_safety", "centre", "centre", enforces=True),
    desk("guard", "immediate_safety", "centre", *BOTH, enforces=True),
    desk("rescue", "immediate_safety", "north", "north"),
    desk("child-north", "child_protection", "north", "north"),
    desk("child-centre", "child_protection", "centre", *BOTH),
    desk("safe-house", "emergency_shelter", "north", *BOTH, secret=True),
    desk("hostel", "emergency_shelter", "", "north", secret=True),
    desk("lawyers", "legal_aid", "centre", *BOTH),
    desk("justice", "legal_aid", "north", "north", enforces=True),
    desk("measures", "protection_measures", "centre", *BOTH, enforces=True),
)
AT_NIGHT = {"hostel": "police-north", "lawyers": "safe-house"}


def nation(open_now: frozenset[str]) -> list[Answering]:
    """The desks at a moment: those that are open, and for the closed ones who answers instead."""
    known = {one.desk: one for one in DESKS}
    found = [replace(one, open_now=one.desk in open_now) for one in DESKS]
    for name, other in AT_NIGHT.items():
        if name not in open_now:
            there = other in open_now
            found.append(replace(known[other], service=known[name].service, answers_for=name, open_now=there))
    return found


def lines() -> list[str]:
    rows = (line.strip() for line in TABLE.read_text("utf-8").splitlines())
    return [row for row in rows if row and not row.startswith("#")]


def words(cell: str) -> list[str]:
    return [one for one in cell.split() if one != "-"]


@pytest.mark.parametrize("line", lines())
def test_whom_to_call_is_what_the_table_says(line: str) -> None:
    before, after = line.split("->")
    need, age, agreed, own, region, language, open_now = (cell.strip().strip("-") for cell in before.split("|"))
    expected = [words(cell) for cell in after.split("/")]
    asked = Asked(need, age, own, region, language, agreed=agreed == "yes")
    found = rules.to_call(asked, nation(frozenset(open_now.split())))
    said = [[one.desk for one in found.now], [one.desk for one in found.later], words(found.remains)]
    assert said == expected


NEEDS = ("danger", "medical_care", "child_protection", "emergency_shelter", "legal_aid", "immediate_safety")


def every() -> list[tuple[Asked, list[Answering]]]:
    names = [one.desk for one in DESKS]
    moments = [frozenset[str](), frozenset(names), *(frozenset(pair) for pair in combinations(names, 2))]
    questions = product(NEEDS, ("child", "adult", ""), ("", *names), ("", "north"), (False, True))
    asked = [Asked(need, age, own, region, agreed=agreed) for need, age, own, region, agreed in questions]
    return [(one, nation(moment)) for one in asked for moment in moments[::3]]


def test_what_holds_of_every_answer() -> None:
    for asked, desks in every():
        found = rules.to_call(asked, desks)
        everyone = [*found.now, *found.later]
        assert asked.own_desk not in {one.desk for one in everyone} - {""}, "never one's own number"
        assert all(one.open_now for one in found.now)
        assert not any(one.open_now for one in found.later)
        if asked.agreed:
            assert not any(one.enforces for one in everyone), "never the police for what was agreed to"
        if asked.child:
            kinds = [one.enforces for one in found.now]
            assert kinds == sorted(kinds), "the police last for a child"
        others = [one for one in found.now if not one.enforces]
        assert bool(found.remains) == (not others), "said exactly where nobody but oneself or the police is left"


def test_several_needs_take_turns_and_the_police_stay_only_for_the_danger() -> None:
    desks = nation(frozenset({"police-north", "hospital-north", "justice", "safe-house"}))
    needs = ("danger", "medical_care", "legal_aid")
    found = rules.together([(need, rules.to_call(Asked(need, "adult", region="north"), desks)) for need in needs])
    assert [one.desk for one in found.now] == ["police-north", "hospital-north", "safe-house"]
    assert not found.remains
    desks = nation(frozenset({"justice", "hospital-north"}))
    found = rules.together([(need, rules.to_call(Asked(need, "adult", region="north"), desks)) for need in needs])
    assert [one.desk for one in found.now] == ["hospital-north"]
    assert "lawyers" in {one.desk for one in found.later}


def test_of_several_needs_nothing_open_is_said_once() -> None:
    needs = ("danger", "medical_care")
    nobody = [(need, rules.to_call(Asked(need, "adult", region="north"), nation(frozenset()))) for need in needs]
    assert rules.together(nobody).remains == rules.NOBODY
    mine = nation(frozenset({"police-north"}))
    own = [(need, rules.to_call(Asked(need, "adult", "police-north", "north"), mine)) for need in needs]
    assert rules.together(own).remains == rules.OWN
    assert rules.together([]).remains == rules.NOBODY
