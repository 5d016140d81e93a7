"""What is kept of estimates."""

from uuid import UUID

from django.db.models import QuerySet

from himaya.estimates import policy
from himaya.estimates.models import Run
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


def kept(actor: Actor) -> "QuerySet[Run]":
    """All that are kept, the newest first, without their results. Raises NotPermitted."""
    policy.check_reads(actor)
    return Run.objects.defer("result", "counts").order_by("-asked_at", "pk")


def one(actor: Actor, run_id: UUID) -> Run:
    """One of them. Raises NotPermitted, NotFound."""
    policy.check_reads(actor)
    found = Run.objects.filter(pk=run_id).first()
    if found is None:
        raise NotFound
    return found
