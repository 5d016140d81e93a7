"""The square at the door: a signed word for one half-day that lives five minutes. Nothing of it is stored."""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from himaya.kernel import clock

LIVES = timedelta(minutes=5)
SALT = "himaya training door"


def token(half_day_id: UUID) -> str:
    """What the square of this half-day leads to now."""
    return signing.dumps([str(half_day_id), int(clock.now().timestamp())], salt=SALT)


def read(token: str) -> UUID | None:
    """The half-day of a square that is shown now; None for one that is too old, or none at all."""
    try:
        half_day, at = signing.loads(token, salt=SALT)
        age = clock.now().timestamp() - int(at)
        return UUID(half_day) if 0 <= age <= LIVES.total_seconds() else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
