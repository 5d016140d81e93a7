"""The verb by which the names of a session go: 24 months after its last certificate expired, or after it was over.

The key of the session is destroyed, the sealed rows are emptied, and the link to an account goes: where there is one it
is the name. Sheets that were entered once go too. Counts, attendance and certificates stay. A model.
"""

from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from himaya.kernel import clock, steady, subjects
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted
from himaya.kernel.sealed import blank
from himaya.kernel.unit import unit
from himaya.training import rules_certificates, states
from himaya.training.models import (
    Certificate,
    Enrolment,
    Participant,
    ParticipantImport,
    SessionHalfDay,
    TestEntry,
    TrainingSession,
)


def erase_due(*, by: Actor) -> int:
    """Erase the names of every session whose day has come; how many sessions. Raises NotPermitted, NotNow (clock)."""
    if by.kind != "system":
        raise NotPermitted(code="not_the_worker")
    steady.check()
    return sum(_erase(pk, by) for pk in list(_waiting().values_list("pk", flat=True)))


def _waiting() -> "QuerySet[TrainingSession]":
    """Over for so long: since it was closed or cancelled; one that nobody closed, since its last half-day."""
    soonest = rules_certificates.later(clock.today(), -rules_certificates.NAMES_KEPT_MONTHS)
    ended = Q(state__in=(states.HELD, states.CANCELLED), closed_on__lte=soonest)
    night = datetime.combine(soonest, time.max, clock.here())
    after = SessionHalfDay.objects.filter(session=OuterRef("pk"), ends_at__gte=night)
    left_open = Q(state=states.OPEN) & ~Exists(after)
    return TrainingSession.objects.filter(ended | left_open, names_erased_on__isnull=True).order_by("planned_on", "pk")


def _over_on(row: TrainingSession) -> date:
    if row.closed_on is not None:
        return row.closed_on
    return max(one.ends_at for one in row.half_days.all()).astimezone(clock.here()).date()


def _erase(session_id: UUID, by: Actor) -> int:
    with unit(by=by) as u:
        row = _waiting().select_for_update(of=("self",)).filter(pk=session_id).first()
        if row is None:
            return 0
        rows = Certificate.objects.filter(enrolment__session=row)
        if rules_certificates.names_go(_over_on(row), list(rows.values_list("expires_on", flat=True))) > clock.today():
            return 0
        blank(Participant.objects.filter(subject_id=row.subject_id), "name", "function", "code")
        blank(ParticipantImport.objects.filter(subject_id=row.subject_id), "rows")
        Enrolment.objects.filter(session=row, account__isnull=False).update(account=None)
        TestEntry.objects.filter(round__session=row).delete()
        subjects.erase(row.subject_id, kinds=[subjects.NOTE], by=by)
        row.names_erased_on = clock.today()
        row.save(update_fields=["names_erased_on"])
        u.log("training_session.names_erased", object_type="training_session", object_id=row.pk)
        return 1
