"""What this room keeps of a person. Each line deletes before what it points at.

What was decided of somebody's rights, when, by whom, and that they were told, stays when the identity alone is erased;
the words go, because nobody can promise that they hold no name.
"""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.determinations import states
from himaya.determinations.models import Counsel, Decision, Note, Panel, Period, Request, Telling
from himaya.kernel.belongings import Belonging, Declared

WHAT = "decisions"


def _of(
    model: type[Note] | type[Period] | type[Telling] | type[Panel] | type[Decision] | type[Request] | type[Counsel],
    **more: Any,
) -> Belonging:
    def rows(person_id: UUID) -> "QuerySet[Note]":
        return model.objects.filter(person_id=person_id)  # type: ignore[return-value]

    return Belonging(model, rows, what=WHAT, kind="file", **more)


BELONGS: list[Declared] = [
    # Codes from a list: nobody types a word of it.
    _of(Note, not_told={"to_desk": ~Q(word=states.GIVEN)}),
    _of(Period, naming=("reason",)),
    _of(Telling, naming=("words",)),
    _of(Panel, naming=("members",)),
    _of(Decision, naming=("reasons",)),
    _of(Counsel, not_told={"desk": Q(opened_at__isnull=True)}),
    _of(Request, naming=("sheet",), not_told={"to_desk": Q(handed_at__isnull=True)}),
]
