"""A meeting to which a desk is invited stands on its first page until the desk answered."""

from datetime import timedelta

import pytest

from himaya.conferences import queries, rules, states
from himaya.conferences.actions import seats
from himaya.conferences.models import Seat
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from tests import cast
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("A10")]
INVITED = "One meeting awaits an answer of your desk"


def test_an_invitation_stands_on_the_first_page_until_it_is_answered_or_over(sit: Sit) -> None:
    """Seen red: the page said that nothing awaited the desk."""
    one = at_hand.called()
    at_hand.seat(one, "shelter")
    shelter = sit(cast.SHELTER)
    assert INVITED in shelter.get("/casework/").content.decode()
    assert INVITED not in sit(cast.LAWYER).get("/casework/").content.decode()
    with clock.stopped(one.row.begins_at + timedelta(minutes=one.row.minutes + 1)):
        assert INVITED not in sit(cast.SHELTER).get("/casework/").content.decode()
    seats.answer(conference_id=one.pk, part=rules.PROTECTION, answer=states.COMES, line="", by=cast.SHELTER)
    assert INVITED not in shelter.get("/casework/").content.decode()


def test_no_consulate_stands_among_the_desks_to_invite(sit: Sit) -> None:
    """Seen red: it was refused after it had been offered."""
    cast.consulate()
    one = at_hand.called()
    for part in rules.PARTS:
        found = {desk.pk for desk in queries.desks_to_invite(one.row, part)}
        assert "shelter" in found
        assert "consulate" not in found


def test_no_desk_abroad_is_invited_without_a_number_in_the_register() -> None:
    """Seen red without the gate: what a conference tells abroad is a transfer like any other."""
    one = at_hand.called()
    Institution.objects.filter(pk="daw").update(kind="state")
    with pytest.raises(NotNow, match="transfer_without_number"):
        at_hand.seat(one, "shelter")
    assert not Seat.objects.exists()
