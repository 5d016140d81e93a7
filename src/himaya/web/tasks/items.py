"""What forms of this desk share: one thing to choose, a colleague, and a day as it was typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from himaya.institutions.models import Account
from himaya.kernel import days
from himaya.staff_care import queries as staff_care


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose: what is sent back, what is shown, a line below it."""

    value: str
    label: str
    hint: str = ""


def with_load(desk_id: str, workers: Iterable[Account]) -> list[Item]:
    """Colleagues to choose, with one word beside whoever was above the desk's cap when the week began. It stops
    nothing, and is the same in every file."""
    above = staff_care.above(desk_id)
    return [Item(str(one.pk), one.username, _("above the cap") if one.pk in above else "") for one in workers]


def day(typed: str) -> date | None:
    """A day as browsers send it; None for anything else."""
    try:
        return days.typed(typed)
    except ValueError:
        return None
