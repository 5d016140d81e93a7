"""The pages of who sees a case: giving and ending, keeping out, emergencies, and what whoever was let in is shown."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from himaya.cases.actions import emergencies, grants
from himaya.cases.models import Case, Emergency, Exclusion, Grant
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests import cast, codes, factories
from tests.pages import body
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("X2")

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SOUTH = f"account:{cast.INSPECTOR_SOUTH.account_id}"
GIVEN = {"to": SOUTH, "kind": "team", "level": "full", "sections": ["story"], "until": "2026-11-30", "reason": "advice"}


@pytest.fixture(autouse=True)
def _no_guess_is_left() -> Iterator[None]:
    """Guesses are counted in a cache that outlives a test."""
    cache.clear()
    yield
    cache.clear()


def test_a_lead_lets_a_colleague_in_and_ends_it_again(sit: Sit, case: Case) -> None:
    lead, path = sit(cast.LABOUR_LEAD), f"/casework/cases/{case.pk}/access/"
    assert "Who sees this file" in body(lead.get(path))
    assert lead.post(path, GIVEN).headers["Location"] == path
    colleague = sit(cast.INSPECTOR_SOUTH)
    assert case.reference[:4] in body(colleague.get("/casework/cases/shared/"))
    page = body(colleague.get(f"/casework/cases/{case.pk}/"))
    assert "Open to you for a time" in page
    assert "Show the answers" in page
    for button in ("Show identity", "Correct the identity", "Send a further referral", "Who sees this file"):
        assert button not in page
    shown = colleague.post(f"/casework/cases/{case.pk}/", {"show": "answers", "purpose": "give_service"})
    assert "FL-03" in body(shown)
    refused = colleague.post(f"/casework/cases/{case.pk}/", {"show": "identity", "purpose": "give_service"})
    assert "does not show this" in body(refused, 403)
    grant = Grant.objects.get(account=cast.INSPECTOR_SOUTH.account_id)
    assert lead.post(f"{path}{grant.pk}/end/").status_code == 302
    assert colleague.get(f"/casework/cases/{case.pk}/").status_code == 404
    assert "has ended already" in body(lead.post(f"{path}{grant.pk}/end/"), 409)


def test_bad_input_is_said_at_its_field_and_nothing_typed_is_lost(sit: Sit, case: Case) -> None:
    lead, path = sit(cast.LABOUR_LEAD), f"/casework/cases/{case.pk}/access/"
    page = body(lead.post(path, {**GIVEN, "until": "soon"}), 422)
    assert "Choose the day, the month and the year" in page
    assert f'value="{SOUTH}" selected' in page
    page = body(lead.post(path, {**GIVEN, "reason": ""}), 422)
    assert "Say for what this access is given." in page
    assert 'value="2026-11-30"' in page
    lead.post(path, GIVEN)
    assert "They see this file already" in body(lead.post(path, GIVEN), 409)


def test_what_exists_for_somebody_shows_its_desk_and_nothing_else(sit: Sit, case: Case) -> None:
    sit(cast.LABOUR_LEAD).post(f"/casework/cases/{case.pk}/access/", {**GIVEN, "level": "exists"})
    page = body(sit(cast.INSPECTOR_SOUTH).get(f"/casework/cases/{case.pk}/"))
    assert "You know that this file exists" in page
    for word in ("18 or over", "What happened", "Answers to the first questions", "Emergency shelter"):
        assert word not in page


def test_whoever_names_themself_no_longer_finds_the_file_nor_the_person(sit: Sit, case: Case) -> None:
    colleague = sit(cast.INSPECTOR_COLLEAGUE)
    assert "may be the one" in body(colleague.post("/casework/search/", {"name": factories.SAID}))
    left = colleague.post(f"/casework/cases/{case.pk}/access/exclude/", {"excluded": "me", "conflict": "acquaintance"})
    assert left.headers["Location"] == "/casework/cases/"
    assert colleague.get(f"/casework/cases/{case.pk}/").status_code == 404
    assert case.reference not in body(colleague.get("/casework/cases/"))
    assert "does not seem to know" in body(colleague.post("/casework/search/", {"name": factories.SAID}))
    lead, row = sit(cast.LABOUR_LEAD), Exclusion.objects.get()
    assert "inspector-2" in body(lead.get(f"/casework/cases/{case.pk}/access/"))
    assert lead.post(f"/casework/cases/{case.pk}/access/exclusions/{row.pk}/lift/").status_code == 302
    assert colleague.get(f"/casework/cases/{case.pk}/").status_code == 200


def test_an_emergency_needs_the_code_of_the_moment(sit: Sit, case: Case) -> None:
    account = Account.objects.get(pk=cast.INSPECTOR_SOUTH.account_id)
    TOTP.activate(account, SECRET)
    client, asked = sit(cast.INSPECTOR_SOUTH), {"reference": case.reference, "reason": "danger_to_life"}
    page = body(client.post("/casework/emergency/", {**asked, "code": "12345"}), 422)
    assert "This code is wrong" in page
    assert f'value="{case.reference}"' in page
    assert not Emergency.objects.exists()
    tried = AuditEvent.objects.filter(action="refused", object_type="casework:emergency")
    assert tried.get().account_id == account.pk, "each try is logged"
    opened = client.post("/casework/emergency/", {**asked, "code": codes.of(SECRET)})
    assert opened.headers["Location"] == f"/casework/cases/{case.pk}/"
    assert "Open to you in an emergency" in body(client.get(f"/casework/cases/{case.pk}/"))


def test_a_wrong_letter_in_the_reference_does_not_cost_the_code(sit: Sit, case: Case) -> None:
    """The code counts once. Red when `proving` keeps nothing, and when `used_up` drops nothing."""
    account = Account.objects.get(pk=cast.INSPECTOR_SOUTH.account_id)
    TOTP.activate(account, SECRET)
    client, reason = sit(cast.INSPECTOR_SOUTH), "danger_to_life"
    code = codes.of(SECRET)
    page = body(client.post("/casework/emergency/", {"reference": "ABCD-2345", "reason": reason, "code": code}), 404)
    assert "leave this empty" in page
    again = {"reference": case.reference, "reason": reason, "code": ""}
    assert client.post("/casework/emergency/", again).headers["Location"] == f"/casework/cases/{case.pk}/"
    assert client.post("/casework/emergency/", again).status_code == 422


def test_a_code_that_fitted_counts_for_two_minutes(sit: Sit, case: Case) -> None:
    """Red when `still_holds` looks at no clock."""
    account = Account.objects.get(pk=cast.INSPECTOR_SOUTH.account_id)
    TOTP.activate(account, SECRET)
    client, reason = sit(cast.INSPECTOR_SOUTH), "danger_to_life"
    typed = {"reference": "ABCD-2345", "reason": reason, "code": codes.of(SECRET)}
    assert client.post("/casework/emergency/", typed).status_code == 404
    with clock.stopped(clock.now() + timedelta(minutes=3)):
        late = client.post("/casework/emergency/", {"reference": case.reference, "reason": reason, "code": ""})
    assert late.status_code == 422


def test_guesses_at_the_code_are_limited(sit: Sit, case: Case) -> None:
    """The fault to plant: `proving.prove` without its count of wrong codes."""
    account = Account.objects.get(pk=cast.INSPECTOR_SOUTH.account_id)
    TOTP.activate(account, SECRET)
    client, asked = sit(cast.INSPECTOR_SOUTH), {"reference": case.reference, "reason": "danger_to_life"}
    for _turn in range(5):
        assert client.post("/casework/emergency/", {**asked, "code": "12345"}).status_code == 422
    page = body(client.post("/casework/emergency/", {**asked, "code": codes.of(SECRET)}), 403)
    assert "Too many tries" in page


def test_the_notice_stands_on_every_page_of_the_lead_and_says_nothing_of_the_file(sit: Sit, case: Case) -> None:
    lead = sit(cast.LABOUR_LEAD)
    assert "opened in an emergency" not in body(lead.get("/casework/"))
    emergencies.begin(reference=case.reference, reason="urgent_care", proved_at=clock.now(), by=cast.INSPECTOR_SOUTH)
    page = body(lead.get("/casework/"))
    assert "A file was opened in an emergency." in page
    assert case.reference not in page
    assert "opened in an emergency" not in body(sit(cast.INSPECTOR_COLLEAGUE).get("/casework/"))


def test_a_desk_of_another_institution_reads_a_summary_without_links(sit: Sit, case: Case) -> None:
    grants.give(
        case_id=case.pk,
        to="desk:shelter",
        kind="referral",
        level="summary",
        sections=(),
        until=clock.today(),
        reason="joint_work",
        by=cast.LABOUR_LEAD,
    )
    page = body(sit(cast.SHELTER).get(f"/casework/cases/{case.pk}/"))
    assert "What happened" in page
    assert "/casework/referrals/" not in page
    assert "Show identity" not in page
    assert "Show the answers" not in page
