"""The inbox says what awaits the desk, most pressing first, and unseals nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from himaya.cases.actions import referrals
from himaya.cases.models import Referral
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.web.casework import inbox
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit


def page(client: Client, path: str = "/casework/") -> str:
    return body(client.get(path))


def test_an_empty_inbox_teaches(sit: Sit) -> None:
    body = page(sit(cast.SHELTER))
    assert "No referral awaits your desk" in body
    assert "New ones will appear here" in body


def test_the_headline_is_the_news_and_a_list_unseals_nothing(sit: Sit) -> None:
    factories.referral_to_shelter()
    factories.referral_to_shelter()
    before = AuditEvent.objects.count()
    body = page(sit(cast.SHELTER))
    assert "2 referrals await your desk" in body
    assert "Emergency shelter" in body
    assert "to answer before" in body
    assert factories.SAID not in body
    assert factories.PHONE not in body
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    ("many", "words"),
    [
        (1, "إحالة واحدة تنتظر مكتبكم"),
        (2, "إحالتان تنتظران مكتبكم"),
        (3, "3 إحالات تنتظر مكتبكم"),
        (11, "11 إحالة تنتظر مكتبكم"),
    ],
)
def test_the_headline_counts_as_arabic_counts(sit: Sit, many: int, words: str) -> None:
    for _ in range(many):
        factories.referral_to_shelter()
    assert words in page(sit(cast.SHELTER, "ar"))


def test_the_most_pressing_comes_first_and_what_is_late_says_so(sit: Sit) -> None:
    soon = Referral.objects.get(pk=factories.referral_to_shelter())
    urgent = Referral.objects.get(pk=factories.referral_to_shelter(wishes=[factories.wish(urgency="urgent")]))
    accepted = factories.referral_to_shelter()
    referrals.accept(referral_id=accepted, by=cast.SHELTER)
    with clock.stopped(urgent.target_at + timedelta(minutes=40)):
        body = page(sit(cast.SHELTER))
    assert "answer due 40 minutes ago" in body
    places = [body.index(str(key)) for key in (urgent.pk, soon.pk, accepted)]
    assert places == sorted(places)


def test_a_question_to_the_sender_stands_on_top(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    referrals.ask(referral_id=referral, question="Is an interpreter there?", by=cast.SHELTER)
    assert "One desk asks you a question" in page(sit(cast.INSPECTOR))


def test_a_referral_that_came_back_asks_for_another_desk(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    referrals.decline(referral_id=referral, reason="no_place", by=cast.SHELTER)
    assert "Came back: look for another desk" in page(sit(cast.INSPECTOR))


def test_free_places_are_updated_in_two_taps(sit: Sit) -> None:
    client = sit(cast.SHELTER)
    assert '<button class="btn second" name="free" value="5"' in page(client)
    assert client.post("/casework/places/", {"free": "5"}).headers["Location"] == "/casework/"
    assert Desk.objects.get(pk="shelter").capacity_free == 5
    assert "Free places are up to date" in page(client)


@pytest.mark.parametrize("typed", ["", "many", "-1", "99", "٣x"])
def test_a_number_of_places_that_cannot_be_is_answered_with_a_sentence(sit: Sit, typed: str) -> None:
    assert 'class="error"' in body(sit(cast.SHELTER).post("/casework/places/", {"free": typed}), 422)
    assert Desk.objects.get(pk="shelter").capacity_free == 3


def test_a_lead_sees_that_a_referral_is_late_and_not_what_it_says(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    with clock.stopped(Referral.objects.get(pk=referral).target_at + timedelta(minutes=1)):
        referrals.escalate(referral_id=referral)
        body = page(sit(cast.SHELTER_LEAD))
        assert "Without an answer in your institution" in body
        assert "Without an answer in your institution" not in page(sit(cast.SHELTER))


def test_lists_of_more_than_a_page_turn(sit: Sit) -> None:
    for _ in range(27):
        factories.referral_to_shelter()
    client = sit(cast.INSPECTOR)
    assert "Your desk holds 27 cases" in page(client, "/casework/cases/")
    assert 'rel="next"' in page(client, "/casework/cases/")
    assert 'rel="prev"' in page(client, "/casework/cases/?page=2")
    assert "27 referrals" in page(client, "/casework/sent/?page=wrong")


def test_roles_that_read_no_case_are_told_so_and_strangers_sign_in(sit: Sit) -> None:
    for actor in (cast.SECRETARY, cast.AUDITOR, cast.OPERATOR):
        assert sit(actor).get("/casework/").status_code == 403
    answer = Client().get("/casework/cases/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/in/?next=/casework/cases/")


def test_what_is_urgent_stands_before_what_is_older() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    older = Referral(state="sent", urgency="ordinary", target_at=now - timedelta(days=3))
    urgent = Referral(state="sent", urgency="urgent", target_at=now)
    assert sorted([older, urgent], key=inbox._pressing) == [urgent, older]
