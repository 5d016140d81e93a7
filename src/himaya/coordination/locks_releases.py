"""The ways to hold a release, a suspension or a report of harm for a change, inside a unit.

The document is held first, so that two releases of one text, or a release and a suspension, never pass each other. Who
also holds a table holds it before the document, as the verbs of decisions do.
"""

from uuid import UUID

from himaya.coordination import locks, policy_releases
from himaya.coordination.models import Document, HarmReport, PilotDesk, Release, Suspension
from himaya.coordination.queries import release_rows as queries
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound

_WITH = ("document__cycle", "edition__draft", "edition__decision__table")


def lock_document(document_id: UUID) -> Document:
    """Hold a document. Raises NotFound."""
    return locks.lock_row(Document.objects.select_related("cycle"), document_id)


def lock_release(actor: Actor, release_id: UUID) -> Release:
    """Hold a release, and its document before it. Raises NotFound."""
    known = Release.objects.filter(policy_releases.visible_releases(actor), pk=release_id)
    document_id = known.values_list("document_id", flat=True).first()
    if document_id is None:
        raise NotFound
    lock_document(document_id)
    return Release.objects.select_for_update(of=("self",)).select_related(*_WITH).get(pk=release_id)


def lock_tried(desk_id: str, release_id: UUID) -> Release:
    """Hold a release that a desk tries. Raises NotFound for any other."""
    if not PilotDesk.objects.filter(release=release_id, desk=desk_id).exists():
        raise NotFound
    return lock_release(SYSTEM, release_id)


def lock_suspension(actor: Actor, suspension_id: UUID) -> Suspension:
    """Hold a suspension, and its release before it. Raises NotFound."""
    release_id = Suspension.objects.filter(pk=suspension_id).values_list("release_id", flat=True).first()
    if release_id is None:
        raise NotFound
    release = lock_release(actor, release_id)
    row = Suspension.objects.select_for_update(of=("self",)).select_related("harm").get(pk=suspension_id)
    row.release = release
    return row


def lock_harm(actor: Actor, harm_id: UUID) -> HarmReport:
    """Hold a report of harm. Raises NotFound."""
    return locks.lock_row(queries.visible_harms(actor), harm_id)
