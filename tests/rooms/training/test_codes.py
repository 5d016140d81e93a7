"""A code that was typed wrong is seen; what a telephone makes of it is read all the same."""

import itertools
import random
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.training import codes, rules_tests, states

pytestmark = pytest.mark.capability("G2")
KEY = UUID("1d1c2f2e-6a0b-4c44-9a56-0d7f5d9f2a11")
SAID = st.text(codes.ALPHABET, min_size=codes.SAYS, max_size=codes.SAYS)
SORTED = {
    "uid": "m4-01",
    "kind": "sort",
    "options": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
    "key": ["a:now", "b:now", "c:offer"],
}
STEPS = {"uid": "m4-07", "kind": "order", "options": [{"id": one} for one in "abcd"], "key": list("abcd")}
BEST = {"uid": "m4-05", "kind": "single", "options": [{"id": "a"}, {"id": "b"}, {"id": "c"}], "key": ["b"]}


@given(SAID, st.integers(0, codes.SAYS), st.sampled_from(codes.ALPHABET))
def test_one_wrong_sign_is_always_seen(said: str, place: int, sign: str) -> None:
    code = said + codes.check_sign(said)
    typed = code[:place] + sign + code[place + 1 :]
    assert codes.read(typed) == (code if typed == code else None)


@given(SAID, st.integers(0, codes.SAYS - 1))
def test_two_neighbours_in_the_wrong_order_are_seen(said: str, place: int) -> None:
    code = said + codes.check_sign(said)
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert codes.read(typed) == (code if typed == code else None)


def test_a_code_is_read_as_it_is_typed_on_a_telephone() -> None:
    code = "5823CDFGH" + codes.check_sign("5823CDFGH")
    assert codes.read(f" {code[:4]}-{code[4:].lower()} ") == code
    assert codes.read(code.replace("5", "S").replace("8", "b").replace("2", "Z")) == code
    assert codes.read(code.replace("5", "٥").replace("8", "٨").replace("3", "۳")) == code
    for wrong in ("", "CDFG", code + "2", code[:-1] + "A", "²" * codes.LENGTH, "😀" * codes.LENGTH):
        assert codes.read(wrong) is None, wrong


def test_codes_are_new_each_time_and_good() -> None:
    found = {codes.new(KEY) for _one in range(200)}
    assert len(found) == 200
    assert all(codes.read(codes.shown(one)) == one for one in found)
    assert all(codes.drawn(one, KEY) for one in found)


def test_a_code_that_somebody_makes_up_is_of_no_session() -> None:
    """Its last sign is easily made right; what follows from the secret of a session is not."""
    made = ["".join(random.Random(n).choices(codes.ALPHABET, k=codes.SAYS)) for n in range(2_000)]
    whole = [one + codes.check_sign(one) for one in made]
    assert all(codes.read(one) for one in whole)
    assert not any(codes.drawn(one, KEY) for one in whole)
    other = codes.new(uuid4())
    assert not codes.drawn(other, KEY)
    assert not codes.drawn(codes.new(KEY), None)


def test_slips_of_nobody_are_the_same_each_time() -> None:
    found = codes.spare(KEY)
    assert (found, len(set(found))) == (codes.spare(KEY), codes.SPARE)
    assert all(codes.drawn(one, KEY) and codes.read(one) for one in found)
    assert not set(found) & set(codes.spare(uuid4()))


def test_half_of_the_codes_begin_with_either_form_and_all_change_over() -> None:
    made = [sha256(str(number).encode()).hexdigest() for number in range(400)]
    first = [rules_tests.letter("session", one, states.PRE) for one in made]
    assert 150 < first.count("A") < 250
    for code, before in zip(made, first, strict=True):
        letters = [rules_tests.letter("session", code, moment) for moment in states.MOMENTS]
        other = "B" if before == "A" else "A"
        assert letters == [before, other, before, other]


def test_the_order_of_choices_tells_nothing_of_the_key() -> None:
    """Over many codes each step stands in each place about as often; for one code it stays."""
    orders = [[one["id"] for one in rules_tests.shuffled(STEPS, str(number))] for number in range(600)]
    assert orders[7] == [one["id"] for one in rules_tests.shuffled(STEPS, "7")]
    for step, place in itertools.product("abcd", range(4)):
        assert 100 < sum(order[place] == step for order in orders) < 200


def test_an_answer_is_right_when_all_of_it_is() -> None:
    assert rules_tests.right(BEST, "b")
    assert not rules_tests.right(BEST, "a")
    assert rules_tests.right(SORTED, ["a:now", "b:now", "c:offer"])
    assert not rules_tests.right(SORTED, ["a:now", "b:offer", "c:offer"])
    assert rules_tests.right(STEPS, list("abcd"))
    assert not rules_tests.right(STEPS, list("abdc"))
    assert not any(rules_tests.right(one, None) for one in (BEST, SORTED, STEPS))
    marks = rules_tests.marks([BEST, SORTED, STEPS], {"m4-05": "b", "m4-01": None})
    assert (marks, rules_tests.score(marks), rules_tests.score([])) == ([1, 0, 0], pytest.approx(100 / 3), 0)
    assert rules_tests.left([BEST, SORTED], {"m4-05": "b", "m4-01": None}) == ["m4-01"]
    assert rules_tests.differing({"m4-05": "b"}, {"m4-05": "a"}, [SORTED, BEST]) == [2]
