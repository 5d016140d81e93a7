"""What this room keeps of a person. Each line deletes before what it points at."""

from django.db.models import QuerySet

from himaya.conferences.models import Attendance, Conference, Given, Heard, Hearer, Item, Minutes, Saying, Seat
from himaya.kernel.belongings import Belonging, Declared

WHAT = "conferences"


def _of(model: type[Minutes] | type[Given] | type[Heard] | type[Saying] | type[Item] | type[Seat]) -> Belonging:
    """Free texts, of which nobody can promise that they hold no name: they go with the identity too."""

    def rows(person_id: object) -> "QuerySet[Minutes]":
        return model.objects.filter(person_id=person_id)  # type: ignore[return-value]

    return Belonging(model, rows, what=WHAT, kind="file", with_identity=True)


BELONGS: list[Declared] = [
    _of(Minutes),
    _of(Given),
    _of(Heard),
    Belonging(
        Hearer,
        lambda person: Hearer.objects.filter(item__person_id=person),
        what=WHAT,
        kind="file",
        with_identity=True,
    ),
    _of(Item),
    _of(Saying),
    Belonging(
        Attendance,
        lambda person: Attendance.objects.filter(seat__person_id=person),
        what=WHAT,
        kind="file",
        with_identity=True,
    ),
    _of(Seat),
    Belonging(
        Conference,
        lambda person: Conference.objects.filter(person_id=person),
        what=WHAT,
        kind="file",
        with_identity=True,
    ),
]
