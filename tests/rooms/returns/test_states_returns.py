"""The states walked: one word leads back to talking until the boarding, and nothing comes after the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from himaya.returns import states

pytestmark = pytest.mark.capability("F1")
LINES = sorted({line for _state, line in states.TRANSITIONS})
# Which of the lines that are possible is taken next, so that a walk comes as far as the end of a journey.
WALKS = some.lists(some.integers(0, 1000), max_size=40)


def walk(turns: list[int]) -> list[tuple[str, str, str]]:
    """Each step: from where, by which line, to where. Steps that lead nowhere are taken less often."""
    found, state = [], states.TALKING
    for turn in turns:
        possible = [line for line in LINES if states.leads_to(state, line) is not None]
        moving = [line for line in possible if states.leads_to(state, line) != state and line != states.ENDS]
        lines = moving if moving and turn % 3 else possible
        if not lines:
            break
        line = lines[turn % len(lines)]
        after = states.TRANSITIONS[(state, line)]
        found.append((state, line, after))
        state = after
    return found


@given(WALKS)
def test_from_wherever_somebody_is_before_the_boarding_one_word_leads_back_to_talking(turns: list[int]) -> None:
    steps = walk(turns)
    state = steps[-1][2] if steps else states.TALKING
    boarded = any(line == states.BOARDED for _from, line, _to in steps)
    if state != states.ENDED:
        assert (states.leads_to(state, states.CHANGED_MIND) == states.TALKING) is not boarded


@given(WALKS, some.sampled_from(LINES))
def test_nothing_comes_after_the_end(turns: list[int], more: str) -> None:
    assert states.leads_to(states.ENDED, more) is None
    steps = walk(turns)
    assert states.ENDED not in [before for before, _line, _to in steps]


@given(WALKS)
def test_nobody_travels_who_has_not_chosen_signed_twice_and_been_made_ready_since_they_last_changed_their_mind(
    turns: list[int],
) -> None:
    steps = walk(turns)
    for at, (_from, line, _to) in enumerate(steps):
        if line == states.BOARDED:
            before = [one for _state, one, _after in steps[:at]]
            since = (
                before[len(before) - before[::-1].index(states.CHANGED_MIND) :]
                if states.CHANGED_MIND in before
                else before
            )
            assert (
                since.index(states.CHOSE_TO_GO) < since.index(states.SECOND_SIGNATURE) < since.index(states.MADE_READY)
            )


@given(WALKS)
def test_what_is_weighed_anew_is_signed_anew(turns: list[int]) -> None:
    for before, line, after in walk(turns):
        if line in (states.WEIGHED, states.PARTNER_WEIGHED):
            assert after == states.WEIGHING
        if after in (states.PREPARING, states.READY) and before not in (states.PREPARING, states.READY):
            assert line == states.SECOND_SIGNATURE


@pytest.mark.parametrize("state", states.BEFORE_BOARDING)
def test_one_word_leads_back_from_each_of_them(state: str) -> None:
    assert states.leads_to(state, states.CHANGED_MIND) == states.TALKING


@pytest.mark.parametrize("state", [states.TRAVELLING, states.RECEIVED, states.ENDED])
def test_after_the_boarding_nothing_is_undone_by_a_word(state: str) -> None:
    assert states.leads_to(state, states.CHANGED_MIND) is None


@pytest.mark.parametrize("state", [states.WEIGHING, states.NOT_NOW, states.PREPARING, states.READY])
@pytest.mark.parametrize("line", [states.WEIGHED, states.PARTNER_WEIGHED])
def test_from_each_of_them_weighing_anew_leads_to_the_weighing(state: str, line: str) -> None:
    assert states.leads_to(state, line) == states.WEIGHING


def test_every_kind_and_every_state_stands_in_the_table() -> None:
    assert {states.kind_of(line) for line in LINES} == set(states.KINDS)
    reached = {states.TALKING, *states.TRANSITIONS.values()}
    assert reached == set(states.STATES)
    assert states.ENDS in LINES
    assert all(states.leads_to(one, states.ENDS) == states.ENDED for one in states.STATES if one != states.ENDED)
