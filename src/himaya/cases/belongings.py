"""What this room keeps of a person. Each line deletes before what it points at."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases.models import (
    Arrival,
    Case,
    CaseFile,
    Closure,
    Compartment,
    CompartmentGrant,
    CompartmentNote,
    Consent,
    Emergency,
    Exclusion,
    Grant,
    HandOver,
    InboundSheet,
    InboundWords,
    KnownAs,
    LegalHold,
    PartnerLink,
    Referral,
    ReferralStep,
    SharingException,
    Submission,
    WithdrawalNotice,
)
from himaya.cases.rules_consents import USED, WITHOUT
from himaya.cases.rules_consents_exceptions import CONFIRMED
from himaya.kernel.belongings import Belonging, Declared
from himaya.kernel.models import OutboxMessage


def payloads(person_id: UUID) -> "QuerySet[OutboxMessage]":
    """What the worker would still do about the person's files and referrals."""
    referrals = [str(one) for one in Referral.objects.filter(person_id=person_id).values_list("pk", flat=True)]
    cases = [str(one) for one in Case.objects.filter(person_id=person_id).values_list("pk", flat=True)]
    return OutboxMessage.objects.filter(Q(ids__referral__in=referrals) | Q(ids__case__in=cases))


def unreviewed(person_id: UUID) -> Promise | None:
    """An erasure must not come before the review of an emergency: it would hide what somebody did."""
    if not Emergency.objects.filter(case__person_id=person_id, outcome="").exists():
        return None
    return _("An emergency access to this file was not reviewed yet. Review it first; then erase.")


def held(person_id: UUID) -> Promise | None:
    """An order or a dispute: what it needs stays as it is, whoever wants to erase, remove or replace it."""
    if not LegalHold.objects.filter(person_id=person_id, lifted_on__isnull=True).exists():
        return None
    return _("A legal hold stands on this file: nothing of it may be erased until it is lifted.")


BELONGS: list[Declared] = [
    Belonging(OutboxMessage, payloads, what="payloads", kind="payload"),
    Belonging(
        ReferralStep, lambda person: ReferralStep.objects.filter(referral__person_id=person), what="steps", kind="file"
    ),
    # With the identity too: what a partner was handed names the person.
    Belonging(
        PartnerLink,
        lambda person: PartnerLink.objects.filter(referral__person_id=person),
        what="links",
        kind="packet",
        with_identity=True,
    ),
    Belonging(
        WithdrawalNotice,
        lambda person: WithdrawalNotice.objects.filter(case__person_id=person),
        what="withdrawal_notices",
        kind="file",
    ),
    Belonging(
        SharingException,
        lambda person: SharingException.objects.filter(case__person_id=person),
        what="sharing_exceptions",
        kind="file",
        not_told={"recipient": ~Q(state=CONFIRMED)},
    ),
    Belonging(
        Referral,
        lambda person: Referral.objects.filter(person_id=person),
        what="referrals",
        kind="packet",
        naming=("packet_identity", "question", "answer", "note"),
        # A desk that the receiver thought of; if it is asked, a referral of its own says so.
        not_told={"proposed_desk": None},
    ),
    Belonging(HandOver, lambda person: HandOver.objects.filter(case__person_id=person), what="handovers", kind="file"),
    # Gone with the answer, before there is a person whose they could be; what is left of a fault goes with the file.
    Belonging(
        InboundWords,
        lambda person: InboundWords.objects.filter(sheet__case__person_id=person),
        what="inbound",
        kind="file",
        with_identity=True,
        keyed="subject_id",
    ),
    Belonging(
        InboundSheet, lambda person: InboundSheet.objects.filter(case__person_id=person), what="inbound", kind="file"
    ),
    # With the identity too: it leads to what another desk knows of the person.
    Belonging(
        KnownAs,
        lambda person: KnownAs.objects.filter(person_id=person),
        what="known_as",
        kind="file",
        with_identity=True,
    ),
    Belonging(Arrival, lambda person: Arrival.objects.filter(person_id=person), what="arrivals", kind="file"),
    # A yes tells nobody anything; that it was used for a call, or that something went without one, does.
    Belonging(
        Consent,
        lambda person: Consent.objects.filter(case__person_id=person),
        what="consents",
        kind="file",
        not_told={"recipient": ~Q(word__in=(WITHOUT, USED)), "receiver": None},
    ),
    Belonging(Submission, lambda person: Submission.objects.filter(person_id=person), what="answers", kind="file"),
    # Those that stand prevent the erasure; the lifted ones go with the file, and the audit keeps that they were.
    Belonging(
        LegalHold,
        lambda person: LegalHold.objects.filter(person_id=person, lifted_on__isnull=False),
        what="holds",
        kind="file",
        holds=held,
    ),
    # `files.destroy_all` emptied them before, whatever the scope: the line of an emptied one stays while the case does.
    Belonging(
        CaseFile,
        lambda person: CaseFile.objects.filter(person_id=person),
        what="attachments",
        kind="file",
        naming=("description", "secret"),
    ),
    Belonging(
        Emergency,
        lambda person: Emergency.objects.filter(case__person_id=person).exclude(outcome=""),
        what="emergencies",
        kind="file",
        against=unreviewed,
    ),
    # Whom a conflict keeps out is known to the desk that named them, and to no paper.
    Belonging(
        Exclusion,
        lambda person: Exclusion.objects.filter(case__person_id=person),
        what="exclusions",
        kind="file",
        untold=True,
    ),
    # Free texts under keys of their own: they go with the identity too, and nobody is told whether there were any.
    Belonging(
        CompartmentNote,
        lambda person: CompartmentNote.objects.filter(compartment__case__person_id=person),
        what="apart",
        kind="file",
        with_identity=True,
        untold=True,
    ),
    Belonging(
        CompartmentGrant,
        lambda person: CompartmentGrant.objects.filter(compartment__case__person_id=person),
        what="apart",
        kind="file",
        with_identity=True,
        untold=True,
    ),
    Belonging(
        Compartment,
        lambda person: Compartment.objects.filter(case__person_id=person),
        what="apart",
        kind="file",
        with_identity=True,
        keyed="subject_id",
        untold=True,
    ),
    Belonging(Closure, lambda person: Closure.objects.filter(person_id=person), what="closures", kind="file"),
    Belonging(Grant, lambda person: Grant.objects.filter(case__person_id=person), what="accesses", kind="file"),
    Belonging(Case, lambda person: Case.objects.filter(person_id=person), what="files", kind="file"),
]
