"""Which answers of a finished form speak to an element of the definition: laid before a reader, placed by nobody. Pure.

An answer speaks *to* an element, not for it: a yes and a no are shown alike. What was left without an answer says
nothing. Source: content/instruments/README.md, "What an answer speaks to".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from himaya.instruments import short_path
from himaya.instruments.models import Version
from himaya.instruments.source import Choice, Instrument, Row, from_document
from himaya.kernel import languages

LEFT: Final = ("not_asked", "refused", "unknown", "not_applicable")
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question, the beginning of what was said to it, and the codes that it speaks to."""

    question: str
    said: str
    elements: tuple[str, ...]


def speaks_to(version: Version, values: Mapping[str, Any]) -> list[Spoken]:
    """In the order of the form, in the language of the page."""
    form = from_document(version.source)
    return [
        Spoken(languages.pick(row.label), said, row.element) for row in form.survey for said in _said(form, row, values)
    ]


def not_asked(version: Version, values: Mapping[str, Any]) -> list[Spoken]:
    """What speaks to an element and was left out by the short path: beside the answers, with nothing said to it."""
    form = from_document(version.source)
    left = [row for part in short_path.not_asked(form, values) for row in part.rows if row.element]
    return [Spoken(languages.pick(row.label), "", row.element) for row in left]


def _said(form: Instrument, row: Row, values: Mapping[str, Any]) -> Iterator[str]:
    """Every answer to a row that names an element, also inside what is repeated."""
    if not row.element or not row.asks:
        return
    choices = {one.value: one for one in form.choices.get(row.list_name, ())}
    for answer in _answers(row.name, values):
        said = _in_words(answer, choices)
        if said:
            yield said[:LONGEST]


def _in_words(answer: str, choices: Mapping[str, Choice]) -> str:
    if not choices:
        return answer.strip()
    known = [choices[one] for one in answer.split() if one in choices]
    return " · ".join(languages.pick(one.label) for one in known if not {one.value, one.reads} & set(LEFT))


def _answers(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, list):
            for one in value:
                if isinstance(one, Mapping):
                    yield from _answers(name, one)
        elif key == name and value not in (None, ""):
            yield str(value)
