"""The verbs of a consultation: opened on a draft between two days, answered by institutions, closed."""

from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.coordination import draft_locks, hearing, locks_consulting, no_case, policy, states, texts, words_tables
from himaya.coordination.models import Clause, Consultation, Draft, Stance
from himaya.coordination.queries import tables as queries
from himaya.coordination.words_consulting import CLOSED
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit

LONGEST_REASON = 600


def open(*, draft_id: UUID, opens_on: date | None, closes_on: date | None, by: Actor) -> Consultation:
    """Ask every institution at the table what it says of a draft, between two days; a draft may go round again.

    `opens_on` None is today. Raises NotFound, NotPermitted, NotValid for days that do not fit, NotNow.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        draft = draft_locks.lock_draft(by, draft_id)
        after = _check_can_open(draft)
        first = opens_on or clock.today()
        if first < clock.today():
            raise NotValid(_("Say from which day: today or later."), code="opens_on")
        if closes_on is None or closes_on < first:
            raise NotValid(_("Say until which day: on or after the first day."), code="closes_on")
        row = Consultation.objects.create(
            draft=draft,
            number=(draft.consultations.aggregate(last=Max("number"))["last"] or 0) + 1,
            opens_on=first,
            closes_on=closes_on,
            state=states.CONSULTATION_OPEN,
        )
        _move(draft, after)
        u.log("consultation.opened", object_type="consultation", object_id=row.pk)
        return row


def close(*, consultation_id: UUID, by: Actor) -> Consultation:
    """Close a round: silence is written down as silence, nothing is said any more, the text can be consolidated.

    Raises NotFound, NotPermitted, NotNow.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_consulting.lock_consultation(by, consultation_id)
        if row.state != states.CONSULTATION_OPEN:
            raise NotNow(CLOSED, code="consultation_closed")
        _write_silence(row)
        row.state, row.closed_on = states.CONSULTATION_CLOSED, clock.today()
        row.save(update_fields=["state", "closed_on"])
        _move(row.draft, locks_consulting.check_moment(row.draft, "consolidate"))
        u.log("consultation.closed", object_type="consultation", object_id=row.pk)
        return row


def take_stance(
    *,
    consultation_id: UUID,
    institution_id: str,
    stance: str,
    reason: str = "",
    how: str = "",
    delegate_id: UUID | None = None,
    received_on: date | None = None,
    by: Actor,
) -> Stance:
    """Where an institution with a voice stands on the text; said again it is corrected, never doubled.

    By click a delegate speaks for their own institution; by mail or letter the secretariat enters what came in. Raises
    NotFound, NotPermitted, NotNow, NotValid for an objection without a reason.
    """
    with unit(by=by) as u:
        consultation = locks_consulting.lock_consultation(by, consultation_id)
        voice = hearing.heard(
            by,
            consultation,
            institution_id=institution_id,
            how=how,
            delegate_id=delegate_id,
            received_on=received_on,
        )
        institution = hearing.with_voice(consultation, institution_id)
        hearing.check_open(consultation, by)
        its_stance, its_reason = _said(stance, reason)
        row = Stance.objects.filter(consultation=consultation, institution=institution).first()
        known = row is not None
        row = row or Stance(consultation=consultation, institution=institution)
        if known and (row.stance, row.reason, row.how) == (its_stance, its_reason, voice.how):
            return row
        row.stance, row.reason = its_stance, its_reason
        row.how, row.delegate, row.received_on = voice.how, voice.delegate, voice.received_on
        row.said_at = clock.now()
        row.save()
        _log_stance(u, row, known=known)
        return row


def _log_stance(u: Unit, row: Stance, *, known: bool) -> None:
    verb = "stance.corrected" if known else "stance.taken"
    u.log(verb, object_type="consultation_stance", object_id=row.pk, code=row.stance)


def _check_can_open(draft: Draft) -> str:
    """The state of the draft in consultation. Raises NotNow."""
    cycle = draft.document.cycle
    if cycle.state != states.OPEN or cycle.recorded:
        raise NotNow(words_tables.CYCLE_CLOSED, code="cycle_closed")
    if draft.state == states.IN_CONSULTATION:
        raise NotNow(
            _("A consultation on this text is open already. Close it first; then another round can be opened."),
            code="consultation_open",
        )
    after = locks_consulting.check_moment(draft, "consult")
    if not Clause.objects.filter(draft=draft).exists():
        raise NotNow(_("This text has no clause yet. Write or import one first."), code="no_clause")
    if not queries.voices_on(cycle, clock.today()):
        raise NotNow(_("Nobody has a seat with a voice yet. Give the seats first."), code="no_seats")
    return after


def _said(stance: str, reason: str) -> tuple[str, str]:
    if stance not in states.CONSULTATION_STANCES:
        raise NotValid(_("Say where the institution stands: no comment, comments, or an objection."), code="stance")
    tidy = texts.sentence(reason, needed=False, longest=LONGEST_REASON)
    if stance == states.OBJECTION and not tidy:
        raise NotValid(
            _("An objection needs its reason: write what would have to change. Nothing else is lost."),
            code="objection_without_reason",
        )
    no_case.check_said(tidy)
    return stance, tidy


def _write_silence(row: Consultation) -> None:
    """Every institution with a voice that said nothing of the whole text is written down as silent."""
    said = set(row.stances.values_list("institution_id", flat=True))
    for one in queries.voices_on(row.draft.document.cycle, clock.today()):
        if one.pk not in said:
            Stance.objects.create(consultation=row, institution=one, stance=states.SILENT_STANCE)


def _move(draft: Draft, state: str) -> None:
    draft.state = state
    draft.save(update_fields=["state"])
