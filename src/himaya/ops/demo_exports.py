"""Exports in the demo: switched on in one institution; one waits for its second person, one was approved."""

from dataclasses import replace

from himaya.adapters import age
from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.queries import desk_cases
from himaya.disclosures.actions import exports
from himaya.disclosures.actions.exports import Scope, Wanted
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.legal import rules_firewall as firewall
from himaya.legal import states
from himaya.legal.actions import entries
from himaya.legal.actions.entries import Said

LEAD, OFFICER, COUNSEL = "hopital-centre", "hopitaux-donnees", "hopitaux-conseil"
RECEIVER = "association-daw"
DECIDED = "Reprise de suivis par l’association partenaire (exercice) · تولي الجمعية الشريكة للمواكبة (تمرين)"
WHY = "L’association reprend le suivi de ces personnes (exercice) · تتولى الجمعية مواكبة هؤلاء الأشخاص (تمرين)"
WHO = "Responsable de l’accueil (exercice) · مسؤول الاستقبال (تمرين)"


def seed() -> None:
    """Everything by the verbs. Nothing is fetched: a demo gives nothing away that nobody can open."""
    lead, officer, counsel = (_at_work(name) for name in (LEAD, OFFICER, COUNSEL))
    entry = entries.propose(said=Said(part=states.EXPORTS, text=DECIDED), by=officer)
    entries.confirm(entry_id=entry, by=counsel)
    _some_agree(lead)
    exports.ask(wanted=_wanted("reference", "opened_on", "age_group"), by=lead)
    ready = exports.ask(wanted=_wanted("reference", "full_name", "language"), by=lead)
    exports.approve(export_id=ready, by=replace(officer, proven_at=clock.now()))


def _some_agree(lead: Actor) -> None:
    """All but the newest file of the desk, where it has several: the page then shows that somebody is left out."""
    question = Question(
        to=f"institution:{RECEIVER}",
        data_classes=("identity", "age_group", "language"),
        language="fr",
        interpreter="none",
        mode="spoken",
    )
    files = list(desk_cases(lead))
    for case in files[1:] or files:
        consents.give(case_id=case.pk, question=question, by=lead)


def _at_work(username: str) -> Actor:
    return accounts.actor_for(Account.objects.values_list("pk", flat=True).get(username=username))


def _wanted(*parts: str) -> Wanted:
    return Wanted(
        purpose="prepare_referral",
        aim=firewall.PROTECT,
        basis="agreed",
        parts=parts,
        scope=Scope(),
        reason=WHY,
        who=WHO,
        # Of a pair whose private half nobody has.
        key=age.forgotten_pair(),
        receiver=RECEIVER,
    )
