"""Who is silent is reminded twice, by mail where it can leave and else by letter; silence after that is grade D."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings

from himaya.adapters import mail
from himaya.coordination import linking, mailing, reminding, rules_following, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import reminders
from himaya.coordination.models import FollowUpReminder, Recommendation, ReplyLink
from himaya.coordination.queries import reminders as queries
from himaya.coordination.queries.silence import silences
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import is_open
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import LABOUR, SECRETARY
from tests.rooms.coordination.following_at_hand import recommendation
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]
WORDS = ("traite", "trafficking", "victim", "recommand", "الاتجار", "الضحايا", "توصي")


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


def silent(days: int = 1, **changes: Any) -> Recommendation:
    """Addressed, and its answer is late by so many days."""
    return recommendation(following.ADDRESSED, **{"answer_by": clock.today() - timedelta(days=days), **changes})


def owed() -> FollowUpReminder:
    return FollowUpReminder.objects.get(sent_on__isnull=True)


def record(row: FollowUpReminder, **changes: Any) -> int:
    takes = {"reminder_ids": [row.pk], "how": states.LETTER, "sent_on": clock.today(), "by": SECRETARY}
    return reminders.record(**{**takes, **changes})


def grade(row: Recommendation) -> str:
    fresh = Recommendation.objects.get(pk=row.pk)
    return rules_following.grade(fresh.grade, silences([fresh])[fresh.pk], clock.today())


# --- found due by the clock ------------------------------------------------------------------------------------------
def test_a_late_answer_is_found_once_however_often_the_clock_looks() -> None:
    row = silent()
    recommendation(following.ADDRESSED)  # in time
    assert (reminders.remind_due(), reminders.remind_due()) == (1, 0)
    made = owed()
    assert (made.recommendation, made.kind, made.number, made.since) == (row, "answer", 1, row.answer_by)


def test_without_a_mail_host_a_reminder_is_a_letter() -> None:
    silent()
    reminders.remind_due()
    assert owed().owed == states.LETTER


def test_with_a_host_and_an_address_it_is_a_mail(sent: list[dict[str, Any]]) -> None:
    silent()
    reminders.remind_due()
    assert owed().owed == states.MAIL


@pytest.mark.parametrize("changes", [{"lead_name": "Agence de Talmire"}, {"lead": "minors"}])
def test_who_has_no_address_gets_a_letter(sent: list[dict[str, Any]], changes: dict[str, Any]) -> None:
    who = at_the_table.delegate("minors")
    who.email = ""
    who.save()
    silent(**changes)
    reminders.remind_due()
    assert owed().owed == states.LETTER


def test_a_word_that_comes_first_takes_the_reminder_back() -> None:
    row = silent()
    reminders.remind_due()
    Recommendation.objects.filter(pk=row.pk).update(state=following.ANSWERED, heard_on=clock.today())
    assert reminders.remind_due() == 0
    assert not FollowUpReminder.objects.exists()
    assert AuditEvent.objects.filter(action="follow_up_reminder.dropped").count() == 1


def test_a_quarter_without_a_report_is_reminded_of_too() -> None:
    recommendation(following.IN_PROGRESS, heard_on=clock.today() - timedelta(days=91))
    recommendation(following.IN_PROGRESS, heard_on=clock.today() - timedelta(days=90))
    assert reminders.remind_due() == 1
    assert owed().kind == following.AWAITS_REPORT


# --- sent by letter --------------------------------------------------------------------------------------------------
def test_two_letters_and_fifteen_days_of_silence_give_the_grade_d() -> None:
    row = silent()
    reminders.remind_due()
    assert record(owed()) == 1
    later = clock.now() + timedelta(days=15)
    with clock.stopped(later):
        assert (reminders.remind_due(), owed().number) == (1, 2)
        record(owed())
        assert grade(row) == ""
    with clock.stopped(later + timedelta(days=15)):
        assert grade(row) == following.GRADE_SILENT
        assert reminders.remind_due() == 0  # it ends there
    Recommendation.objects.filter(pk=row.pk).update(state=following.ANSWERED, heard_on=later.date())
    assert grade(row) == ""


def test_a_reminder_counts_from_the_day_it_went_out_not_from_the_day_it_was_owed() -> None:
    row = silent(60)
    with clock.stopped(clock.now() - timedelta(days=40)):
        reminders.remind_due()
    assert silences([row])[row.pk].reminded == ()
    record(owed())
    assert silences([row])[row.pk].reminded == (clock.today(),)


def test_the_second_letter_is_not_noted_for_a_day_too_near_to_the_first() -> None:
    """Else two letters noted for one day long ago would make a D at once, without fifteen days to answer in."""
    row = silent(40)
    reminders.remind_due()
    record(owed(), sent_on=clock.today() - timedelta(days=20))
    reminders.remind_due()
    with refused(NotValid, "sent_on"):
        record(owed(), sent_on=clock.today() - timedelta(days=20))
    assert grade(row) == ""
    record(owed(), sent_on=clock.today() - timedelta(days=5))
    assert grade(row) == ""


def test_what_went_out_stands_in_the_history() -> None:
    row = silent()
    reminders.remind_due()
    record(owed())
    step = row.steps.order_by("-number").first()
    assert step is not None
    assert (step.did, step.code, step.state) == ("reminded", states.LETTER, following.ADDRESSED)


def test_one_letter_for_several_is_noted_as_a_whole_or_not_at_all() -> None:
    first, second = silent(), silent(2)
    reminders.remind_due()
    both = list(FollowUpReminder.objects.values_list("pk", flat=True))
    Recommendation.objects.filter(pk=second.pk).update(state=following.MERGED)
    with refused(NotNow, "reminder_not_owed"):
        reminders.record(reminder_ids=both, how=states.LETTER, sent_on=clock.today(), by=SECRETARY)
    assert not FollowUpReminder.objects.filter(sent_on__isnull=False).exists()
    assert first.steps.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"how": "click"}, "how_missing"),
        ({"sent_on": None}, "sent_on"),
        ({"sent_on": date(2030, 1, 1)}, "sent_on"),
        ({"sent_on": date(2020, 1, 1)}, "sent_on"),
        ({"reminder_ids": []}, "reminders_missing"),
    ],
)
def test_what_is_noted_says_how_and_when(changes: dict[str, Any], code: str) -> None:
    silent()
    reminders.remind_due()
    with refused(NotValid, code):
        record(owed(), **changes)


def test_it_goes_out_once() -> None:
    silent()
    reminders.remind_due()
    row = owed()
    record(row)
    with pytest.raises(NotNow):
        record(row)
    FollowUpReminder.objects.all().delete()
    with pytest.raises(NotFound):
        record(row)


def test_only_the_secretariat_notes_it() -> None:
    silent()
    reminders.remind_due()
    with pytest.raises(NotPermitted):
        record(owed(), by=LABOUR)


# --- sent by mail ----------------------------------------------------------------------------------------------------
def test_one_mail_for_all_that_is_awaited_of_an_institution(sent: list[dict[str, Any]]) -> None:
    silent()
    silent(3)
    silent(lead="police")
    reminders.remind_due()
    assert (reminding.mail_waiting(), reminding.mail_waiting()) == (2, 0)
    assert sorted(letter["to"] for letter in sent) == ["focal-labour@example.org", "focal-police@example.org"]
    assert FollowUpReminder.objects.filter(sent_on=clock.today(), how=states.MAIL, owed="").count() == 3


def test_a_mail_says_that_a_word_is_awaited_and_nothing_else(sent: list[dict[str, Any]]) -> None:
    row = silent(text_fr="Loger les victimes de la traite")
    reminders.remind_due()
    reminding.mail_waiting()
    (letter,) = sent
    whole = f"{letter['subject']} {letter['body']}".lower()
    assert [word for word in (*WORDS, "loger", str(row.pk)) if word in whole] == []
    assert "/round-tables/follow-up/packet/" in letter["body"]
    assert not ReplyLink.objects.exists()


def test_who_never_signs_in_gets_a_reply_link_and_the_same_one_again(sent: list[dict[str, Any]]) -> None:
    silent(lead="justice")
    reminders.remind_due()
    reminding.mail_waiting()
    link = ReplyLink.objects.get()
    assert (link.institution_id, link.role) == ("justice", following.SPEAKS_BY_LINK)
    assert f"{settings.HIMAYA_ADDRESS}/reply/{linking.token_of(link)}/" in sent[0]["body"]
    with clock.stopped(clock.now() + timedelta(days=15)):
        reminders.remind_due()
        reminding.mail_waiting()
    assert f"/reply/{linking.token_of(link)}/" in sent[1]["body"]
    assert ReplyLink.objects.count() == 1


def test_a_word_that_came_while_the_mail_waited_stops_it(sent: list[dict[str, Any]]) -> None:
    row = silent()
    reminders.remind_due()
    Recommendation.objects.filter(pk=row.pk).update(state=following.ANSWERED, heard_on=clock.today())
    assert reminding.mail_waiting() == 0
    assert sent == []


def test_an_address_that_is_gone_makes_it_a_letter(sent: list[dict[str, Any]]) -> None:
    silent()
    reminders.remind_due()
    who = at_the_table.delegate("labour")
    who.email = ""
    who.save()
    assert reminding.mail_waiting() == 0
    assert owed().owed == states.LETTER


def test_a_host_that_is_away_is_tried_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**letter: Any) -> None:
        raise mail.MailFailed("TimeoutError")

    monkeypatch.setattr(mail, "host_listed", lambda: True)
    monkeypatch.setattr(mail, "send", away)
    silent()
    reminders.remind_due()
    assert reminding.mail_waiting() == 0
    assert owed().sent_on is None
    left: list[str] = []
    monkeypatch.setattr(mail, "send", lambda **letter: left.append(letter["to"]))
    assert reminding.mail_waiting() == 0
    with clock.stopped(clock.now() + mailing.CLAIM + timedelta(seconds=1)):
        assert reminding.mail_waiting() == 1
    assert len(left) == 1


def test_a_letter_noted_while_the_mail_was_on_its_way_is_not_counted_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    row = silent()
    monkeypatch.setattr(mail, "host_listed", lambda: True)
    monkeypatch.setattr(mail, "send", lambda **letter: record(owed()))
    reminders.remind_due()
    reminding.mail_waiting()
    assert FollowUpReminder.objects.get().how == states.LETTER
    assert row.steps.filter(did="reminded").count() == 1


# --- the page --------------------------------------------------------------------------------------------------------
PAGE = "/round-tables/follow-up/reminders/"


def test_those_to_whom_a_letter_goes_stand_first() -> None:
    silent(lead="police")
    silent(lead_name="Agence de Talmire")
    reminders.remind_due()
    FollowUpReminder.objects.filter(recommendation__lead="police").update(owed=states.MAIL)
    assert [queries.name_of(one) for one in queries.leads()][0] == "Agence de Talmire"


def test_the_page_teaches_while_nobody_is_late(sit: Sit) -> None:
    assert b"No word is awaited" in sit(SECRETARY).get(PAGE).content


def test_the_secretary_notes_a_letter_from_the_page(sit: Sit) -> None:
    silent()
    silent(2)
    reminders.remind_due()
    client = sit(SECRETARY)
    assert b"1 letter is to be sent" in client.get(PAGE).content
    one = client.get(PAGE, {"lead": "labour"}).content.decode()
    assert one.count(" checked>") == 3  # both reminders, and the letter
    keys = [str(key) for key in FollowUpReminder.objects.values_list("pk", flat=True)]
    typed = {"lead": "labour", "reminders": keys, "how": "letter", "sent_on": clock.today().isoformat()}
    answer = client.post(PAGE, typed, follow=True)
    assert b"Noted: 2 reminders went out." in answer.content
    assert FollowUpReminder.objects.filter(sent_on=clock.today()).count() == 2


def test_what_was_typed_is_kept_when_it_is_refused(sit: Sit) -> None:
    silent()
    reminders.remind_due()
    typed = {"lead": "labour", "reminders": [str(owed().pk)], "how": "mail", "sent_on": "2030-01-01"}
    answer = sit(SECRETARY).post(PAGE, typed)
    assert answer.status_code == 422
    assert b"today or before" in answer.content
    assert b'value="2030-01-01"' in answer.content
