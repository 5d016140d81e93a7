"""From the answers of a first-line form to its next step, for a page or for a file."""

from collections.abc import Mapping
from typing import Any, Protocol

from himaya.instruments import triage


class FirstLine(Protocol):
    """What triage needs of an instrument."""

    @property
    def kind(self) -> str: ...

    @property
    def audience(self) -> str: ...

    @property
    def document(self) -> Mapping[str, Any]: ...


SCREENING = "screening"


def advice(instrument: FirstLine, answers: Mapping[str, str]) -> triage.Advice:
    """The advice on one filled first-line form; `answers` by the name of the question."""
    document = instrument.document
    return triage.next_step(
        triage.facts_from(instrument.audience, document["survey"], document.get("choices") or {}, answers)
    )


def outcome(instrument: FirstLine, answers: Mapping[str, Any]) -> str | None:
    """The next step's code, or None for a form that does not screen a person."""
    if instrument.kind != SCREENING:
        return None
    return str(advice(instrument, {name: str(value) for name, value in answers.items()}).step)
