"""The pages of keeping and erasing: what goes and what stays is said before, two persons act, the paper verifies."""

from datetime import timedelta

import pytest
from django.test import Client

from himaya.cases.actions import erasures, exceptions, exclusions, referrals
from himaya.cases.actions.exceptions import Wanted
from himaya.cases.models import Case, Erasure, Exclusion, LegalHold
from himaya.cases.rules_consents_exceptions import TO_TELL, Notice
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.persons.models import Person
from tests import cast, factories
from tests.pages import words
from tests.rooms.cases.test_erasures import OFFICER, ended
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X1")]


@pytest.fixture(autouse=True)
def _officer(the_cast: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasures, "fold_in", lambda tables: True)
    cast.seat(OFFICER, "one")


def asked(sit: Sit, case_id: object) -> Erasure:
    page = f"/casework/cases/{case_id}/keeping/"
    answer = sit(cast.INSPECTOR).post(page, {"do": "ask", "scope": "all", "ground": "person_asked"})
    assert (answer.status_code, answer["Location"]) == (302, page)
    return Erasure.objects.get(state="asked")


def test_a_desk_asks_the_officer_decides_and_the_paper_verifies(sit: Sit) -> None:
    done = ended(factories.hand_over())
    before = words(sit(cast.INSPECTOR).get(f"/casework/cases/{done.case_id}/keeping/").content)
    for part in (
        "Sets of answers · 1",
        "Counts without a person",
        "30 January 2027",
        "Model, not adopted",
        "Desk shelter",
    ):
        assert part in before, part
    row = asked(sit, done.case_id)
    officer = sit(OFFICER)
    assert "One erasure waits" in words(officer.get("/oversight/keeping/").content)
    page = f"/oversight/erasures/{row.pk}/"
    assert "Sets of answers · 1" in words(officer.get(page).content)
    unsure = officer.post(page, {"do": "confirm"})
    assert (unsure.status_code, Person.objects.count()) == (422, 1)
    assert "no way back" in words(unsure.content)
    assert officer.post(page, {"do": "confirm", "sure": "yes"}).status_code == 302
    assert not Person.objects.exists()
    after = words(officer.get(page).content)
    assert "Gone from backups by 30 January 2027" in after
    assert officer.get(f"/oversight/files/{done.case_id}/keeping/").status_code == 404
    sheet = sit(cast.INSPECTOR).get(f"/casework/erasures/{row.pk}/certificate/").content.decode()
    row.refresh_from_db()
    assert row.certificate.splitlines()[1] in sheet
    for secret in (*factories.SAID.split(), factories.PHONE, "inspector"):
        assert secret not in sheet
    genuine = words(officer.post("/oversight/certificates/", {"lines": row.certificate}).content)
    assert "Genuine: this installation signed it" in genuine
    changed = row.certificate.replace("2027-01-30", "2026-12-01")
    assert "Not genuine" in words(officer.post("/oversight/certificates/", {"lines": changed}).content)
    nothing = officer.post("/oversight/certificates/", {"lines": "something else"})
    assert (nothing.status_code, "something else" in nothing.content.decode()) == (422, True)


def test_an_officer_who_asks_needs_the_lead_of_the_desk(sit: Sit) -> None:
    done = ended(factories.hand_over())
    officer = sit(OFFICER)
    answer = officer.post(
        f"/oversight/files/{done.case_id}/keeping/", {"do": "ask", "scope": "identity", "ground": "wrongly_kept"}
    )
    assert answer.status_code == 302
    row = Erasure.objects.get()
    assert officer.post(f"/oversight/erasures/{row.pk}/", {"do": "confirm", "sure": "yes"}).status_code == 403
    assert (
        sit(cast.INSPECTOR).post(f"/casework/erasures/{row.pk}/", {"do": "confirm", "sure": "yes"}).status_code == 403
    )
    lead = sit(cast.LABOUR_LEAD)
    assert "One erasure waits" in words(lead.get("/casework/keeping/").content)
    assert lead.post(f"/casework/erasures/{row.pk}/", {"do": "confirm", "sure": "yes"}).status_code == 302
    assert Person.objects.get().anonymous_since == clock.today()
    page = words(sit(cast.INSPECTOR).get(f"/casework/cases/{done.case_id}/").content)
    assert "The identity was erased on" in page


def test_a_desk_that_still_works_with_the_person_is_named_and_asked_first(sit: Sit) -> None:
    """Fault to plant: the desks left out of the page of the decision; nobody there hears of it."""
    done = ended(factories.hand_over())
    person = Case.objects.get(pk=done.case_id).person_id
    there = factories.hand_over(identity=None, person_id=person, by=cast.INSPECTOR_SOUTH)
    referrals.withdraw(referral_id=there.referral_ids[0], by=cast.INSPECTOR_SOUTH)
    assert "Desk labour-south" in words(sit(cast.INSPECTOR).get(f"/casework/cases/{done.case_id}/keeping/").content)
    page = f"/oversight/erasures/{asked(sit, done.case_id).pk}/"
    officer = sit(OFFICER)
    assert "still work with a file of this person, and it goes too: Desk labour-south" in words(
        officer.get(page).content
    )
    unasked = officer.post(page, {"do": "confirm", "sure": "yes"})
    assert (unasked.status_code, "Ask that desk first" in words(unasked.content)) == (409, True)
    assert Person.objects.count() == 1
    assert officer.post(page, {"do": "confirm", "sure": "yes", "others_asked": "yes"}).status_code == 302
    assert not Person.objects.exists()


def test_an_officer_sees_who_is_kept_out_lets_them_back_and_steps_aside_themself(sit: Sit) -> None:
    done = ended(factories.hand_over())
    assert cast.INSPECTOR_COLLEAGUE.account_id is not None
    exclusions.add(
        case_id=done.case_id, account_id=cast.INSPECTOR_COLLEAGUE.account_id, reason="family", by=cast.LABOUR_LEAD
    )
    row = Exclusion.objects.get()
    page, officer = f"/oversight/files/{done.case_id}/keeping/", sit(OFFICER)
    seen = words(officer.get(page).content)
    assert "inspector-2" in seen
    assert "Family" in seen
    assert "Keep me from this file" not in words(
        sit(cast.INSPECTOR).get(f"/casework/cases/{done.case_id}/keeping/").content
    )
    officer = sit(OFFICER)
    assert officer.post(page, {"do": "let_back", "exclusion": str(row.pk)}).status_code == 302
    assert "Nobody is kept from this file" in words(officer.get(page).content)
    assert officer.post(page, {"do": "exclude_me", "conflict": ""}).status_code == 422
    aside = officer.post(page, {"do": "exclude_me", "conflict": "family"})
    assert (aside.status_code, aside["Location"]) == (302, "/oversight/keeping/")
    assert officer.get(page).status_code == 404


def test_pages_say_when_a_period_begins_and_what_stops_it(sit: Sit) -> None:
    done = ended(factories.hand_over())
    for page in ("/casework/keeping/", f"/casework/cases/{done.case_id}/keeping/"):
        assert "opening one again stops it" in words(sit(cast.INSPECTOR).get(page).content), page


def test_a_hold_is_placed_shown_and_lifted_and_bad_input_keeps_what_was_typed(sit: Sit) -> None:
    done = ended(factories.hand_over())
    page = f"/casework/cases/{done.case_id}/keeping/"
    lead: Client = sit(cast.LABOUR_LEAD)
    wrong = lead.post(page, {"do": "place", "hold": "dispute", "until": "yesterday"})
    assert wrong.status_code == 422
    assert 'value="dispute" selected' in wrong.content.decode()
    assert "it lies ahead" in words(wrong.content)
    until = (clock.today() + timedelta(days=30)).isoformat()
    assert lead.post(page, {"do": "place", "hold": "dispute", "until": until}).status_code == 302
    held = sit(cast.INSPECTOR).post(page, {"do": "ask", "scope": "all", "ground": "person_asked"})
    assert (held.status_code, "A legal hold stands" in words(held.content)) == (409, True)
    assert AuditEvent.objects.filter(action="refused", code="on_hold").count() == 1
    assert lead.post(page, {"do": "lift", "reason": "order_ended"}).status_code == 403
    officer = sit(OFFICER)
    mine = f"/oversight/files/{done.case_id}/keeping/"
    assert officer.post(mine, {"do": "lift", "reason": ""}).status_code == 422
    assert officer.post(mine, {"do": "lift", "reason": "dispute_settled"}).status_code == 302
    assert not LegalHold.objects.filter(lifted_on=None).exists()


def test_what_cannot_be_undone_asks_for_a_second_factor_that_was_shown_lately(sit: Sit) -> None:
    """Planted fault: without it, a session left open lifts a hold and confirms an erasure."""
    done = ended(factories.hand_over())
    row = asked(sit, done.case_id)
    officer = sit(OFFICER)
    keeping, decides = f"/oversight/files/{done.case_id}/keeping/", f"/oversight/erasures/{row.pk}/"
    with clock.stopped(factories.TUESDAY + timedelta(minutes=12)):
        for page, data in ((keeping, {"do": "lift", "reason": "order_ended"}), (decides, {"do": "confirm"})):
            proof = officer.post(page, {**data, "sure": "yes"})
            assert (proof.status_code, "proof_carried" in proof.content.decode()) == (403, True), page
        assert officer.post(decides, {"do": "decline", "reason": "not_this_person"}).status_code != 403
    assert Person.objects.exists()


def test_what_runs_is_greyed_with_its_sentence_and_an_old_file_is_asked_about(sit: Sit) -> None:
    done = factories.hand_over()
    page = f"/casework/cases/{done.case_id}/keeping/"
    seen = sit(cast.INSPECTOR).get(page).content.decode()
    assert seen.count("disabled") == 2
    assert "still runs" in seen
    with clock.stopped(factories.TUESDAY + timedelta(days=740)):
        at = sit(cast.INSPECTOR)
        assert Case.objects.get().reference in at.get("/casework/keeping/").content.decode()
        assert at.post(page, {"do": "keep"}).status_code == 302
        assert at.post(page, {"do": "keep"}).status_code == 409


@pytest.mark.parametrize(("language", "title"), [("fr", "Conservation et effacement"), ("ar", "الحفظ والمحو")])
def test_the_pages_speak_the_readers_language(sit: Sit, language: str, title: str) -> None:
    done = ended(factories.hand_over())
    row = asked(sit, done.case_id)
    officer: Client = sit(OFFICER, language)
    for path in ("keeping/", f"files/{done.case_id}/keeping/"):
        assert title in words(officer.get(f"/oversight/{path}").content)
    assert officer.get(f"/oversight/erasures/{row.pk}/").status_code == 200
    assert officer.get("/oversight/certificates/").status_code == 200


def test_before_a_name_is_erased_the_page_says_what_stays_what_it_closes_and_who_was_told(sit: Sit) -> None:
    """F9, F10. Seen red before: "The identity alone" closed the open file without a word and named no police desk."""
    done = ended(factories.hand_over())
    notice = Notice(TO_TELL, clock.today() + timedelta(days=3))
    without = Wanted("police-north", ("danger_now",), "danger", notice)
    one = exceptions.propose(case_id=done.case_id, wanted=without, by=cast.INSPECTOR)
    exceptions.confirm(exception_id=one, by=cast.LABOUR_LEAD)
    page = f"/casework/cases/{done.case_id}/keeping/"
    told = (
        "The identity, and every text that could name the person",
        "Stays, without what could name the person: ",
        "It closes the open file of the person (1)",
    )
    seen = words(sit(cast.INSPECTOR).get(page).content)
    for part in (*told, "Each was told something of the person: Desk police-north", "Desk shelter"):
        assert part in seen, part
    sit(cast.INSPECTOR).post(page, {"do": "ask", "scope": "identity", "ground": "person_asked"})
    row = Erasure.objects.get()
    at, decides = f"/oversight/erasures/{row.pk}/", sit(OFFICER)
    seen = words(decides.get(at).content)
    for part in (*told[1:], "Desk police-north"):
        assert part in seen, part
    assert decides.post(at, {"do": "confirm", "sure": "yes"}).status_code == 302
    assert "2 other desks or institutions were told something" in words(decides.get(at).content)
    listed = words(sit(cast.INSPECTOR).get("/casework/cases/closed/").content)
    assert "name erased file until 24 November 2031" in listed
    assert "name until" not in listed
