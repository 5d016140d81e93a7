"""The files of a desk in the variables of CTDC: which rows would stand, and nothing that leaves by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.exchange import policy, standard
from himaya.exchange import rules_ctdc as rules
from himaya.exchange.content import Map, mapped
from himaya.exchange.held import held_under
from himaya.exchange.rules_htcds import CITIZENSHIP, Held
from himaya.institutions import budgets
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid

# For which purpose it may be counted: none of them reveals an identity, and none is opened.
PURPOSES = ("count_in_standard",)


@dataclass(frozen=True, slots=True)
class Counted:
    """`files`: how many there are; `stand`: how many rows would; `fallen`: the others; shares of those that stand."""

    files: int
    stand: int
    fallen: int
    shares: tuple[rules.Share, ...]


def years(actor: Actor) -> list[int]:
    """The years in which a file that the actor's desk holds was opened, the newest first."""
    days = Case.objects.filter(cases.held_cases(actor)).dates("opened_on", "year", order="DESC")
    return [one.year for one in days] or [clock.today().year]


@contextmanager
def open_counted(actor: Actor, *, year: int, purpose: str) -> Iterator[Counted]:
    """Count the files of one year that the actor's desk holds: one audit event, every person charged, no name opened.

    Raises NotPermitted, NotValid (purpose, year), NotNow for more people than may be opened in an hour, BudgetSpent.
    """
    policy.check_leads(actor)
    if purpose not in PURPOSES:
        raise NotValid(_("Say for which purpose it is counted."), code="purpose_missing")
    if year not in years(actor):
        raise NotValid(_("Choose one of the years in which a file of this desk was opened."), code="year_wrong")
    rows = Case.objects.filter(cases.held_cases(actor), opened_on__year=year).order_by("pk")
    held = {one.pk: one for one in rows}
    most = budgets.of_roles(actor.roles).stop_at
    if len({one.person_id for one in held.values()}) > most:
        raise NotNow(
            _("These are more than the %(n)s people who may be opened within an hour. Nothing was opened.")
            % {"n": most},
            code="too_many",
        )
    with Access(actor, purpose, action="standard.counted", about=("standard", year)) as access:
        access.open()
        found = held_under(access, held, {}, agreed=False)
        yield _counted([row_of(held[pk], one) for pk, one in found.items()], mapped())


def row_of(case: Case, held: Held) -> rules.Row:
    """One file as a row: no name, no address, no day, no region."""
    known = mapped()
    said = standard.in_fields(held, exposing=True)
    age = next(iter(held.codes.get("age", ())), "")
    return rules.row(
        said,
        codes=known.of(rules.SCHEME),
        variables=list(known.variables),
        year=case.opened_on.year,
        band=rules.band_of(int(age)) if age.isascii() and age.isdecimal() and len(age) < 4 else "",
        citizenship=known.countries.get(said[CITIZENSHIP], ""),
        ties=held.codes.get("relation", ()),
    )


def _counted(rows: list[rules.Row], known: Map) -> Counted:
    found = rules.standing(rows, known.least)
    groups = {name: one.group for name, one in known.variables.items()}
    return Counted(len(rows), len(found.rows), found.fallen, rules.shares(found.rows, groups))
