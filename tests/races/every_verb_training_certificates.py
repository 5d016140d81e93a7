"""Every verb of certificates, by two actors at the same moment: issued, renewed, taken back, revised, erased once."""

from datetime import timedelta

from himaya.kernel import clock, steady
from himaya.kernel.actor import SYSTEM
from himaya.publications import certificates as public
from himaya.training.actions import certificates, course_revisions, session_names
from himaya.training.models import Certificate, CourseRevision, Enrolment, TrainingSession
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.coordination import releases_at_hand
from tests.rooms.training import at_hand, certifying
from tests.rooms.training.at_hand import TRAINER

races = Table()
TRAINERS = (TRAINER, TRAINER)


@races.of("certificates.issue")
def a_certificate_is_issued_once() -> Race:
    row = Enrolment.objects.get(session=certifying.held())
    return once(
        lambda by: certificates.issue(enrolment_id=row.pk, track="teachers", language="fr", by=by),
        "certificate.issued",
        lambda: Certificate.objects.count() == 1,
        by=TRAINERS,
    )


@races.of("certificates.renew")
def a_certificate_is_renewed_once() -> Race:
    row = certifying.shorter()
    before = Enrolment.objects.get(session=certifying.held(name="Karim Tazi"))
    # Issued six hundred days ago, of two years: the months in which it is renewed have begun.
    old = Certificate.objects.create(
        enrolment=before,
        track="teachers",
        hours=7,
        serial="2025-X",
        code=public.draw(),
        language="fr",
        issued_on=clock.today() - timedelta(days=600),
        expires_on=clock.today() + timedelta(days=130),
        issued_by_id=TRAINER.account_id,
    )
    return once(
        lambda by: certificates.renew(enrolment_id=row.pk, code=old.code, language="fr", by=by),
        "certificate.renewed",
        lambda: Certificate.objects.filter(renews=old).count() == 1,
        by=TRAINERS,
    )


@races.of("certificates.revoke")
def a_certificate_is_taken_back_once() -> Race:
    made = certifying.issued()
    return once(
        lambda by: certificates.revoke(certificate_id=made.pk, reason="lost_or_stolen", by=by),
        "certificate.revoked",
        lambda: Certificate.objects.get().revoked_on is not None,
        by=TRAINERS,
    )


@races.of("course_revisions.note")
def a_module_is_revised_once() -> Race:
    at_hand.people()
    release = releases_at_hand.live()
    certifying.brings(release, "interview-adult")
    return once(
        lambda by: course_revisions.note(release_id=release.pk, module="m5", by=by),
        "course_revision.noted",
        lambda: CourseRevision.objects.count() == 1,
    )


@races.of("session_names.erase_due")
def names_of_a_session_go_once() -> Race:
    session = certifying.held()
    TrainingSession.objects.filter(pk=session.pk).update(closed_on=clock.today() - timedelta(days=800))
    # It was closed at the end of its afternoon, which may be still to come.
    steady.confirm(by=SYSTEM)
    return both(
        lambda _by: session_names.erase_due(by=SYSTEM),
        "training_session.names_erased",
        lambda: TrainingSession.objects.get().names_erased_on is not None,
        rows=1,
    )
