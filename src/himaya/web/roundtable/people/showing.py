"""Institutions, mandates and what stands out about them, in the words of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from himaya.coordination import words_tables
from himaya.coordination.models import Seat
from himaya.coordination.queries.people import Line
from himaya.institutions import rules_mandates, words
from himaya.institutions.queries_mandates import Holding, Post
from himaya.institutions.rules_mandates import Span

TONES = {
    rules_mandates.VALID: "ok",
    rules_mandates.ENDS_SOON: "wait",
    rules_mandates.LAPSED: "late",
    rules_mandates.MISSING: "wait",
    rules_mandates.TO_COME: "calm",
}
MOVED = ("invitations", "statements", "questions", "reports", "agenda", "chairs")


@dataclass(frozen=True, slots=True)
class Chip:
    """A state: a word and a colour together."""

    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Role:
    """One role of an institution. `chip` only when something stands out; `mandates` are those of today and to come."""

    code: str
    label: str | Promise
    mandates: list[Holding]
    chip: Chip | None
    last: Holding | None


@dataclass(frozen=True, slots=True)
class Past:
    """What was, role by role: mandates that ended, and days on which nobody held one."""

    label: str | Promise
    mandates: list[tuple[Holding, list[str]]]
    gaps: list[Span]


def lines(found: Iterable[Line]) -> list[dict[str, Any]]:
    """Several institutions for a list."""
    return [line(one) for one in found]


def line(found: Line) -> dict[str, Any]:
    """One institution, its seats and its roles."""
    return {
        "institution": found.institution,
        "kind": words.KINDS.get(found.institution.kind, ""),
        "seats": [(seat, seat_word(seat)) for seat in found.seats],
        "roles": [_role(found, post) for post in found.posts],
        "whole": found.whole,
        "silent": found.has_voice and not any(post.now for post in found.posts[:2]),
    }


def past(found: Line) -> list[Past]:
    """The history of each role, for whoever may see it."""
    if not found.whole:
        return []
    rows = [
        Past(words.ROLES[post.role], [(one, moved(one.mandate.moved)) for one in post.past], post.gaps)
        for post in found.posts
    ]
    return [one for one in rows if one.mandates or one.gaps]


def seat_word(seat: Seat) -> str | Promise:
    """Member, association, observer …"""
    return words_tables.SEAT_KINDS.get(seat.kind, seat.kind)


def moved(counts: dict[str, int]) -> list[str]:
    """What came over with a handover: `2 invitations to answer`."""
    return [_moved(kind, counts[kind]) for kind in MOVED if counts.get(kind)]


def _moved(kind: str, count: int) -> str:
    # Written out, so that the catalogue finds each: a count is never put together with a word.
    sentence = {
        "invitations": ngettext("%(n)s invitation to answer", "%(n)s invitations to answer", count),
        "statements": ngettext("%(n)s draft statement", "%(n)s draft statements", count),
        "questions": ngettext("%(n)s open question", "%(n)s open questions", count),
        "reports": ngettext("%(n)s progress report to hand in", "%(n)s progress reports to hand in", count),
        "agenda": ngettext("%(n)s point of an agenda", "%(n)s points of an agenda", count),
        "chairs": ngettext("%(n)s table to chair", "%(n)s tables to chair", count),
    }[kind]
    return sentence % {"n": count}


def _role(found: Line, post: Post) -> Role:
    chip = Chip(_chip_word(post), TONES[post.standing]) if post in found.to_look_at else None
    if chip is None and found.has_voice and post.standing == rules_mandates.MISSING:
        # Nothing waits for it: said, without a colour that calls.
        chip = Chip(_chip_word(post), "")
    return Role(post.role, words.ROLES[post.role], [*post.now, *post.to_come], chip, post.last)


def _chip_word(post: Post) -> str:
    return _("%(role)s: %(state)s") % {"role": words.ROLES[post.role], "state": words.STANDINGS[post.standing]}
