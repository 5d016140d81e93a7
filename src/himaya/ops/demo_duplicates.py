"""Duplicates in the demo: a search that two people wanted, and two files of the exercise laid side by side."""

from dataclasses import replace

from himaya.cases.queries import desk_cases
from himaya.duplicates.actions import searches
from himaya.duplicates.actions.searches import Found, Likely
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.persons import matching
from himaya.persons.rules_matching import BIRTH, NAME, NEAR, YEAR

LEAD, OFFICER = "hopital-centre", "hopitaux-donnees"


def seed() -> None:
    """By the verbs. What the search found is laid out for the exercise: nothing is opened for it."""
    lead = _at_work(LEAD)
    people = sorted({case.person_id for case in desk_cases(lead)}, key=lambda one: one.hex)
    search_id = searches.ask(by=lead)
    searches.agree(search_id=search_id, by=replace(_at_work(OFFICER), proven_at=clock.now()))
    claimed = searches.begin(by=SYSTEM)
    if claimed is None:
        return
    likely = tuple(
        Likely(one, other, 0.6, {NAME: NEAR, BIRTH: YEAR}) for one, other in zip(people, people[1:2], strict=False)
    )
    everybody = len(matching.people_of(lead.institution_id))
    found = Found(everybody, pairs=len(likely), expected=0.6 * len(likely), high=float(len(likely)), likely=likely)
    searches.finish(claimed=claimed, found=found, by=SYSTEM)


def _at_work(username: str) -> Actor:
    return accounts.actor_for(Account.objects.values_list("pk", flat=True).get(username=username))
