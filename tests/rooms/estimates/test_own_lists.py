"""Lists of our own: what was passed on is taken out, or nothing is estimated; nothing small or exact is shown."""

from dataclasses import replace

import numpy as np
import pytest
from django.utils import translation

from himaya.estimates import comparing, estimating, rules_fit, rules_own, rules_sensitivity, words
from himaya.estimates import rules_lists as lists
from himaya.estimates.estimating import Question
from himaya.estimates.rules_lists import NotATable, Table
from himaya.estimates.rules_sensitivity import Change

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


# Shown as 360, 270 and 230; three people stand on A and B, which is hidden.
HIDDEN_OVERLAP = b"A,B,C,n\n1,0,0,351\n0,1,0,262\n0,0,1,220\n1,1,0,3\n1,0,1,5\n0,1,1,4\n1,r,0,1\n"


def divided_back(table: Table, changes: list[Change]) -> dict[str, int]:
    """Where two lists are left their estimate is the product over what they share: whoever reads it divides back."""
    size = {name: rules_own.shown(table.on(1 << bit), own=True) or 0 for bit, name in enumerate(table.names)}
    found = {}
    for one in changes:
        if one.total and one.kind == rules_sensitivity.LEFT_OUT:
            first, second = (size[name] for name in table.names if name != one.what)
            found[one.what] = round(first * second / (rules_own.shown(one.total, own=True) or 1))
        if one.total and one.kind == rules_sensitivity.MERGED:
            both = sum(size[name] for name in one.what.split(":"))
            third = next(size[name] for name in table.names if name not in one.what.split(":"))
            found[one.what] = round(both * third / (rules_own.shown(one.total, own=True) or 1))
    return found


def test_no_hidden_overlap_can_be_divided_back_out_of_what_would_change_the_figure() -> None:
    table, _ = lists.read_own(HIDDEN_OVERLAP)
    assert [rules_own.shown(table.on(mask), own=True) for mask in (1, 2, 4, 3)] == [360, 270, 230, None]
    open_to_it = divided_back(table, rules_sensitivity.changes(replace(table, own=False), 0.02))
    assert (open_to_it["C"], open_to_it["A:B"]) == (3, 9), "without C, and with A and B as one, two lists are left"
    changes = rules_sensitivity.changes(table, 0.02)
    assert {one.kind for one in changes} == {rules_sensitivity.AT}
    assert any(one.total for one in changes)
    assert [note.code for note in estimating.untold(table, changes)] == [estimating.LISTS_UNTOLD]


def test_where_nothing_of_the_table_is_small_every_change_is_told() -> None:
    table, _ = lists.read_own(b"A,B,C,n\n1,0,0,335\n0,1,0,250\n0,0,1,193\n1,1,0,30\n1,0,1,21\n0,1,1,15\n1,r,0,11\n")
    changes = rules_sensitivity.changes(table, 0.02)
    assert [one.kind for one in changes].count(rules_sensitivity.LEFT_OUT) == 3
    assert [one.kind for one in changes].count(rules_sensitivity.MERGED) == 3
    assert not any(one.hidden for one in changes)
    assert not estimating.untold(table, changes)


# A and B share so many that forward choice takes them as dependent: what is left are four people whom C shares.
FEW_LEFT = b"A,B,C,n\n1,0,0,300\n0,1,0,300\n0,0,1,300\n1,1,0,200\n1,0,1,2\n0,1,1,2\n1,r,0,20\n"


def test_a_figure_that_rests_on_few_once_its_model_is_chosen_is_hidden_and_said_to_be() -> None:
    table, _ = lists.read_own(FEW_LEFT)
    said, masks = estimating.point(replace(table, own=False), estimating.STEPWISE, 0.02)
    assert masks
    assert said.total is not None
    hidden, _ = estimating.point(table, estimating.STEPWISE, 0.02)
    assert (hidden.hidden, hidden.total, hidden.model) == (True, None, ())
    with pytest.raises(NotATable) as refused:
        estimating.estimate(table, Question(replicates=0))
    assert refused.value.code == estimating.FEW_BEHIND
    with translation.override("en"):
        assert "fewer than 11 people" in words.refusal(refused.value)


def test_a_figure_whose_companions_are_hidden_does_not_stand_alone() -> None:
    """Of these lists only the figure that takes them as independent could be shown, and forward choice denies it."""
    table, _ = lists.read_own(FEW_LEFT)
    assert estimating.point(table, estimating.MAIN, 0.02)[0].total is not None
    with pytest.raises(NotATable) as refused:
        estimating.estimate(table, Question(method=estimating.MAIN, replicates=0))
    assert refused.value.code == estimating.FEW_BEHIND
    with pytest.raises(NotATable) as refused:
        comparing.compare(table, replicates=250, seed=1, kept={}, keep=lambda *_all: True)
    assert refused.value.code == estimating.FEW_BEHIND


# Forward choice takes A and B as dependent and rests on few then; the other two methods do not.
ONE_HIDDEN = b"A,B,C,n\n1,0,0,331\n0,1,0,266\n0,0,1,337\n1,1,0,39\n1,0,1,21\n0,1,1,5\n1,1,1,1\n1,r,0,20\n"


def test_of_the_others_the_one_that_is_hidden_is_named() -> None:
    table, _ = lists.read_own(ONE_HIDDEN)
    found = estimating.estimate(table, Question(method=estimating.MAIN, replicates=0))
    assert [note.values["method"] for note in found.notes if note.code == estimating.OTHER_HIDDEN] == ["stepwise"]
    assert [one.total is None for one in found.others] == [True, False]
    changes = rules_sensitivity.changes(table, 0.02)
    assert any(one.hidden and one.total is None for one in changes)
    assert estimating.HIDDEN in [note.code for note in estimating.untold(table, changes)]


@pytest.mark.parametrize("model", [(), (0b011,), (0b011, 0b101), (0b011, 0b101, 0b110)])
def test_how_far_one_person_moves_a_figure_is_what_one_person_moves_it(model: tuple[int, ...]) -> None:
    table, _ = lists.read_own(
        b"A,B,C,n\n1,0,0,335\n0,1,0,250\n0,0,1,193\n1,1,0,30\n1,0,1,21\n0,1,1,15\n1,1,1,9\n1,r,0,1\n"
    )
    terms = np.array([[1, 2, 4, *model]])
    step, moved = 1e-4, []
    for cell in np.nonzero(table.counts)[0]:
        more = table.counts.copy()
        more[cell] += step
        unseen = [rules_fit.fit(counts[None], terms).unseen[0] for counts in (table.counts, more)]
        moved.append(abs(np.log(unseen[1] / unseen[0])) / step)
    assert rules_own.moved_by_one(table, model) == pytest.approx(max(moved), rel=1e-3)
