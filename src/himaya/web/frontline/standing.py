"""What the foot of a page says of its form: a model, adopted by which decision, or tried at this desk."""

from typing import Any

from himaya.instruments import queries
from himaya.instruments.models import Version
from himaya.kernel.actor import Actor


def of(version: Version | None, actor: Actor) -> dict[str, Any]:
    """Context of the foot. A sheet whose version this installation does not have says that it is a model."""
    return {
        "model_not_adopted": version is None or not version.adoption,
        "adopted": version if version is not None and version.adoption else None,
        "trial": version is not None and queries.is_tried(version.pk, actor.desk_id),
    }
