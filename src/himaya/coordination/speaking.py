"""Who says what is entered for an institution: its delegate by click, the secretariat by mail or letter."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy, states
from himaya.coordination.models import Cycle
from himaya.coordination.queries.tables import seats_on
from himaya.institutions.models import Delegate, Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid


@dataclass(frozen=True, slots=True)
class Voice:
    """The channel, and the delegate who speaks when that is known."""

    how: str
    delegate: Delegate | None


def voice(by: Actor, *, institution_id: str, how: str = "", delegate_id: UUID | None = None) -> Voice:
    """Who speaks for the institution today.

    By click only a delegate with a mandate valid today, for their own institution. The secretariat says by which
    channel it came, and may name the delegate. Raises NotPermitted, NotValid.
    """
    if not policy.is_secretariat(by):
        return Voice(states.CLICK, policy.check_speaks(by, institution_id=institution_id, on=clock.today()))
    if how not in (states.MAIL, states.LETTER):
        raise NotValid(_("Say whether the answer came by mail or by letter."), code="how_missing")
    if delegate_id is None:
        return Voice(how, None)
    found = policy.delegate_with_mandate(delegate_id=delegate_id, institution_id=institution_id, on=clock.today())
    return Voice(how, found)


def written(text: str, *, missing: str | Promise = "", longest: int) -> str:
    """A text as typed, trimmed. Raises NotValid with `missing` when it is empty and that is given, or when too long."""
    tidy = text.strip()
    if missing and not tidy:
        raise NotValid(missing, code="text_missing")
    if len(tidy) > longest:
        raise NotValid(_("This is too long. Keep one short sentence."), code="text_length")
    return tidy


def seated(cycle: Cycle, institution_id: str) -> Institution:
    """An institution that has a seat in the cycle today. Raises NotValid."""
    row = seats_on(cycle, clock.today()).filter(institution_id=institution_id).first()
    if row is None or row.institution is None:
        raise NotValid(_("Choose an institution that has a seat in this cycle."), code="no_seat")
    return row.institution
