"""Defects of what the next step hears: a key or a code that nothing reads makes a sign that is never heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from himaya.instruments.source import list_of
from himaya.instruments.triage import AGES, SIGNS

from .cells import head, near
from .finding import Finding, Place

HEARING = ("screening", "site")
KEYS = (*sorted(SIGNS), "age", "gate", "asks", "worried", "contact")
# Codes that the next step reads by name: without them an adult is never one, and an assault is never recent.
BY_NAME = {"age": ("child", "adult"), "3": ("assault",)}
AGE_CODES = (*AGES, "not_asked")


def hearing_findings(document: Mapping[str, Any], places: list[Place], kind: str) -> Iterator[Finding]:
    """Keys that triage does not know, questions that it cannot hear, codes that it reads by name and that are gone."""
    if kind not in HEARING:
        return
    for place in places:
        key = str(place.row.get("triage") or "")
        if key and key not in KEYS:
            yield place.finds("triage", cell=key, near=near(key, KEYS))
        elif key and head(place.row) != "select_one":
            yield place.finds("triage-type")
        elif key in BY_NAME:
            yield from _codes(document, place, key)


def _codes(document: Mapping[str, Any], place: Place, key: str) -> Iterator[Finding]:
    name = list_of(str(place.row["type"]))
    values = [str(one.get("value")) for one in (document.get("choices") or {}).get(name, ())]
    for code in BY_NAME[key]:
        if values and code not in values:
            yield place.finds("code-gone", cell=code)
    for value in values if key == "age" else ():
        if value not in AGE_CODES:
            yield place.finds("age-code", cell=value, near=", ".join(AGE_CODES))
