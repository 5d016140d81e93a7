"""A year of counts at hand, drawn up, reviewed and released in the cast's country."""

from datetime import date
from uuid import UUID

from himaya.cases.models import Tally
from himaya.kernel.actor import Actor
from himaya.yearbook.actions import drafts, releases, reviews
from himaya.yearbook.models import Draft
from tests import cast
from tests.cast import proven
from tests.rooms.monitoring.counted import staffed

YEAR = 2025
SECOND = cast.actor("secretary-2", "secretariat", "secretariat")
THIRD = cast.actor("secretary-3", "secretariat", "secretariat")
OFFICER = cast.actor("data-officer", "oversight", "data_protection_officer")

# By audience and region, by age, by service: what a small country counts in a year.
SCREENED = {"labour": 64, "health": 41, "police": 22, "social": 13, "ngo": 38, "border": 4}
AGES = {"adult": 130, "child": 31, "maybe_child": 6}
SENT = {"emergency_shelter": 55, "legal_aid": 47, "medical_care": 29, "psychological_support": 3}
REFUSED = {"labour": 90, "health": 60, "police": 11}


def people() -> None:
    """The colleagues whom the cast does not know."""
    for name, who in (("secretary-2", SECOND), ("secretary-3", THIRD), ("data-officer", OFFICER)):
        cast.seat(who, name)


# Two institutions at which three people work all year: each line is of both.
DESKS = ("labour-north", "shelter")


def counted(year: int = YEAR) -> None:
    """A year in which each month of each desk is large enough to be told, so that a total gives none away."""
    month = date(year, 3, 1)
    staffed(*DESKS)
    for kind, column, found in (
        ("screened", "audience", SCREENED),
        ("age", "answer", AGES),
        ("sent", "answer", SENT),
        ("refused", "audience", REFUSED),
    ):
        for value, n in found.items():
            where = {"region": cast.NORTH} if kind == "screened" else {}
            for desk, part in zip(DESKS, (n - n // 2, n // 2), strict=True):
                Tally.objects.create(kind=kind, month=month, desk_id=desk, count=part, **{column: value}, **where)


def drawn_up(*, by: Actor = cast.SECRETARY, year: int = YEAR, again: str = "") -> Draft:
    return drafts.draw_up(year=year, again=again, by=by)


def approve(draft: Draft, *, by: Actor) -> None:
    reviews.approve(draft_id=draft.pk, seen=draft.sha256, by=proven(by))


def approved(draft: Draft) -> Draft:
    """By two who did not draw it up."""
    approve(draft, by=SECOND)
    approve(draft, by=OFFICER)
    return draft


def release(draft_id: UUID, *, by: Actor = cast.SECRETARY) -> None:
    releases.release(draft_id=draft_id, by=proven(by))


def withdraw(draft_id: UUID, reason: str = "words_wrong", *, by: Actor = cast.SECRETARY) -> None:
    releases.withdraw(draft_id=draft_id, reason=reason, by=proven(by))


def released(again: str = "") -> Draft:
    """A year that anybody can read."""
    draft = approved(drawn_up(again=again))
    release(draft.pk)
    return draft
