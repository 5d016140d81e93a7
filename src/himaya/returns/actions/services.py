"""What waits on arrival is confirmed service by service, by the name of the desk that promised it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.kernel.actor import Actor
from himaya.kernel.untold import NotNow, NotValid
from himaya.returns import access, rules, said, states, words
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.writing import Next, few, write

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One service there, who promised it or takes it back, by name, and a few words."""

    service: str
    who: str
    words: str = ""
    no_longer: bool = False


def confirm(*, case_id: UUID, confirmed: Confirmed, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down which desk there has promised a service, or does so no longer. The last word on a service counts.

    Another word on what has to be there on arrival is signed anew.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, no way abroad chosen), NotValid (service, who, words).
    """
    kept, who = few(confirmed.words), few(confirmed.who, code="who_confirms", longest=LONGEST_NAME)
    if confirmed.service not in rules.SERVICES:
        raise NotValid(_("Choose what was promised."), code="service")
    if not who:
        raise NotValid(_("Write down which desk or organisation promised it, by name."), code="who_confirms")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        opened = access.words_within(by, case, row)
        stands = opened.stands
        if stands.way not in rules.ABROAD:
            raise NotNow(words.AGAINST[rules.NOT_CHOSEN], code="not_chosen")
        told = {"who": who, "country": stands.country, "no_longer": confirmed.no_longer, "words": kept}
        changed = said.changes(opened.told, confirmed.service, told)
        line = states.SERVICE_CHANGED if changed else states.SERVICE_CONFIRMED
        return Next(line, "service_confirmed", told, code=confirmed.service)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)
