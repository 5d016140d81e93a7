"""The lists of HTCDS as published: read from the very form, which nobody here wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from himaya.instruments import catalogue
from himaya.instruments.source import Instrument

NAME = "htcds"


@dataclass(frozen=True, slots=True)
class Published:
    """`fields`: every question in its order, with its kind (one, many, text, date); `choices` by field."""

    fields: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]

    @property
    def several(self) -> frozenset[str]:
        """The fields that take more than one code."""
        return frozenset(name for name, kind in self.fields.items() if kind == "many")


def form() -> Instrument:
    """The published form. Raises LookupError where the content does not ship it."""
    found = catalogue.find(NAME)
    if found is None:
        raise LookupError(NAME)
    return found


@lru_cache(maxsize=1)
def published() -> Published:
    """The same as lists. One published value ends in a space, which no answer can hold: it is read without."""
    shipped = form()
    asked = [row for row in shipped.survey if row.asks]
    kinds = {"select_one": "one", "select_multiple": "many"}
    fields = {row.name: kinds.get(head := row.type.split()[0], head) for row in asked}
    choices = {
        row.name: tuple(one.value.strip() for one in shipped.choices[row.list_name]) for row in asked if row.list_name
    }
    return Published(fields, choices)
