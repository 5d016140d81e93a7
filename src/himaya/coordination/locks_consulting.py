"""The ways to hold a consultation, and what was said in it, for a change: its document and its draft are held first."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import draft_locks, policy, states
from himaya.coordination.models import (
    AgendaItem,
    Amendment,
    Comment,
    Consultation,
    Decision,
    Document,
    Draft,
)
from himaya.coordination.words_consulting import DRAFT_NOT_IN_STATE
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted


def lock_consultation(actor: Actor, consultation_id: UUID) -> Consultation:
    """Hold a consultation. Raises NotFound."""
    draft = _draft(actor, Consultation.objects.filter(pk=consultation_id).values_list("draft_id", flat=True).first())
    row = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation_id)
    row.draft = draft
    return row


def lock_comment(actor: Actor, comment_id: UUID) -> Comment:
    """Hold a comment that the actor may read. Raises NotFound."""
    rows = Comment.objects.filter(pk=comment_id)
    draft = _draft(actor, rows.values_list("consultation__draft_id", flat=True).first())
    row = rows.select_for_update(of=("self",)).select_related("consultation", "follows").get()
    if not may_read(actor, row):
        raise NotFound
    row.consultation.draft = draft
    return row


def lock_amendment(actor: Actor, amendment_id: UUID) -> Amendment:
    """Hold an amendment. Raises NotFound."""
    rows = Amendment.objects.filter(pk=amendment_id)
    draft = _draft(actor, rows.values_list("draft_id", flat=True).first())
    row = rows.select_for_update(of=("self",)).get()
    row.draft = draft
    return row


def may_read(actor: Actor, comment: Comment) -> bool:
    """What is said to the secretariat only is read by it and by the institution that said it."""
    if comment.visibility == states.FOR_ALL or policy.is_secretariat(actor):
        return True
    return comment.institution_id == actor.institution_id


def _draft(actor: Actor, draft_id: UUID | None) -> Draft:
    if draft_id is None:
        raise NotFound
    return draft_locks.lock_draft(actor, draft_id)


def check_moment(draft: Draft, verb: str) -> str:
    """The state of the draft after the verb. Raises NotNow, saying where the draft stands."""
    after = states.leads_to(states.DRAFT_TRANSITIONS, verb, draft.state)
    if after is None:
        raise NotNow(DRAFT_NOT_IN_STATE[draft.state], code=f"draft_{draft.state}")
    return after


def question_on(document: Document) -> Decision | None:
    """The question on a document that is put to a table, or agreed and awaiting its confirmation; None else."""
    rows = Decision.objects.filter(document=document, state__in=(states.PUT, states.AWAITING))
    return rows.select_related("table").order_by("state", "pk").first()


def check_no_question(document: Document) -> None:
    """Raises NotNow while a question on the document is before a table: what is decided does not change meanwhile.

    The document is held.
    """
    found = question_on(document)
    if found is None:
        return
    if found.state == states.PUT:
        raise NotNow(
            _("A question on this text is put to the table. Conclude it or take it back; then the text can change."),
            code="question_is_put",
        )
    raise NotNow(
        _("The table agreed to this text and its confirmation is awaited, so nothing in it changes now."),
        code="question_awaits",
    )


def may_settle(actor: Actor, draft: Draft) -> bool:
    """The secretariat; in the room also whoever presides over a table in session that has the text on its agenda."""
    if policy.is_secretariat(actor):
        return True
    if actor.account_id is None:
        return False
    rows = AgendaItem.objects.filter(
        document=draft.document_id, table__state=states.IN_SESSION, table__chair__account_id=actor.account_id
    )
    return rows.exclude(state=states.ITEM_DROPPED).exists()


def check_settles(actor: Actor, draft: Draft) -> None:
    """Raises NotPermitted unless the actor may settle amendments to this draft now."""
    if not may_settle(actor, draft):
        raise NotPermitted(
            _("The secretariat settles amendments, and in the room whoever presides over the table."),
            code="not_settling",
        )
