"""How the second person is told: by the bar, their notices, the page of a file, a mail; danger to life in minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from himaya.adapters import mail
from himaya.cases import policy as cases
from himaya.cases.actions import erasures, exceptions, exclusions
from himaya.cases.actions.exceptions import Wanted
from himaya.cases.models import Case, Erasure, SharingException
from himaya.cases.rules_consents_exceptions import Notice
from himaya.institutions.models import Desk
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.models import OutboxMessage
from himaya.ops import after_two_people
from himaya.tasks import mailing, queries
from himaya.tasks.actions import mailboxes, times
from himaya.tasks.models import DeskMailbox
from tests import cast, factories
from tests.rooms.cases.test_erasures import OFFICER
from tests.rooms.tasks.of_two import ACTS, STAGES, seated
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("E6"), pytest.mark.usefixtures("the_cast", "in_english")]
NIGHT = factories.TUESDAY.replace(hour=23)
LEAD = cast.LABOUR_LEAD


def proposed(ground: str) -> SharingException:
    case = factories.hand_over().case_id
    notice = Notice("told", clock.today())
    wanted = Wanted("lawyers", ("danger_now",), ground, notice)
    return SharingException.objects.get(pk=exceptions.propose(case_id=case, wanted=wanted, by=cast.INSPECTOR))


def bar(who: Actor) -> int:
    return queries.unread(who, Desk.objects.get(pk=who.desk_id))


@pytest.fixture(name="left")
def _left(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The mails that left; the desk has an address."""
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(mail, "host_listed", lambda: True)
    monkeypatch.setattr(mail, "send", lambda **letter: sent.append(letter))
    mailboxes.add(address="box@example.org", language="fr", by=LEAD)
    mailboxes.verify(code=mailing.code_of(DeskMailbox.objects.get()), by=LEAD)
    return sent


def mailed() -> int:
    """What the worker does with each word that is due by now."""
    for one in OutboxMessage.objects.filter(event="two_people.begun", due_at__lte=clock.now()):
        after_two_people.mail_the_second(one.ids)
        one.delete()
    return mailing.mail_waiting()


def test_a_life_in_danger_waits_for_minutes_and_is_told_at_night_and_once_more(left: list[dict[str, Any]]) -> None:
    with clock.stopped(NIGHT):
        proposed("danger")
        (waits,) = two_people.waiting(LEAD)
        assert (waits.urgent, waits.at) == (True, clock.now() + timedelta(minutes=15))
        assert bar(LEAD) == 1
        assert (mailed(), mailed()) == (1, 0)
    with clock.stopped(NIGHT + timedelta(minutes=16)):
        assert mailed() == 1, "nobody has acted: once more"
    assert "danger" not in str(left).lower()


def test_once_somebody_acted_nobody_hears_of_it_again(left: list[dict[str, Any]]) -> None:
    with clock.stopped(NIGHT):
        row = proposed("danger")
        assert mailed() == 1
        exceptions.decline(exception_id=row.pk, by=LEAD)
    with clock.stopped(NIGHT + timedelta(minutes=16)):
        assert mailed() == 0
        assert not OutboxMessage.objects.filter(event="two_people.begun").exists()


def test_what_can_wait_is_silent_at_night_and_stays_in_the_bar_until_it_is_done(left: list[dict[str, Any]]) -> None:
    with clock.stopped(NIGHT):
        row = proposed("legal_duty")
        (waits,) = two_people.waiting(LEAD)
        assert (waits.urgent, waits.at) == (False, clock.now() + two_people.A_DAY)
        assert (bar(LEAD), mailed()) == (0, 0)
    with clock.stopped(NIGHT + timedelta(hours=11)):
        times.read_notices(by=LEAD)
        assert bar(LEAD) == 1, "nobody reads it away"
        exceptions.confirm(exception_id=row.pk, by=LEAD)
        assert bar(LEAD) == 0


def test_a_conflict_of_interest_keeps_it_from_whoever_would_be_the_second() -> None:
    row = proposed("danger")
    exclusions.add(case_id=row.case_id, account_id=cases.me(LEAD), reason="family", by=LEAD)
    assert two_people.waiting(LEAD) == []


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_an_officer_has_notices_that_say_nothing_of_anybody(sit: Sit, language: str) -> None:
    seated(OFFICER)
    STAGES["erasure"]()
    officer = sit(OFFICER, language)
    page = officer.get("/tasks/notices/").content.decode()
    row = Erasure.objects.get()
    assert f"/oversight/erasures/{row.pk}/" in page
    case = Case.objects.get(pk=row.case_id)
    assert case.reference not in page
    assert "/tasks/settings/" not in page, "pages of a desk that works on files are not offered"
    assert officer.get(f"/oversight/erasures/{row.pk}/").status_code == 200
    erasures.decline(erasure_id=row.pk, reason="still_needed", by=OFFICER)
    assert f"{row.pk}" not in officer.get("/tasks/notices/").content.decode()


def test_the_page_of_a_file_says_it_to_the_second_person_and_to_nobody_else(sit: Sit) -> None:
    row = proposed("danger")
    sentence = str(ACTS["exception"].sentence)
    for who, there in ((LEAD, True), (cast.INSPECTOR, False), (cast.INSPECTOR_COLLEAGUE, False)):
        for page in (reverse("casework:case", args=[row.case_id]), "/tasks/", "/tasks/notices/"):
            assert (sentence in sit(who, "en").get(page).content.decode()) == there, (who, page)


def test_a_role_that_is_never_the_second_has_no_notices(sit: Sit) -> None:
    for who in (cast.AUDITOR, cast.OPERATOR):
        assert sit(who).get("/tasks/notices/").status_code == 403
        assert two_people.waiting(who) == []
