"""What this room keeps of a person: the identity, and the tokens under which it is found again."""

from himaya.kernel.belongings import Belonging, Declared
from himaya.persons.models import IndexToken, Person

BELONGS: list[Declared] = [
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
