"""What leaves the house says that something waits, and nothing else: bar, mail, calendar."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from himaya.adapters import mail
from himaya.cases.actions import exclusions
from himaya.institutions.models import Account, Desk, Membership
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import is_open
from himaya.tasks import feeding, mailing, queries
from himaya.tasks.actions import feeds, mailboxes, tasks, times
from himaya.tasks.actions.tasks import Wish
from himaya.tasks.models import CalendarFeed, DeskMailbox, Task
from tests import cast, factories
from tests.security.stage import same_but_for_tokens

pytestmark = pytest.mark.capability("E6")
NIGHT = factories.TUESDAY.replace(hour=22)
CANARY = ("canary", "zahra", "labour", "desk", "guichet", "himaya", "http", "traite", "victim", "الاتجار", "مكتب")


@pytest.fixture(name="left")
def _left(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The mails that left, in order."""
    sent: list[dict[str, Any]] = []

    def send(**letter: Any) -> None:
        assert not is_open()
        sent.append(letter)

    monkeypatch.setattr(mail, "host_listed", lambda: True)
    monkeypatch.setattr(mail, "send", send)
    return sent


def given(**wish: Any) -> Task:
    case = factories.hand_over().case_id
    asked = Wish(**{"kind": "call_back", "text": "Canary pharmacy", "to": cast.INSPECTOR.account_id, **wish})
    return Task.objects.get(pk=tasks.give(wish=asked, case_id=case, by=cast.INSPECTOR))


def mailbox(language: str = "fr") -> DeskMailbox:
    mailboxes.add(address="box@example.org", language=language, by=cast.LABOUR_LEAD)
    row = DeskMailbox.objects.get()
    mailboxes.verify(code=f" {mailing.code_of(row)} ", by=cast.LABOUR_LEAD)
    return DeskMailbox.objects.get()


def says_nothing(text: str, *more: str) -> None:
    assert [word for word in (*CANARY, *more) if word.lower() in text.lower()] == []


def test_an_address_hears_nothing_but_a_code_until_the_code_is_typed_back(left: list[dict[str, Any]]) -> None:
    """Planted fault seen red: tries not saved, and every code could be tried."""
    with pytest.raises(NotPermitted):
        mailboxes.add(address="box@example.org", language="ar", by=cast.INSPECTOR)
    for wrong in ("", "box", "a@b", "a@b.org\nBcc: c@d.org"):
        with pytest.raises(NotValid):
            mailboxes.add(address=wrong, language="ar", by=cast.LABOUR_LEAD)
    mailboxes.add(address="box@example.org", language="ar", by=cast.LABOUR_LEAD)
    given()
    assert (mailing.mail_waiting(), mailing.mail_waiting()) == (1, 0)
    code = mailing.code_of(DeskMailbox.objects.get())
    assert code in left[0]["body"]
    says_nothing(f"{left[0]['subject']} {left[0]['body']}")
    for _try in range(mailboxes.TRIES):
        with pytest.raises(NotValid):
            mailboxes.verify(code="00000000", by=cast.LABOUR_LEAD)
    with pytest.raises(NotNow):
        mailboxes.verify(code=code, by=cast.LABOUR_LEAD)
    mailboxes.add(address="other@example.org", language="fr", by=cast.LABOUR_LEAD)
    row = DeskMailbox.objects.get()
    assert mailing.code_of(row) != code
    with clock.stopped(factories.TUESDAY + timedelta(hours=25)), pytest.raises(NotNow):
        mailboxes.verify(code=mailing.code_of(row), by=cast.LABOUR_LEAD)
    mailboxes.verify(code=mailing.code_of(row), by=cast.LABOUR_LEAD)
    assert mailing.mail_waiting() == 0, "what was given before it was confirmed is not caught up"


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_a_mail_says_that_something_waits_and_nothing_more(left: list[dict[str, Any]], language: str) -> None:
    """However much waits, one mail an hour; the next when the hour is over."""
    mailbox(language)
    one, two = given(), given()
    assert (mailing.mail_waiting(), mailing.mail_waiting()) == (1, 0)
    (letter,) = left
    assert letter["to"] == "box@example.org"
    assert set(letter) == {"to", "subject", "body"}
    reference = one.case.reference if one.case else "?"
    says_nothing(f"{letter['subject']} {letter['body']}", str(one.pk), str(two.pk), reference, "call", "pharmacy")
    if language == "en":
        assert letter["body"] == "Something awaits you in the usual place."
    given()
    assert mailing.mail_waiting() == 0
    with clock.stopped(factories.TUESDAY + timedelta(hours=1)):
        assert mailing.mail_waiting() == 1
    assert AuditEvent.objects.filter(action="mailbox.mailed").count() == 2


def test_at_night_a_mail_waits_for_the_desk_to_open_but_for_urgent_danger(left: list[dict[str, Any]]) -> None:
    mailbox()
    with clock.stopped(NIGHT):
        given()
        assert mailing.mail_waiting() == 0
    owed = DeskMailbox.objects.get().owed_at
    assert owed is not None
    assert owed.astimezone(clock.here()).isoformat()[:16] == "2026-11-25T08:30", "it opens then"
    with clock.stopped(NIGHT + timedelta(hours=1)):
        task = given()
        Task.objects.filter(pk=task.pk).update(urgent=True)
        tasks.remind(task_id=task.pk, by=cast.LABOUR_LEAD)
        assert mailing.mail_waiting() == 1


def test_a_host_that_does_not_take_a_mail_is_asked_again_and_blocks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    mailbox()
    tried: list[int] = []

    def fails(**letter: Any) -> None:
        tried.append(1)
        raise mail.MailFailed

    monkeypatch.setattr(mail, "send", fails)
    given()
    assert (mailing.mail_waiting(), tried) == (0, []), "without a listed host nothing is tried"
    monkeypatch.setattr(mail, "host_listed", lambda: True)
    assert (mailing.mail_waiting(), mailing.mail_waiting(), tried) == (0, 0, [1])
    with clock.stopped(factories.TUESDAY + timedelta(minutes=16)):
        assert (mailing.mail_waiting(), tried) == (0, [1, 1])
    monkeypatch.setattr(mail, "send", lambda **letter: tried.append(2))
    with clock.stopped(factories.TUESDAY + timedelta(minutes=40)):
        assert (mailing.mail_waiting(), tried) == (1, [1, 1, 2])
    mailboxes.remove(by=cast.LABOUR_LEAD)
    with pytest.raises(NotNow):
        mailboxes.set_quiet(start=time(1), end=time(2), by=cast.LABOUR_LEAD)


def test_the_bar_counts_what_is_fresh_and_is_silent_in_quiet_hours() -> None:
    me, desk = cast.INSPECTOR, Desk.objects.get(pk="labour-north")
    task = given()
    assert (queries.unread(me, desk), queries.unread(cast.INSPECTOR_COLLEAGUE, desk)) == (1, 0)
    assert queries.unread(cast.AUDITOR, None) == 0
    with clock.stopped(NIGHT):
        assert queries.unread(me, desk) == 0
        Task.objects.filter(pk=task.pk).update(urgent=True)
        assert queries.unread(me, desk) == 1
        Task.objects.filter(pk=task.pk).update(urgent=False)
        times.set_quiet(start=time(3), end=time(3), by=me)
        assert queries.unread(me, desk) == 0, "the desk is closed"
        assert queries.unread(me, None) == 1
    with clock.stopped(factories.TUESDAY + timedelta(minutes=1)):
        times.read_notices(by=me)
        assert queries.unread(me, desk) == 0
        assert [one.fresh for one in queries.notices(me)] == [False]
    with clock.stopped(factories.TUESDAY + timedelta(minutes=2)):
        tasks.remind(task_id=task.pk, by=cast.LABOUR_LEAD)
        assert queries.unread(me, desk) == 1
    exclusions.add(case_id=task.case_id, account_id=me.account_id, reason="family", by=cast.LABOUR_LEAD)  # type: ignore[arg-type]
    assert (queries.unread(me, desk), queries.notices(me)) == (0, [])


def days(secret: str) -> list[Any]:
    answer = Client().get(f"/tasks/calendar/{secret}.ics")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_a_calendar_sees_days_and_nothing_else() -> None:
    """Planted fault seen red: the id of the task as the name of the event."""
    task = given(due_at=datetime(2026, 12, 1, 14, 30, tzinfo=UTC))
    given(due_on=clock.today(), to=None)
    given()
    Account.objects.filter(pk=cast.INSPECTOR.account_id).update(language="ar")
    secret = feeds.make(by=cast.INSPECTOR)
    assert len(secret) >= 32
    assert CalendarFeed.objects.get().mark != secret
    (event,) = days(secret)
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    assert str(event["DTSTART"].dt) == "2026-12-01"
    whole = Client().get(f"/tasks/calendar/{secret}.ics").content.decode()
    reference = task.case.reference if task.case else "?"
    says_nothing(whole, str(task.pk), str(task.case_id), reference, "pharmacy", "CALL")
    # Four digits stand in a random name too, once in a thousand times.
    says_nothing(whole.replace(str(event["UID"]), ""), "14:30", "1430")
    assert "LANGUAGE=ar" in whole
    tasks.close(task_id=task.pk, by=cast.INSPECTOR)
    assert days(secret) == []


def test_an_address_ends_with_its_holders_place_and_all_that_open_nothing_are_alike(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("CRITICAL", "django.request")
    cache.clear()
    given(due_on=clock.today())
    first, second = feeds.make(by=cast.INSPECTOR), feeds.make(by=cast.INSPECTOR)
    assert len(days(second)) == 1
    unknown = Client().get("/tasks/calendar/unknown.ics")
    revoked = Client().get(f"/tasks/calendar/{first}.ics")
    assert unknown.status_code == revoked.status_code == 404
    assert same_but_for_tokens(unknown.content, "unknown") == same_but_for_tokens(revoked.content, first)
    times.go_away(until=clock.today(), by=cast.INSPECTOR)
    assert days(second) == [], "who is away has nothing to do"
    sits = Membership.objects.filter(account=cast.INSPECTOR.account_id)
    sits.update(roles=["auditor"])
    with pytest.raises(NotFound):
        feeding.feed(second)
    sits.update(roles=["front_line"], valid_to=clock.today() - timedelta(days=1))
    with pytest.raises(NotFound):
        feeding.feed(second)
    feeds.revoke(by=cast.INSPECTOR)
    with pytest.raises(NotNow):
        feeds.revoke(by=cast.INSPECTOR)
    answers = {Client().get("/tasks/calendar/x.ics").status_code for _again in range(20)}
    assert answers == {404, 429}
