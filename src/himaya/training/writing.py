"""What is typed into this room, checked once: tidy, not too long, and about no protected person."""

from collections.abc import Collection, Iterable

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import no_case, speaking
from himaya.coordination.states import Transitions, leads_to
from himaya.institutions.models import Institution, Region
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotValid
from himaya.training import rules

MOST_PEOPLE = 1_000_000
MOST_REACHED = 100_000_000
MOST_MONEY = 10**13


def said(text: str, longest: int, *, missing: str | Promise = "") -> str:
    """One tidy sentence. Raises NotValid when it is missing, too long, or looks like data of one person."""
    found = speaking.written(text, missing=missing, longest=longest)
    no_case.check_said(found)
    return found


def titles(written: dict[str, str]) -> dict[str, str]:
    """A title in one language at least. Raises NotValid."""
    return no_case.titles(written)


def people(number: int | None) -> int | None:
    """A number of workers. Raises NotValid."""
    if number is not None and not 0 < number <= MOST_PEOPLE:
        raise NotValid(_("Write how many workers as a number above nothing, or leave it empty."), code="people")
    return number


def modules(chosen: Collection[str]) -> list[str]:
    """Modules in their order. Raises NotValid for none and for one that there is not."""
    if not chosen or not set(chosen) <= set(rules.MODULES):
        raise NotValid(_("Choose at least one module."), code="modules")
    return [one for one in rules.MODULES if one in chosen]


def institution(institution_id: str) -> Institution:
    """An institution that stands today. Raises NotValid."""
    row = Institution.objects.filter(pk=institution_id).exclude(valid_to__lt=clock.today()).first()
    if row is None:
        raise NotValid(_("Choose an institution of the list."), code="institution")
    return row


def region(region_id: str) -> Region | None:
    """A region; none for all of them. Raises NotValid."""
    if not region_id:
        return None
    row = Region.objects.filter(pk=region_id).first()
    if row is None:
        raise NotValid(_("Choose a region of the list, or leave it open."), code="region")
    return row


def moved(table: Transitions, verb: str, state: str, words: dict[str, Promise]) -> str:
    """The state after a verb. Raises NotNow that says how it stands."""
    after = leads_to(table, verb, state)
    if after is None:
        raise NotNow(
            format_lazy(
                _("This is “{state}” by now, so it cannot be done. Look at the page as it stands."), state=words[state]
            ),
            code=f"state_{state}",
        )
    return after


def unchanged(seen: int, revision: int) -> None:
    """Raises NotNow when somebody changed it since the page was opened."""
    if seen != revision:
        raise NotNow(
            _("Somebody changed this since you opened it. Compare with what stands now, and send yours again."),
            code="changed_meanwhile",
        )


def codes(rows: Iterable[str]) -> str:
    """Codes as the audit keeps them."""
    return ",".join(rows)[:64]
