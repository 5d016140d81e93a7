"""Nothing is computed from what somebody said: no number, no level; answers move the order of the acts and no more."""

import ast
import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import models

from himaya.crisis import content, rules, rules_looks
from himaya.crisis.models import CrisisAct, CrisisRound

pytestmark = pytest.mark.capability("D5")
ROOM = Path(rules.__file__).parent
# What a sum, a count, a rank or a threshold would be made of.
COUNTS = {"sum", "len", "max", "min", "count", "sorted", "Counter", "round", "int", "float", "enumerate", "statistics"}


def test_every_answer_in_every_combination_leaves_all_the_acts_there() -> None:
    for said in itertools.product(rules.ANSWERS, repeat=len(rules.ASKS)):
        found = rules.ordered(dict(zip(rules.ASKS, said, strict=True)))
        assert sorted(found) == sorted(rules.ACTS)
        assert len(found) == len(rules.ACTS)


@pytest.mark.parametrize("other", [rules.THOUGHTS, rules.TIMING, rules.BEFORE])
def test_three_of_the_five_move_nothing_at_all(other: str) -> None:
    for plan, means in itertools.product(rules.ANSWERS, repeat=2):
        orders = {rules.ordered({rules.PLAN: plan, rules.MEANS: means, other: one}) for one in rules.ANSWERS}
        assert len(orders) == 1


@pytest.mark.parametrize(
    ("plan", "means", "first"),
    [
        # domain/risk.md: not alone if plan or means; what was not said counts as if it were there.
        ("yes", "no", "stay"),
        ("no", "yes", "stay"),
        ("no_answer", "no", "stay"),
        ("no", "not_asked", "stay"),
        ("", "", "stay"),
        ("no", "no", "trusted"),
    ],
)
def test_not_alone_stands_first_unless_both_were_said_not_to_be_there(plan: str, means: str, first: str) -> None:
    assert rules.ordered({"plan": plan, "means": means})[0] == first


def test_the_rules_hold_no_arithmetic_no_number_and_no_word_of_a_level() -> None:
    tree = ast.parse((ROOM / "rules.py").read_text("utf-8"))
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not named & COUNTS
    for node in ast.walk(tree):
        assert not isinstance(node, ast.BinOp | ast.AugAssign), ast.unparse(node)
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, int | float)), ast.unparse(node)
        assert not isinstance(node, ast.Gt | ast.Lt | ast.GtE | ast.LtE)


@pytest.mark.parametrize("model", [CrisisRound, CrisisAct])
def test_no_column_in_clear_could_hold_a_level(model: type[models.Model]) -> None:
    """Codes of kinds and roles, moments and ids: no other column of a number but the place of the round."""
    numbers = {one.name for one in model._meta.concrete_fields if isinstance(one, models.IntegerField)}
    assert numbers - {"revision"} <= {"number"}
    texts = {one.name for one in model._meta.concrete_fields if isinstance(one, models.CharField)}
    assert texts <= {"kind", "role"}


def test_no_verb_looks_into_an_answer_beyond_whether_it_is_one() -> None:
    """Only `ordered` does, for the page; `words` names each."""
    for file in ROOM.rglob("*.py"):
        if "migrations" in file.parts or file.name in ("rules.py", "words.py"):
            continue
        used = {ast.unparse(node) for node in ast.walk(ast.parse(file.read_text("utf-8")))}
        assert not used & {"rules.YES", "rules.NO", "rules.NO_ANSWER", "rules.ordered"}, file.name


@pytest.mark.parametrize(
    ("begun", "within", "due"),
    [
        ("2026-11-24T09:00", "24", "2026-11-25T09:00"),
        ("2026-11-24T09:00", "2", "2026-11-24T11:00"),
        # Morocco takes an hour off for Ramadan on 15 February 2026 and puts it back on 22 March: 24 hours stay 24.
        ("2026-02-14T12:00", "24", "2026-02-15T11:00"),
        ("2026-03-21T12:00", "24", "2026-03-22T13:00"),
    ],
)
def test_the_next_look_is_so_many_hours_away_and_never_later_than_a_day(begun: str, within: str, due: str) -> None:
    zone = ZoneInfo("Africa/Casablanca")
    at, expected = (datetime.fromisoformat(one).replace(tzinfo=zone) for one in (begun, due))
    found = rules_looks.next_look(at, within)
    assert found.isoformat() == expected.isoformat()
    assert found.astimezone(UTC) - at.astimezone(UTC) <= timedelta(hours=24)


@pytest.mark.parametrize(
    ("last", "by", "now", "second"),
    [
        # The last time somebody saw or heard the person, who looks now, and when. Twelve hours: a model, not adopted.
        ("2026-11-24T23:58", "same", "2026-11-25T00:02", False),
        ("2026-11-24T23:58", "other", "2026-11-25T00:02", True),
        ("2026-11-24T23:58", "same", "2026-11-25T11:57", False),
        ("2026-11-24T23:58", "same", "2026-11-25T11:58", True),
        ("2026-11-24T08:00", "same", "2026-11-24T21:00", False),
        ("2026-11-24T08:00", "other", "2026-11-24T08:01", True),
        # Twelve hours that really go by: an hour more or less on the clock of Ramadan changes nothing.
        ("2026-02-14T22:00", "same", "2026-02-15T09:00", True),
        ("2026-03-21T22:00", "same", "2026-03-22T10:30", False),
        # Nobody was seen or heard before: whoever looks now looks first.
        ("", "other", "2026-11-24T09:00", False),
    ],
)
def test_a_second_look_is_a_later_day_and_twelve_hours_or_another_person(
    last: str, by: str, now: str, second: bool
) -> None:
    zone = ZoneInfo("Africa/Casablanca")
    last_at = datetime.fromisoformat(last).replace(tzinfo=zone) if last else None
    found = rules_looks.second_look(last_at, "same", datetime.fromisoformat(now).replace(tzinfo=zone), by)
    assert found is second


def test_each_sentence_is_there_in_each_language_for_adults_and_children() -> None:
    table = content.load()
    assert not table.adopted
    for line in (*table.asks.values(), *table.acts.values()):
        for text in (line.words, line.child):
            assert all(text.as_dict().values())
        assert line.source
        assert line.unverified
    assert all(table.asks[one].spoken_to(child=child) for one in rules.ASKS for child in (False, True))
