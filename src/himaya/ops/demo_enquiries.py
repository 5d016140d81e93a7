"""Enquiries in the demo, by the verbs: four institutions that signed, and a desk that was told that another asks."""

import os
from dataclasses import replace
from datetime import timedelta

from himaya.cases.queries import desk_cases
from himaya.enquiries.actions import enquiries, protocol
from himaya.enquiries.actions.enquiries import Said
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.ops import after_enquiries
from himaya.persons.index import DOCUMENT
from himaya.persons.models import IndexToken
from himaya.persons.names import RULE_VERSION

OFFICERS = ("inspection-donnees", "hopitaux-donnees", "enfance-donnees", "asso-donnees")
ASKER, HOLDER = "inspection-nord", "hopital-centre"
REFERENCE = "EXERCICE-PROTOCOLE-1"


def seed() -> None:
    """On the oldest open files of an adult at two desks. Nothing where one has none."""
    for username in OFFICERS:
        officer = replace(_at_work(username), proven_at=clock.now())
        protocol.join(reference=REFERENCE, signed_on=clock.today() - timedelta(days=30), by=officer)
    asker, holder = _at_work(ASKER), _at_work(HOLDER)
    mine, theirs = (desk_cases(one).filter(age_group="adult").last() for one in (asker, holder))
    if mine is None or theirs is None:
        return
    # For the exercise: as if both had shown the same paper. Nobody's name is opened or changed for it.
    token = os.urandom(16)
    for case in (mine, theirs):
        IndexToken.objects.create(
            person_id=case.person_id,
            institution_id=case.institution_id,
            kind=DOCUMENT,
            token=token,
            rule_version=RULE_VERSION,
        )
    row = enquiries.ask(case_id=mine.pk, said=Said((theirs.institution_id,), agrees=True), by=asker)
    after_enquiries.compare({"enquiry": str(row.pk)})


def _at_work(username: str) -> Actor:
    return accounts.actor_for(Account.objects.values_list("pk", flat=True).get(username=username))
