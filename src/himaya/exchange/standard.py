"""Files in the fields of HTCDS: which fields may leave, on which agreement, and their rows under an open access."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from himaya.cases.models import Case
from himaya.exchange.content import mapped
from himaya.exchange.held import held_under
from himaya.exchange.published import published
from himaya.exchange.rules_htcds import Held, cells
from himaya.kernel.access import Access
from himaya.persons.models import Person


def classes() -> dict[str, str]:
    """The fields that a file of records may hold, in the order of the published form, each with its class of data."""
    return {one.field.id: one.field.data_class for one in mapped().fields.values() if one.field.leaves}


def in_fields(held: Held, *, exposing: bool = False) -> dict[str, str]:
    """One file in every field of the standard that may leave."""
    lists = published()
    fields = [one.field for one in mapped().fields.values()]
    known = mapped().of("htcds")
    return cells(held, known, lists.choices, several=lists.several, fields=fields, exposing=exposing)


def rows_under(
    access: Access,
    cases: Mapping[UUID, Case],
    people: Mapping[UUID, Person],
    fields: Sequence[str],
    *,
    agreed: bool,
) -> dict[UUID, tuple[str, ...]]:
    """The cells of each case, in the order of `fields`, under an access that is open; `people` are opened already."""
    held = held_under(access, cases, people, agreed=agreed)
    said = {pk: in_fields(one) for pk, one in held.items()}
    return {pk: tuple(row[name] for name in fields) for pk, row in said.items()}
