"""The verbs of a comment: made on a clause or on the whole, replied to, answered, withdrawn."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import hearing, locks_consulting, no_case, policy, speaking, states
from himaya.coordination.models import Clause, Comment, Consultation
from himaya.coordination.words_consulting import CLOSED
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit

LONGEST = 2000
MISSING = _("Write it in one or two sentences.")
# The text stands still while it is asked about, and until it is decided.
ANSWERING = (states.IN_CONSULTATION, states.CONSOLIDATION)


def make(
    *,
    consultation_id: UUID,
    institution_id: str,
    uid: str = "",
    text: str,
    visibility: str = states.FOR_ALL,
    how: str = "",
    delegate_id: UUID | None = None,
    received_on: date | None = None,
    by: Actor,
) -> Comment:
    """A remark of an institution on one clause, or on the whole when `uid` is empty. Observers comment too.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        consultation = locks_consulting.lock_consultation(by, consultation_id)
        row = _said(by, consultation, institution_id, text, how, delegate_id, received_on)
        if visibility not in (states.FOR_ALL, states.FOR_SECRETARIAT):
            raise NotValid(_("Say who reads the comment."), code="visibility")
        if uid and not Clause.objects.filter(draft=consultation.draft, uid=uid).exists():
            raise NotValid(_("Choose a clause of this text, or comment on the whole."), code="clause_unknown")
        row.uid, row.visibility = uid, visibility
        row.save()
        u.log("comment.made", object_type="consultation_comment", object_id=row.pk, code=visibility)
        return row


def reply(
    *,
    comment_id: UUID,
    institution_id: str,
    text: str,
    how: str = "",
    delegate_id: UUID | None = None,
    received_on: date | None = None,
    by: Actor,
) -> Comment:
    """What an institution says to a comment; whoever reads that one reads this one. Raises as `make`."""
    with unit(by=by) as u:
        before = locks_consulting.lock_comment(by, comment_id)
        row = _said(by, before.consultation, institution_id, text, how, delegate_id, received_on)
        head = before.follows or before
        if head.visibility == states.FOR_SECRETARIAT and head.institution_id != institution_id:
            raise NotPermitted(
                _("This comment was made to the secretariat only. Answer it instead of replying."), code="not_for_all"
            )
        row.uid, row.visibility, row.follows = head.uid, head.visibility, head
        row.save()
        u.log("comment.replied", object_type="consultation_comment", object_id=row.pk)
        return row


def answer(*, comment_id: UUID, answer: str, by: Actor) -> Comment:
    """What the secretariat answers; it also covers the replies that are open. Until the text is tabled it can change.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_consulting.lock_comment(by, comment_id)
        after = states.leads_to(states.COMMENT_TRANSITIONS, "answer", row.state)
        if after is None:
            raise NotNow(
                _("Its institution withdrew this comment. Nothing is left to answer."), code="comment_withdrawn"
            )
        if row.consultation.draft.state not in ANSWERING:
            raise NotNow(
                _("The text is before the table or decided, so its answers stay as they are."), code="answers_frozen"
            )
        said = speaking.written(answer, missing=_("Write what you answer."), longest=LONGEST)
        no_case.check_said(said)
        replies = Comment.objects.filter(follows=row, state=states.COMMENT_OPEN)
        for one in (row, *replies):
            one.state, one.answer, one.answered_at = after, said, clock.now()
            one.save(update_fields=["state", "answer", "answered_at"])
        u.log("comment.answered", object_type="consultation_comment", object_id=row.pk)
        return row


def withdraw(*, comment_id: UUID, by: Actor) -> Comment:
    """Its institution takes a comment back, or the secretariat for it, while the round is open and nothing is answered.

    Raises NotFound, NotPermitted, NotNow.
    """
    with unit(by=by) as u:
        row = locks_consulting.lock_comment(by, comment_id)
        if not policy.is_secretariat(by):
            hearing.heard(by, row.consultation, institution_id=row.institution_id)
        after = states.leads_to(states.COMMENT_TRANSITIONS, "withdraw", row.state)
        if after is None:
            raise NotNow(
                _("This comment was answered or withdrawn already, and stays as it is."), code=f"comment_{row.state}"
            )
        if row.consultation.state != states.CONSULTATION_OPEN:
            raise NotNow(CLOSED, code="consultation_closed")
        row.state = after
        row.save(update_fields=["state"])
        u.log("comment.withdrawn", object_type="consultation_comment", object_id=row.pk)
        return row


def _said(
    by: Actor,
    consultation: Consultation,
    institution_id: str,
    text: str,
    how: str,
    delegate_id: UUID | None,
    received_on: date | None,
) -> Comment:
    """A comment that is not kept yet: who says it, by which channel, in which words."""
    voice = hearing.heard(
        by, consultation, institution_id=institution_id, how=how, delegate_id=delegate_id, received_on=received_on
    )
    institution = hearing.with_seat(consultation, institution_id)
    hearing.check_open(consultation, by)
    said = speaking.written(text, missing=MISSING, longest=LONGEST)
    no_case.check_said(said)
    return Comment(
        consultation=consultation,
        institution=institution,
        text=said,
        how=voice.how,
        delegate=voice.delegate,
        made_at=clock.now(),
        state=states.COMMENT_OPEN,
    )
