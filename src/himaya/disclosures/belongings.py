"""What this room keeps of a person: the demands of authorities about their files."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.disclosures import states
from himaya.disclosures.models import LegalDemand
from himaya.kernel.belongings import Belonging, Declared


def unsettled(person_id: UUID) -> Promise | None:
    """A demand that runs is answered from the file. The sentence names none: who keeps the register may know of it."""
    if not LegalDemand.objects.filter(case__person_id=person_id).exclude(state=states.CLOSED).exists():
        return None
    return _(
        "The data protection officer or legal counsel still needs this file for something that is not settled. Ask "
        "them; then erase."
    )


BELONGS: list[Declared] = [
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
