"""The reasoning against its truth table: what is argued, what is missing, on what it leans, row by row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

from himaya.reasonings import rules
from himaya.reasonings.rules import Argument, Gap, Known, Placed

pytestmark = pytest.mark.capability("B2")
TABLE = Path(__file__).parents[2] / "data" / "reasoning_truth.txt"
SIGNS = {"+": rules.FOR, "-": rules.AGAINST, "?": rules.UNCLEAR}
ANSWERS = {"y": rules.YES, "n": rules.NO, "u": rules.UNKNOWN}
SHORT = dict(zip(("will", "free", "dignity"), rules.QUALIFIER, strict=True))
STANDING = {"": rules.NOTHING, "-against": rules.AGAINST, "-both": rules.BOTH_WAYS, "-open": rules.UNCLEAR}
NAMED = tuple(code for code in rules.ALTERNATIVES if code != rules.OTHER)


@dataclass(frozen=True)
class Row:
    line: str
    known: Known
    standings: tuple[str, ...]
    missing: frozenset[Gap]
    leans_on: frozenset[tuple[str, str]]


def placed(element: str, cell: str) -> Iterator[Placed]:
    for one in cell.split():
        code, intended = one[:-1], one[-2] == "i" and one[-3].isupper()
        yield Placed(element, code.removesuffix("i") if intended else code, SIGNS[one[-1]], intended)


def gap(word: str) -> Iterator[Gap]:
    name, _, code = word.partition(":")
    if name == "alt":
        yield from (Gap("alternative", "not_considered", one) for one in (NAMED if code == "all" else (code,)))
    elif name in ("q", "q-no"):
        yield Gap("qualifier", rules.UNKNOWN if name == "q" else rules.NO, SHORT[code])
    elif name == "form":
        yield Gap("form", "not_argued", code)
    else:
        element = re.match(r"(act|means|purpose)(.*)", name)
        fixed = {
            "age": Gap("age", rules.UNKNOWN),
            "q-later": Gap("qualifier", "not_begun"),
            "nofact": Gap("form", "no_fact", code),
            "alt-open": Gap("alternative", rules.UNCLEAR, code),
        }
        yield Gap(element[1], STANDING[element[2]]) if element else fixed[name]


def rows() -> Iterator[Row]:
    for line in TABLE.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        given, told = line.split("->")
        age, act, means, purpose, qualifier, forms, alternatives = (cell.strip() for cell in given.split("|"))
        standings, missing, leans = (cell.strip() for cell in told.split("|"))
        known = Known(
            age=age,
            placed=(
                *placed(rules.ACT, act),
                *placed(rules.MEANS, means),
                *placed(rules.PURPOSE, purpose),
            ),
            qualifier={code: ANSWERS[one] for code, one in zip(rules.QUALIFIER, qualifier, strict=True)},
            forms={one[:-1]: SIGNS[one[-1]] for one in forms.split()},
            alternatives=dict(one.split("=") for one in alternatives.split()),
        )
        gaps = frozenset(found for word in missing.split() for found in gap(word))
        why = frozenset((name, code) for name, _, code in (word.partition(":") for word in leans.split()))
        yield Row(line, known, tuple(standings.split()), gaps, why)


ROWS = list(rows())


@pytest.mark.parametrize("row", ROWS, ids=[f"{number:02}" for number in range(1, len(ROWS) + 1)])
def test_each_row_of_the_truth_table(row: Row) -> None:
    """Seen red with the means asked of a child, with one fact for outweighing one against, and with a set-aside
    offence that still asks for the non-punishment rule."""
    said = rules.argue(row.known)
    assert tuple(one.standing for one in said.elements) == row.standings, row.line
    assert (set(said.missing), len(said.missing)) == (row.missing, len(row.missing)), row.line
    assert (set(said.leans_on), len(said.leans_on)) == (row.leans_on, len(row.leans_on)), row.line


def test_the_table_is_long_enough_and_has_every_age_and_code() -> None:
    assert len(ROWS) >= 40
    assert {row.known.age for row in ROWS} == {"adult", "child", "maybe_child", "unknown"}
    assert {one for row in ROWS for one in row.standings} == set(rules.STANDINGS)
    assert {why for row in ROWS for why, _code in row.leans_on} == set(rules.WHYS)


@pytest.mark.parametrize("act", rules.ACTS)
@pytest.mark.parametrize("way", rules.WAYS)
def test_each_act_and_each_means_of_the_article_is_heard(act: str, way: str) -> None:
    said = rules.argue(Known("adult", (Placed("act", act, "for"), Placed("means", way, "for"))))
    assert said.of("act").speaks_for == (act,)
    assert said.of("means").speaks_for == (way,)


def test_the_order_of_the_lines_changes_nothing() -> None:
    facts = (
        Placed("act", "recruit", "for"),
        Placed("act", "recruit", "against"),
        Placed("act", "harbour", "unclear"),
        Placed("purpose", "LAB_DOM", "for", intended=True),
    )
    assert len({repr(rules.argue(Known("adult", order))) for order in permutations(facts)}) == 1


@pytest.mark.parametrize("age", ["child", "maybe_child", "unknown", "", "anything"])
@pytest.mark.parametrize("stance", [*rules.STANCES, None])
def test_unless_somebody_is_known_to_be_an_adult_no_means_is_asked_for(age: str, stance: str | None) -> None:
    means = (Placed("means", "force", stance),) if stance else ()
    said = rules.argue(Known(age, means))
    assert said.of("means").standing == rules.NOT_NEEDED
    assert not [one for one in said.missing if one.about == rules.MEANS]
    assert "means_fall_away" in said.notes
    assert ("doubt_means_child" in said.notes) == (age != "child")


def test_a_means_makes_consent_irrelevant_and_an_intention_suffices() -> None:
    meant = Placed("purpose", "SEX_PROST", "for", intended=True)
    assert rules.argue(Known("adult", (Placed("means", "threat", "for"), meant))).notes == (
        "consent_irrelevant",
        "intention_suffices",
    )
    done = Placed("purpose", "SEX_PROST", "for")
    assert rules.argue(Known("adult", (Placed("means", "threat", "against"), meant, done))).notes == ()


def test_what_is_not_known_is_counted_and_facts_without_a_place_are_missing_something() -> None:
    said = rules.argue(Known("adult", (Placed("act", "recruit", "unclear"),), {"will_overridden": "no"}, unplaced=2))
    assert said.unknown == 3
    assert Gap("facts", "unplaced") in said.missing


def test_the_argument_has_no_word_that_concludes() -> None:
    """No result, level, score or status is a part of it: there is nothing that a page could show as one."""
    parts = {name for kind in (Argument, rules.Element, Gap) for name in kind.__dataclass_fields__}
    assert parts == {
        "elements", "notes", "missing", "unknown", "leans_on",
        "element", "standing", "speaks_for", "speaks_against", "leaves_open",
        "about", "why", "code",
    }  # fmt: skip
