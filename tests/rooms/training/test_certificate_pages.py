"""The pages of certificates: what each reader sees, a refusal beside its field, the paper, what I may do until when."""

import pytest

from himaya.institutions.actions import qualifications
from himaya.kernel import clock
from himaya.publications import certificates as public
from himaya.training import certificate_paper
from himaya.training.actions import certificates
from himaya.training.models import Certificate, Enrolment
from tests import cast
from tests.pages import body
from tests.rooms.coordination import releases_at_hand
from tests.rooms.training import at_hand, certifying
from tests.rooms.training.at_hand import LABOUR, SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("G3")]


def test_the_trainer_issues_and_a_refusal_stands_beside_what_was_chosen(sit: Sit) -> None:
    session = certifying.held(right=2)
    row = Enrolment.objects.get()
    url = f"/training/sessions/{session.pk}/certificates/"
    said = {"do": "issue", "enrolment": str(row.pk), "track": "teachers", "language": "ar"}
    page = body(sit(TRAINER).post(url, said), 422)
    assert "80 of 100" in page
    assert f'<option value="{row.pk}" selected>' in page
    assert not Certificate.objects.exists()


def test_the_secretariat_sees_numbers_and_no_name_and_takes_one_back(sit: Sit) -> None:
    made = certifying.issued()
    url = f"/training/sessions/{made.enrolment.session_id}/certificates/"
    shown = sit(SECRETARY).get(url).content.decode()
    assert made.serial in shown
    assert at_hand.NAME not in shown
    assert at_hand.NAME in sit(TRAINER).get(url).content.decode()
    assert at_hand.NAME in sit(LABOUR).get(url).content.decode()
    said = {"do": "revoke", "certificate": str(made.pk), "reason": "lost_or_stolen"}
    assert sit(SECRETARY).post(url, said).status_code == 302
    made.refresh_from_db()
    assert made.revocation == "lost_or_stolen"


def test_nothing_chosen_gets_a_sentence_and_what_was_typed_stays(sit: Sit) -> None:
    made = certifying.issued()
    url = f"/training/sessions/{made.enrolment.session_id}/certificates/"
    answer = sit(SECRETARY).post(url, {"do": "revoke", "certificate": "", "reason": "lost_or_stolen"})
    assert answer.status_code == 422
    assert "Choose the certificate." in answer.content.decode()
    assert '<option value="lost_or_stolen" selected>' in answer.content.decode()
    for do in ("issue", "renew"):
        answer = sit(TRAINER).post(url, {"do": do, "enrolment": "", "code": "", "language": "ar"})
        assert answer.status_code == 422
        assert "Choose the person." in answer.content.decode()


def test_the_paper_is_a_file_whose_name_says_nothing(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    made = certifying.issued()
    pages: list[str] = []
    monkeypatch.setattr(certificate_paper.pdf, "render", lambda html, **_how: pages.append(html) or b"%PDF")
    answer = sit(TRAINER).post(f"/training/certificates/{made.pk}/paper/", {"paper": "both"})
    assert answer.content == b"%PDF"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert at_hand.NAME in pages[0]
    assert public.shown(made.code) in pages[0]
    assert "شهادة تكوين" in pages[0]


def test_i_see_my_certificates_and_what_i_may_do_until_when(sit: Sit) -> None:
    account = certifying.interviewer()
    made = certifying.issued(track="interview", modules=certifying.EVERY, username=account.username)
    me = certifying.acting(account)
    assert made.serial in (shown := sit(me).get("/training/mine/").content.decode())
    assert "waits for a second person" in shown
    qualifications.confirm(qualification_id=made.qualification_id, saw_certificate=True, by=cast.LABOUR_LEAD)
    assert "Identification interview until" in " ".join(sit(me).get("/training/mine/").content.decode().split())
    certificates.revoke(certificate_id=made.pk, reason="asked_by_holder", by=TRAINER)
    shown = sit(me).get("/training/mine/").content.decode()
    assert "until" not in shown.partition("My certificates")[0].partition("<h1>")[2]
    assert sit(me).post(f"/training/certificates/{made.pk}/paper/", {"paper": "fr"}).status_code == 302


def test_the_courses_say_what_is_outdated_and_the_secretariat_says_that_it_was_revised(sit: Sit) -> None:
    release = releases_at_hand.live()
    certifying.brings(release, "interview-adult")
    page = sit(TRAINER).get("/training/courses/").content.decode()
    assert "outdated" in page
    assert 'value="revised"' not in page
    said = {"do": "revised", "release": str(release.pk), "module": "m5"}
    assert sit(SECRETARY).post("/training/courses/", said).status_code == 302
    assert sit(SECRETARY).post("/training/courses/", said).status_code == 409
    assert clock.today()
