"""What of this room becomes public: the figures of a year, frozen, and the register of all releases. Writes bundles."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

from himaya.coordination.publishing import full
from himaya.coordination.wordings import in_three, names_of
from himaya.institutions import content as institutions
from himaya.kernel.actor import Actor
from himaya.publications.actions import bundles
from himaya.yearbook import queries, words
from himaya.yearbook.models import Draft, Release

REGISTER = "yearbook"
Data = dict[str, Any]


def kind(year: int) -> str:
    """Under which the bundle of a year is found."""
    return f"{REGISTER}:{year}"


def publish(draft: Draft, *, by: Actor) -> None:
    """Make a released draft public: its figures to the letter, and their hash. Inside a unit."""
    bundles.freeze(kind=kind(draft.year), body={"figures": draft.figures, "sha256": draft.sha256}, by=by)
    _enter(by)


def take_back(draft: Draft, *, by: Actor) -> None:
    """Take a year off the public page; its line in the register stays and says so. Inside a unit."""
    bundles.withdraw(kind=kind(draft.year), by=by)
    _enter(by)


def _enter(by: Actor) -> None:
    """Bring the public register in line. Held first: two years released at once come one after the other."""
    bundles.hold(kind=REGISTER, by=by)
    rows = Release.objects.select_related("draft").order_by("-year", "-released_on", "-pk")
    bundles.publish(kind=REGISTER, body={"releases": [_line(row) for row in rows]}, by=by)


def _line(row: Release) -> Data:
    """One release: of reviewers institution and role, never who they are."""
    roles = {one.id: one.names.as_dict() for one in institutions.load_roles()}
    return {
        "year": row.year,
        "released_on": row.released_on.isoformat(),
        "sha256": row.draft.sha256,
        "version": row.draft.figures["version"],
        "reviewed_by": [
            {"institution": full(names_of(one.institution)), "role": roles[one.role]}
            for one in queries.reviews_of(row.draft)
        ],
        "again": _said(words.AGAIN_REASONS, row.draft.again),
        "withdrawn_on": row.withdrawn_on.isoformat() if row.withdrawn_on is not None else None,
        "withdrawn_reason": _said(words.WITHDRAW_REASONS, row.withdrawn_reason),
    }


def _said(known: Mapping[str, Promise], code: str | None) -> dict[str, str] | None:
    return in_three(lambda: str(known[code])) if code else None
