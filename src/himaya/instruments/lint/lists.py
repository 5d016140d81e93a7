"""Defects of choice lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from himaya.instruments.source import list_of

from .cells import missing_languages, near
from .finding import Finding, Place

READS = ("yes", "no", "unknown", "refused", "not_asked")


def list_findings(document: Mapping[str, Any], places: list[Place], kind: str) -> Iterator[Finding]:
    """Unknown lists; choices without value, text or reading; values that stand twice."""
    lists: Mapping[str, Any] = document.get("choices") or {}
    for place in places:
        name = list_of(str(place.row.get("type") or ""))
        if name and name not in lists and not name.startswith("${"):
            yield place.finds("list-unknown", cell=name, near=near(name, lists))
    for name, items in lists.items():
        yield from one_list(str(name), items or (), kind)


def one_list(name: str, items: Any, kind: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        value = item.get("value")
        place = Place(number, f"{name}.{value if value is not None else '?'}", item)
        if isinstance(value, bool):
            yield place.finds("boolean", cell="value")
        elif value is None or str(value).strip() == "":
            yield place.finds("choice-value", cell=name)
        elif not isinstance(value, str):
            yield place.finds("quote", cell="value")
        elif " " in value:
            yield place.finds("choice-space", cell=value)
        if value is not None and str(value) in seen:
            yield place.finds("choice-twice", cell=str(value))
        seen.add(str(value))
        yield from read(place, kind)
        yield from missing_languages(item, "label", place)


def read(place: Place, kind: str) -> Iterator[Finding]:
    reads = place.row.get("reads")
    if isinstance(reads, bool):
        yield place.finds("boolean", cell="reads")
    elif (kind == "screening" or reads is not None) and reads not in READS:
        yield place.finds("reads")
