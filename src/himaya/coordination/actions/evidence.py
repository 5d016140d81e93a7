"""The verbs of evidence: added to a recommendation as a cleaned file or as a place, withdrawn with a reason."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.adapters.scans import Cleaned
from himaya.coordination import no_case, policy, policy_following, policy_progress, saying, speaking, stepping
from himaya.coordination import states_following as following
from himaya.coordination.actions.scans import Opened, cleaned
from himaya.coordination.models import Evidence, EvidenceFile, ProgressReport, Recommendation
from himaya.institutions.models import Institution
from himaya.kernel import clock, subjects
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit

TITLE, WHERE = 240, 240
# Of one recommendation: a link that was passed on fills no store.
MOST = 60
OBJECT, PURPOSE = "evidence", "follow_up"
STOOD_ON_IT = (following.VERIFIED, following.REC_CLOSED)


def add(
    *,
    recommendation_id: UUID,
    kind: str,
    title: str,
    dated_on: date | None,
    confidentiality: str,
    data: bytes | None = None,
    where: str = "",
    report_id: UUID | None = None,
    institution_id: str = "",
    by: Actor,
) -> Evidence:
    """Add what shows it: a PDF or a picture, cleaned, with its hash; or where the original is kept.

    A delegate or a link adds for its own institution, which is lead or contributor; the secretariat for itself, or
    for the `institution_id` that sent it. Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    clean = _kept(data, where)
    with unit(by=by) as u:
        row = stepping.lock(by, recommendation_id)
        policy_progress.check_takes(row, policy_progress.TAKES_EVIDENCE)
        giver = _giver(by, row, institution_id)
        _check_room(row)
        found = Evidence(
            recommendation=row,
            report=_report(by, row, report_id, giver),
            institution=giver,
            kind=_one_of(kind, following.EVIDENCE_KINDS, "kind"),
            title=_said(title, _("Say what it is: the name of the document."), TITLE),
            dated_on=_dated(dated_on),
            confidentiality=_one_of(confidentiality, following.CONFIDENTIALITIES, "confidentiality"),
            where=_said(where, "", WHERE),
            added_on=clock.today(),
        )
        if clean is not None:
            found.media, found.size, found.sha256 = clean.kind, len(clean.data), sha256(clean.data).hexdigest()
        found.save()
        if clean is not None:
            keep(found, clean.data)
        u.log("evidence.added", object_type=OBJECT, object_id=found.pk, code=kind)
        return found


def withdraw(*, evidence_id: UUID, reason: str, by: Actor) -> None:
    """Take evidence back, with the reason. Its file goes; what it was, and its hash, stay.

    Whoever gave it does, or the secretariat. Raises NotNow while a verification stands on nothing else, NotFound,
    NotPermitted, NotValid.
    """
    with unit(by=by) as u:
        row = stepping.lock(by, policy_progress.evidence_of(by, evidence_id).recommendation_id)
        found = Evidence.objects.get(pk=evidence_id)
        if not policy.is_secretariat(by):
            if found.institution_id is None:
                raise NotPermitted(_("The secretariat gave this evidence. Write to it."), code="not_giver")
            saying.heard(by, institution_id=found.institution_id)
        if found.withdrawn_on is not None:
            raise NotNow(_("This evidence was withdrawn already."), code="evidence_withdrawn")
        others = row.evidence.filter(withdrawn_on__isnull=True).exclude(pk=found.pk)
        if row.state in STOOD_ON_IT and not row.exception and not others.exists():
            raise NotNow(
                _("The verification stands on this evidence alone. Add another, or reopen the recommendation first."),
                code="stands_on_it",
            )
        found.withdrawn_reason = no_case.reason(reason)
        found.withdrawn_on = clock.today()
        found.save()
        _destroy(found, by)
        u.log("evidence.withdrawn", object_type=OBJECT, object_id=found.pk)


def keep(found: Evidence, data: bytes) -> EvidenceFile:
    """Seal the cleaned file of saved evidence under a key of its own, inside the unit of the verb that adds it."""
    row = EvidenceFile(evidence=found, subject=subjects.create("evidence", key_kinds=[subjects.NOTE]))
    seal(row, content=b64encode(data).decode())
    row.save()
    return row


def _destroy(found: Evidence, by: Actor) -> None:
    row = EvidenceFile.objects.filter(evidence=found).first()
    if row is not None:
        subjects.erase(row.subject_id, kinds=[subjects.NOTE], by=by)
        row.delete()


@contextmanager
def open_file(actor: Actor, evidence_id: UUID) -> Iterator[Opened]:
    """Open the file of evidence that the actor may know; one audit event.

    Raises NotFound, NotNow when it was withdrawn or only the place of the original is known.
    """
    found = policy_progress.evidence_of(actor, evidence_id)
    row = EvidenceFile.objects.filter(evidence=found).first()
    if row is None:
        raise NotNow(
            _("There is no file here: it was withdrawn, or only the place of the original is known."), code="no_file"
        )
    with Access(actor, PURPOSE, action="evidence.read", about=(OBJECT, found.pk)) as reader:
        reader.open(row)
        yield Opened(found.media, b64decode(str(row.content)))


def _kept(data: bytes | None, where: str) -> Cleaned | None:
    """The cleaned file, outside the unit: it takes a while. Exactly one of file and place."""
    if bool(data) == bool(where.strip()):
        raise NotValid(_("Choose a file, or say where the original is kept; one of the two."), code="file")
    return cleaned(data) if data else None


def _check_room(row: Recommendation) -> None:
    if row.evidence.filter(withdrawn_on__isnull=True).count() >= MOST:
        raise NotNow(
            _("This recommendation has as much evidence as it can hold. Withdraw what says the same, then add this."),
            code="evidence_full",
        )


def _giver(by: Actor, row: Recommendation, institution_id: str) -> Institution | None:
    if policy.is_secretariat(by):
        if not institution_id:
            return None
        policy_following.check_takes_part(row, institution_id)
        return Institution.objects.get(pk=institution_id)
    who = institution_id or by.institution_id
    policy_following.check_takes_part(row, who)
    saying.heard(by, institution_id=who)
    return Institution.objects.get(pk=who)


def _report(by: Actor, row: Recommendation, report_id: UUID | None, giver: Institution | None) -> ProgressReport | None:
    if report_id is None:
        return None
    found = policy_progress.reports_of(by, row).filter(pk=report_id).first()
    if found is None or (giver is not None and found.institution_id != giver.pk):
        raise NotFound
    return found


def _one_of(code: str, allowed: tuple[str, ...], what: str) -> str:
    if code not in allowed:
        raise NotValid(
            _("Choose what kind of document it is.") if what == "kind" else _("Choose who may read it."), code=what
        )
    return code


def _dated(day: date | None) -> date:
    if day is None:
        raise NotValid(_("Write the day that the document bears."), code="dated_missing")
    if day > clock.today():
        raise NotValid(_("This day is still to come. Write the day that the document bears."), code="dated_future")
    return day


def _said(text: str, missing: object, longest: int) -> str:
    found = speaking.written(text, missing=str(missing), longest=longest)
    no_case.check_said(found)
    return " ".join(found.split())
