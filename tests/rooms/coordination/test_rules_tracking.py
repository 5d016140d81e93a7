"""A text that several institutions rewrote: to reject everything gives the first wording, to accept it the last."""

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from himaya.coordination.rules_diff import DEL, INS, SAME
from himaya.coordination.rules_tracking import Layer, layered

pytestmark = pytest.mark.capability("A5")
TEXTS = st.lists(
    st.sampled_from(["الضحيّة", "التعرف", "mineur", "seul", "،", ".", " ", "2026", "é", "e\u0301"]), max_size=14
)


@given(TEXTS.map("".join), st.lists(st.tuples(TEXTS.map("".join), st.sampled_from("ABC")), max_size=4))
@settings(max_examples=100)
def test_all_rejected_is_the_first_text_and_all_accepted_the_last(first: str, later: list[tuple[str, str]]) -> None:
    layers = layered(first, later)
    last = later[-1][0] if later else first
    assert "".join(one.text for one in layers if one.op in (SAME, DEL)) == normalize("NFC", first)
    assert "".join(one.text for one in layers if one.op in (SAME, INS)) == normalize("NFC", last)
    assert all(bool(one.by) == (one.op != SAME) for one in layers)


def test_each_change_carries_the_name_of_whoever_made_it() -> None:
    layers = layered("a b c", [("a x c", "health"), ("a x c d", "labour")])
    assert layers == (
        Layer(SAME, "a "),
        Layer(DEL, "b ", "health"),
        Layer(INS, "x ", "health"),
        Layer(SAME, "c"),
        Layer(INS, " d", "labour"),
    )


def test_what_came_and_went_again_is_no_change() -> None:
    assert layered("a b", [("a x b", "health"), ("a b", "labour")]) == (Layer(SAME, "a b"),)
    assert layered("", [("tout neuf", "health")]) == (Layer(INS, "tout neuf", "health"),)
