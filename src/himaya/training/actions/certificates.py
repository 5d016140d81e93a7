"""The verbs of a certificate: a trainer of the session issues or renews it, one person takes it back.

What it opens takes a second person: the qualification waits until a lead or the officer who protects data at the
institution has seen the paper (ADR 46, 59).
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.institutions import issued_here
from himaya.institutions.actions import qualifications
from himaya.institutions.models import Qualification
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.publications import certificates as public
from himaya.publications.actions import bundles
from himaya.training import deserving, passing, policy, rules_certificates, states, telling
from himaya.training.content import Track
from himaya.training.locks import lock_row, lock_session
from himaya.training.models import Certificate, Enrolment, TrainingSession
from himaya.training.queries import certificates as queries
from himaya.training.queries import courses

type Entitled = tuple[Enrolment, Track, date, Certificate | None]

_NOT_THIS_CODE = _(
    "No certificate with this code can be renewed for this person. Compare it with the paper, sign by sign."
)


def issue(*, enrolment_id: UUID, track: str, language: str, by: Actor) -> Certificate:
    """Certify somebody who was there and passed, in a session that was held.

    Raises NotFound, NotPermitted (not the trainer, oneself), NotNow (not held, outdated, there already, too long ago),
    NotValid (course, language, modules, hours, attendance, test).
    """

    def entitled() -> Entitled:
        row, course = _entitled(by, enrolment_id, track, language)
        deserving.check_taught(row, course)
        deserving.check_asked(row, course)
        return row, course, deserving.last_day(row, course, queries.credited(row)), None

    return _certified(entitled, language, by=by)


def renew(*, enrolment_id: UUID, code: str, language: str, by: Actor) -> Certificate:
    """Go on from an earlier certificate, shown on paper, after a shorter session of one of its modules.

    One that was renewed and lost is replaced by another, until the same day. Raises as `issue`, and NotValid for a code
    that is not theirs, was taken back, or whose months are not these.
    """

    def entitled() -> Entitled:
        signs = public.tidy(code)
        seen = Certificate.objects.filter(code=signs).values_list("pk", "track").first() if signs else None
        # Who may not ask is told so first, whatever code they typed.
        _held(by, enrolment_id)
        if seen is None:
            raise NotValid(_NOT_THIS_CODE, code="code")
        row, course = _entitled(by, enrolment_id, seen[1], language)
        old = lock_row(Certificate.objects.select_related("enrolment"), seen[0])
        same = old.enrolment.account_id == row.account_id and old.enrolment_id != row.pk
        if not same or old.revoked_on is not None:
            raise NotValid(_NOT_THIS_CODE, code="code")
        before = Certificate.objects.filter(renews=old)
        if before.filter(revoked_on__isnull=True).exists():
            raise NotNow(_("This certificate was renewed already."), code="renewed_already")
        # What was renewed in these months and was lost is replaced whenever that is.
        replaced = before.filter(enrolment=row).exists()
        if not replaced and not rules_certificates.may_renew(old.expires_on, clock.today()):
            raise NotValid(
                _("It is renewed from six months before its last day until six months after. Otherwise: the course."),
                code="code",
            )
        if not deserving.taught_here(row.session, course):
            raise NotValid(_("This session teaches no module of that course."), code="modules")
        deserving.check_asked(row, course)
        lost = before.exclude(revocation__in=states.NEVER_TRUE).values_list("expires_on", flat=True)
        return row, course, deserving.last_day(row, course, {}, lost=lost), old

    return _certified(entitled, language, by=by)


def _certified(entitled: Callable[[], Entitled], language: str, *, by: Actor) -> Certificate:
    """Ask for all but the test, then for the test, then all anew behind the locks.

    The test is asked last, so that no other refusal tells how it went; and outside a unit, so that the reading is noted
    also where there is no certificate in the end.
    """
    with unit(by=by):
        row = entitled()[0]
    passed = passing.passed(by, row)
    with unit(by=by) as u:
        row, course, last, old = entitled()
        if not passed:
            raise NotValid(
                _(
                    "The test after the session was not taken, or not passed (80 of 100, a model). It can be taken "
                    "again in another session."
                ),
                code="test",
            )
        return _write(u, row, course, language, last, old, by=by)


def revoke(*, certificate_id: UUID, reason: str, by: Actor) -> None:
    """Take one back; what it opened closes today. One person does it: a trainer of the session, the secretariat.

    Raises NotFound, NotPermitted (one's own), NotValid (reason), NotNow (taken back already).
    """
    with unit(by=by) as u:
        found = Certificate.objects.filter(pk=certificate_id).values_list("enrolment__session_id", flat=True).first()
        if found is None:
            raise NotFound
        session = lock_session(by, found)
        policy.check_closes(by, session)
        row = lock_row(Certificate.objects.select_related("enrolment"), certificate_id)
        _check_not_own(by, row.enrolment)
        if row.revoked_on is not None:
            raise NotNow(_("It was taken back already."), code="revoked_already")
        if reason not in states.REVOCATIONS:
            raise NotValid(pgettext_lazy("certificate", "Say why it is taken back."), code="reason")
        _take_back(u, row, reason, by=by)


def _take_back(u: Unit, row: Certificate, reason: str, *, by: Actor) -> None:
    """End it with all that was entered by its number; of one that never was true, what rests on it too."""
    row.revoked_on, row.revoked_by_id, row.revocation = clock.today(), by.account_id, reason
    row.save(update_fields=["revoked_on", "revoked_by", "revocation"])
    qualifications.end_issued(number=row.serial, code=row.code, by=by)
    _publish(row)
    u.log("certificate.revoked", object_type="certificate", object_id=row.pk, code=reason)
    if row.enrolment.account_id is not None:
        telling.tell([row.enrolment.account_id], telling.TAKEN_BACK, by=by)
    if reason not in states.NEVER_TRUE:
        return
    for other_id in queries.resting_on(row):
        other = lock_row(Certificate.objects.select_related("enrolment"), other_id)
        if other.revoked_on is None:
            _take_back(u, other, reason, by=by)


def _held(by: Actor, enrolment_id: UUID) -> tuple[TrainingSession, Enrolment]:
    session_id = Enrolment.objects.filter(pk=enrolment_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise NotFound
    session = lock_session(by, session_id)
    policy.check_trains(by, session)
    row = lock_row(Enrolment.objects.select_related("session"), enrolment_id)
    _check_not_own(by, row)
    if row.account_id in queries.trainers_of(session.pk):
        raise NotPermitted(
            _("Whoever trains a session has no certificate of it. It takes a session that others trained."),
            code="own_session",
        )
    return session, row


def _entitled(by: Actor, enrolment_id: UUID, track: str, language: str) -> tuple[Enrolment, Track]:
    """Somebody who fulfils what every certificate asks for, beside the test. Raises as the verbs."""
    session, row = _held(by, enrolment_id)
    if session.state != states.HELD:
        raise NotNow(_("The session was not closed as held: certificates come after that."), code="not_held")
    if row.state != states.NAMED:
        raise NotNow(_("This person was withdrawn from the session."), code="withdrawn_already")
    course = courses.course(track)
    if course is None:
        raise NotValid(_("Choose a course of the list."), code="track")
    if language not in states.CERTIFICATE_LANGUAGES:
        raise NotValid(_("Choose the language."), code="language")
    deserving.check_current(course)
    if Certificate.objects.filter(enrolment=row, track=track, revoked_on__isnull=True).exists():
        raise NotNow(_("This person has this certificate already."), code="certificate_there")
    deserving.check_there(row)
    return row, course


def _check_not_own(by: Actor, row: Enrolment) -> None:
    if row.account_id is not None and row.account_id == by.account_id:
        raise NotPermitted(
            _("Nobody certifies themselves, nor takes their own certificate back. Ask another trainer."),
            code="own_certificate",
        )


def _write(
    u: Unit, row: Enrolment, course: Track, language: str, last: date, old: Certificate | None, *, by: Actor
) -> Certificate:
    today = clock.today()
    made = Certificate(
        enrolment=row,
        track=course.id,
        hours=course.hours if old is None else max(1, round(deserving.hours(row.session))),
        serial=f"{today.year}-{public.draw()[:8]}",
        code=public.draw(),
        language=language,
        forms=courses.in_force(course),
        issued_on=today,
        expires_on=last,
        issued_by_id=policy.me(by),
        renews=old,
    )
    if course.grants is not None and row.account_id is not None:
        made.qualification = _qualify(course.grants, made, row, today, by=by)
    made.save(force_insert=True)
    _publish(made)
    did = "issued" if old is None else "renewed"
    u.log(f"certificate.{did}", object_type="certificate", object_id=made.pk, code=course.id)
    return made


def _qualify(kind: str, made: Certificate, row: Enrolment, today: date, *, by: Actor) -> Qualification | None:
    if row.account_id is None:
        return None
    return qualifications.enter_issued(
        account_id=row.account_id,
        kind=kind,
        institution_id=row.institution_id,
        first=today,
        last=made.expires_on,
        certificate=qualifications.Certificate(issued_here.ISSUER, made.serial, today),
        by=by,
    )


def _publish(row: Certificate) -> None:
    """What anybody may check by the code. The system writes it; the reading process has no key and cannot write."""
    course = courses.course(row.track)
    titles = course.title if course is not None else None
    bundles.publish(
        kind=public.kind(row.code),
        body={
            "course": {code: titles.in_language(code) if titles else row.track for code in ("fr", "ar", "en")},
            "hours": row.hours,
            "issued_on": row.issued_on.isoformat(),
            "expires_on": row.expires_on.isoformat(),
            "revoked": row.revoked_on is not None,
        },
        by=SYSTEM,
    )
