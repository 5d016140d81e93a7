"""Lists of our own: what was passed on is taken out, or nothing is estimated; nothing small or exact is shown."""

import pytest

from himaya.estimates import estimating, rules_own, words
from himaya.estimates import rules_lists as lists
from himaya.estimates.estimating import Question
from himaya.estimates.rules_lists import NotATable

pytestmark = pytest.mark.capability("H5")
GOOD = b"A,B,C,n\n1,0,0,60\n0,1,0,70\n0,0,1,50\n1,1,0,12\n1,0,1,9\n1,r,0,40\nr,0,1,7\n"


def test_what_was_passed_on_is_taken_out_and_the_rest_of_the_history_stays() -> None:
    table, passed_on = lists.read_own(GOOD)
    # Forty of A went to B, seven of C to A: each stays on the list that found them.
    assert [int(table.counts[cell]) for cell in (0b001, 0b010, 0b100, 0b011, 0b101)] == [100, 70, 57, 12, 9]
    assert (passed_on, table.observed, table.own) == (47, 248, True)


def test_overlap_made_by_passing_on_would_have_changed_the_figure() -> None:
    """Read as published, the same people would count as found twice: the figure falls by a third."""
    table, _ = lists.read_own(GOOD)
    taken_out = estimating.point(table, estimating.MAIN, 0.0)[0].total
    as_found = lists.read(b"A,B,C,n\n1,0,0,60\n0,1,0,70\n0,0,1,50\n1,1,0,52\n1,0,1,16\n")
    believed = estimating.point(as_found, estimating.MAIN, 0.0)[0].total
    assert taken_out is not None
    assert believed is not None
    assert believed < 0.7 * taken_out


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"A,B,n\n1,0,30\n0,1,40\n1,1,20\n", lists.NOT_MARKED),
        (b"A,B,n\n1,0,30\n0,1,40\n1,1,20\n1,r,0\n", lists.NOT_MARKED),
        (b"A,B,n\n1,0,30\n0,1,40\n1,r,20\n", lists.ONLY_PASSED_ON),
        (b"A,B,n\nr,r,30\n", lists.ONLY_PASSED_ON),
        (b"A,B,n\n1,0,30\n1,0,3\n1,r,20\n", lists.TWICE),
        (b"A,B,n\n1,x,30\n", lists.NOT_A_MARK),
        (b"A,B,n\n0,0,30\n", lists.ON_NO_LIST),
        # Whom no list found by itself stands in no cell: the store could not hold how many they are.
        (b"A,B,n\n1,0,30\n0,1,40\n1,1,20\nr,r,99999999\n", lists.TOO_MANY_PEOPLE),
    ],
)
def test_lists_of_our_own_without_marks_or_without_an_overlap_of_their_own_are_refused(
    content: bytes, code: str
) -> None:
    with pytest.raises(NotATable) as refused:
        lists.read_own(content)
    assert refused.value.code == code
    assert "%" not in words.refusal(refused.value)


def test_a_published_table_knows_no_mark_of_passing_on() -> None:
    with pytest.raises(NotATable) as refused:
        lists.read(b"A,B,n\n1,0,30\n0,1,40\n1,r,20\n")
    assert refused.value.code == lists.NOT_A_MARK


def test_nothing_is_estimated_from_fewer_people_than_may_be_told_of() -> None:
    few, _ = lists.read_own(b"A,B,n\n1,0,300\n0,1,400\n1,1,10\n1,r,5\n")
    enough, _ = lists.read_own(b"A,B,n\n1,0,300\n0,1,400\n1,1,11\n1,r,5\n")
    with pytest.raises(NotATable) as refused:
        estimating.estimate(few, Question(replicates=0))
    assert refused.value.code == lists.FEW_SHARED
    assert estimating.estimate(enough, Question(replicates=0)).said.total is not None


def test_no_two_shown_numbers_give_a_small_one_away() -> None:
    """Whatever two sums are subtracted, a hidden count of one to ten stays one of more than ten possible ones."""
    for small in range(1, rules_own.K):
        assert rules_own.shown(small, own=True) is None
    for whole in range(200, 260):
        said = rules_own.shown(whole, own=True)
        fitting = [n for n in range(150, 310) if rules_own.shown(n, own=True) == said]
        assert len(fitting) == rules_own.TO
        # The difference of two rounded numbers fits to at least nineteen differences.
        assert len({a - b for a in fitting for b in fitting}) == 2 * rules_own.TO - 1


def test_the_notes_name_rounded_numbers_only() -> None:
    table, _ = lists.read_own(GOOD)
    found = estimating.estimate(table, Question(replicates=0))
    numbers = [value for note in found.notes for value in note.values.values() if isinstance(value, int)]
    people = [note.values for note in found.notes if note.code == estimating.SHARED]
    assert people == [{"people": 20, "everybody": 250}]
    assert all(n % 10 == 0 or n <= 3 for n in numbers), "pairs of lists may be three"
