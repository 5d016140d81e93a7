"""Who may be one by tokens: the truth table, the version of the rules, the many of one name; what a yes is."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from himaya.enquiries import rules
from himaya.enquiries.rules import DOCUMENT, FULL, PHONETIC_PAIR, SURNAME_YEAR, Token
from tests import factories

pytestmark = [pytest.mark.capability("H1"), pytest.mark.once]
KINDS = (DOCUMENT, FULL, SURNAME_YEAR, PHONETIC_PAIR)
TABLE = Path(__file__).resolve().parents[2] / "data" / "enquiries_truth.txt"
LINES = [line.split() for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def test_the_table_has_every_line_once() -> None:
    assert sorted(tuple(line[:4]) for line in LINES) == sorted(product("01", repeat=4))


@pytest.mark.parametrize("line", LINES, ids="".join)
def test_a_desk_is_told_exactly_where_the_table_says_so(line: list[str]) -> None:
    """Seen red with `or` for the whole name and the year of birth."""
    shared = {kind for kind, equal in zip(KINDS, line[:4], strict=True) if equal == "1"}
    assert rules.may_be_one(shared) is (line[4] == "yes")


def by_name(name: bytes = b"name") -> set[Token]:
    return {Token(FULL, name, 3), Token(SURNAME_YEAR, b"surname and year", 3)}


PAPER = Token(DOCUMENT, b"paper", 3)


def test_tokens_of_another_kind_value_or_version_are_not_equal() -> None:
    one = Token(DOCUMENT, b"a", 3)
    others = (Token(FULL, b"a", 3), Token(DOCUMENT, b"b", 3), Token(DOCUMENT, b"a", 2))
    assert rules.shared([one], others) == frozenset()
    assert rules.shared([one], [*others, Token(DOCUMENT, b"a", 3)]) == {one}


def test_many_of_one_name_and_year_are_a_sign_of_none_and_a_document_still_is() -> None:
    alike = {number: by_name() for number in range(rules.MOST_ALIKE)}
    assert rules.to_tell(alike) == set(alike)
    one_more = alike | {98: by_name(), 99: {PAPER}, 100: {Token(FULL, b"name", 3)}}
    assert rules.to_tell(one_more) == {99}


def test_people_found_by_different_names_of_one_file_are_a_sign_of_none_and_a_document_still_is() -> None:
    """Seen red without the look at which name was equal."""
    assert rules.to_tell({1: by_name(b"a"), 2: by_name(b"b")}) == set()
    assert rules.to_tell({1: by_name(b"a"), 2: by_name(b"b"), 3: {PAPER}}) == {3}
    assert rules.to_tell({1: by_name(b"a") | {PAPER}, 2: by_name(b"b")}) == {1}
    # One spelling that all of them bear is one name; and of whom the name alone is equal, nobody is told anyway.
    assert rules.to_tell({1: by_name(b"a") | by_name(b"b"), 2: by_name(b"b")}) == {1, 2}
    assert rules.to_tell({1: by_name(b"a"), 2: {Token(FULL, b"b", 3)}}) == {1}
    assert rules.to_tell({1: by_name(b"a"), 2: {PAPER}}) == {1, 2}


def test_those_said_to_be_one_stand_under_whoever_comes_first() -> None:
    as_one = {1: frozenset({2, 9}), 2: frozenset({1, 9})}
    assert rules.one_each([3, 2, 1], as_one) == {3: {3}, 2: {1, 2}}
    assert rules.one_each([1, 3, 2], as_one) == {1: {1, 2}, 3: {3}}


def test_the_same_institution_is_not_asked_again_within_a_month() -> None:
    now = factories.TUESDAY
    before = [(now - rules.OPEN_FOR + timedelta(minutes=1), ["social"])]
    assert rules.too_soon(before, ["social", "daw"], now)
    assert not rules.too_soon(before, ["daw"], now)
    assert not rules.too_soon(before, ["social"], now + timedelta(minutes=1))


def test_it_ends_after_its_time_or_a_month_after_the_last_yes() -> None:
    now = factories.TUESDAY
    assert rules.ends(now, []) == now
    late = now - timedelta(days=1)
    assert rules.ends(now, [late]) == late + rules.ANSWERED_FOR


@pytest.mark.parametrize(("child", "agrees", "heard", "best"), list(product((False, True), repeat=4)))
def test_a_yes_is_the_persons_own_and_a_childs_takes_two_things_more(
    child: bool, agrees: bool, heard: bool, best: bool
) -> None:
    taken = not rules.said_yes(child=child, agrees=agrees, heard=heard, best=best)
    assert taken is (agrees and (not child or (heard and best)))
