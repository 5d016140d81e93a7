"""One choice of a list on a form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """Its value, its words, and what it means."""

    value: str
    label: str
    hint: str = ""
