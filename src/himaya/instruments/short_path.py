"""The short path through a long form: the rows marked `short`, as long as whoever asks chose it. Pure.

Nothing is closed by it. What it leaves out has no answer, and so was not asked, which is never a no; what has an answer
keeps it, whichever path is chosen later. Which rows stand on it is our own proposal, a model that nobody adopted.
Source: domain/interview.md, topic grid ("value | not asked | refused | does not know | not applicable").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from himaya.instruments import leaving
from himaya.instruments.source import Instrument, Row

# The question in which the path is chosen, and its choices.
QUESTION, SHORT, WHOLE = "interview_length", "short", "whole"
GROUP = "begin_group"


@dataclass(frozen=True, slots=True)
class Length:
    """How much a path may ask at most, and on how many screens it stands."""

    questions: int
    screens: int


@dataclass(frozen=True, slots=True)
class Part:
    """One screen of a form: its group, and the rows in it; how a question was left is no row of its own here."""

    group: Row | None
    rows: tuple[Row, ...]


def is_offered(form: Instrument) -> bool:
    """Whether one can choose the path of this form."""
    return any(row.name == QUESTION for row in form.survey)


def parts(form: Instrument) -> tuple[Part, ...]:
    """The screens in order."""
    written = {row["name"]: row for row in form.document["survey"] if row.get("name")}
    found: list[tuple[Row | None, list[Row]]] = [(None, [])]
    for row in form.survey:
        if row.type.replace(" ", "_") == GROUP:
            found.append((row, []))
        elif row.name and not leaving.is_companion(written[row.name]):
            found[-1][1].append(row)
    return tuple(Part(group, tuple(rows)) for group, rows in found if rows)


def lengths(form: Instrument) -> tuple[Length, Length]:
    """Of the short path and of the whole, without the question in which one chooses."""
    whole = parts(form)
    short = [Part(one.group, tuple(row for row in one.rows if row.short)) for one in whole]
    return _length(short), _length(whole)


def _length(path: Iterable[Part]) -> Length:
    screens = [one for one in path if one.rows]
    asked = [row for one in screens for row in one.rows if row.asks and row.name != QUESTION]
    return Length(len(asked), len(screens))


def not_asked(form: Instrument, answers: Mapping[str, Any]) -> tuple[Part, ...]:
    """What the short path left out, part by part; nothing where another path, or none, was chosen.

    `answers` by the name of the question. A question that has one, or was left with a word, was not left out.
    """
    if answers.get(QUESTION) != SHORT:
        return ()
    found = (Part(one.group, tuple(row for row in one.rows if _is_out(row, answers))) for one in parts(form))
    return tuple(one for one in found if one.rows)


def _is_out(row: Row, answers: Mapping[str, Any]) -> bool:
    said = answers.get(row.name) or answers.get(f"{row.name}{leaving.NAME_ENDS}")
    return row.asks and not row.short and not said
