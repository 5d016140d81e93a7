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


def test_tokens_of_another_kind_value_or_version_are_not_equal() -> None:
    one = Token(DOCUMENT, b"a", 3)
    others = (Token(FULL, b"a", 3), Token(DOCUMENT, b"b", 3), Token(DOCUMENT, b"a", 2))
    assert rules.shared([one], others) == frozenset()
    assert rules.shared([one], [*others, Token(DOCUMENT, b"a", 3)]) == {DOCUMENT}


def test_many_of_one_name_and_year_are_a_sign_of_none_and_a_document_still_is() -> None:
    alike = {number: {FULL, SURNAME_YEAR} for number in range(rules.MOST_ALIKE)}
    assert rules.to_tell(alike) == set(alike)
    one_more = alike | {98: {FULL, SURNAME_YEAR}, 99: {DOCUMENT}, 100: {FULL}}
    assert rules.to_tell(one_more) == {99}


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
