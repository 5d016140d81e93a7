"""A year as it would be public: its tables with small numbers hidden, method, limits, version; and what it rests on.

Composed twice from the same counts it is the same to the letter, so a draft can be held against the counts of today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from himaya.coordination import canonical
from himaya.insight.suppression import K
from himaya.institutions.content_rows import LocalText
from himaya.kernel import days
from himaya.kernel.actor import Actor
from himaya.yearbook import closing, content, counting
from himaya.yearbook.counting import Counted
from himaya.yearbook.rules_attack import Cell
from himaya.yearbook.rules_tables import Shown

Data = dict[str, Any]
# Limits that name the month from which a table is counted.
MONTH_OF = {"ages_since": "age"}
MONTH = "{month}"


@dataclass(frozen=True, slots=True)
class Composed:
    """What may be read, its hash, the counts behind it, and a digest of those. `exact` goes to the attack alone."""

    figures: Data
    sha256: str
    exact: Mapping[Cell, int]
    seen: str

    @property
    def is_empty(self) -> bool:
        """True where nothing was counted in that year at all."""
        return not any(self.exact.values())


def compose(actor: Actor, year: int) -> Composed:
    """The year from the counts as they stand. Raises NotPermitted but for the secretariat."""
    book = content.yearbook()
    counted = counting.of_year(actor, year)
    exact = {(year, one.table.id, line): n for one in counted for line, n in one.lines.items()}
    shown = closing.shown(year, counted)
    figures: Data = {
        "year": year,
        "below": K,
        "counted_since": _since(counted),
        "adopted": book.adopted,
        "tables": [_table(one, shown[one.table.id]) for one in counted],
        "method": [_said(name, words) for name, words in book.method],
        "limits": [said for name, words in book.limits if (said := _limit(name, words, counted)) is not None],
        "version": version("himaya"),
        "declared": book.sha256,
    }
    listed = {f"{table}/{line}": n for (_year, table, line), n in exact.items()}
    return Composed(figures, canonical.digest(figures), exact, canonical.digest(listed))


def _since(counted: Sequence[Counted]) -> str | None:
    """The month in which all counting began, where it began within the year: then no table of it is whole."""
    firsts = [one.since for one in counted]
    known = [one for one in firsts if one is not None]
    return min(known).isoformat() if known and len(known) == len(firsts) else None


def _table(one: Counted, shown: Shown) -> Data:
    return {
        "id": one.table.id,
        "unit": one.table.unit,
        "title": one.table.title.as_dict(),
        "counts": content.yearbook().units[one.table.unit].as_dict(),
        "state": shown.state,
        "counted_since": one.since.isoformat() if one.since is not None else None,
        "alone": one.alone,
        "total": shown.total,
        "lines": [
            {"id": line, "label": one.labels[line].as_dict(), "count": count} for line, count in shown.lines.items()
        ],
    }


def _limit(name: str, words: LocalText, counted: Sequence[Counted]) -> Data | None:
    """A limit as it is said; one that names the month from which a table is counted, only where that is in the year."""
    table = MONTH_OF.get(name)
    if table is None:
        return _said(name, words)
    since = next(one.since for one in counted if one.table.id == table)
    if since is None:
        return None
    said = {code: text.replace(MONTH, days.month_in_words(since, code)) for code, text in words.as_dict().items()}
    return {"id": name, "words": said}


def _said(name: str, words: LocalText) -> Data:
    return {"id": name, "words": words.as_dict()}
