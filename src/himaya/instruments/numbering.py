"""Which number a text gets among the versions of its name, and whether it has one already.

Whole numbers are adopted texts and models. `2-s1` is the first stand-in of version 2: the same without a clause.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from himaya.instruments.models import Version
from himaya.instruments.source import version_key

_STAND_IN = re.compile(r"(?P<base>.+)-s(?P<place>\d+)\Z")


def same_as(document: Mapping[str, Any], *, number: str) -> Version | None:
    """The stored version that says the very same and could have this number: a stand-in of the same version, or none.

    What a table adopts gets a whole number, also where the very same stands in for a suspended clause today.
    """
    for one in _stored(str(document["instrument"])):
        if stands_in_for(one.version) == stands_in_for(number) and unlike(one.source, document) == ():
            return one
    return None


def unlike(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys in which two instrument documents differ, their number and their adoption apart."""
    keys = (one.keys() | other.keys()) - {"version", "adoption"}
    return tuple(sorted(key for key in keys if one.get(key) != other.get(key)))


def is_stand_in(number: str) -> bool:
    """Whether this is the number of a version without a suspended clause.

    >>> is_stand_in("2-s1"), is_stand_in("2")
    (True, False)
    """
    return stands_in_for(number) != ""


def stands_in_for(number: str) -> str:
    """The number of the version that a stand-in replaces; '' for any other version.

    >>> stands_in_for("2-s1"), stands_in_for("2")
    ('2', '')
    """
    found = _STAND_IN.match(number)
    return found["base"] if found else ""


def next_number(name: str) -> str:
    """The whole number after the highest version of a name. A stand-in counts as the version that it stands in for."""
    known = [version_key(one)[0][1] for one in _stored(name).values_list("version", flat=True)]
    return str(max(known, default=0) + 1)


def stand_in_number(name: str, *, of: str) -> str:
    """The next free stand-in of a version, or of the version that a stand-in stands in for: `2-s1`, `2-s2` …"""
    base = stands_in_for(of) or of
    places = [
        int(one["place"])
        for one in map(_STAND_IN.match, _stored(name).values_list("version", flat=True))
        if one is not None and one["base"] == base
    ]
    return f"{base}-s{max(places, default=0) + 1}"


def _stored(name: str) -> "QuerySet[Version]":
    return Version.objects.filter(name=name).order_by("-pk")
