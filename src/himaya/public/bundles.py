"""Reading what was made public. Frozen bundles in, plain data out; nothing else of the store is ever asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import DatabaseError

from himaya.publications.models import Bundle

MODELS, TEXTS, FOLLOW_UP = "models", "texts", "follow_up"
# The key by which letters are verified, in one line.
LETTERS = "attestations"


@dataclass(frozen=True)
class Read:
    """What a kind holds: its rows, the rest of its body, its day. `away`: nothing can be read just now.

    `is_there` is false where nothing of the kind was ever published, or was taken back.
    """

    rows: list[Mapping[str, Any]]
    body: Mapping[str, Any]
    made_on: date | None = None
    is_there: bool = False
    away: bool = False


_ROWS = {MODELS: "instruments", TEXTS: "texts", FOLLOW_UP: "recommendations", LETTERS: "keys"}


def read(kind: str) -> Read:
    """The bundle of a kind; an empty one where there is none."""
    try:
        bundle = Bundle.objects.filter(kind=kind).first()
    except DatabaseError:
        return Read([], {}, away=True)
    if bundle is None or not isinstance(bundle.body, Mapping) or not bundle.body:
        return Read([], {})
    return Read(list(bundle.body.get(_ROWS[kind], ())), bundle.body, bundle.made_on, is_there=True)


def models() -> Read:
    """The forms in force that nobody adopted. One that was adopted is not in this list, whoever published it."""
    found = read(MODELS)
    return replace(found, rows=[row for row in found.rows if not row.get("adoption")])
