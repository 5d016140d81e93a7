"""The states walked: one word leads back to talking until the boarding, and nothing comes after the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from himaya.returns import states

pytestmark = pytest.mark.capability("F1")
LINES = sorted({line for _state, line in states.TRANSITIONS})
WALKS = some.lists(some.sampled_from(LINES), max_size=40)


def walk(lines: list[str]) -> list[tuple[str, str, str]]:
    """Each step that was the moment for it: from where, by which line, to where."""
    found, state = [], states.TALKING
    for line in lines:
        after = states.leads_to(state, line)
        if after is not None:
            found.append((state, line, after))
            state = after
    return found


@given(WALKS)
def test_from_wherever_somebody_is_before_the_boarding_one_word_leads_back_to_talking(lines: list[str]) -> None:
    steps = walk(lines)
    state = steps[-1][2] if steps else states.TALKING
    boarded = any(line == states.BOARDED for _from, line, _to in steps)
    if state != states.ENDED:
        assert (states.leads_to(state, states.CHANGED_MIND) == states.TALKING) is not boarded


@given(WALKS, some.sampled_from(LINES))
def test_nothing_comes_after_the_end(lines: list[str], more: str) -> None:
    assert states.leads_to(states.ENDED, more) is None
    steps = walk(lines)
    assert states.ENDED not in [before for before, _line, _to in steps]


@given(WALKS)
def test_nobody_travels_who_has_not_chosen_signed_twice_and_been_made_ready_since_they_last_changed_their_mind(
    lines: list[str],
) -> None:
    steps = walk(lines)
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
def test_what_is_weighed_anew_is_signed_anew(lines: list[str]) -> None:
    for before, line, after in walk(lines):
        if line in (states.WEIGHED, states.PARTNER_WEIGHED):
            assert after == states.WEIGHING
        if after in (states.PREPARING, states.READY) and before not in (states.PREPARING, states.READY):
            assert line == states.SECOND_SIGNATURE


def test_every_kind_and_every_state_stands_in_the_table() -> None:
    assert {states.kind_of(line) for line in LINES} == set(states.KINDS)
    reached = {states.TALKING, *states.TRANSITIONS.values()}
    assert reached == set(states.STATES)
    assert states.ENDS in LINES
    assert all(states.leads_to(one, states.ENDS) == states.ENDED for one in states.STATES if one != states.ENDED)
