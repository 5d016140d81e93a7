"""The people of a desk in the variables of CTDC: which rows would stand, and nothing that leaves by itself."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.exchange import policy, standard
from himaya.exchange import rules_ctdc as rules
from himaya.exchange.content import Map, mapped
from himaya.exchange.held import held_under
from himaya.exchange.rules_htcds import CITIZENSHIP, Held
from himaya.institutions import budgets, content
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.models import Stamp
from himaya.persons import matching

# For which purpose it may be counted: none of them reveals an identity, and none is opened.
PURPOSES = ("count_in_standard",)


@dataclass(frozen=True, slots=True)
class Counted:
    """`people`: each once; `stand`: how many rows would; `fallen`: the others; shares of those that stand.

    `table`: the rows that stand where what could expose anybody is left empty, which is all that a file may hold.
    """

    people: int
    stand: int
    fallen: int
    shares: tuple[rules.Share, ...]
    table: tuple[rules.Row, ...]


def years(actor: Actor) -> list[int]:
    """The years in which a file that the actor's desk holds was opened, the newest first."""
    days = Case.objects.filter(cases.held_cases(actor)).dates("opened_on", "year", order="DESC")
    return [one.year for one in days] or [clock.today().year]


@contextmanager
def open_counted(actor: Actor, *, year: int, purpose: str) -> Iterator[Counted]:
    """Count the people with a file of that year at the actor's desk: one audit event, each charged, no name opened.

    Raises NotPermitted, NotValid (purpose, year), NotNow for more people than may be opened in an hour, BudgetSpent.
    """
    policy.check_leads(actor)
    if purpose not in PURPOSES:
        raise NotValid(_("Say for which purpose it is counted."), code="purpose_missing")
    if year not in years(actor):
        raise NotValid(_("Choose one of the years in which a file of this desk was opened."), code="year_wrong")
    held = {one.pk: one for one in _one_a_person(Case.objects.filter(cases.held_cases(actor), opened_on__year=year))}
    most = budgets.of_roles(actor.roles).stop_at
    if len(held) > most:
        raise NotNow(
            _("These are more than the %(n)s people who may be opened within an hour. Nothing was opened.")
            % {"n": most},
            code="too_many",
        )
    with Access(actor, purpose, action="standard.counted", about=("standard", year)) as access:
        access.open()
        found = held_under(access, held, {}, agreed=False)
        here = nation()
        every = [row_of(held[pk], one, here=here) for pk, one in found.items()]
        yield _counted(every, [row_of(held[pk], one, here=here, exposing=False) for pk, one in found.items()], mapped())


def nation() -> str:
    """The country of this nation as ISO 3166-1 writes it in three letters; empty for an invented one."""
    pack = Stamp.objects.filter(pk=1).values_list("pack", flat=True).first()
    return mapped().countries.get(content.load_pack(pack).country_code, "") if pack else ""


def _one_a_person(files: Iterable[Case]) -> list[Case]:
    """The newest file of each; two identities that somebody said to be one person are one here too."""
    in_order = sorted(files, key=lambda one: (one.opened_on, one.pk))
    same = matching.same_as({one.person_id for one in in_order})
    newest: dict[UUID, Case] = {}
    for one in in_order:
        newest[min({one.person_id, *same.get(one.person_id, ())})] = one
    return sorted(newest.values(), key=lambda one: one.pk)


def row_of(case: Case, held: Held, *, here: str = "", exposing: bool = True) -> rules.Row:
    """One person as a row: no name, no address, no day, no region. `here`: this nation, where the file was opened."""
    known = mapped()
    said = standard.in_fields(held, exposing=exposing)
    age = next(iter(held.codes.get("age", ())), "")
    return rules.row(
        said,
        codes=known.of(rules.SCHEME),
        variables=list(known.variables),
        year=case.opened_on.year,
        band=rules.band_of(int(age)) if age.isascii() and age.isdecimal() and len(age) < 4 else "",
        citizenship=known.countries.get(said[CITIZENSHIP], ""),
        country="" if held.elsewhere else here,
        ties=held.codes.get("relation", ()),
    )


def _counted(rows: list[rules.Row], harmless: list[rules.Row], known: Map) -> Counted:
    found = rules.standing(rows, known.least)
    groups = {name: one.group for name, one in known.variables.items()}
    table = rules.standing(harmless, known.least).rows
    return Counted(len(rows), len(found.rows), found.fallen, rules.shares(found.rows, groups), table)
