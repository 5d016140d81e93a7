"""What a certificate rests on: a reading that stays in the audit, the right test, the hours, the day it counts from."""

from datetime import timedelta

import pytest

from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.models import AuditEvent
from himaya.training.actions import certificates
from himaya.training.models import Certificate, Enrolment
from himaya.training.queries import courses
from tests.refusals import refused
from tests.rooms.training import at_hand, certifying
from tests.rooms.training.at_hand import LABOUR, TRAINER

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G3")]


def _linked() -> int:
    return AuditEvent.objects.filter(action="participants.linked", purpose="certificate").count()


def test_whoever_was_told_that_a_test_was_not_passed_stands_in_the_audit_as_a_reader() -> None:
    certifying.held(right=2)
    row = Enrolment.objects.get()
    with refused(NotValid, "test"):
        certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER)
    event = AuditEvent.objects.get(action="participants.linked")
    assert (event.purpose, event.object_type, event.object_id) == ("certificate", "enrolment", str(row.pk))


def test_of_a_course_that_the_session_did_not_teach_nothing_is_read_and_nothing_about_the_test_is_said() -> None:
    line = at_hand.line()
    for right, name in ((2, at_hand.NAME), (5, "Karim Tazi")):
        session = certifying.held(of=line, right=right, name=name)
        row = Enrolment.objects.get(session=session)
        with refused(NotValid, "modules"):
            certificates.issue(enrolment_id=row.pk, track="interview", language="fr", by=TRAINER)
    assert _linked() == 0


def test_a_name_that_was_compared_with_the_list_stands_in_the_audit_also_when_it_is_refused() -> None:
    session = at_hand.session()
    at_hand.named(session, by=LABOUR)
    before = AuditEvent.objects.filter(action="participants.read").count()
    with refused(NotValid, "twice"):
        at_hand.named(session, by=LABOUR)
    assert AuditEvent.objects.filter(action="participants.read").count() == before + 1


def test_the_test_of_another_course_certifies_nobody_for_this_one() -> None:
    certifying.held(modules=certifying.EVERY, asked=("M0", "M1", "M2", "M3"))
    row = Enrolment.objects.get()
    with refused(NotValid, "test_form", says="M5"):
        certificates.issue(enrolment_id=row.pk, track="interview", language="fr", by=TRAINER)
    assert _linked() == 0
    assert certificates.issue(enrolment_id=row.pk, track="media", language="fr", by=TRAINER).pk


def test_a_session_shorter_than_what_it_says_it_taught_certifies_nobody() -> None:
    certifying.held(modules=certifying.EVERY, half_days=at_hand.hours())
    row = Enrolment.objects.get()
    with refused(NotValid, "hours", says="6") as refusal:
        certificates.issue(enrolment_id=row.pk, track="interview", language="fr", by=TRAINER)
    assert "19" in str(refusal.value.sentence)


def test_one_session_does_not_pay_twice_for_hours_and_another_one_adds_its_own() -> None:
    line = at_hand.line()
    first = certifying.held(of=line, username="inspector", half_days=certifying.hours_for(certifying.TEACHERS))
    row = Enrolment.objects.get(session=first)
    certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER)
    second = certifying.held(of=line, username="inspector", modules=("M3", "M7"), half_days=at_hand.hours())
    other = Enrolment.objects.get(session=second)
    made = certificates.issue(enrolment_id=other.pk, track="police_gendarmerie", language="fr", by=TRAINER)
    assert made.hours == 12
    short = certifying.held(
        of=line,
        name="Karim Tazi",
        username="interviewer-of-labour" if certifying.interviewer() else "",
        modules=certifying.EVERY,
        half_days=certifying.hours_for(certifying.TEACHERS),
    )
    person = Enrolment.objects.get(session=short)
    certificates.issue(enrolment_id=person.pk, track="teachers", language="fr", by=TRAINER)
    with refused(NotValid, "hours"):
        certificates.issue(enrolment_id=person.pk, track="police_gendarmerie", language="fr", by=TRAINER)


def test_a_session_is_not_planned_into_the_past() -> None:
    long_ago = at_hand.hours(clock.now() - timedelta(days=15))
    with refused(NotValid, "half_days"):
        at_hand.session(half_days=long_ago)
    assert at_hand.session(half_days=at_hand.hours(clock.now() - timedelta(days=13))).pk


def test_its_months_count_from_the_last_half_day_and_not_from_the_day_somebody_asked() -> None:
    session = certifying.held()
    row = Enrolment.objects.get()
    last = clock.today()
    course = courses.course("teachers")
    assert course is not None
    with clock.stopped(clock.now() + timedelta(days=200)):
        made = certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER)
    assert made.expires_on == courses.lasts_until(course, last)
    assert session.closed_on == last


def test_one_lost_and_issued_anew_has_the_same_last_day_and_after_it_there_is_none() -> None:
    made = certifying.issued()
    certificates.revoke(certificate_id=made.pk, reason="lost_or_stolen", by=TRAINER)
    with clock.stopped(clock.now() + timedelta(days=30)):
        again = certificates.issue(enrolment_id=made.enrolment_id, track="teachers", language="fr", by=TRAINER)
        assert again.expires_on == made.expires_on
        certificates.revoke(certificate_id=again.pk, reason="lost_or_stolen", by=TRAINER)
    with clock.stopped(clock.now() + timedelta(days=3 * 365)), refused(NotNow, "too_long_ago"):
        certificates.issue(enrolment_id=made.enrolment_id, track="teachers", language="fr", by=TRAINER)
    assert Certificate.objects.filter(revoked_on__isnull=True).count() == 0


def test_a_renewal_counts_from_the_shorter_session() -> None:
    old = certifying.issued(username="inspector")
    soon = clock.now() + (old.expires_on - clock.today()) - timedelta(days=90)
    with clock.stopped(soon):
        row = certifying.shorter(username="inspector")
        last = clock.today()
    course = courses.course("teachers")
    assert course is not None
    with clock.stopped(soon + timedelta(days=60)):
        made = certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)
    assert made.expires_on == courses.lasts_until(course, last)


def test_what_rests_on_another_certificate_lasts_no_longer_than_it() -> None:
    line = at_hand.line()
    first = certifying.issued(of=line, username="inspector")
    with clock.stopped(clock.now() + timedelta(days=600)):
        session = certifying.held(of=line, username="inspector", modules=("M3", "M7"))
        row = Enrolment.objects.get(session=session)
        made = certificates.issue(enrolment_id=row.pk, track="police_gendarmerie", language="fr", by=TRAINER)
        assert made.expires_on == first.expires_on


def test_the_test_of_the_shorter_session_asks_about_what_it_taught() -> None:
    old = certifying.issued(username="inspector")
    with clock.stopped(clock.now() + (old.expires_on - clock.today()) - timedelta(days=20)):
        row = certifying.shorter(username="inspector", asked=("M0", "M1"))
        with pytest.raises(NotValid) as refusal:
            certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)
    assert refusal.value.code == "test_form"


def test_without_a_test_after_the_session_nothing_is_read() -> None:
    certifying.held(right=None)
    row = Enrolment.objects.get()
    with refused(NotValid, "test"):
        certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER)
    assert _linked() == 0


def test_the_reading_is_noted_once_for_one_certificate() -> None:
    certifying.issued()
    assert _linked() == 1
