"""The verbs of a certificate: a trainer of the session issues or renews it, one person takes it back.

What it opens takes a second person: the qualification waits until a lead or the officer who protects data at the
institution has seen the paper (ADR 46, 59).
"""

from datetime import date
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.institutions.actions import qualifications
from himaya.institutions.models import Qualification
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.publications import certificates as public
from himaya.publications.actions import bundles
from himaya.training import passing, policy, rules, rules_certificates, states
from himaya.training.content import Track
from himaya.training.locks import lock_row, lock_session
from himaya.training.models import Certificate, Enrolment, TrainingSession
from himaya.training.queries import certificates as queries
from himaya.training.queries import courses
from himaya.training.words import MODULES

ISSUER = "Himaya"
_NOT_THIS_CODE = _(
    "No certificate with this code can be renewed for this person. Compare it with the paper, sign by sign."
)


def issue(*, enrolment_id: UUID, track: str, language: str, by: Actor) -> Certificate:
    """Certify somebody who was there and passed, in a session that was held.

    Raises NotFound, NotPermitted (not the trainer, oneself), NotNow (not held, outdated, there already), NotValid
    (course, language, modules, attendance, test).
    """
    with unit(by=by) as u:
        row, course = _entitled(by, enrolment_id, track, language)
        if lacking := rules_certificates.missing(course.modules, queries.taught(row)):
            raise NotValid(
                format_lazy(
                    _("This course has modules that this person was not taught: {modules}. Choose another course."),
                    modules=", ".join(lacking).upper(),
                ),
                code="modules",
            )
        return _write(u, row, course, language, None, by=by)


def renew(*, enrolment_id: UUID, code: str, language: str, by: Actor) -> Certificate:
    """Go on from an earlier certificate, shown on paper, after a shorter session of one of its modules.

    Raises as `issue`, and NotValid for a code that is not theirs, was taken back, or whose months are not these.
    """
    with unit(by=by) as u:
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
        if Certificate.objects.filter(renews=old).exists():
            raise NotNow(_("This certificate was renewed already."), code="renewed_already")
        if not rules_certificates.may_renew(old.expires_on, clock.today()):
            raise NotValid(
                _("It is renewed from six months before its last day until six months after. Otherwise: the course."),
                code="code",
            )
        if not {one.lower() for one in row.session.modules} & set(course.modules):
            raise NotValid(_("This session teaches no module of that course."), code="modules")
        return _write(u, row, course, language, old, by=by)


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
        row.revoked_on, row.revoked_by_id, row.revocation = clock.today(), by.account_id, reason
        row.save(update_fields=["revoked_on", "revoked_by", "revocation"])
        if row.qualification_id is not None:
            qualifications.end_issued(qualification_id=row.qualification_id, by=by)
        _publish(row)
        u.log("certificate.revoked", object_type="certificate", object_id=row.pk, code=reason)


def _held(by: Actor, enrolment_id: UUID) -> tuple[TrainingSession, Enrolment]:
    session_id = Enrolment.objects.filter(pk=enrolment_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise NotFound
    session = lock_session(by, session_id)
    policy.check_trains(by, session)
    row = lock_row(Enrolment.objects.select_related("session"), enrolment_id)
    _check_not_own(by, row)
    return session, row


def _entitled(by: Actor, enrolment_id: UUID, track: str, language: str) -> tuple[Enrolment, Track]:
    """Somebody who fulfils what every certificate asks for. Raises as the verbs."""
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
    if old := courses.outdated_tracks().get(track):
        raise NotNow(
            format_lazy(
                _(
                    "The course is outdated: a form that {modules} teaches has a new version. The secretariat says "
                    "first that it was revised."
                ),
                modules=", ".join(str(MODULES[one.upper()]) for one in old),
            ),
            code="outdated",
        )
    if Certificate.objects.filter(enrolment=row, track=track, revoked_on__isnull=True).exists():
        raise NotNow(_("This person has this certificate already."), code="certificate_there")
    there = queries.half_days_of([row]).get(row.pk, 0)
    if not rules.attended(there, session.half_days.count()):
        raise NotValid(
            _("This person was there in fewer than four of five half-days: there is no certificate for that."),
            code="attendance",
        )
    if not passing.passed(by, row):
        raise NotValid(
            _("The test after the session was not taken, or not passed (80 of 100, a model). It can be taken again."),
            code="test",
        )
    return row, course


def _check_not_own(by: Actor, row: Enrolment) -> None:
    if row.account_id is not None and row.account_id == by.account_id:
        raise NotPermitted(
            _("Nobody certifies themselves, nor takes their own certificate back. Ask another trainer."),
            code="own_certificate",
        )


def _write(
    u: Unit, row: Enrolment, course: Track, language: str, old: Certificate | None, *, by: Actor
) -> Certificate:
    today = clock.today()
    made = Certificate(
        enrolment=row,
        track=course.id,
        hours=course.hours if old is None else _hours(row),
        serial=f"{today.year}-{public.draw()[:8]}",
        code=public.draw(),
        language=language,
        issued_on=today,
        expires_on=courses.lasts_until(course, today),
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
        certificate=qualifications.Certificate(ISSUER, made.serial, today),
        by=by,
    )


def _hours(row: Enrolment) -> int:
    """The hours of a shorter session, as they were held."""
    lasted = sum((one.ends_at - one.starts_at).total_seconds() for one in row.session.half_days.all())
    return max(1, round(lasted / 3600))


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
