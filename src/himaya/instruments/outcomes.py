"""What a form can end in: which next steps an actor can reach with it, and what given answers end in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from himaya.instruments import reaching, triage
from himaya.instruments.compiled import compile_document
from himaya.instruments.triage import Advice

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
    heard = reaching.heard_in(compiled, answers)
    advice = triage.next_step(reaching.facts_of(compiled, heard))
    return Outcome(str(advice.step), _uids(compiled.instrument.document, advice, heard), advice.child)


def unreachable(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The next steps that no answers lead to: an actor with this form could never be told to do that.

    "now" is also missing where it cannot be said of an adult, or not of a child. Empty for a form that ends in no next
    step. Raises Unreadable.
    """
    if document.get("kind") not in KINDS:
        return ()
    return tuple(str(step) for step in reaching.missing(compile_document(document)))


def _uids(source: Mapping[str, Any], advice: Advice, answers: Answers) -> tuple[str, ...]:
    heard = triage.noted(source["survey"], source["choices"], answers)
    return tuple(one.uid for one in heard if one.key in advice.because and one.reading is triage.Reading.YES)
