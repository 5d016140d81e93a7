"""That a life is in danger, and until when somebody looks again: for the desk that holds the file, as its page is."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.crisis import queries
from himaya.kernel.actor import Actor
from himaya.kernel.open_items import LIFE, Kind, Waits


def _looks(actor: Actor, case_id: UUID | None) -> Iterator[Waits]:
    # On a closed file nothing is written: what cannot be done any more does not stand there for ever.
    rows = Case.objects.filter(cases.held_cases(actor), state="open")
    held = rows.filter(pk=case_id) if case_id is not None else rows
    for pk, at in queries.looks(held.values_list("pk", flat=True)):
        yield Waits(pk, at=at)


OPEN: list[Kind] = [
    Kind("crisis", LIFE, _("A life is in danger: somebody sees or hears the person again."), _looks, "crisis:of_case")
]
