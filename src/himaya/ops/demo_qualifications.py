"""The invented country: who may lead an identification interview, by certificates of an invented training centre."""

from datetime import timedelta
from uuid import UUID

from himaya.institutions import accounts
from himaya.institutions import rules_qualifications as rules
from himaya.institutions.actions import qualifications
from himaya.institutions.actions.qualifications import Certificate
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor

# Who holds it, at which institution, and the lead there who has seen the certificate. Not `asso-apprend`: with that
# account a visitor sees what somebody is told who holds none yet.
HOLDERS = (
    ("asso-accueil", "association-daw", "asso-accueil-chef", "ENT-0112"),
    ("asso-entretien", "association-daw", "asso-accueil-chef", "ENT-0115"),
    ("action-sociale-entretien", "social-action", "action-sociale-centre", "ENT-0122"),
    ("inspection-entretien", "labour-inspectorate", "inspection-sud", "ENT-0119"),
    ("enfance-nord", "child-protection", "enfance-nord-chef", "ENT-0127"),
)
ENTERS = "technique"
ISSUER = "Centre national de formation (exercice)"


def seed() -> None:
    """Enter and confirm one for each, by two people, as anywhere."""
    today = clock.today()
    for holder, institution, lead, number in HOLDERS:
        row = qualifications.enter(
            account_id=_account(holder),
            kind=rules.IDENTIFICATION_INTERVIEW,
            institution_id=institution,
            first=today,
            last=today + timedelta(days=400),
            certificate=Certificate(ISSUER, number, today - timedelta(days=12)),
            by=_actor(ENTERS),
        )
        qualifications.confirm(qualification_id=row.pk, saw_certificate=True, by=_actor(lead))


def _account(username: str) -> UUID:
    found: UUID = Account.objects.values_list("pk", flat=True).get(username=username)
    return found


def _actor(username: str) -> Actor:
    return accounts.actor_for(_account(username))
