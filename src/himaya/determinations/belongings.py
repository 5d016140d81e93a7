"""What this room keeps of a person. Each line deletes before what it points at."""

from django.db.models import QuerySet

from himaya.determinations.models import Counsel, Decision, Note, Panel, Period, Request, Telling
from himaya.kernel.belongings import Belonging, Declared

WHAT = "decisions"


def _of(
    model: type[Note] | type[Period] | type[Telling] | type[Panel] | type[Decision] | type[Request],
) -> Belonging:
    """Free texts, of which nobody can promise that they hold no name: they go with the identity too."""

    def rows(person_id: object) -> "QuerySet[Note]":
        return model.objects.filter(person_id=person_id)  # type: ignore[return-value]

    return Belonging(model, rows, what=WHAT, kind="file", with_identity=True)


BELONGS: list[Declared] = [
    *(_of(model) for model in (Note, Period, Telling, Panel, Decision)),
    Belonging(
        Counsel,
        lambda person: Counsel.objects.filter(person_id=person),
        what=WHAT,
        kind="file",
        with_identity=True,
    ),
    _of(Request),
]
