"""Certificates: for whom, by whom, what they open, and what closes it; outdated courses; names that go."""

import dataclasses
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from himaya.coordination import states as table_states
from himaya.coordination.models import Release
from himaya.institutions import queries_qualifications
from himaya.institutions.actions import qualifications
from himaya.institutions.content_reader import content_root
from himaya.institutions.models import Qualification
from himaya.instruments.models import InForce
from himaya.interviews import policy as interviews
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.publications import certificates as public
from himaya.publications.models import Bundle
from himaya.training import certificate_paper, content, people, states
from himaya.training.actions import certificates, course_revisions, session_names
from himaya.training.content import training
from himaya.training.models import Certificate, Enrolment
from himaya.training.queries import certificates as queries
from himaya.training.queries import courses
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.coordination import releases_at_hand
from tests.rooms.training import at_hand, certifying
from tests.rooms.training.at_hand import DAW, LABOUR, OTHER_TRAINER, SECRETARY, TRAINER

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G3")]
INTERVIEW = "identification_interview"


def test_who_was_there_and_passed_has_a_certificate_that_anybody_can_check_without_a_name() -> None:
    made = certifying.issued()
    assert (made.track, made.hours, made.issued_on) == ("teachers", 7, clock.today())
    assert public.tidy(public.shown(made.code)) == made.code
    said = Bundle.objects.get(kind=public.kind(made.code))
    assert set(said.body) == {"course", "hours", "issued_on", "expires_on", "revoked"}
    assert set(said.body["course"]) == {"fr", "ar", "en"}
    assert made.code not in said.kind
    assert at_hand.NAME not in str(said.body)
    assert AuditEvent.objects.filter(action="certificate.issued", code="teachers").count() == 1
    assert AuditEvent.objects.filter(action="participants.linked", purpose="certificate").count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"present": False}, "attendance"),
        ({"right": None}, "test"),
        ({"right": 3}, "test"),
        ({"track": "interview"}, "modules"),
        ({"track": "none"}, "track"),
        ({"language": "en"}, "language"),
    ],
)
def test_what_is_not_fulfilled_is_said_in_a_sentence(changes: dict[str, object], code: str) -> None:
    with refused(NotValid, code):
        certifying.issued(**changes)
    assert not Certificate.objects.exists()


def test_four_right_answers_of_five_pass() -> None:
    assert certifying.issued(right=4).pk


def test_only_a_trainer_of_that_session_issues_and_never_to_themselves() -> None:
    session = certifying.held(username="inspector")
    row = Enrolment.objects.get(session=session)
    for who, kind in (
        (SECRETARY, NotPermitted),
        (LABOUR, NotPermitted),
        (OTHER_TRAINER, NotFound),
        (DAW, NotPermitted),
    ):
        with pytest.raises(kind):
            certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=who)
    Enrolment.objects.filter(pk=row.pk).update(account_id=TRAINER.account_id)
    with refused(NotPermitted, "own_certificate"):
        certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER)


def test_before_the_session_is_closed_and_a_second_time_there_is_none() -> None:
    session = certifying.under_way()
    row = Enrolment.objects.get(session=session)
    with refused(NotNow, "not_held"):
        certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER)
    at_hand.closed(session)
    certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER)
    with refused(NotNow, "certificate_there"):
        certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER)


def test_the_interview_opens_after_a_second_person_and_closes_the_day_it_is_taken_back() -> None:
    account = certifying.interviewer()
    made = certifying.issued(track="interview", modules=certifying.EVERY, username=account.username)
    assert made.qualification is not None
    assert made.qualification.number == made.serial
    assert queries_qualifications.why_not(account.pk, INTERVIEW, clock.today()) == "waiting"
    qualifications.confirm(qualification_id=made.qualification_id, saw_certificate=True, by=cast.LABOUR_LEAD)
    assert queries_qualifications.is_qualified(account.pk, INTERVIEW, clock.today())
    interviews.check_qualified(certifying.acting(account))
    certificates.revoke(certificate_id=made.pk, reason="entered_by_mistake", by=SECRETARY)
    with refused(NotPermitted, says="was ended"):
        interviews.check_qualified(certifying.acting(account))
    assert Bundle.objects.get(kind=public.kind(made.code)).body["revoked"] is True
    with pytest.raises(NotNow):
        certificates.revoke(certificate_id=made.pk, reason="entered_by_mistake", by=TRAINER)


def test_taken_back_while_it_waits_is_refused_and_over_it_ends_by_itself() -> None:
    account = certifying.interviewer()
    made = certifying.issued(track="interview", modules=certifying.EVERY, username=account.username)
    certificates.revoke(certificate_id=made.pk, reason="lost_or_stolen", by=TRAINER)
    assert Qualification.objects.get().state == "refused"
    with clock.stopped(clock.now() + timedelta(days=1)):
        again = certificates.issue(enrolment_id=made.enrolment_id, track="interview", language="ar", by=TRAINER)
        qualifications.confirm(qualification_id=again.qualification_id, saw_certificate=True, by=cast.LABOUR_LEAD)
    assert Qualification.objects.get(pk=again.qualification_id).valid_to <= again.expires_on
    assert queries_qualifications.why_not(account.pk, INTERVIEW, again.expires_on + timedelta(days=1)) == "over"


def test_without_the_role_the_certificate_opens_nothing_and_stands_all_the_same() -> None:
    made = certifying.issued(track="interview", modules=certifying.EVERY, username="inspector")
    assert made.qualification is None
    assert queries.standing(made) == states.VALID


def test_a_certificate_says_for_good_what_it_said() -> None:
    made = certifying.issued()
    for change in ({"hours": 90}, {"expires_on": made.expires_on + timedelta(days=90)}, {"track": "interview"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Certificate.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=made.pk).delete()


def test_what_it_opened_and_goes_on_from_is_set_once_and_never_emptied() -> None:
    account = certifying.interviewer()
    made = certifying.issued(track="interview", modules=certifying.EVERY, username=account.username)
    line = made.enrolment.session.line
    other = certifying.issued(name="Karim Tazi", of=line)
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=made.pk).update(qualification=None)
    Certificate.objects.filter(pk=other.pk).update(renews=made, qualification=made.qualification_id)
    for change in ({"renews": None}, {"renews": other}, {"qualification": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Certificate.objects.filter(pk=other.pk).update(**change)


def test_a_certificate_is_taken_back_by_whoever_may_with_a_reason_and_not_by_its_holder() -> None:
    made = certifying.issued(username="inspector")
    for who, kind in ((LABOUR, NotPermitted), (OTHER_TRAINER, NotFound), (cast.INSPECTOR, NotFound)):
        with pytest.raises(kind):
            certificates.revoke(certificate_id=made.pk, reason="lost_or_stolen", by=who)
    with pytest.raises(NotValid):
        certificates.revoke(certificate_id=made.pk, reason="was bad", by=SECRETARY)
    Enrolment.objects.filter(pk=made.enrolment_id).update(account_id=SECRETARY.account_id)
    with pytest.raises(NotPermitted):
        certificates.revoke(certificate_id=made.pk, reason="lost_or_stolen", by=SECRETARY)


def test_it_is_renewed_once_by_its_paper_in_the_months_around_its_end() -> None:
    old = certifying.issued(username="inspector")
    with clock.stopped(clock.now() + timedelta(days=30)):
        row = certifying.shorter(username="inspector")
        with refused(NotValid, "code"):
            certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)
    soon = clock.now() + (old.expires_on - clock.today()) - timedelta(days=20)
    with clock.stopped(soon):
        row = certifying.shorter(username="inspector")
        wrong = old.code[:-1] + ("3" if old.code[-1] != "3" else "4")
        for code in (wrong, "", "nothing", public.draw()):
            with pytest.raises(NotValid):
                certificates.renew(enrolment_id=row.pk, code=code, language="fr", by=TRAINER)
        made = certificates.renew(enrolment_id=row.pk, code=public.shown(old.code).lower(), language="fr", by=TRAINER)
        assert (made.renews_id, made.track, made.hours) == (old.pk, old.track, 6)
        assert made.expires_on > old.expires_on
        with pytest.raises(NotNow):
            certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)


def test_somebody_else_s_certificate_and_one_taken_back_are_not_renewed() -> None:
    old = certifying.issued(username="inspector")
    soon = clock.now() + (old.expires_on - clock.today()) - timedelta(days=20)
    with clock.stopped(soon):
        other = certifying.shorter(name="Karim Tazi")
        with pytest.raises(NotValid):
            certificates.renew(enrolment_id=other.pk, code=old.code, language="fr", by=TRAINER)
        certificates.revoke(certificate_id=old.pk, reason="lost_or_stolen", by=SECRETARY)
        row = certifying.shorter(username="inspector")
        with pytest.raises(NotValid):
            certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=TRAINER)


def test_a_new_version_of_a_form_outdates_the_modules_that_teach_it_until_somebody_revised_them() -> None:
    certifying.brings(releases_at_hand.live(), "screening-labour")
    assert set(courses.outdated_tracks()) >= {"teachers", "interview"}
    with refused(NotNow, "outdated"):
        certifying.issued()
    release = Release.objects.get()
    assert courses.owed(release) == ["m4"]
    with pytest.raises(NotPermitted):
        course_revisions.note(release_id=release.pk, module="m4", by=TRAINER)
    with pytest.raises(NotNow):
        course_revisions.note(release_id=release.pk, module="m5", by=SECRETARY)
    course_revisions.note(release_id=release.pk, module="m4", by=SECRETARY)
    assert courses.outdated_tracks() == {}
    row = Enrolment.objects.get()
    assert certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=TRAINER).pk


def test_the_first_day_of_a_release_waits_until_its_courses_were_revised() -> None:
    release = releases_at_hand.up_to(table_states.EFFECTIVE)
    certifying.brings(release, "interview-adult")
    with refused(NotNow, "courses_outdated", says="M5"):
        releases_at_hand.announced(release)
    assert courses.outdated_tracks() == {}
    course_revisions.note(release_id=release.pk, module="m5", by=SECRETARY)
    releases_at_hand.announced(release)
    release.refresh_from_db()
    assert release.state == table_states.SCHEDULED


def test_every_form_that_a_module_teaches_is_there() -> None:
    there = {path.stem for path in (content_root() / "instruments").glob("*/*.yaml")}
    for module in training().modules.values():
        for form in module.teaches:
            assert any(name.startswith(form.removesuffix("*")) for name in there), form


def test_the_paper_bears_the_name_the_code_and_no_address_by_default() -> None:
    made = certifying.issued()
    sheet = certificate_paper.sheet(made, at_hand.NAME, "fr")
    assert sheet.lines[0].fr == at_hand.NAME
    assert sheet.note == sheet.number == public.shown(made.code)
    with override_settings(HIMAYA_CERTIFICATE_ADDRESS="https://check.example"):
        assert certificate_paper.sheet(made, "", "ar").note == (
            f"https://check.example/ar/certificates/#{public.shown(made.code)}"
        )


def test_the_paper_says_model_until_the_course_is_adopted(monkeypatch: pytest.MonkeyPatch) -> None:
    made = certifying.issued()
    said = certificate_paper.sheet(made, at_hand.NAME, "fr").small[-1]
    assert (said.fr, said.ar, said.en) == ("Modèle, non adopté", "نموذج غير معتمد", "Model, not adopted")
    adopted = dataclasses.replace(training(), adopted=True)
    monkeypatch.setattr(content, "training", lambda: adopted)
    assert said not in certificate_paper.sheet(made, at_hand.NAME, "fr").small


def test_the_paper_is_printed_by_whoever_may_read_the_name() -> None:
    made = certifying.issued(username="inspector")
    for who in (TRAINER, LABOUR, cast.INSPECTOR):
        assert queries.printable(who, made.pk) == made
    for who in (SECRETARY, DAW, OTHER_TRAINER, cast.SHELTER):
        with pytest.raises(NotFound):
            queries.printable(who, made.pk)
    with pytest.raises(NotValid):
        certificate_paper.make(TRAINER, made, "en")
    certificates.revoke(certificate_id=made.pk, reason="lost_or_stolen", by=SECRETARY)
    made.refresh_from_db()
    with pytest.raises(NotNow):
        certificate_paper.make(TRAINER, made, "fr")


def test_names_go_two_years_after_the_last_certificate_expired_and_counts_stay() -> None:
    made = certifying.issued(username="inspector")
    session = made.enrolment.session
    with pytest.raises(NotPermitted):
        session_names.erase_due(by=SECRETARY)
    day = clock.now() + (made.expires_on - clock.today())
    with certifying.believed(day + timedelta(days=720)):
        assert session_names.erase_due(by=SYSTEM) == 0
    with certifying.believed(day + timedelta(days=740)):
        assert session_names.erase_due(by=SYSTEM) == 1
        assert session_names.erase_due(by=SYSTEM) == 0
        session.refresh_from_db()
        assert session.names_erased_on == clock.today()
        with people.opened(TRAINER, session, people.visible(TRAINER, session)) as found:
            assert found == []
        with pytest.raises(NotNow):
            certificate_paper.make(TRAINER, made, "fr")
    assert AuditEvent.objects.filter(action="training_session.names_erased").count() == 1
    assert queries.half_days_of([made.enrolment]) == {made.enrolment_id: 2}


def test_a_form_that_was_carried_over_from_an_edition_nobody_saw_is_owed_as_one_that_changes() -> None:
    release = releases_at_hand.up_to(table_states.EFFECTIVE)
    certifying.brings(release, "interview-adult", changed=False)
    assert courses.owed(release) == ["m5"]
    with refused(NotNow, "courses_outdated"):
        releases_at_hand.announced(release)


def test_a_form_that_stays_as_it_is_on_the_screens_is_not_owed() -> None:
    release = releases_at_hand.up_to(table_states.EFFECTIVE)
    row = certifying.brings(release, "interview-adult", changed=False)
    InForce.objects.create(name="interview-adult", version=row.version, since=clock.today())
    assert courses.owed(release) == []


def test_what_a_certificate_says_of_forms_is_written_once() -> None:
    factories.version(releases_at_hand.WHOLE)
    made = certifying.issued()
    assert made.forms == {releases_at_hand.WHOLE: "2"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=made.pk).update(forms={})
