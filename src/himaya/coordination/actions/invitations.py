"""The verbs of an invitation: answered by click, by mail or by letter; reminded of; sent by mail."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import answering, inviting, locks, no_case, policy, states, words_tables
from himaya.coordination.models import Invitation, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit

KINDS = (inviting.REQUEST, inviting.REMINDER, inviting.CANCEL)


def answer(
    *,
    invitation_id: UUID,
    answer: str,
    delegate_id: UUID | None,
    standing_in: str,
    reason: str,
    how: str,
    received_on: date | None,
    seen: int,
    by: Actor,
) -> Invitation:
    """Answer for an institution until the table opens: present, represented by a name, or excused.

    By click a delegate answers for their own institution; by mail or letter the secretariat enters what came in on a
    day. `seen` is the revision that the page showed. Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = _held(by, invitation_id)
        day = queries.meeting_day(row.table)
        entered = policy.is_secretariat(by)
        me = None if entered else policy.check_speaks(by, institution_id=row.institution_id, on=day)
        _check_open(row.table)
        if seen != row.revision:
            raise NotNow(answering.meanwhile(row), code="answered_meanwhile")
        if answer not in states.ANSWERS:
            raise NotValid(_("Say who will come: present, represented or excused."), code="answer_missing")
        row.how, row.received_on = answering.channel(how, received_on, entered=entered)
        row.delegate, row.standing_in = answering.who_comes(
            row.institution_id, answer, delegate_id, standing_in, on=day
        )
        row.reason = no_case.reason(reason, needed=False) if answer == states.EXCUSED else ""
        row.answer, row.answered_by, row.answered_at = answer, me, clock.now()
        row.revision += 1
        row.save()
        u.log("invitation.answered", object_type="invitation", object_id=row.pk, code=answer)
        return row


def remind(*, invitation_id: UUID, by: Actor = SYSTEM, sequence: str = "") -> None:
    """Remind an institution that has not answered: on its first page, and by mail where mail leaves.

    `sequence` skips a reminder of a table that was moved since; the system reminds once. Raises NotNow, NotFound.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = _held(by, invitation_id)
        if by.kind == "system":
            stale = bool(sequence) and sequence != str(row.table.sequence)
            if stale or row.reminded_at is not None or row.answer != states.NO_ANSWER:
                return
            if row.table.state != states.INVITED:
                return
        _check_open(row.table)
        if row.answer != states.NO_ANSWER:
            raise NotNow(answering.meanwhile(row), code="answered_meanwhile")
        row.reminded_at = clock.now()
        row.save(update_fields=["reminded_at"])
        u.log("invitation.reminded", object_type="invitation", object_id=row.pk)
        inviting.tell_mail(u, row.table, row, inviting.REMINDER)


def mail(*, invitation_id: UUID, kind: str, by: Actor = SYSTEM, sequence: str = "") -> None:
    """Put a mail in line: an invitation or its change, a reminder, a cancellation. `mailing.mail_waiting` sends it.

    `sequence` skips what was overtaken by a later change. Raises NotFound, NotValid.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = _held(by, invitation_id)
        if kind not in KINDS:
            raise NotValid(_("Say what is to be sent."), code="mail_kind")
        if sequence and sequence != str(row.table.sequence):
            return
        row.mail_owed, row.mail_claimed_at = kind, None
        row.save(update_fields=["mail_owed", "mail_claimed_at"])
        u.log("invitation.mail_owed", object_type="invitation", object_id=row.pk, code=kind)


def _held(by: Actor, invitation_id: UUID) -> Invitation:
    """The invitation, held, and its table before it. An institution without a seat does not know of it."""
    if not policy.is_secretariat(by):
        policy.check_has_mandate(by)
    # Narrowed before it is looked up: what is absent and what is not yours cost the same.
    known = Invitation.objects.filter(table__in=RoundTable.objects.filter(policy.visible_tables(by)).values("pk"))
    table_id = known.filter(pk=invitation_id).values_list("table_id", flat=True).first()
    if table_id is None:
        raise NotFound
    table = locks.lock_table(by, table_id)
    row = locks.lock_row(Invitation.objects.select_related("institution", "delegate", "answered_by"), invitation_id)
    row.table = table
    return row


def _check_open(table: RoundTable) -> None:
    if table.state == states.INVITED:
        return
    if table.state == states.IN_SESSION:
        raise NotNow(
            _("The session has begun, so the answer stays as it was. Presence is now marked in the room."),
            code="table_in_session",
        )
    raise NotNow(words_tables.NOT_IN_STATE[table.state], code=f"table_{table.state}")
