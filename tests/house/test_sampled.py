"""What CI takes a part of is the part that changed, and of the rest another one with every commit."""

import pytest

from tests import sampled

RACE = "tests/races/test_every_verb_race.py::test_two_who_do_the_same_at_once[{}-{}]"
MANY = [RACE.format("consents.withdraw", number) for number in range(1000)]


def kept(changed: frozenset[str] | None) -> int:
    return sum(not sampled.is_race_left_out(one, changed) for one in MANY)


def test_every_race_of_a_verb_that_changed_is_run_and_a_fifth_of_the_others() -> None:
    assert kept(frozenset({"consents"})) == 1000
    assert 150 < kept(frozenset({"referrals"})) < 250


def test_where_nobody_knows_what_changed_all_are_run() -> None:
    assert kept(None) == 1000


def test_another_test_is_no_race() -> None:
    assert not any(sampled.is_race_left_out(f"tests/races/test_row_writes.py::test_it[{n}]", frozenset()) for n in MANY)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ("src/himaya/cases/actions/consents.py", "consents"),
        ("src/himaya/cases/policy_compartments.py", "consents"),
        ("src/himaya/cases/models_closures.py", "referrals"),
        ("src/himaya/web/casework/views.py", None),
        ("tests/rooms/cases/test_consents.py", None),
    ],
)
def test_a_verb_is_touched_by_its_module_and_by_what_its_room_rests_on(changed: str, found: str | None) -> None:
    nouns = sampled.nouns([changed])
    assert nouns is not None
    assert (found in nouns) if found else not nouns


def test_a_change_of_what_all_verbs_stand_on_touches_all() -> None:
    assert sampled.nouns(["src/himaya/kernel/unit.py", "README.md"]) is None


def test_the_part_is_another_one_for_another_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red with a part that does not ask for the commit."""
    parts = []
    for commit in ("one", "two"):
        monkeypatch.setattr(sampled, "head", lambda commit=commit: commit)
        parts.append({one for one in MANY if sampled.chosen(one, 5)})
    assert parts[0] != parts[1]


def test_of_the_parts_of_a_walk_a_third_is_walked_and_each_in_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    parts, walked = list("abcdef"), set()
    for commit in range(40):
        monkeypatch.setattr(sampled, "head", lambda commit=commit: f"commit {commit}")
        here = set(parts) - set(sampled.turns(parts))
        assert len(here) == 2
        walked |= here
    assert walked == set(parts)


def test_a_journey_is_walked_in_one_of_two_installations_and_in_the_other_another_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Seen red with a turn that is the same for every commit."""
    where = ("live-fr", "live_production-ar")
    tests = [f"tests/journeys/test_{one}.py::test_walks[{place}]" for one in "abc" for place in where]
    alone = ["tests/journeys/test_d.py::test_walks[live]", "tests/rooms/ops/test_e.py::test_walks[live-fr]"]
    walked: set[str] = set()
    for commit in range(20):
        monkeypatch.setattr(sampled, "head", lambda commit=commit: f"commit {commit}")
        gone = sampled.walked_elsewhere([*tests, *alone])
        here = [test for test in tests if test not in gone]
        assert [test.partition("[")[0] for test in here] == [test.partition("[")[0] for test in tests[::2]]
        assert not gone & {*alone}
        walked |= {*here}
    assert walked == {*tests}


def test_a_frame_that_all_pages_share_has_every_page_held_against_the_rules() -> None:
    """Seen red without the shared folders: a new frame was looked at on half of the pages."""
    assert sampled.desks(["src/himaya/web/casework/cases.py", "src/himaya/web/forms.py", "README.md"]) == {
        "casework",
        "forms.py",
    }
    for shared in ("templates/base.html", "static/himaya/base.css", "templatetags/words.py"):
        assert sampled.desks(["src/himaya/web/casework/cases.py", f"src/himaya/web/{shared}"]) is None
    assert sampled.desks(["src/himaya/cases/states.py"]) == frozenset()
