"""What a form can end in: which next steps an actor can reach with it, and what given answers end in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from himaya.instruments import triage
from himaya.instruments.compiled import Compiled, compile_document
from himaya.instruments.render import visible
from himaya.instruments.triage import Advice, NextStep

Answers = Mapping[str, str]
# Only these end in a next step.
KINDS = ("screening", "site")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The next step that answers end in, and the clauses (uids) that led to it."""

    step: str
    because: tuple[str, ...]
    child: bool


def outcome(document: Mapping[str, Any], answers: Answers) -> Outcome:
    """What these answers (by name of the question) end in under a version's source. Closed questions were not heard."""
    compiled = compile_document(document)
    heard = _heard(compiled, answers)
    source = compiled.instrument.document
    facts = triage.facts_from(compiled.instrument.audience, source["survey"], source["choices"], heard)
    advice = triage.next_step(facts)
    return Outcome(str(advice.step), _uids(source, advice, heard), advice.child)


def unreachable(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The next steps that no answers lead to: an actor with this form could never be told to do that.

    Looked for among every single answer, alone and beside each age. Empty for a form that ends in no next step.
    """
    if document.get("kind") not in KINDS:
        return ()
    missing = dict.fromkeys(str(step) for step in NextStep)
    for answers in _tries(document):
        missing.pop(outcome(document, answers).step, None)
        if not missing:
            break
    return tuple(missing)


def _heard(compiled: Compiled, answers: Answers) -> dict[str, str]:
    seen = visible(compiled, answers)
    return {name: value for name, value in answers.items() if name in seen}


def _uids(source: Mapping[str, Any], advice: Advice, answers: Answers) -> tuple[str, ...]:
    heard = triage.noted(source["survey"], source["choices"], answers)
    return tuple(one.uid for one in heard if one.key in advice.because and one.reading is triage.Reading.YES)


def _tries(document: Mapping[str, Any]) -> Iterator[Answers]:
    questions = {
        str(row["name"]): [str(one["value"]) for one in document["choices"].get(str(row["type"]).split()[1], ())]
        for row in document["survey"]
        if str(row.get("type", "")).startswith("select_one ") and row.get("triage")
    }
    ages = [
        {name: value}
        for name, row in ((str(row.get("name")), row) for row in document["survey"])
        if row.get("triage") in ("age", "child_on_site")
        for value in questions.get(name, ())
    ]
    for beside in ({}, *ages):
        yield beside
        for name, values in questions.items():
            for value in values:
                yield {**beside, name: value}
