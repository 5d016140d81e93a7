"""An invited desk is told as of anything that waits: a mail that says nothing else, and a line in what it has to do."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from himaya.adapters import mail
from himaya.conferences import rules, states
from himaya.conferences.actions import conferences, sayings, seats
from himaya.kernel import clock
from himaya.kernel.errors import NotPermitted
from himaya.kernel.models import OutboxMessage
from himaya.ops import reactions
from himaya.tasks import mailing
from himaya.tasks.actions import mailboxes
from himaya.tasks.models import DeskMailbox
from tests import cast
from tests.rooms.conferences import conference_at_hand as at_hand
from tests.rooms.conferences.conference_at_hand import BEGINS, CHAIR, Called
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A10", "E6")
P, J = rules.PROTECTION, rules.JUSTICE
WAITS = "One meeting awaits an answer of your desk"


@pytest.fixture(name="left")
def _left(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(mail, "host_listed", lambda: True)
    monkeypatch.setattr(mail, "send", lambda **letter: sent.append(letter))
    return sent


def follow() -> None:
    """What follows from the invitation, by the worker, twice."""
    for told in OutboxMessage.objects.filter(event="conference.invited"):
        for reaction in (*reactions.REACTIONS["conference.invited"], *reactions.REACTIONS["conference.invited"]):
            reaction(told.ids)


def with_address() -> None:
    mailboxes.add(address="box@example.org", language="en", by=cast.SHELTER_LEAD)
    mailboxes.verify(code=mailing.code_of(DeskMailbox.objects.get()), by=cast.SHELTER_LEAD)


def test_an_invited_desk_gets_one_mail_that_something_waits(left: list[dict[str, Any]]) -> None:
    with_address()
    one = at_hand.called()
    at_hand.seat(one, "shelter")
    follow()
    assert (mailing.mail_waiting(), mailing.mail_waiting()) == (1, 0)
    (letter,) = left
    assert (letter["subject"], letter["body"]) == ("Something awaits you", "Something awaits you in the usual place.")
    with pytest.raises(NotPermitted):
        mailboxes.owe(desk_id="shelter", by=cast.SHELTER_LEAD)


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda one: conferences.cancel(conference_id=one.pk, reason="postponed", by=CHAIR),
        lambda one: sayings.withdraw(conference_id=one.pk, part=P, by=CHAIR),
        lambda one: seats.answer(conference_id=one.pk, part=P, answer=states.CANNOT, line="", by=cast.SHELTER),
        at_hand.close_file,
    ],
)
def test_a_desk_for_which_nothing_waits_any_more_gets_no_mail_and_no_line(
    sit: Sit, left: list[dict[str, Any]], meanwhile: Callable[[Called], None]
) -> None:
    with_address()
    one = at_hand.called()
    DeskMailbox.objects.update(owed_at=None)
    at_hand.seat(one, "shelter")
    page = sit(cast.SHELTER).get("/casework/").content.decode()
    assert WAITS in page
    assert f"/conferences/{one.pk}/seat/" in page
    assert not re.search(one.row.case_reference, page)
    assert WAITS not in sit(cast.LAWYER).get("/casework/").content.decode()
    meanwhile(one)
    follow()
    assert mailing.mail_waiting() == 0
    assert left == []
    assert WAITS not in sit(cast.SHELTER).get("/casework/").content.decode()


def test_by_the_clock_nothing_waits_any_more(sit: Sit) -> None:
    one = at_hand.called()
    at_hand.seat(one, "shelter")
    with clock.stopped(rules.ends_at(BEGINS, 60)):
        assert WAITS not in sit(cast.SHELTER).get("/casework/").content.decode()
