"""The pages of progress: a report from draft to the record, evidence that is read, links that are made."""

from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.models import Evidence, ProgressReport, Recommendation, ReplyLink
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as hand
from tests.rooms.coordination.at_the_table import DAW, HEALTH, HEALTH_AUTHORITY, POLICE
from tests.rooms.coordination.test_evidence import pdf
from tests.rooms.roundtable.browsing import HOME, body, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A9")


@pytest.fixture(name="row")
def _row() -> Recommendation:
    return hand.recommendation(lead="hospital", contributors=["daw"], indicator="Équipes formées")


def of(row: Recommendation) -> str:
    return f"{HOME}recommendations/{row.pk}/progress/"


def report_page(row: Recommendation) -> str:
    return f"{HOME}progress-reports/{ProgressReport.objects.get(recommendation=row).pk}/"


def typed(**changes: str) -> dict[str, str]:
    return {"do": "hand_in", "text": "Douze équipes formées.", "as_of": "2026-11-20", "seen": "0", **changes}


def evidence(**changes: Any) -> dict[str, Any]:
    base = {"kind": "circular", "title": "Circulaire 12", "dated_on": "2026-11-01", "confidentiality": "members"}
    return {**base, **changes}


def file(data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("Jean Dupont.pdf", data or pdf(), content_type="application/pdf")


def test_a_report_goes_from_the_focal_point_to_the_authority_to_the_record(
    sit: Sit, office: Client, row: Recommendation
) -> None:
    page = body(sit(HEALTH), of(row))
    assert "Nothing is reported yet" in page
    assert "Report the progress" in page
    assert sent(sit(HEALTH), of(row), typed(do="keep", done="yes")) == of(row)
    assert "Your draft is not handed in yet" in body(sit(HEALTH), of(row))
    assert "1 institution is writing" in body(office, of(row))
    assert "Douze équipes" not in body(office, of(row))
    assert sent(sit(HEALTH), of(row), typed(seen="1", done="yes")) == of(row)
    assert "1 report waits for your word" in body(sit(HEALTH_AUTHORITY), of(row))
    assert "Validate it" in body(sit(HEALTH_AUTHORITY), report_page(row))
    assert "Validate it" not in body(sit(HEALTH), report_page(row))
    assert sent(sit(HEALTH_AUTHORITY), report_page(row), {"do": "validate"}) == of(row)
    assert "1 report to look at" in body(office, of(row))
    assert sent(office, report_page(row), {"do": "accept"}) == of(row)
    row.refresh_from_db()
    assert row.state == following.REPORTED_DONE
    page = body(sit(POLICE), of(row))
    assert "1 report on the record" in page
    assert "Douze équipes formées." in page


def test_what_was_typed_is_kept_with_the_sentence_beside_it(sit: Sit, row: Recommendation) -> None:
    page = sent(sit(HEALTH), of(row), typed(text="Appeler +212 661 22 33 44", value="12"), 422)
    assert "This text seems to hold a telephone number" in page
    assert "Appeler +212 661 22 33 44" in page
    page = sent(sit(HEALTH), of(row), typed(as_of="hier"), 422)
    assert "Choose the day, the month and the year" in page
    assert not ProgressReport.objects.exists()


def test_a_page_that_is_out_of_date_is_told_and_keeps_its_text(sit: Sit, row: Recommendation) -> None:
    sent(sit(HEALTH), of(row), typed(do="keep"))
    page = sent(sit(HEALTH), of(row), typed(do="keep", text="Un autre texte."), 409)
    assert "was written since the page was opened" in page
    assert "Un autre texte." in page
    # What the other one wrote stands beside it, and whoever has read both may keep theirs.
    assert "Douze équipes formées." in page.split("What you typed")[0]
    assert 'name="seen" value="1"' in page
    assert sent(sit(HEALTH), of(row), typed(do="keep", text="Les deux ensemble.", seen="1")) == of(row)


def test_what_was_typed_comes_back_although_it_was_handed_in_meanwhile(sit: Sit, row: Recommendation) -> None:
    sent(sit(HEALTH), of(row), typed())
    page = sent(sit(HEALTH), of(row), typed(do="keep", text="Une heure de travail."), 409)
    assert "Une heure de travail." in page


def test_the_authority_validates_what_its_page_showed(sit: Sit, row: Recommendation) -> None:
    sent(sit(HEALTH), of(row), typed())
    assert 'name="seen" value="2"' in body(sit(HEALTH_AUTHORITY), report_page(row))
    page = sent(sit(HEALTH_AUTHORITY), report_page(row), {"do": "validate", "seen": "1"}, 409)
    assert "was written since the page was opened" in page


def test_the_secretariat_enters_a_signed_letter_in_one_step(office: Client, row: Recommendation) -> None:
    data = typed(who="i:hospital", how="letter", received_on="2026-11-23", signed="yes", signed_by="Directeur")
    page = sent(office, of(row), {**data, "how": ""}, 422)
    assert "Say whether it came by mail or by letter" in page
    assert sent(office, of(row), data) == of(row)
    report = ProgressReport.objects.get()
    assert (report.state, report.institution_id, report.signed_by) == (following.VALIDATED, "hospital", "Directeur")
    assert "Take it into the record" in body(office, report_page(row))


def test_the_secretariat_validates_or_sends_back_for_an_authority_that_wrote(
    sit: Sit, office: Client, row: Recommendation
) -> None:
    sent(sit(HEALTH), of(row), typed())
    page = sent(office, report_page(row), {"do": "send_back", "reason": "Dire combien"}, 403)
    assert "The authority of the institution sends this back" in page
    paper = {"how": "letter", "received_on": "2026-11-23", "reason": "Dire combien"}
    assert sent(office, report_page(row), {"do": "send_back", **paper}) == of(row)
    page = body(sit(HEALTH), of(row))
    assert "Your report came back" in page
    assert "Dire combien" in page
    assert "Douze équipes formées." in page  # the form goes on from what was written


def test_where_nothing_can_be_reported_the_page_says_why(sit: Sit, row: Recommendation) -> None:
    Recommendation.objects.filter(pk=row.pk).update(state=following.ADDRESSED)
    page = body(sit(HEALTH), of(row))
    assert "First its answer to the recommendation" in page
    assert "Hand it in" not in page
    assert "Hand it in" not in body(sit(POLICE), of(row))


def test_evidence_is_given_read_under_a_neutral_name_and_withdrawn(sit: Sit, row: Recommendation) -> None:
    give = f"{HOME}recommendations/{row.pk}/evidence/"
    page = sent(sit(HEALTH), give, evidence(), 422)
    assert "Choose a file, or say where the original is kept" in page
    assert "Circulaire 12" in page
    assert sent(sit(HEALTH), give, evidence(file=file(), confidentiality="secretariat")) == of(row)
    found = Evidence.objects.get()
    address = f"{HOME}evidence/{found.pk}/"
    answer = sit(HEALTH).get(address)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="evidence.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert sha256(answer.content).hexdigest() == found.sha256
    assert AuditEvent.objects.filter(action="evidence.read", object_id=str(found.pk)).count() == 1
    assert sit(DAW).get(address).status_code == 404
    assert "Circulaire 12" not in body(sit(DAW), of(row))
    assert sent(sit(HEALTH), f"{address}withdraw/", {"reason": "Mauvais fichier"}) == of(row)
    assert sit(HEALTH).get(address).status_code == 409
    assert "Mauvais fichier" in body(sit(HEALTH), of(row))


def test_evidence_that_is_too_large_or_no_paper_gets_its_sentence(sit: Sit, row: Recommendation) -> None:
    give = f"{HOME}recommendations/{row.pk}/evidence/"
    page = sent(sit(HEALTH), give, evidence(file=file(b"%PDF-" + b"0" * (10 * 1024 * 1024))), 422)
    assert "too large" in page
    page = sent(sit(HEALTH), give, evidence(file=file(b"MZ")), 422)
    assert "neither a PDF nor a picture" in page
    assert not Evidence.objects.exists()


def test_the_secretariat_makes_a_link_sees_its_address_and_withdraws_it(office: Client) -> None:
    page = f"{HOME}reply-links/"
    assert "No reply link opens" in body(office, page)
    who = at.delegate("hospital")
    data = {"do": "make", "who": f"hospital:{who.pk}", "role": following.SPEAKS_BY_LINK, "days": "30"}
    shown = sent(office, page, {**data, "role": following.VALIDATES_BY_LINK}, 403)
    assert "not the validating authority" in shown
    assert "Write for how many days" in sent(office, page, {**data, "days": "lots"}, 422)
    assert sent(office, page, data) == page
    link = ReplyLink.objects.get()
    shown = body(office, page)
    assert "1 reply link opens" in shown
    address = shown.split('readonly value="')[1].split('"')[0]
    assert address.startswith("http://testserver/reply/")
    assert Client().get(address).status_code == 200
    assert sent(office, page, {"do": "revoke", "link": str(link.pk)}) == page
    assert "1 link that opens nothing any more" in body(office, page)
    assert Client().get(address).status_code == 404


def test_a_report_by_somebody_outside_is_entered_by_name(office: Client) -> None:
    row = hand.recommendation(lead_name="Ordre des avocats")
    data = typed(who="e:Ordre des avocats", how="mail", received_on=clock.today().isoformat())
    assert sent(office, of(row), data) == of(row)
    report = ProgressReport.objects.get()
    assert (report.entity, report.state) == ("Ordre des avocats", following.REPORT_SUBMITTED)
    paper = {"how": states.MAIL, "received_on": clock.today().isoformat(), "signed_by": "Bâtonnier"}
    assert sent(office, report_page(row), {"do": "validate", **paper}) == of(row)
