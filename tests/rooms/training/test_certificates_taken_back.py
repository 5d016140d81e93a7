"""What was taken back opens nothing: by whatever way it was entered, and what rests on it falls with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from himaya.institutions import issued_here, queries_qualifications
from himaya.institutions.actions import qualifications
from himaya.institutions.models import Account, Membership, Qualification
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotValid
from himaya.publications import certificates as public
from himaya.publications.models import Bundle
from himaya.training import certificate_paper
from himaya.training.actions import certificates
from himaya.training.models import Certificate, Enrolment, PlanLine
from tests import cast
from tests.refusals import refused
from tests.rooms.training import at_hand, certifying
from tests.rooms.training.at_hand import SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G3")]
INTERVIEW = "identification_interview"


def _by_hand(account: Account, made: Certificate, **changes: object) -> Qualification:
    given = {
        "account_id": account.pk,
        "kind": INTERVIEW,
        "institution_id": "labour",
        "first": clock.today(),
        "last": clock.today() + timedelta(days=300),
        "certificate": qualifications.Certificate("Himaya", made.serial, made.issued_on),
        "by": cast.LABOUR_LEAD,
    }
    return qualifications.enter(**{**given, **changes})  # type: ignore[arg-type]


def _confirmed(row: Qualification) -> None:
    """By a second lead of labour: whoever entered it may not."""
    second = cast.actor("labour-lead-2", "labour-north", "desk_lead")
    account, made = Account.objects.get_or_create(id=second.account_id, defaults={"username": "labour-lead-2"})
    if made:
        since = at_hand.at_the_table.SINCE
        Membership.objects.create(account=account, desk_id=second.desk_id, roles=["desk_lead"], valid_from=since)
    qualifications.confirm(qualification_id=row.pk, saw_certificate=True, by=second)


@pytest.mark.parametrize("issuer", ["Himaya", "himaya", "Commission nationale"])
def test_one_entered_by_hand_ends_with_the_certificate_whoever_is_said_to_have_issued_it(issuer: str) -> None:
    account = certifying.interviewer()
    made = certifying.issued(track="interview", modules=certifying.EVERY)
    assert made.qualification is None
    paper = qualifications.Certificate(issuer, made.serial.lower(), made.issued_on)
    _confirmed(_by_hand(account, made, certificate=paper))
    assert queries_qualifications.is_qualified(account.pk, INTERVIEW, clock.today())
    certificates.revoke(certificate_id=made.pk, reason="lost_or_stolen", by=SECRETARY)
    assert not queries_qualifications.is_qualified(account.pk, INTERVIEW, clock.today())
    assert Qualification.objects.get().ending == "certificate_withdrawn"


@pytest.mark.parametrize("way", ["{year}-{a}-{b}", "{year} {a} {b}", "N° {year}.{a}.{b} du centre", "{code}"])
@pytest.mark.parametrize("issuer", ["Plateforme Himaya", "منصة حماية", "Commission nationale"])
def test_however_number_or_code_is_typed_it_is_ours_and_ends_with_the_paper(way: str, issuer: str) -> None:
    account = certifying.interviewer()
    made = certifying.issued(track="interview", modules=certifying.EVERY)
    year, signs = made.serial.split("-")
    typed = way.format(year=year, a=signs[:4].lower(), b=signs[4:], code=public.shown(made.code))
    paper = qualifications.Certificate(issuer, typed, made.issued_on)
    row = _by_hand(account, made, certificate=paper)
    assert row.number == made.serial
    _confirmed(row)
    assert queries_qualifications.is_qualified(account.pk, INTERVIEW, clock.today())
    certificates.revoke(certificate_id=made.pk, reason="lost_or_stolen", by=SECRETARY)
    assert not queries_qualifications.is_qualified(account.pk, INTERVIEW, clock.today())
    with refused(NotValid, says="taken back"):
        _by_hand(account, made, certificate=paper)


def test_what_was_typed_with_gaps_before_numbers_were_read_ends_too() -> None:
    account = certifying.interviewer()
    made = certifying.issued(track="interview", modules=certifying.EVERY)
    for typed in (public.shown(made.code), f"{made.serial[:9]} {made.serial[9:]}"):
        paper = qualifications.Certificate("Commission nationale", typed, made.issued_on)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(issued_here, "of_number", lambda _typed: None)
            _confirmed(_by_hand(account, made, certificate=paper))
    certificates.revoke(certificate_id=made.pk, reason="lost_or_stolen", by=SECRETARY)
    assert not queries_qualifications.is_qualified(account.pk, INTERVIEW, clock.today())
    assert Qualification.objects.filter(state="ended", ending="certificate_withdrawn").count() == 2


@pytest.mark.parametrize("issuer", ["Plateforme HIMAYA", "منصة حماية", "«حماية»"])
def test_what_is_said_to_be_ours_and_is_not_is_refused(issuer: str) -> None:
    account = certifying.interviewer()
    made = certifying.issued()
    paper = qualifications.Certificate(issuer, "C-12", clock.today())
    with refused(NotValid, "number"):
        _by_hand(account, made, certificate=paper)


def test_one_of_somebody_else_whose_name_says_protection_is_no_certificate_of_ours() -> None:
    account = certifying.interviewer()
    made = certifying.issued()
    paper = qualifications.Certificate("مركز حماية الطفولة", "C-12", clock.today())
    assert _by_hand(account, made, certificate=paper).number == "C-12"


@pytest.mark.parametrize(("mode", "said"), [("fr", "plateforme Himaya"), ("ar", "منصة حماية")])
def test_the_paper_says_who_issued_it_as_it_is_looked_up(mode: str, said: str) -> None:
    made = certifying.issued()
    assert said in getattr(certificate_paper.sheet(made, at_hand.NAME, mode).small[0], mode)
    assert issued_here.is_us(said)


def test_one_that_waits_is_refused_and_one_taken_back_is_neither_entered_nor_confirmed() -> None:
    account = certifying.interviewer()
    made = certifying.issued(track="interview", modules=certifying.EVERY)
    waits = _by_hand(account, made)
    certificates.revoke(certificate_id=made.pk, reason="entered_by_mistake", by=SECRETARY)
    waits.refresh_from_db()
    assert waits.state == "refused"
    with refused(NotValid, "number", says="taken back"):
        _by_hand(account, made)


def test_by_hand_it_opens_what_the_course_opens_until_its_last_day_and_for_whom_it_was_given() -> None:
    account = certifying.interviewer()
    other = certifying.issued()
    with refused(NotValid, "number"):
        _by_hand(account, other)
    theirs = certifying.issued(track="interview", modules=certifying.EVERY, username="inspector", of=_line(other))
    with refused(NotValid, "number"):
        _by_hand(account, theirs)
    with refused(NotValid, "number"):
        _by_hand(account, other, certificate=qualifications.Certificate("Himaya", "2026-NOSUCH", clock.today()))
    made = certifying.issued(track="interview", modules=certifying.EVERY, name="Karim Tazi", of=_line(other))
    later = clock.now() + (made.expires_on - clock.today()) - timedelta(days=10)
    with clock.stopped(later):
        with refused(NotValid, "last"):
            _by_hand(account, made, last=clock.today() + timedelta(days=11))
        assert _by_hand(account, made, last=clock.today() + timedelta(days=10)).pk


def test_what_was_renewed_from_a_mistake_falls_with_it_and_what_was_renewed_from_a_lost_paper_does_not() -> None:
    for reason, falls in (("entered_by_mistake", True), ("attendance_corrected", True), ("lost_or_stolen", False)):
        line = at_hand.line()
        old = certifying.issued(of=line, name="Karim Tazi")
        with clock.stopped(clock.now() + (old.expires_on - clock.today()) - timedelta(days=20)):
            row = certifying.shorter(of=line, name="Karim Tazi")
            new = certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)
            certificates.revoke(certificate_id=old.pk, reason=reason, by=SECRETARY)
            new.refresh_from_db()
            assert (new.revoked_on is not None) is falls, reason
            assert Bundle.objects.get(kind=public.kind(new.code)).body["revoked"] is falls


def test_a_renewal_that_was_lost_is_replaced_until_the_same_day_and_once_at_a_time() -> None:
    line = at_hand.line()
    old = certifying.issued(of=line, name="Karim Tazi")
    with clock.stopped(clock.now() + (old.expires_on - clock.today()) - timedelta(days=20)):
        row = certifying.shorter(of=line, name="Karim Tazi")
        lost = certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)
        # A year later, long after the months in which the first one could be renewed.
        with clock.stopped(clock.now() + timedelta(days=365)):
            certificates.revoke(certificate_id=lost.pk, reason="lost_or_stolen", by=SECRETARY)
            new = certificates.renew(enrolment_id=row.pk, code=old.code, language="ar", by=TRAINER)
            assert (new.renews_id, new.expires_on) == (old.pk, lost.expires_on)
            with pytest.raises(NotNow):
                certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)
            other = certifying.issued(of=line, name="Salma Idrissi")
            with pytest.raises(IntegrityError), transaction.atomic():
                Certificate.objects.filter(pk=other.pk).update(renews=old)


def test_after_another_session_too_a_lost_renewal_gives_its_last_day_on_and_a_mistaken_one_does_not() -> None:
    for reason, same in (("lost_or_stolen", True), ("entered_by_mistake", False)):
        line = at_hand.line()
        old = certifying.issued(of=line, name="Karim Tazi")
        with clock.stopped(clock.now() + (old.expires_on - clock.today()) - timedelta(days=20)):
            row = certifying.shorter(of=line, name="Karim Tazi")
            gone = certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)
            certificates.revoke(certificate_id=gone.pk, reason=reason, by=SECRETARY)
            with clock.stopped(clock.now() + timedelta(days=60)):
                later = certifying.shorter(of=line, name="Karim Tazi")
                new = certificates.renew(enrolment_id=later.pk, code=old.code, language="fr", by=TRAINER)
                assert (new.expires_on == gone.expires_on) is same, reason


def test_a_course_that_counted_the_modules_of_a_mistake_falls_with_it() -> None:
    account = certifying.interviewer()
    line = at_hand.line()
    first = certifying.issued(of=line, username=account.username)
    rest = certifying.held(of=line, username=account.username, modules=("M3", "M5", "M6", "M7"))
    row = Enrolment.objects.get(session=rest)
    whole = certificates.issue(enrolment_id=row.pk, track="interview", language="fr", by=TRAINER)
    assert whole.qualification_id is not None
    _confirmed(Qualification.objects.get())
    certificates.revoke(certificate_id=first.pk, reason="attendance_corrected", by=SECRETARY)
    whole.refresh_from_db()
    assert whole.revocation == "attendance_corrected"
    assert not queries_qualifications.is_qualified(account.pk, INTERVIEW, clock.today())


def _line(made: Certificate) -> PlanLine:
    return made.enrolment.session.line


def test_whoever_confirms_is_shown_how_attendance_and_tests_came_and_no_result(sit: Sit) -> None:
    account = certifying.interviewer()
    made = certifying.issued(track="interview", modules=certifying.EVERY, username=account.username)
    page = sit(cast.LABOUR_LEAD).get(f"/staff/qualifications/{made.qualification_id}/").content.decode()
    words = " ".join(page.split())
    assert "tapped on the list: 4" in words
    assert "on paper: 1" in words
    assert "A trainer of the session issued it" in words
    qualifications.confirm(qualification_id=made.qualification_id, saw_certificate=True, by=cast.LABOUR_LEAD)
    page = sit(cast.LABOUR_LEAD).get(f"/staff/qualifications/{made.qualification_id}/").content.decode()
    assert "tapped on the list" not in page
