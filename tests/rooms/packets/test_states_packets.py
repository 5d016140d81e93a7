"""Whatever is done in whichever order: nothing leaves without a yes, a second look where it is owed, and the gate."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import sampled_from

from himaya.packets import rules, states

pytestmark = pytest.mark.capability("F3")
VERBS = tuple(states.TRANSITIONS)


class Walk(RuleBasedStateMachine):
    """One packet on every way that the table allows."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.path = states.PREPARED, [states.PREPARED]

    @rule(verb=sampled_from(VERBS))
    def does(self, verb: str) -> None:
        after = states.leads_to(verb, self.state)
        if after is not None:
            self.state = after
            self.path.append(after)

    @precondition(lambda self: self.state != states.TAKEN_BACK)
    @rule()
    def she_may_always_take_it_back(self) -> None:
        assert states.leads_to("take_back", self.state) == states.TAKEN_BACK

    @invariant()
    def nothing_follows_what_was_taken_back(self) -> None:
        if states.TAKEN_BACK in self.path:
            assert self.state == states.TAKEN_BACK

    @invariant()
    def nothing_left_that_was_not_ready(self) -> None:
        if set(self.path) & {*states.WAITING, *states.ANSWERED}:
            assert self.path.index(states.READY) < self.path.index(states.HANDED_OUT)

    @invariant()
    def what_was_ended_leaves_no_more(self) -> None:
        if states.ENDED in self.path:
            after = self.path[self.path.index(states.ENDED) :]
            assert set(after) <= {states.ENDED, states.TAKEN_BACK}

    @invariant()
    def silence_and_a_no_have_a_way_on(self) -> None:
        if self.state in (states.SILENT, states.REFUSED, states.CANNOT):
            assert states.leads_to("end", self.state) == states.ENDED
        if self.state == states.SILENT:
            assert states.leads_to("ask_again", self.state) == states.HANDED_OUT


TestWalk: Any = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_every_state_is_reached_and_every_verb_knows_its_states() -> None:
    reached = {after for _from, after in states.TRANSITIONS.values()} | {states.PREPARED}
    assert reached == set(states.STATES)
    assert all(set(allowed) <= set(states.STATES) for allowed, _after in states.TRANSITIONS.values())


@pytest.mark.parametrize(
    ("child", "parts", "second"),
    [
        (False, ("language",), False),
        (True, ("language",), True),
        (False, ("health_urgency",), True),
        (False, (), False),
    ],
)
def test_who_looks_twice(child: bool, parts: tuple[str, ...], second: bool) -> None:
    assert rules.second_person(child=child, parts=parts) is second


def test_what_is_said_of_signs_danger_and_papers_is_in_no_list() -> None:
    never = {"signs", "danger_now", "civil_details", "meeting_place", "decision_sheet", "non_punishment_note"}
    assert never.isdisjoint(rules.PARTS)
    assert {"consulate", "state", "police", "border", "prosecution", "judiciary"}.isdisjoint(rules.PARTNER_KINDS)
