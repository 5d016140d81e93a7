"""Why a column stands in clear: said at the column itself, once for each reason (ADR 80).

    full_name = SealedField(key="identity")
    opened_on = DAY(models.DateField())

A column of which no reason is known fails the build, whatever its kind: a date or a number can be somebody's birth or
age. Some reasons follow by themselves. A key that is a random id or a row number says so. A link says what the model
that it leads to tells by it (`A_LINK_TELLS`, else only that rows belong together), and is never wrapped.

A new column that holds a name, a place, a contact or a sentence about somebody belongs into a SealedField; there is no
reason here under which it could stand in clear. A reason that one room alone knows stands in its models.
"""

from typing import Any

from django.db import models


class Clear:
    """A reason to stand in clear. Called with a field it marks it and gives it back; migrations see nothing of it."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __call__[F: models.Field[Any, Any]](self, field: F) -> F:
        if field.is_relation:
            raise TypeError("What a link tells follows from where it leads: A_LINK_TELLS.")
        field.__dict__["in_clear"] = self
        return field

    def wordless[F: models.Field[Any, Any]](self, field: F) -> F:
        """The same for a list or bytes in a table about a person: codes, ids, numbers, hashes; nothing typed."""
        field.__dict__["wordless"] = True
        return self(field)


ID = Clear("a random id: says nothing and carries no order")
NUMBER = Clear("a row number that no person is given and no address shows")
LINK = Clear("which row belongs to which; needed to find it again")
DESK = Clear("a desk or an institution, never a worker or a person")
WORKER = Clear("an account's id: who acted; shown inside the institution only")
STATE = Clear("a state or a coded word that the work is steered by")
CODED = Clear("a coded answer about the service or the basis, from a fixed list")
GROUP = Clear("a coarse group (age group, language, region) that decides which desk can receive")
DAY = Clear("a date to the day")
CLOCK = Clear("a moment that a deadline is counted from")
COUNT = Clear("a count of many, or a small number of places")
KEY = Clear("itself ciphertext, or a keyed hash")
CONTENT = Clear("reviewed content of the software, the same for everybody")
PUBLIC = Clear("what an institution makes known about itself")
OPERATION = Clear("the running of the installation, not of a case")
SIGN_IN = Clear("what a worker signs in with: a name of their own choosing, a hash")
PAPER = Clear("the reference of an official paper")
OFFICE = Clear("an official’s name, function and working address, as the letter of designation gives them")
OFFICIAL = Clear("which official spoke or confirmed for an institution, in the exercise of an office")


def stated(field: "models.Field[Any, Any]") -> Clear | None:
    """The reason that stands at the field."""
    return field.__dict__.get("in_clear")


def reason(field: "models.Field[Any, Any]") -> Clear | None:
    """Why the column stands in clear; None where no reason is known, as for a sealed one."""
    if why := stated(field):
        return why
    if field.related_model:
        return LINK if field.model._meta.auto_created else getattr(field.related_model, "A_LINK_TELLS", LINK)
    if field.primary_key and isinstance(field, models.UUIDField):
        return ID
    return NUMBER if isinstance(field, models.AutoField) else None


def about_a_person(model: type[models.Model], seen: frozenset[Any] = frozenset()) -> bool:
    """Whether somebody protected stands in the table: it says so, or has a person, a case or a link to such a table."""
    there, seen = model._meta.local_concrete_fields, seen | {model}
    leads_to = {field.related_model for field in there if field.related_model} - seen
    return (
        getattr(model, "ABOUT_A_PERSON", False)
        or any(field.attname in ("person_id", "case_id") for field in there)
        or any(about_a_person(other, seen) for other in leads_to)
    )
