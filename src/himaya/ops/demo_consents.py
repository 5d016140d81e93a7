"""Agreements in the demo: one that ends soon, one that was taken back, a sharing without agreement that waits."""

from dataclasses import replace
from datetime import timedelta

from himaya.cases.actions import consents, exceptions
from himaya.cases.actions.consents import Question
from himaya.cases.actions.exceptions import Wanted
from himaya.cases.queries import desk_cases
from himaya.cases.rules_consents_exceptions import TO_TELL, Notice
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.legal import states
from himaya.legal.actions import entries
from himaya.legal.actions.entries import Said
from himaya.legal.regimes import Regime

LEAD, OFFICER, COUNSEL = "hopital-centre", "hopitaux-donnees", "hopitaux-conseil"
HELPS, GOES_BACK, LEARNS = "asso-droits", "action-sociale-centre", "asso-accueil"
RULES = "Convention de suivi (exercice) · اتفاقية مواكبة (تمرين)"
REGIME = Regime(
    immunities=states.NO,
    onward=states.UNKNOWN,
    country="Talmire · تلميرا",
    law="Loi sur les données de Talmire (exercice) · قانون المعطيات بتلميرا (تمرين)",
    retention="",
)


def seed() -> None:
    """Everything by the verbs, on the oldest adult's file of one desk; nothing where it has none."""
    lead, officer, counsel = (_at_work(name) for name in (LEAD, OFFICER, COUNSEL))
    entry = entries.propose(said=Said(states.RECIPIENT, RULES, "association-mizan", regime=REGIME), by=officer)
    entries.confirm(entry_id=entry, by=counsel)
    case = next((one for one in reversed(desk_cases(lead)) if one.age_group == "adult"), None)
    if case is None:
        return
    question = Question(f"desk:{HELPS}", ("needs", "language"), "ary", "none", "spoken")
    consents.give(case_id=case.pk, question=question, until=clock.today() + timedelta(days=10), by=lead)
    back = consents.give(case_id=case.pk, question=replace(question, to=f"desk:{GOES_BACK}"), by=lead)
    consents.withdraw(consent_id=back, by=lead)
    notice = Notice(TO_TELL, clock.today() + timedelta(days=3))
    exceptions.propose(case_id=case.pk, wanted=Wanted(LEARNS, ("danger_now",), "danger", notice), by=lead)


def _at_work(username: str) -> Actor:
    return accounts.actor_for(Account.objects.values_list("pk", flat=True).get(username=username))
