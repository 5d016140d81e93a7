"""What an export may hold, for what, for how long, and by what it is known afterwards. Pure.

Sources: design/security.md decision 10 (off by default, lead and second approver, purpose, fields, watermark, the
receiver's key); do-no-harm 4 and 12. Days and numbers are a model, not adopted.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

# What a row may say besides answers. How to reach somebody and where they are met are in no list: an address can kill.
CLEAR = ("reference", "opened_on", "state", "age_group", "language", "region")
IDENTITY = ("full_name", "other_names", "birth", "phone", "document")
NEVER = ("safe_contact", "meeting_place")
ANSWER = "answer."
# A field of the exchange standard: a file holds such fields and nothing else, or none of them (ADR 68).
STANDARD = "htcds."
# What each part is called when a person is asked whether it may go to somebody: the classes of data of the house.
CLASS_OF = {
    **dict.fromkeys(("reference", "opened_on", "state"), "reference"),
    **{name: name for name in ("age_group", "language", "region")},
    "full_name": "identity",
    **dict.fromkeys(("other_names", "birth", "document"), "civil_details"),
    "phone": "telephone",
}
ANSWERED = "signs"
# Of the purposes of the house, those that a file of records can serve. An authority's demand has a register of its own.
PURPOSES = ("give_service", "prepare_referral", "answer_the_person")
THEMSELF = "answer_the_person"
# On what each person's records leave.
AGREED, WISHED, DUTY = "agreed", "wished", "duty"
BASES = (AGREED, WISHED, DUTY)
# Who could turn a file of records against those in it: they ask by a demand, and get one person by a referral.
BY_DEMAND = frozenset(
    {"police", "gendarmerie", "border", "prosecution", "judiciary", "state", "consulate", "consular_service"}
)
# A request waits so long for its second person; an approved one so long to be fetched.
TO_DECIDE, TO_FETCH = timedelta(days=7), timedelta(days=3)
MOST_FETCHES = 3
# The first column of each row: the reference of the export.
MARK = "export"


def is_over(expires_at: datetime, now: datetime) -> bool:
    """True when a request waited too long for its second person, or an approved one to be fetched."""
    return now >= expires_at


def unknown(parts: Iterable[str], answers: Collection[str], fields: Collection[str] = ()) -> tuple[str, ...]:
    """What was asked for and is in no list.

    `answers` are the questions of which none could expose anybody, `fields` those of the standard that may leave.
    """
    listed = {*CLEAR, *IDENTITY, *(f"{ANSWER}{one}" for one in answers), *(f"{STANDARD}{one}" for one in fields)}
    return tuple(part for part in parts if part not in listed)


def is_standard(parts: Iterable[str]) -> bool:
    """True for a file in the fields of the exchange standard."""
    return any(part.startswith(STANDARD) for part in parts)


def is_mixed(parts: Iterable[str]) -> bool:
    """True for a file that would be half in the standard: nobody could take it in."""
    return len({part.startswith(STANDARD) for part in parts}) > 1


def heading(part: str) -> str:
    """What stands at the head of its column: a field of the standard as it is published."""
    return part.removeprefix(STANDARD)


def leaves(basis: str, *, agreed: bool) -> bool:
    """False for somebody without an agreement in force, where agreement is what the export rests on."""
    return basis != AGREED or agreed


def classes_of(parts: Iterable[str], fields: Mapping[str, str] | None = None) -> frozenset[str]:
    """The classes of data that a person must have agreed to for these parts to leave; `fields`: of each field."""
    return frozenset(_class_of(part, fields or {}) for part in parts)


def _class_of(part: str, fields: Mapping[str, str]) -> str:
    if part.startswith(STANDARD):
        return fields[heading(part)]
    return ANSWERED if part.startswith(ANSWER) else CLASS_OF[part]


def receives(kind: str) -> bool:
    """False for a body that polices, prosecutes, judges or answers to another State (do-no-harm 3, 9 and 12)."""
    return kind not in BY_DEMAND


def in_order(salt: str, ids: Iterable[UUID]) -> list[UUID]:
    """The order of rows, another one for each export: whoever holds the register finds by it which export a copy is."""
    return sorted(ids, key=lambda one: hmac.digest(salt.encode(), one.bytes, hashlib.sha256))
