"""Who says what in the follow-up: a delegate by click or by reply link, the secretariat for a mail or a letter.

As `speaking`, with the day on which a paper came in, the reply link, and somebody outside the list of institutions.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import linking, no_case, policy, speaking, states
from himaya.coordination import states_following as following
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.unit import unit

SIGNED = 160


@dataclass(frozen=True, slots=True)
class Heard:
    """The channel, the delegate when it is known who spoke, and the day on which a mail or letter came in."""

    how: str
    delegate: Delegate | None
    received_on: date | None


def heard(
    by: Actor,
    *,
    institution_id: str,
    how: str = "",
    delegate_id: UUID | None = None,
    received_on: date | None = None,
) -> Heard:
    """Who speaks for the institution, inside a unit.

    By click or by reply link only a delegate with a mandate valid today, for their own institution. The secretariat
    says by which channel and on which day it came, and may name the delegate who wrote; for somebody outside the
    list (`institution_id` empty) only the secretariat enters it. Raises NotFound, NotPermitted, NotValid.
    """
    if policy.is_secretariat(by):
        on = paper(how, received_on)
        if delegate_id is None or not institution_id:
            return Heard(how, None, on)
        return Heard(
            how, policy.delegate_with_mandate(delegate_id=delegate_id, institution_id=institution_id, on=on), on
        )
    _check_own(by, institution_id)
    if by.link_id is not None:
        return Heard(following.BY_LINK, _by_link(by, by.link_id, following.SPEAKS_BY_LINK), None)
    return Heard(states.CLICK, policy.check_speaks(by, institution_id=institution_id, on=clock.today()), None)


def authority(
    by: Actor,
    *,
    institution_id: str,
    how: str = "",
    received_on: date | None = None,
    signed_by: str = "",
) -> Heard:
    """As whom the validating authority of the institution speaks, inside a unit.

    By click or by a validating link only that person. The secretariat enters a signed mail or letter; the authority
    must hold its mandate on the day it came in. For somebody outside the list `signed_by` says who signed.
    Raises NotFound, NotPermitted, NotValid.
    """
    if policy.is_secretariat(by):
        on = paper(how, received_on)
        if institution_id:
            return Heard(how, policy.validating(institution_id=institution_id, on=on), on)
        if not signed_by.strip():
            raise NotValid(_("Say who signed, by function and name."), code="signed_missing")
        return Heard(how, None, on)
    if by.link_id is not None:
        _check_own(by, institution_id)
        return Heard(following.BY_LINK, _by_link(by, by.link_id, following.VALIDATES_BY_LINK), None)
    return Heard(states.CLICK, policy.validating(institution_id=institution_id, on=clock.today(), actor=by), None)


def signature(signed_by: str) -> str:
    """Who signed a paper, tidy. A name is no fault here; what never stands in a letter is. Raises NotValid."""
    found = speaking.written(signed_by, longest=SIGNED)
    no_case.check_letter(found)
    return found


def paper(how: str, received_on: date | None) -> date:
    """The day on which a mail or letter came in. Raises NotValid without a channel, or without a day that was."""
    if how not in (states.MAIL, states.LETTER):
        raise NotValid(_("Say whether it came by mail or by letter."), code="how_missing")
    if received_on is None:
        raise NotValid(_("Say on which day it came in."), code="received_missing")
    if received_on > clock.today():
        raise NotValid(_("This day is still to come. Write the day on which it came in."), code="received_future")
    return received_on


def _check_own(by: Actor, institution_id: str) -> None:
    if not institution_id or by.institution_id != institution_id:
        raise NotPermitted(
            _("You answer for your own institution only. This one answers for itself."), code="other_institution"
        )


def _by_link(by: Actor, link_id: UUID, role: str) -> Delegate:
    link = linking.standing(link_id, held=True)
    if link.role != role:
        raise NotPermitted(
            _("This link serves another purpose. Ask the secretariat for the one that you need."), code="link_role"
        )
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    with unit(by=by) as u:  # that of the verb
        u.log("reply_link.used", object_type="reply_link", object_id=link.pk, code=link.role)
    return link.delegate
