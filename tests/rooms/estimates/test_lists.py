"""A file of lists: what is refused, with what to do; what is left out or read as one."""

import pytest

from himaya.estimates import rules_lists as lists
from himaya.estimates import rules_sensitivity, words
from himaya.estimates.rules_lists import NotATable
from tests.rooms.estimates.tables import table

pytestmark = pytest.mark.capability("H5")
GOOD = "A,B,C,n\n1,0,0,10\n0,1,0,12\n0,0,1,9\n1,1,0,3\n"
BAD = [
    (b"", lists.EMPTY),
    (b"\n \n", lists.EMPTY),
    (b"A,B,n\n", lists.EMPTY),
    (b"\xff\xfeA", lists.NOT_TEXT),
    (b"A,B,n\n1,0,\x003\n", lists.NOT_TEXT),
    (b"x" * (lists.LONGEST + 1), lists.TOO_LARGE),
    (b"A,n\n1,4\n", lists.ONE_LIST),
    (("A,B,C,D,E,F,G,H,I,J,K,L,n\n" + "1," * 12 + "4\n").encode(), lists.MANY_LISTS),
    (b"A,a,n\n1,0,4\n", lists.NAMES),
    (b"A,,n\n1,0,4\n", lists.NAMES),
    (b"A:B,C,n\n1,0,4\n", lists.NAMES),
    (b"0,1,5\n1,0,4\n", lists.NAMES),
    (b"A,B,n\n1,0\n", lists.RAGGED),
    (b"A,B,n\n1,0,3,3\n", lists.RAGGED),
    (b"A,B,n\n2,0,3\n", lists.NOT_A_MARK),
    (b"A,B,n\n1,,3\n", lists.NOT_A_MARK),
    (b"A,B,n\n1,0,-3\n", lists.NEGATIVE),
    (b"A,B,n\n1,0,many\n", lists.NOT_A_COUNT),
    (b"A,B,n\n1,0,3.5\n", lists.NOT_A_COUNT),
    (b"A,B,n\n1,0,1e999\n", lists.NOT_A_COUNT),
    (b"A,B,n\n1,0,nan\n", lists.NOT_A_COUNT),
    ("A,B,n\n1,0,٣\n".encode(), lists.NOT_A_COUNT),
    (b"A,B,n\n1,0,999999999999\n", lists.NOT_A_COUNT),
    (b"A,B,n\n1,0,99999999\n", lists.TOO_MANY_PEOPLE),
    (b"A,B,n\n1,0,3\n0,1,2\n1,0,4\n", lists.TWICE),
    (b"A,B,n\n0,0,3\n", lists.ON_NO_LIST),
    (b"A,B,n\n1,0,0\n0,1,0\n", lists.NOBODY),
    (b"A,B,C,n\n1,0,0,3\n0,1,0,3\n1,1,0,3\n", lists.EMPTY_LIST),
    (b"A,B,n\n1,0,3\n1,1,2\n", lists.COVERS_ALL),
    (b"A,B,n\n1,0,3\n0,1,2\n", lists.NO_OVERLAP),
    (b"A,B,C,n\n1,1,0,3\n0,0,1,2\n1,1,1,2\n", lists.SAME_LISTS),
]


@pytest.mark.parametrize(("content", "code"), BAD, ids=lambda value: value if isinstance(value, str) else None)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    with pytest.raises(NotATable) as refused:
        lists.read(content)
    assert refused.value.code == code
    sentence = words.refusal(refused.value)
    assert sentence.endswith(".")
    assert "%" not in sentence


def test_every_refusal_of_a_file_is_tried_here() -> None:
    mine = {value for name, value in vars(lists).items() if name.isupper() and isinstance(value, str)}
    # What is refused of our own lists alone: `test_own_lists`.
    of_own = {lists.PASSED_ON, lists.NOT_MARKED, lists.ONLY_PASSED_ON, lists.FEW_SHARED}
    assert mine == {code for _, code in BAD} | of_own


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_is_read_however_it_was_saved(ending: str) -> None:
    text = '"' + GOOD.replace("A,", 'A",', 1).replace("\n", ending) + ending
    found = lists.read(b"\xef\xbb\xbf" + text.encode())
    assert (found.names, found.observed, found.on(1), found.on(3)) == (("A", "B", "C"), 34, 13, 3)


@pytest.mark.parametrize("sign", [";", "\t"])
@pytest.mark.parametrize("name", ["A", '"A"', '"A, first"'])
def test_a_table_of_a_spreadsheet_that_parts_columns_otherwise_is_read(sign: str, name: str) -> None:
    text = GOOD.replace(",", sign).replace("A", name, 1)
    found = lists.read(text.encode())
    assert (found.names, found.observed, found.on(1)) == ((name.strip('"'), "B", "C"), 34, 13)
    own, passed_on = lists.read_own((text + sign.join("1r0") + sign + "4\n").encode())
    assert (own.observed, passed_on) == (38, 4)


def test_a_file_without_anything_between_columns_is_still_one_list() -> None:
    for content in (b"A\n1\n", b"A|B|n\n1|0|3\n"):
        with pytest.raises(NotATable) as refused:
            lists.read(content)
        assert refused.value.code == lists.ONE_LIST


def test_a_list_left_out_takes_with_it_whom_it_alone_saw() -> None:
    kosovo = table("Kosovo")
    smaller = lists.without(kosovo, 1)
    assert smaller.names == ("EXH", "OSCE", "HRW")
    assert smaller.observed == kosovo.observed - 845
    assert smaller.on(0b001) == kosovo.on(0b0001)
    assert smaller.on(0b110) == kosovo.on(0b1100)


def test_two_lists_read_as_one_lose_nobody() -> None:
    kosovo = table("Kosovo")
    merged = lists.merged(kosovo, 0, 2)
    assert merged.names == ("EXH+OSCE", "ABA", "HRW")
    assert merged.observed == kosovo.observed
    assert merged.on(0b001) == kosovo.on(1) + kosovo.on(4) - kosovo.on(5)
    assert merged.on(0b110) == kosovo.on(0b1010)


def test_every_single_change_is_told() -> None:
    found = rules_sensitivity.changes(table("UKdat_5"), 0.02)
    assert [one.kind for one in found].count(rules_sensitivity.LEFT_OUT) == 5
    assert [one.kind for one in found].count(rules_sensitivity.MERGED) == 10
    by_name = {one.what: one.total for one in found}
    # One list left out doubles the figure: that is what the page of limits is for.
    assert by_name["PFNCA"] == pytest.approx(22_623, rel=1e-3)
    assert by_name["0.02"] == pytest.approx(11_313, rel=1e-3)


def test_what_no_longer_overlaps_has_no_estimate() -> None:
    small = lists.read(GOOD.encode())
    found = {(one.kind, one.what): one.total for one in rules_sensitivity.changes(small, 0.02)}
    assert found[rules_sensitivity.LEFT_OUT, "A"] is None
    assert found[rules_sensitivity.LEFT_OUT, "C"] is not None
