"""The declarations of the monitoring indicators, from `content/monitoring.yaml`. Strict."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content import content_root
from himaya.institutions.content_reader import Row, read_file
from himaya.institutions.content_rows import MARKS, LocalText

FILE = "monitoring.yaml"
NATION, INSTITUTION, DESK = "nation", "institution", "desk"
LEVELS = (NATION, INSTITUTION, DESK)
QUARTER, YEAR, TODAY = "quarter", "year", "today"
PERIODS = (QUARTER, YEAR, TODAY)


@dataclass(frozen=True, slots=True)
class Declared:
    """One indicator: what it counts, of what, how, for whom. `denominator` is None for a plain count.

    `answers` are the values of its parts, of which those in `unknown` stand in no denominator.
    """

    id: str
    theme: str
    measure: str
    period: str
    scopes: tuple[str, ...]
    answers: tuple[str, ...]
    unknown: tuple[str, ...]
    label: LocalText
    numerator: LocalText
    denominator: LocalText | None
    caveat: LocalText
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the file holds, in its order."""

    themes: Mapping[str, LocalText]
    indicators: Mapping[str, Declared]
    answers: Mapping[str, LocalText]
    limits: tuple[LocalText, ...]


@lru_cache(maxsize=1)
def book() -> Book:
    """The file as it was read first. Raises ContentError naming the row and the gap."""
    return load()


def load() -> Book:
    """Read the file. Raises ContentError for a theme, a period, a level or an answer that is not known."""
    top = read_file(content_root() / FILE)
    words = top.inner("answers")
    answers = {code: words.local(code) for code in words.data}
    themes = {row.row: row.local("label") for row in top.rows("themes")}
    indicators = {row.row: _declared(row, tuple(themes), tuple(answers)) for row in top.rows("indicators")}
    return Book(themes, indicators, answers, tuple(row.local("text") for row in top.rows("limits")))


def _declared(row: Row, themes: tuple[str, ...], answers: tuple[str, ...]) -> Declared:
    own, unknown = _listed(row, "answers", answers), row.words("unknown")
    if not set(unknown) <= set(own):
        raise row.gap("unknown names an answer that the indicator does not have")
    scopes = _listed(row, "scopes", LEVELS)
    if not scopes:
        raise row.gap("scopes must name for whom it is told")
    return Declared(
        id=row.text("id"),
        theme=row.one_of("theme", themes),
        measure=row.text("measure"),
        period=row.one_of("period", PERIODS),
        scopes=scopes,
        answers=own,
        unknown=unknown,
        label=row.local("label"),
        numerator=row.local("numerator"),
        denominator=row.maybe_local("denominator"),
        caveat=row.local("caveat"),
        source=row.text("source"),
        mark=row.one_of("mark", MARKS),
    )


def _listed(row: Row, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    found = row.words(key)
    wrong = sorted(set(found) - set(known))
    if wrong:
        raise row.gap(f"{key} names what is not known: {', '.join(wrong)}")
    return found
