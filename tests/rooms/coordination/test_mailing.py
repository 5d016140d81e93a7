"""Calendar mail leaves outside every unit, once, to whoever may come; nothing in it names what the table is about."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from himaya.adapters import mail
from himaya.coordination import calendar_event, inviting, mailing, states
from himaya.coordination.actions import invitations, tables
from himaya.coordination.models import Invitation, RoundTable
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import is_open
from himaya.ops import doctor_store
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import SECRETARY

pytestmark = pytest.mark.usefixtures("stage")
WORDS = ("traite", "trafficking", "victim", "الاتجار", "الضحايا")


@pytest.fixture(name="sent")
def _sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The mails that left, in order."""
    left: list[dict[str, Any]] = []

    def send(**letter: Any) -> None:
        assert not is_open()
        left.append(letter)

    monkeypatch.setattr(mail, "host_listed", lambda: True)
    monkeypatch.setattr(mail, "send", send)
    return left


def owed(row: Invitation, kind: str = inviting.REQUEST) -> None:
    invitations.mail(invitation_id=row.pk, kind=kind)


def event(data: bytes) -> tuple[Calendar, Event]:
    found = Calendar.from_ical(data.decode())
    return found, found.walk("VEVENT")[0]


def test_an_invitation_leaves_once_and_is_marked(sent: list[dict[str, Any]]) -> None:
    row = at_the_table.invitation(at_the_table.convened())
    owed(row)
    assert (mailing.mail_waiting(), mailing.mail_waiting()) == (1, 0)
    row.refresh_from_db()
    assert (row.mailed_sequence, row.mail_owed, row.mailed_at) == (0, "", clock.now())
    assert AuditEvent.objects.filter(action="invitation.mailed").count() == 1
    (letter,) = sent
    assert letter["to"] == "focal-health@example.org"
    assert letter["method"] == "REQUEST"
    whole = f"{letter['subject']} {letter['body']} {letter['attachment'].decode()}".lower()
    assert [word for word in WORDS if word in whole] == []


def test_without_a_listed_host_nothing_leaves_and_nothing_is_lost() -> None:
    row = at_the_table.invitation(at_the_table.convened())
    owed(row)
    assert mailing.mail_waiting() == 0
    row.refresh_from_db()
    assert row.mail_owed == inviting.REQUEST


def test_who_has_no_address_is_put_aside(sent: list[dict[str, Any]]) -> None:
    row = at_the_table.invitation(at_the_table.convened(), "justice")
    who = at_the_table.delegate("justice")
    who.email = ""
    who.save()
    owed(row)
    assert mailing.mail_waiting() == 0
    row.refresh_from_db()
    assert row.mail_owed == ""


def test_a_host_that_is_away_is_tried_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**letter: Any) -> None:
        raise mail.MailFailed("TimeoutError")

    monkeypatch.setattr(mail, "host_listed", lambda: True)
    monkeypatch.setattr(mail, "send", away)
    row = at_the_table.invitation(at_the_table.convened())
    owed(row)
    assert doctor_store.invitations().state == "ok"
    assert mailing.mail_waiting() == 0
    assert doctor_store.invitations().seen == "1 wait for the mail host"
    left: list[str] = []
    monkeypatch.setattr(mail, "send", lambda **letter: left.append(letter["to"]))
    assert mailing.mail_waiting() == 0
    with clock.stopped(clock.now() + mailing.CLAIM + timedelta(seconds=1)):
        assert mailing.mail_waiting() == 1
    assert len(left) == 1


def test_a_change_while_a_mail_is_on_its_way_is_still_owed(monkeypatch: pytest.MonkeyPatch) -> None:
    table = at_the_table.convened()
    row = at_the_table.invitation(table)
    owed(row)

    def send(**letter: Any) -> None:
        RoundTable.objects.filter(pk=table.pk).update(sequence=1)
        owed(row)

    monkeypatch.setattr(mail, "host_listed", lambda: True)
    monkeypatch.setattr(mail, "send", send)
    assert mailing.mail_waiting(limit=1) == 1
    row.refresh_from_db()
    assert (row.mail_owed, row.mailed_sequence) == (inviting.REQUEST, 0)


def test_a_reminder_is_not_sent_to_who_has_answered_since(sent: list[dict[str, Any]]) -> None:
    row = at_the_table.invitation(at_the_table.convened())
    owed(row, inviting.REMINDER)
    Invitation.objects.filter(pk=row.pk).update(answer=states.EXCUSED)
    assert mailing.mail_waiting() == 0


def test_a_cancellation_goes_to_whoever_got_the_invitation(sent: list[dict[str, Any]]) -> None:
    table = at_the_table.convened()
    told, not_told = at_the_table.invitation(table), at_the_table.invitation(table, "labour")
    owed(told)
    mailing.mail_waiting()
    tables.cancel(table_id=table.pk, reason="Postponed", by=SECRETARY)
    for row in (told, not_told):
        invitations.mail(invitation_id=row.pk, kind=inviting.CANCEL, sequence="1")
    assert mailing.mail_waiting() == 1
    calendar, cancelled = event(sent[-1]["attachment"])
    assert (calendar["METHOD"], cancelled["STATUS"], int(cancelled["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)


@pytest.mark.parametrize(
    ("starts", "hour", "offset"),
    [
        (datetime(2027, 2, 18, 9, tzinfo=UTC), 9, 0),  # in Ramadan
        (datetime(2027, 3, 25, 8, tzinfo=UTC), 9, 1),  # outside
    ],
)
def test_the_calendar_shows_the_local_hour_in_ramadan_and_outside(starts: datetime, hour: int, offset: int) -> None:
    table = at_the_table.convened(starts_at=starts, ends_at=starts + timedelta(hours=7))
    data = calendar_event.of(table, method="REQUEST", attendee=at_the_table.delegate("hospital"), language="ar")
    calendar, found = event(data)
    begins = found.decoded("DTSTART")
    assert begins == starts
    assert begins.astimezone(ZoneInfo("Africa/Casablanca")).hour == hour
    assert begins.utcoffset() == timedelta(hours=offset)
    assert calendar["METHOD"] == "REQUEST"
    assert str(found["UID"]) == f"{table.pk}@himaya"
    assert "focal-health@example.org" in str(found["ATTENDEE"])


def test_a_move_keeps_the_uid_and_raises_the_sequence() -> None:
    table = at_the_table.convened()
    before = event(calendar_event.of(table, method="REQUEST", attendee=None, language="fr"))[1]
    moved = tables.move(
        table_id=table.pk,
        starts=table.starts_at + timedelta(hours=1),
        ends=table.ends_at,
        place="Salle 3",
        reason="The room is taken",
        by=SECRETARY,
    )
    after = event(calendar_event.of(moved, method="REQUEST", attendee=None, language="fr"))[1]
    assert before["UID"] == after["UID"]
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)
    assert "ATTENDEE" not in after
