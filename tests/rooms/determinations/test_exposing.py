"""A sentence of a sheet is warned of what a line says and of what nobody asked: the truth table, and the pages."""

from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path

import pytest
from django.utils.translation import override

from himaya.determinations import content, rules_exposing
from himaya.determinations.sheets import TEXTS, Sheet
from himaya.web.determinations import showing

pytestmark = pytest.mark.capability("C4")
TABLE = Path(__file__).resolve().parents[2] / "data" / "exposing_truth.txt"
LINES = [one for one in TABLE.read_text("utf-8").splitlines() if one and not one.startswith("#")]
PARTS = ("acts", "purposes")


def warned(text: str, acts: tuple[str, ...], purposes: tuple[str, ...]) -> tuple[str, ...]:
    known = content.words()
    asks = {part: tuple(known.lists[part]) for part in PARTS}
    return rules_exposing.warned(text, {"acts": acts, "purposes": purposes}, known.leads_to(), asks)


def codes(words: str) -> tuple[str, ...]:
    return () if words.strip() == "-" else tuple(words.split())


@pytest.mark.parametrize("line", LINES)
def test_of_what_a_sentence_is_warned(line: str) -> None:
    facts, expected = line.split("->")
    text, acts, purposes = facts.split("|")
    assert warned(text.strip(), codes(acts), codes(purposes)) == tuple(expected.split())


def test_the_table_asks_of_every_text_with_and_without_a_warning() -> None:
    told = [line.split("->") for line in LINES]
    for text in TEXTS:
        of_text = [bool(expected.split()) for facts, expected in told if facts.split("|")[0].strip() == text]
        assert set(of_text) == {True, False}, text


def test_what_was_not_asked_is_never_thought_away_and_what_is_ticked_is_never_left_out() -> None:
    known = content.words()
    few = chain.from_iterable(combinations(known.lists["purposes"], size) for size in (0, 1, 2))
    for purposes in few:
        for acts in [(), *((one,) for one in known.lists["acts"])]:
            for text in TEXTS:
                found = set(warned(text, acts, purposes))
                mine = set(known.exposes.get(text, ()))
                said = {one for code in (*acts, *purposes) for one in known.leads_to().get(code, ())}
                assert said & mine <= found
                for part, ticked in (("acts", acts), ("purposes", purposes)):
                    if not ticked:
                        asked = {one for code in known.lists[part] for one in known.leads_to().get(code, ())}
                        assert asked & mine <= found, (text, acts, purposes)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def below(sheet: Sheet, said: str) -> str:
    return next(line for _heading, lines in showing.exposing(sheet) for line in lines if line.startswith(said))


def test_below_a_sentence_stands_its_own_warning_or_none() -> None:
    texts = {"found": "Canary one", "wishes": "Canary two"}
    sheet = Sheet(acts=("transport",), purposes=("LAB_FORCED",), **texts)
    assert below(sheet, "Canary one") == (
        "Canary one\nCould expose the person (to be verified): irregular stay · false papers"
    )
    calm = Sheet(acts=("recruit",), purposes=("LAB_FORCED",), **texts)
    assert (below(calm, "Canary one"), below(calm, "Canary two")) == ("Canary one", "Canary two")
    assert "abortion" in below(Sheet(**texts), "Canary one")


def test_a_line_keeps_its_own_warning_and_is_given_none_of_a_sentence() -> None:
    sheet = Sheet(acts=("recruit", "transport"), purposes=("SEX_PROST", "MARRIAGE"))
    told = dict(showing.exposing(sheet))
    lines = [line for lines in told.values() for line in lines]
    assert [line.count("Could expose") for line in lines] == [0, 1, 1, 0]
    assert "abortion" not in "".join(lines)


def test_what_two_parts_ask_is_ruled_out_by_both_or_not_at_all() -> None:
    exposes, asks = {"b": ("x",), "c": ("x",), "found": ("x",)}, {"acts": ("a", "b"), "purposes": ("c", "d")}

    def of(acts: str, purposes: str) -> tuple[str, ...]:
        return rules_exposing.warned("found", {"acts": codes(acts), "purposes": codes(purposes)}, exposes, asks)

    assert of("a", "-") == of("-", "d") == of("a", "c") == of("b", "d") == ("x",)
    assert of("a", "d") == ()
