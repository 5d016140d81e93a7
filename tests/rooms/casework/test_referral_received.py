"""The receiving desk reads what was agreed, answers, and is told when somebody was faster."""

from typing import Any

import pytest

from himaya.cases.actions import referrals
from himaya.cases.models import Referral
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.pages import body
from tests.signed_in import Sit


def url(referral: object, verb: str = "") -> str:
    return f"/casework/referrals/{referral}/" + (f"{verb}/" if verb else "")


def test_the_identity_is_masked_until_somebody_says_why(sit: Sit) -> None:
    client, referral = sit(cast.SHELTER), factories.referral_to_shelter()
    masked = body(client.get(url(referral)))
    for secret in ("Zahra", factories.PHONE, "Canary aunt", "Canary pharmacy"):
        assert secret not in masked
    assert "Show identity" in masked
    assert "18 or over" in masked
    shown = body(client.post(url(referral), {"purpose": "contact_person"}))
    assert "Zahra" in shown
    assert "Reason noted · Contact the person" in shown
    assert "Zahra" not in body(client.get(url(referral)))
    purposes = AuditEvent.objects.filter(action="referral.read").values_list("purpose", flat=True)
    assert list(purposes) == ["answer_referral", "contact_person", "answer_referral"]


def test_the_safe_contact_wishes_stand_above_every_way_to_reach_the_person(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    shown = body(sit(cast.SHELTER).post(url(referral), {"purpose": "contact_person"}))
    wishes, shared = shown.index("Before any contact"), shown.index("What the person agreed to share")
    assert wishes < shown.index("Canary pharmacy") < shown.index(factories.PHONE) < shared
    assert shown.index("Zahra") > shared


def test_somebody_who_must_not_be_contacted_shows_no_telephone(sit: Sit) -> None:
    never = factories.identity(safe_contact={"way": "never", "words": "Canary silence"})
    referral = factories.referral_to_shelter(identity=never)
    shown = body(sit(cast.SHELTER).post(url(referral), {"purpose": "contact_person"}))
    assert "Do not contact this person" in shown
    assert factories.PHONE not in shown


@pytest.mark.parametrize("purpose", ["", "curiosity", "supervise_delay", "correct_record"])
def test_without_a_reason_of_the_list_nothing_is_shown(sit: Sit, purpose: str) -> None:
    referral = factories.referral_to_shelter()
    refused = body(sit(cast.SHELTER).post(url(referral), {"purpose": purpose}), 422)
    assert "Choose why" in refused
    assert "Zahra" not in refused


def test_nobody_else_learns_that_a_referral_exists(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    absent = "00000000-0000-4000-8000-000000000000"
    for actor in (cast.HOSTEL, cast.OFFICER, cast.INSPECTOR_SOUTH):
        client = sit(actor)
        told = client.get(url(referral))
        assert told.status_code == client.get(url(absent)).status_code == 404
        assert client.post(url(referral, "accept")).status_code == 404
    assert sit(cast.SECRETARY).get(url(referral)).status_code == sit(cast.SECRETARY).get(url(absent)).status_code == 403


ANSWERS = [
    ("accept", {}, "accepted"),
    ("ask", {"question": "Is an interpreter there?"}, "asked"),
    ("accept_in_part", {"services_taken": ["emergency_shelter"]}, "accepted_in_part"),
    ("redirect", {"to_desk": "hostel", "redirect_reason": "closer_desk"}, "redirected"),
    ("decline", {"reason": "no_place"}, "declined"),
    ("no_service", {"gap": "service_absent_group"}, "no_service"),
]


@pytest.mark.parametrize(("verb", "fields", "state"), ANSWERS)
def test_every_answer_moves_the_referral_and_returns_to_it(
    sit: Sit, verb: str, fields: dict[str, Any], state: str
) -> None:
    client, referral = sit(cast.SHELTER), factories.referral_to_shelter()
    answer = client.post(url(referral, verb), fields)
    assert answer.status_code == 302
    assert answer.headers["Location"] == url(referral)
    assert Referral.objects.get(pk=referral).state == state
    assert 'role="status"' in body(client.get(url(referral)))


@pytest.mark.parametrize(("verb", "fields", "state"), ANSWERS)
def test_the_second_person_is_told_what_happened_and_changes_nothing(
    sit: Sit, verb: str, fields: dict[str, Any], state: str
) -> None:
    client, referral = sit(cast.SHELTER), factories.referral_to_shelter()
    referrals.decline(referral_id=referral, reason="no_place", by=cast.SHELTER_COLLEAGUE)
    told = body(client.post(url(referral, verb), fields), 409)
    assert "has already declined this referral" in told
    assert Referral.objects.get(pk=referral).state == "declined"
    assert AuditEvent.objects.filter(action="refused", code="already_declined").count() == 1


@pytest.mark.parametrize(
    ("verb", "fields", "sentence"),
    [
        ("ask", {"question": "  "}, "Write the question."),
        ("ask", {"question": "x" * 1001}, "This is too long."),
        ("accept_in_part", {}, "Say which services"),
        ("accept_in_part", {"services_taken": ["legal_aid"]}, "Name only services that this desk gives."),
        ("redirect", {"to_desk": "hostel"}, "Choose the reason."),
        ("redirect", {"to_desk": "", "redirect_reason": "closer_desk"}, "Choose the desk"),
        ("redirect", {"to_desk": "nowhere", "redirect_reason": "closer_desk"}, "Propose a desk of another team."),
        ("decline", {"reason": "delivered"}, "Choose the reason."),
        ("no_service", {}, "Choose the reason."),
    ],
)
def test_what_is_missing_stands_beside_its_field_and_nothing_typed_is_lost(
    sit: Sit, verb: str, fields: dict[str, Any], sentence: str
) -> None:
    client, referral = sit(cast.SHELTER), factories.referral_to_shelter()
    page = body(client.post(url(referral, verb), fields), 422)
    assert page.count(sentence) >= 2
    assert "Nothing you entered is lost" in page
    if fields.get("question", "").strip():
        assert fields["question"] in page
    assert Referral.objects.get(pk=referral).state == "sent"


def test_a_report_back_says_what_when_and_next(sit: Sit) -> None:
    client, referral = sit(cast.SHELTER), factories.referral_to_shelter()
    client.post(url(referral, "accept"))
    missing = body(client.post(url(referral, "report_back"), {"delivered": "yes", "on": "yesterday"}), 422)
    assert "Choose the day, the month and the year" in missing
    assert "Say what comes next." in missing
    future = {"delivered": "yes", "on": "2027-01-01", "next_action": "none"}
    assert "Say on which day the service was given." in body(client.post(url(referral, "report_back"), future), 422)
    assert client.post(url(referral, "report_back"), {**future, "on": "2026-11-24"}).status_code == 302
    told = body(sit(cast.INSPECTOR).get(url(referral)))
    assert "The service was given" in told
    assert "24 November 2026" in told


def test_a_verb_that_does_not_exist_is_no_page(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    assert sit(cast.SHELTER).post(url(referral, "delete")).status_code == 404
    assert sit(cast.SHELTER).get(url(referral, "accept")).status_code == 405


def test_the_title_of_the_window_says_nothing(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    assert "<title>Work</title>" in body(sit(cast.SHELTER).get(url(referral)))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_page_speaks_the_language_of_the_desk(sit: Sit, language: str) -> None:
    referral = factories.referral_to_shelter()
    page = body(sit(cast.SHELTER, language).get(url(referral)))
    assert f'<html lang="{language}"' in page
    assert "What the person agreed" not in page


def test_after_accepting_an_adult_the_desk_reads_that_no_case_is_its_own_yet(sit: Sit) -> None:
    """Seen red: accepted, and not a word of whose case it is. See `test_child_received` for a child."""
    client, referral = sit(cast.SHELTER), factories.referral_to_shelter()
    assert "No case is yours yet" not in body(client.get(url(referral)))
    client.post(url(referral, "accept"))
    page = body(client.get(url(referral)))
    assert "No case is yours yet: the desk that sent this holds it." in page
    assert "hands it over" in page
