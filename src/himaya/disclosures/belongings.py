"""What this room keeps of a person: demands about their files, what they asked themselves, exports they are in."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.disclosures import rules_exports, states, states_exports
from himaya.disclosures import states_requests as requests
from himaya.disclosures.models import DataExport, DataRequest, ExportedCase, HeldCopy, LegalDemand
from himaya.kernel.belongings import Belonging, Declared, Nobodys, Told
from himaya.kernel.sealed import blank


def unsettled(person_id: UUID) -> Promise | None:
    """A demand that runs is answered from the file. The sentence names none: who keeps the register may know of it."""
    if not LegalDemand.objects.filter(case__person_id=person_id).exclude(state=states.CLOSED).exists():
        return None
    return _(
        "The data protection officer or legal counsel still needs this file for something that is not settled. Ask "
        "them; then erase."
    )


def unanswered(person_id: UUID) -> Promise | None:
    """Whoever asked what is kept about them gets the answer before there is nothing left to answer from."""
    if not DataRequest.objects.filter(person_id=person_id, state__in=requests.OPEN).exists():
        return None
    return _("Something that was asked about this file has no answer yet. Answer it, or note that it was taken back.")


def exports_of(person_id: UUID) -> "QuerySet[DataExport]":
    """The exports that name a file of the person."""
    named = ExportedCase.objects.filter(case__person_id=person_id).values("export_id")
    return DataExport.objects.filter(pk__in=list(named.values_list("export_id", flat=True)))


def received(person_id: UUID) -> Told:
    """To whom a file left in which the person stands; the person themself is nobody else."""
    left = exports_of(person_id).filter(fetched__gt=0).exclude(purpose=rules_exports.THEMSELF)
    houses = left.filter(receiver__isnull=False).values_list("receiver_id", flat=True)
    return Told(institutions=set(houses), unlisted=left.filter(receiver__isnull=True).count())


class Mention(Belonging):
    """That an export names the person. One that has not left ends; the words of all of them go, with their keys.

    Others stand in the same export, so its line stays: who asked and approved, how many people, when it left.
    """

    def erase(self, person_id: UUID, *, scope: str) -> int:
        """Also for the identity alone: a reason that was typed may hold the name."""
        exports = exports_of(person_id)
        blank(exports, "reason", "who")
        exports.filter(state__in=states_exports.OPEN).update(state=states_exports.EMPTIED)
        return super().erase(person_id, scope=scope)

    def subjects(self, person_id: UUID) -> list[UUID]:
        """The subjects of exports whose words are still there."""
        return list(exports_of(person_id).filter(who__isnull=False).values_list("subject_id", flat=True))


BELONGS: list[Declared] = [
    Belonging(HeldCopy, lambda person: HeldCopy.objects.filter(case__person_id=person), what="copies", kind="file"),
    Belonging(
        DataRequest,
        lambda person: DataRequest.objects.filter(person_id=person).exclude(state__in=requests.OPEN),
        what="requests",
        kind="file",
        naming=("parts", "wanted", "wanted_name", "statement"),
        against=unanswered,
    ),
    Mention(
        ExportedCase,
        lambda person: ExportedCase.objects.filter(case__person_id=person),
        what="exports",
        kind="file",
        untold=True,
        told=received,
    ),
    Nobodys(
        DataExport, "the line of a register about a file of many people: `Mention` empties its words with the first"
    ),
    # The register of demands is the officer's and legal counsel's: neither what runs, which prevents the erasure, nor
    # what was settled is counted to whoever asks for one, and no paper says that somebody was asked about.
    Belonging(
        LegalDemand,
        lambda person: LegalDemand.objects.filter(case__person_id=person, state=states.CLOSED),
        what="demands",
        kind="file",
        naming=("who", "asked", "counsel", "answer", "given"),
        keyed="subject_id",
        against=unsettled,
        untold=True,
    ),
]
