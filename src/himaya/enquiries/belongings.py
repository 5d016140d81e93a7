"""What this room keeps of a person: that others were asked, and that a desk was told. It leads from file to file, so
it goes with the identity; of what a desk was told no list and no certificate says a number."""

from django.db.models import Q

from himaya.enquiries.models import Answer, Enquiry, Told
from himaya.kernel.belongings import Belonging, Declared

BELONGS: list[Declared] = [
    Belonging(
        Told,
        lambda person: Told.objects.filter(Q(person_id=person) | Q(enquiry__person_id=person)),
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
    ),
]
