"""What this room keeps of a person: the demands of authorities about their files, and what they asked themselves."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.disclosures import states
from himaya.disclosures import states_requests as requests
from himaya.disclosures.models import DataRequest, LegalDemand
from himaya.kernel.belongings import Belonging, Declared


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


BELONGS: list[Declared] = [
    Belonging(
        DataRequest,
        lambda person: DataRequest.objects.filter(person_id=person).exclude(state__in=requests.OPEN),
        what="requests",
        kind="file",
        naming=("parts", "wanted", "wanted_name", "statement"),
        against=unanswered,
    ),
    # One that runs prevents the erasure, and is not counted to whoever asks for one.
    Belonging(
        LegalDemand,
        lambda person: LegalDemand.objects.filter(case__person_id=person, state=states.CLOSED),
        what="demands",
        kind="file",
        naming=("who", "asked", "counsel", "answer", "given"),
        keyed="subject_id",
        against=unsettled,
    ),
]
