"""The only way to hold several people with all their files: those named, and whoever was said to be one with them."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.kernel import wall
from himaya.kernel.errors import NotNow
from himaya.persons import matching
from himaya.persons.models import Person


def hold_all_of(people: Iterable[UUID]) -> frozenset[UUID]:
    """Hold these people, those who are one with them, and all their files, inside a unit; returns whom it holds.

    Files first, each in one order, as an erasure and a conflict of interest hold them: they come before or after.
    Raises NotNow when one of them was said to be one with somebody more while this waited.
    """
    asked = list(people)
    with wall.beyond(wall.EVERYTHING):
        wanted = _together(asked)
        list(Case.objects.select_for_update().filter(person_id__in=wanted).order_by("pk").values_list("pk"))
        list(Person.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk").values_list("pk"))
        if _together(asked) != wanted:
            raise NotNow(
                _(
                    "At this moment a colleague said that this person and another are one, or took it back. Nothing "
                    "was changed. Open the page again."
                ),
                code="joined_meanwhile",
            )
    return wanted


def _together(people: list[UUID]) -> frozenset[UUID]:
    return frozenset(people).union(*matching.same_as(people).values())
