"""Where somebody stands on the guided path, from facts alone."""

from dataclasses import replace

import pytest

from himaya.coordination import states
from himaya.web.guided import rules_path, words
from himaya.web.guided.leading import LEADS
from himaya.web.guided.rules_path import DONE, LATER, NOW, Facts, Text

pytestmark = pytest.mark.capability("X9")
DRAFTED = Text(draft=states.CONSOLIDATION, unsettled=5)
TABLED = Text(draft=states.DRAFT_TABLED)
ADOPTED = Text(adopted=True)
SEATED = Facts(table=states.IN_SESSION, screening=DRAFTED, reporting=Text(draft=states.CONSOLIDATION))


def released(state: str, gate: str = states.CHECKS, *signed: str) -> Text:
    return Text(adopted=True, release=state, gate=gate, signed=frozenset(signed))


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (Facts(screening=DRAFTED), "begin"),
        (SEATED, "read"),
        (replace(SEATED, seen=frozenset({"read"})), "settle"),
        (replace(SEATED, screening=Text(draft=states.CONSOLIDATION, unchecked=3)), "check"),
        (replace(SEATED, screening=Text(draft=states.CONSOLIDATION)), "table"),
        (replace(SEATED, screening=TABLED), "table"),
        (replace(SEATED, screening=TABLED, reporting=TABLED), "put"),
        (replace(SEATED, screening=TABLED, reporting=TABLED, question=states.PUT, waiting=7), "reserve"),
        (
            replace(SEATED, screening=TABLED, reporting=TABLED, question=states.PUT, waiting=6, reserved=True),
            "agree",
        ),
        (replace(SEATED, screening=TABLED, reporting=TABLED, question=states.PUT, reserved=True), "conclude"),
        (replace(SEATED, screening=ADOPTED, reporting=TABLED), "reporting"),
        (Facts(screening=ADOPTED, reporting=ADOPTED), "release"),
        (Facts(screening=released(states.PREPARING), reporting=ADOPTED), "effects"),
        (Facts(screening=released(states.PREPARING, states.PILOT), reporting=ADOPTED), "pilot"),
        (Facts(screening=released(states.PREPARING, states.REVIEW), reporting=ADOPTED), "safety"),
        (
            Facts(screening=released(states.PREPARING, states.REVIEW, states.SAFETY), reporting=ADOPTED),
            "data_protection",
        ),
        (Facts(screening=released(states.PREPARING, states.TRANSLATION), reporting=ADOPTED), "languages"),
        (Facts(screening=released(states.PREPARING, states.TRAINING), reporting=ADOPTED), "training"),
        (Facts(screening=released(states.PREPARING, states.EFFECTIVE), reporting=ADOPTED), "schedule"),
        (Facts(screening=released(states.SCHEDULED, states.EFFECTIVE), reporting=ADOPTED), "second"),
        (Facts(screening=released(states.LIVE), reporting=released(states.LIVE)), "live"),
        (
            Facts(
                screening=released(states.LIVE),
                reporting=released(states.LIVE),
                seen=frozenset({"live", "why", "old"}),
            ),
            "",
        ),
    ],
)
def test_the_present_step_is_the_first_that_is_not_done(facts: Facts, step: str) -> None:
    assert rules_path.present(facts) == step


def test_steps_after_the_present_one_wait_and_those_done_out_of_turn_stay_done() -> None:
    facts = Facts(screening=released(states.LIVE), reporting=TABLED)
    found = {one.step: one.state for one in rules_path.stages(facts)}
    assert found["conclude"] == DONE
    assert found["reporting"] == NOW
    assert found["schedule"] == DONE
    assert found["live"] == LATER


def test_a_new_question_is_seen_only_once_it_is_live() -> None:
    waiting = Facts(
        screening=released(states.SCHEDULED), reporting=released(states.SCHEDULED), seen=frozenset({"live"})
    )
    assert rules_path.present(waiting) == "live"


def test_every_step_has_its_words_its_desk_and_its_page() -> None:
    assert tuple(words.steps()) == rules_path.STEPS
    assert set(rules_path.STEPS) == set(LEADS)
