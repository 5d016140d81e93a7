"""A year as it would be public: its tables with small numbers hidden, method, limits, version; and what it rests on.

Composed twice from the same counts it is the same to the letter, so a draft can be held against the counts of today.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from himaya.cases import queries_year
from himaya.coordination import canonical
from himaya.insight.suppression import K
from himaya.institutions.content_rows import LocalText
from himaya.kernel.actor import Actor
from himaya.yearbook import content, counting, rules_tables
from himaya.yearbook.counting import Counted
from himaya.yearbook.rules_attack import Cell

Data = dict[str, Any]


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
    figures: Data = {
        "year": year,
        "below": K,
        "counted_since": _since(actor, year),
        "adopted": book.adopted,
        "tables": [_table(one) for one in counted],
        "method": [_said(name, words) for name, words in book.method],
        "limits": [_said(name, words) for name, words in book.limits],
        "version": version("himaya"),
        "declared": book.sha256,
    }
    listed = {f"{table}/{line}": n for (_year, table, line), n in exact.items()}
    return Composed(figures, canonical.digest(figures), exact, canonical.digest(listed))


def _since(actor: Actor, year: int) -> str | None:
    """The month in which counting began, where it began within the year: then the year is not whole."""
    first = queries_year.counted_since(actor)
    return first.isoformat() if first is not None and date(year, 1, 1) < first else None


def _table(one: Counted) -> Data:
    shown = rules_tables.show(one.lines, silent=one.silent)
    return {
        "id": one.table.id,
        "unit": one.table.unit,
        "title": one.table.title.as_dict(),
        "counts": content.yearbook().units[one.table.unit].as_dict(),
        "state": shown.state,
        "total": shown.total,
        "lines": [
            {"id": line, "label": one.labels[line].as_dict(), "count": count} for line, count in shown.lines.items()
        ],
    }


def _said(name: str, words: LocalText) -> Data:
    return {"id": name, "words": words.as_dict()}
