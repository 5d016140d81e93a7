"""What this room keeps of a person: that others were asked, and that a desk was told. It leads from file to file, so
it goes with the identity; of what a desk was told no list and no certificate says a number."""

from uuid import UUID

from django.db.models import Q

from himaya.enquiries.models import Answer, Enquiry
from himaya.enquiries.models import Told as ToldDesk
from himaya.kernel.belongings import Belonging, Declared, Told


def parties(person_id: UUID) -> set[str]:
    """The institutions that were asked whether they know the person."""
    asked = Enquiry.objects.filter(person_id=person_id, compared_at__isnull=False).values_list("parties", flat=True)
    return {one for parties in asked for one in parties}


BELONGS: list[Declared] = [
    Belonging(
        ToldDesk,
        lambda person: ToldDesk.objects.filter(Q(person_id=person) | Q(enquiry__person_id=person)),
        what="enquiries",
        kind="identity",
        with_identity=True,
        untold=True,
    ),
    Belonging(
        Answer,
        lambda person: Answer.objects.filter(enquiry__person_id=person),
        what="enquiries",
        kind="identity",
        with_identity=True,
        untold=True,
    ),
    Belonging(
        Enquiry,
        lambda person: Enquiry.objects.filter(person_id=person),
        what="enquiries",
        kind="identity",
        with_identity=True,
        # Each that was asked, whatever the comparison found there: so no list says where somebody is known.
        told=lambda person: Told(institutions=parties(person)),
    ),
]
