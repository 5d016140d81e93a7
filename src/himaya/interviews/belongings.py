"""What this room keeps of a person. Each line deletes before what it points at."""

from django.db import models

from himaya.interviews.models import (
    Agreement,
    Draft,
    DraftKey,
    EarlierDraft,
    Event,
    Fact,
    Interpreter,
    Interview,
    Moment,
    Note,
    Preparation,
    Sitting,
    Telling,
)
from himaya.kernel.belongings import Belonging, Declared

WHAT = "interviews"


def _of(model: type[models.Model]) -> Belonging:
    """Words and answers, of which nobody can promise that they hold no name: they go with the identity too."""

    def rows(person_id: object) -> "models.QuerySet[models.Model]":
        return model._default_manager.filter(person_id=person_id)

    return Belonging(model, rows, what=WHAT, kind="file", with_identity=True)


BELONGS: list[Declared] = [
    _of(Note),
    _of(Fact),
    _of(Event),
    _of(EarlierDraft),
    _of(DraftKey),
    _of(Draft),
    _of(Moment),
    _of(Agreement),
    _of(Sitting),
    _of(Preparation),
    _of(Interpreter),
    _of(Interview),
    _of(Telling),
]
