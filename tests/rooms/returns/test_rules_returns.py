"""What stands against a return, row by row of its table; and that what is not known never makes it look safer."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from himaya.returns import rules
from himaya.returns.rules import Facts

pytestmark = pytest.mark.capability("F1")
TABLE = Path(__file__).parents[2] / "data" / "returns_truth.txt"
DAY = date(2026, 11, 24)
SAFE = dict.fromkeys(rules.QUESTIONS, rules.SAFE)
ALL_IS_IN_ORDER = Facts(
    way=rules.ORIGIN,
    fears=dict.fromkeys(rules.FEARS, rules.NO),
    ours=SAFE,
    theirs=SAFE,
    stay=SAFE,
    weighed_on=DAY,
    partner_on=DAY,
    day=DAY,
    risk="low",
    at_least="low",
    services=rules.NEEDED,
    signed=("lead", "counsel"),
)


def rows() -> Iterator[tuple[str, str]]:
    for line in TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#") and "->" in line:
            different, stands = line.split("->")
            yield different.strip(), stands.strip()


def facts(different: str) -> Facts:
    found = ALL_IS_IN_ORDER
    for part in different.split():
        if part != "nothing":
            name, _is, value = part.partition("=")
            found = changed(found, name, value)
    return found


def changed(found: Facts, name: str, value: str) -> Facts:
    kind, _dot, question = name.partition(".")
    if question:
        column = "fears" if kind == "fear" else kind
        sheet = {**(getattr(found, column) or {})}
        sheet.pop(question) if value == "-" else sheet.update({question: value})
        return replace(found, **{column: sheet})
    if name in ("ours", "theirs", "stay"):
        return replace(found, **{name: None})
    if name in ("age", "partner_age"):
        day = found.day - timedelta(days=int(value))
        return replace(found, **{"weighed_on" if name == "age" else "partner_on": day})
    if name == "risk":
        level, at_least = value.split("/")
        return replace(found, risk=level, at_least="" if at_least == "-" else at_least)
    if name in ("services", "signed"):
        return replace(found, **{name: tuple(one for one in value.split(",") if one)})
    if name == "child":
        return replace(found, child_open=True)
    return replace(found, way="" if value == "-" else value)


@pytest.mark.parametrize(("different", "stands"), list(rows()))
def test_the_table(different: str, stands: str) -> None:
    assert list(rules.against(facts(different))) == [one for one in stands.split() if one != "nothing"]


def test_the_table_has_every_code_that_there_is() -> None:
    said = {one.partition(":")[0] for _different, stands in rows() for one in stands.split()}
    assert said == {*rules.AGAINST, "nothing"}


def test_they_come_in_the_order_of_their_weight() -> None:
    for different, _stands in rows():
        found = [rules.AGAINST.index(one.partition(":")[0]) for one in rules.against(facts(different))]
        assert found == sorted(found)


SHEETS = some.none() | some.fixed_dictionaries(dict.fromkeys(rules.QUESTIONS, some.sampled_from(rules.ANSWERS)))
FACTS = some.builds(
    Facts,
    way=some.sampled_from(("", *rules.CHOICES)),
    fears=some.dictionaries(some.sampled_from(rules.FEARS), some.sampled_from(rules.SAID)),
    child_open=some.booleans(),
    ours=SHEETS,
    theirs=SHEETS,
    stay=SHEETS,
    weighed_on=some.none() | some.dates(DAY - timedelta(days=60), DAY),
    partner_on=some.none() | some.dates(DAY - timedelta(days=60), DAY),
    day=some.just(DAY),
    risk=some.sampled_from(("not_assessed", "low", "high", "critical")),
    at_least=some.sampled_from(("", "low", "critical")),
    services=some.sets(some.sampled_from(rules.SERVICES)),
    signed=some.lists(some.sampled_from(("a", "b")), max_size=3),
)
SIDES, QUESTIONS = some.sampled_from(("ours", "theirs", "stay")), some.sampled_from(rules.QUESTIONS)


def still(before: Facts, after: Facts) -> bool:
    """Nothing that stood is gone, but for what became graver: not known that is grave now, not asked that is a yes."""
    found = set(rules.against(after))
    became = {f"not_known:{one}": f"grave:{one}" for one in rules.QUESTIONS}
    became |= {rules.FEAR_NOT_ASKED: rules.FEAR, rules.RISK_NOT_ASSESSED: rules.CRITICAL_RISK}
    return all(one in found or became.get(one) in found for one in rules.against(before))


def answered(of: Facts, side: str, question: str, said: str) -> Facts | None:
    sheet: Mapping[str, str] | None = getattr(of, side)
    return None if sheet is None else replace(of, **{side: {**sheet, question: said}})


@given(FACTS, SIDES, QUESTIONS)
def test_what_is_not_known_removes_nothing_that_stands_against_it(of: Facts, side: str, question: str) -> None:
    if (getattr(of, side) or {}).get(question) == rules.GRAVE:
        return
    after = answered(of, side, question, rules.NOT_KNOWN)
    assert after is None or still(of, after)


@given(FACTS, SIDES, QUESTIONS)
def test_a_grave_answer_removes_nothing_that_stands_against_it(of: Facts, side: str, question: str) -> None:
    after = answered(of, side, question, rules.GRAVE)
    if after is not None and (side != "stay" or rules.STAY_NOT_WEIGHED not in rules.against(of)):
        assert still(of, after)


@given(FACTS, some.sampled_from(rules.FEARS))
def test_a_yes_to_a_fear_removes_nothing(of: Facts, question: str) -> None:
    assert still(of, replace(of, fears={**of.fears, question: rules.YES}))


@given(FACTS)
def test_a_critical_risk_removes_nothing_and_stands(of: Facts) -> None:
    after = replace(of, at_least=rules.CRITICAL)
    assert still(of, after)
    assert rules.CRITICAL_RISK in rules.against(after)


@given(FACTS)
def test_a_sheet_that_is_a_day_older_removes_nothing(of: Facts) -> None:
    assert still(of, replace(of, day=of.day + timedelta(days=1)))


@given(FACTS)
def test_nothing_stands_only_where_all_of_it_was_asked_and_answered(of: Facts) -> None:
    if not rules.against(of):
        assert of.way in rules.ABROAD
        assert of.ours is not None
        assert of.theirs is not None
        assert rules.GRAVE not in (*of.ours.values(), *of.theirs.values())
        assert rules.NOT_KNOWN not in of.theirs.values()
        assert all(of.fears[one] == rules.NO for one in rules.ASKED_FOR[of.way])
        assert len(set(of.signed)) == 2
