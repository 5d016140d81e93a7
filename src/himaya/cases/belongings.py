"""What this room keeps of a person. Each line deletes before what it points at."""

from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.cases.models import Case, Consent, LegalHold, Referral, ReferralStep, Submission
from himaya.kernel.belongings import Belonging, Declared
from himaya.kernel.models import OutboxMessage


def payloads(person_id: UUID) -> "QuerySet[OutboxMessage]":
    """What the worker would still do about the person's files and referrals."""
    referrals = [str(one) for one in Referral.objects.filter(person_id=person_id).values_list("pk", flat=True)]
    cases = [str(one) for one in Case.objects.filter(person_id=person_id).values_list("pk", flat=True)]
    return OutboxMessage.objects.filter(Q(ids__referral__in=referrals) | Q(ids__case__in=cases))


BELONGS: list[Declared] = [
    Belonging(OutboxMessage, payloads, what="payloads", kind="payload"),
    Belonging(
        ReferralStep, lambda person: ReferralStep.objects.filter(referral__person_id=person), what="steps", kind="file"
    ),
    Belonging(
        Referral,
        lambda person: Referral.objects.filter(person_id=person),
        what="referrals",
        kind="packet",
        naming=("packet_identity", "question", "answer", "note"),
    ),
    Belonging(Consent, lambda person: Consent.objects.filter(case__person_id=person), what="consents", kind="file"),
    Belonging(Submission, lambda person: Submission.objects.filter(person_id=person), what="answers", kind="file"),
    # Those that stand prevent the erasure; the lifted ones go with the file, and the audit keeps that they were.
    Belonging(
        LegalHold,
        lambda person: LegalHold.objects.filter(person_id=person, lifted_on__isnull=False),
        what="holds",
        kind="file",
    ),
    Belonging(Case, lambda person: Case.objects.filter(person_id=person), what="files", kind="file"),
]
