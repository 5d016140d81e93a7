"""What this room keeps of a person: the identity, the tokens under which it is found again, and with whom it is one."""

from django.db.models import Q

from himaya.kernel.belongings import Belonging, Declared
from himaya.persons.models import IndexToken, Person, SamePerson

BELONGS: list[Declared] = [
    # That two are one person is erased and counted nowhere: a number would tell of another file.
    Belonging(
        SamePerson,
        lambda person: SamePerson.objects.filter(Q(one_id=person) | Q(other_id=person)),
        what="relations",
        kind="identity",
        with_identity=True,
        untold=True,
    ),
    Belonging(
        IndexToken,
        lambda person: IndexToken.objects.filter(person_id=person),
        what="tokens",
        kind="identity",
        with_identity=True,
    ),
    Belonging(
        Person,
        lambda person: Person.objects.filter(pk=person),
        what="identity",
        kind="identity",
        naming=("full_name", "other_names", "birth", "phone", "document", "safe_contact", "meeting_place"),
    ),
]
