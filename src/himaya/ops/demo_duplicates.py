"""Duplicates in the demo: somebody whom a night shift entered a second time, and the search that finds it."""

from dataclasses import replace
from threading import Event
from uuid import UUID

from himaya.cases.actions import screenings
from himaya.cases.actions.screenings import Wish
from himaya.duplicates.actions import searches
from himaya.institutions import accounts
from himaya.institutions.content import Pack
from himaya.institutions.models import Account
from himaya.instruments import queries
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.ops import duplicates_worker
from himaya.ops.demo_cases import form_of, somebody_at
from himaya.persons.actions.people import Identity

DESK, ELSEWHERE, TWICE = "hopital-centre", "hopital-nord", "p5"
LEAD, OFFICER = "hopital-centre", "hopitaux-donnees"


def seed(pack: Pack) -> None:
    """By the verbs; what the page says of the pair is what the search and the page work out themselves."""
    _entered_again(pack)
    search_id = searches.ask(by=_at_work(LEAD))
    searches.agree(search_id=search_id, by=replace(_at_work(OFFICER), proven_at=clock.now()))
    duplicates_worker.search_one(Event())


def _entered_again(pack: Pack) -> UUID:
    """The same name in another spelling, the same year, no telephone: nobody looked for her first."""
    person = next(one for one in pack.people if one.id == TWICE)
    said = Identity(full_name=person.other_spellings[0], birth=str(person.birth_year))
    return screenings.hand_over(
        version_id=queries.in_force(form_of(DESK)).pk,
        answers={},
        identity=said,
        person_id=None,
        route="consent",
        wishes=[Wish("medical_care", ELSEWHERE, ("reference", "age_group", "language"), "ordinary")],
        language="en",
        interpreter="none",
        consent_given=True,
        told_first=True,
        guardian_implicated="",
        region=person.region,
        by=somebody_at(DESK),
        instance_id=new_id(),
        details={"gender": person.gender},
    ).case_id


def _at_work(username: str) -> Actor:
    return accounts.actor_for(Account.objects.values_list("pk", flat=True).get(username=username))
