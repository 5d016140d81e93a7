"""That a life is in danger, and until when somebody looks again: for the desk that holds the file, as its page is."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.crisis import queries
from himaya.kernel.actor import Actor
from himaya.kernel.open_items import LIFE, Kind, Waits
from himaya.tasks import queries as tasks

ACT_NOW = _("Danger now: act. Nobody has written down yet that somebody looked.")


def _looks(actor: Actor, case_id: UUID | None) -> Iterator[Waits]:
    # On a closed file nothing is written: what cannot be done any more does not stand there for ever.
    rows = Case.objects.filter(cases.held_cases(actor), state="open")
    held = rows.filter(pk=case_id) if case_id is not None else rows
    files = list(held.values_list("pk", flat=True))
    running = queries.looks(files)
    for pk, at in running:
        yield Waits(pk, at=at)
    # Called for, and begun by nobody yet: it waits here until somebody looked, or said why not.
    begun = {pk for pk, _at in running}
    for pk, due in tasks.standing(actor, "see_again", [one for one in files if one not in begun]):
        yield Waits(pk, at=due, sentence=ACT_NOW)


OPEN: list[Kind] = [
    Kind("crisis", LIFE, _("A life is in danger: somebody sees or hears the person again."), _looks, "crisis:of_case")
]
