"""The verb by which the names of a session go: 24 months after its last certificate expired, or after it was over.

The key of the session is destroyed and the sealed rows are emptied; counts, attendance and certificates stay. A model.
"""

from uuid import UUID

from django.db.models import QuerySet

from himaya.kernel import clock, steady, subjects
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted
from himaya.kernel.sealed import blank
from himaya.kernel.unit import unit
from himaya.training import rules_certificates, states
from himaya.training.models import Certificate, Participant, ParticipantImport, TrainingSession


def erase_due(*, by: Actor) -> int:
    """Erase the names of every session whose day has come; how many sessions. Raises NotPermitted, NotNow (clock)."""
    if by.kind != "system":
        raise NotPermitted(code="not_the_worker")
    steady.check()
    return sum(_erase(pk, by) for pk in list(_waiting().values_list("pk", flat=True)))


def _waiting() -> "QuerySet[TrainingSession]":
    over = TrainingSession.objects.filter(state__in=(states.HELD, states.CANCELLED), names_erased_on__isnull=True)
    soonest = rules_certificates.later(clock.today(), -rules_certificates.NAMES_KEPT_MONTHS)
    return over.filter(closed_on__lte=soonest).order_by("closed_on", "pk")


def _erase(session_id: UUID, by: Actor) -> int:
    with unit(by=by) as u:
        row = _waiting().select_for_update(of=("self",)).filter(pk=session_id).first()
        if row is None or row.closed_on is None:
            return 0
        rows = Certificate.objects.filter(enrolment__session=row)
        if rules_certificates.names_go(row.closed_on, list(rows.values_list("expires_on", flat=True))) > clock.today():
            return 0
        blank(Participant.objects.filter(subject_id=row.subject_id), "name", "function", "code")
        blank(ParticipantImport.objects.filter(subject_id=row.subject_id), "rows")
        subjects.erase(row.subject_id, kinds=[subjects.NOTE], by=by)
        row.names_erased_on = clock.today()
        row.save(update_fields=["names_erased_on"])
        u.log("training_session.names_erased", object_type="training_session", object_id=row.pk)
        return 1
