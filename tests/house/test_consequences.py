"""One table of consequences: each answer that means danger stands in it, whichever form or room it is given in.

The walk reads every coded answer of every form, and every list of codes of the rules of every room. What sounds like
danger and is not marked grave is named here with the reason why nothing follows from it by itself.
"""

import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

import pytest

import himaya
from himaya.institutions import consequences
from himaya.institutions.consequences import table
from himaya.institutions.content_reader import content_root, read_mapping
from himaya.instruments.catalogue import all_instruments
from himaya.instruments.source import list_of
from himaya.kernel import rooms
from himaya.ops.content_rules.consequences import consequence_gaps, marked_in
from himaya.ops.reactions import REACTIONS
from himaya.tasks.states import RAISED_KINDS

SOUNDS = re.compile(
    r"danger|urgent|threat|suicid|\bd(?:ie|ying)\b|kill|(?:harm|harming|hurt) yourself|exploited again|very afraid"
    r"|still there|afraid to go back|not safe|involved|absent|at once|assault|nobody knows where|(?:seen|was) near",
    re.IGNORECASE,
)
CODES = re.compile(
    r"threat|danger|harm|^held$|exploit|^gone$|missing|suicid|life|unreach|alone|worse|critical|silent|no_word|not_met"
    r"|not_safe|no_contact|^lost|absent|implicat|incident|new_contact|very_much|afraid|endanger"
)
# A question, or one value of it, that is about the time of the exploitation, or that another answer says.
BY_ITSELF = {
    "means_found=threat": "a decision on what happened then",
    "q13=threat": "the next step reads it: at least an offer, and of a child now; nothing is kept",
    "q20": "how to reach the person",
    "safe_contact": "how to reach the person",
    "interview_length": "the length of the talk",
    "if_no=threat": "then, not now",
    "if_refused=threat": "then, not now",
    "if_leaving=threat": "then, not now",
    "imposed=tasks": "then, not now",
    "hurt": "then; a recent assault is asked before every talk",
    "control=PhysicalThreats": "then, not now",
    "control=ThreatsLawEnforcement": "then, not now",
    "control=ThreatensChildrenFamily": "then, not now: whether a relative is threatened now is asked",
    "others=still_there": "of an adult: of children the next question asks; the reporting position says the rest",
    "own_rating=none": "no danger",
    "place_known": "with a threat, which is grave by itself",
    "distress_seen=absent": "somebody who does not answer any more: the talk stops",
    "person_of_trust": "whoever may be involved is asked before",
    "interviewer_trained": "about who asks",
    "wants_parents": "nobody is called before who may be involved is asked",
    "r01_threat": "with known whereabouts critical, and that is grave",
    "dangerous": "then, not now",
    "others": "in a screening nothing is kept: the form says what to do",
    "weak": "in a screening nothing is kept: the form says what to do",
    **{f"r{n:02}_impact=4": "the level that it comes to is grave" for n in range(1, 13)},
}
# Codes of rooms that sound like danger: of a paper, a meeting or a list of forms, or read where it is said.
CODES_BY_ITSELF = {
    "alone": "a gate: can they talk with nobody near; it stays shut",
    "not_alone": "why something is not asked now",
    "telling_endangers": "why somebody is not told",
    "missing": "a paper, a text or an interpreter that is not there",
    "harm": "whether a paper on the person would harm them: it is not made",
    "lost": "a paper that was lost",
    "lost_or_stolen": "a certificate of training",
    "desk_unreachable": "a desk, not a person",
    "worse": "asked at the closing, which asks why it closes all the same",
    "much_worse": "asked at the closing, which asks why it closes all the same",
    "danger_first": "a conference that waits",
    "endangers": "a page that is left out of a copy",
    "endangers_person": "why a notice waits",
    "endangers_other": "why a notice waits",
    "asker_endangers": "why a request is declined",
    "no_contact": "what a partner answered, written down by the desk that asked",
    "fall_silent": "a step; the state that it leads to is grave",
    "not_safe": "why something is not done, said by whoever was to do it",
    "not_safe_here": "a service that another one is asked for",
    "threat": "a way of exploitation, then",
    "exploitation": "a moment of the past",
    "labour_exploitation": "a kind of help",
    "sexual_exploitation": "a kind of help",
    "not_met": "what was promised was not there: said with what follows from it",
    "critical_risk": "it keeps the return from being arranged",
    "afraid_to_go_back": "a line of the first line, read there",
    "family_implicated": "it keeps the return from being arranged",
    "afraid": "it keeps a partner abroad from being told",
    "afraid_there": "it keeps a partner abroad from being told",
    "afraid_unasked": "it keeps a partner abroad from being told",
    "danger_unasked": "it keeps a partner abroad from being told",
    "danger_now": "the name of a table of words",
    "exploiter": "somebody’s part in what happened",
    "pairs_alone": "a list of an estimate",
    "pilot_harmful": "a form that is tried out",
}


def marked() -> dict[str, set[str]]:
    root = content_root()
    paths = (root / "instruments").rglob("*.yaml")
    return marked_in({str(one.relative_to(root)): read_mapping(one) for one in sorted(paths)})


def test_every_answer_that_is_marked_grave_stands_in_the_table_and_no_other() -> None:
    """Seen red with the mark of "children still there" taken away, and with the mark of a room emptied."""
    assert [gap.as_dict() for gap in consequence_gaps(table(), marked())] == []
    assert len(marked()) > 40


def test_a_mark_without_a_row_is_a_gap_wherever_it_stands() -> None:
    found = marked()
    for place, values in found.items():
        grown = {**found, place: {*values, "one_more"}}
        assert [gap.row for gap in consequence_gaps(table(), grown)] == [place]


def answers() -> Iterator[tuple[str, str, str, str, bool]]:
    """Form, question, value (empty: the question itself), what is said, whether it is marked."""
    for form in all_instruments():
        for row, written in zip(form.survey, form.document["survey"], strict=True):
            if not row.type.startswith("select"):
                continue
            grave = [str(one) for one in written.get("grave") or ()]
            values = form.choices[list_of(row.type)]
            assert set(grave) <= {one.value for one in values}, (form.name, row.name)
            # What a room counts it reads as one value.
            assert not grave or row.type.startswith("select_one"), (form.name, row.name)
            hint = (written.get("guidance") or {}).get("en", "")
            yield form.name, row.name, "", f"{row.label.get('en')} {row.hint.get('en', '')} {hint}", bool(grave)
            for one in values:
                yield form.name, row.name, one.value, one.label.get("en", ""), one.value in grave


def test_no_answer_of_a_form_sounds_like_danger_and_is_marked_nowhere() -> None:
    """Seen red with the mark taken from "children still there"."""
    walked = list(answers())
    assert len(walked) > 3000
    unmarked = {
        f"{name}={value}" if value else name
        for _form, name, value, said, grave in walked
        if SOUNDS.search(said) and not grave
    }
    assert sorted(one for one in unmarked if one not in BY_ITSELF and one.partition("=")[0] not in BY_ITSELF) == []
    assert sorted(set(BY_ITSELF) - unmarked - {f"r{n:02}_impact=4" for n in range(1, 13)}) == []


@cache
def rules() -> tuple[ModuleType, ...]:
    found = []
    for one in pkgutil.walk_packages(himaya.__path__, "himaya."):
        last = one.name.rpartition(".")[2]
        if last.startswith(("rules", "states", "words")) and ".web." not in one.name and ".tasks." not in one.name:
            found.append(import_module(one.name))
    return tuple(found)


def codes() -> Iterator[tuple[str, str]]:
    """Where, and the code: each list of codes of the rules and states of a room."""
    for module in rules():
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, tuple | frozenset | list | dict):
                yield from ((f"{module.__name__}.{name}", one) for one in value if isinstance(one, str))


def test_no_code_of_a_room_sounds_like_danger_and_is_marked_nowhere() -> None:
    """Seen red with "very much" taken from the marks of its room."""
    grave = {value for room in rooms.modules("grave") for values in room.GRAVE.values() for value in values}
    walked = list(codes())
    assert len(walked) > 1500
    found = {(where, one) for where, one in walked if CODES.search(one) and one not in grave}
    unknown = {(where, one) for where, one in found if one not in CODES_BY_ITSELF and not one.endswith("_missing")}
    assert sorted(unknown) == []
    assert sorted(set(CODES_BY_ITSELF) - {one for _where, one in found}) == []


def test_every_row_is_told_by_something_and_raises_what_there_is() -> None:
    for row in table().rows.values():
        assert bool(row.event) == (row.event in REACTIONS), row.id
        assert set(row.tasks) <= set(RAISED_KINDS), row.id
        assert row.mark == "G"
        assert row.source
    assert not table().adopted


def test_an_event_without_a_row_is_no_event_of_danger() -> None:
    with pytest.raises(KeyError):
        consequences.after("case.closed")
