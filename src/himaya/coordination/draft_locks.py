"""The ways to hold a text for a change, inside a unit: its document first, then the draft."""

from uuid import UUID

from himaya.coordination import states, words_tables
from himaya.coordination.models import Document, Draft
from himaya.coordination.queries import drafts as queries
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow


def lock_draft(actor: Actor, draft_id: UUID) -> Draft:
    """Hold a draft that the actor may know, and its document before it. Raises NotFound."""
    document_id = queries.visible_drafts(actor).filter(pk=draft_id).values_list("document_id", flat=True).first()
    if document_id is None:
        raise NotFound
    document = Document.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=document_id)
    draft = Draft.objects.select_for_update(of=("self",)).select_related("base").get(pk=draft_id)
    draft.document = document
    return draft


def lock_document(actor: Actor, document_id: UUID) -> Document:
    """Hold a document of an open cycle, so that one draft at a time begins. Raises NotFound, NotNow."""
    if not queries.visible_documents(actor).filter(pk=document_id).exists():
        raise NotFound
    document = Document.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=document_id)
    if document.cycle.state != states.OPEN or document.cycle.recorded:
        raise NotNow(words_tables.CYCLE_CLOSED, code="cycle_closed")
    return document
