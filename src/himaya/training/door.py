"""The square at the door: a signed word for one half-day that lives five minutes. Nothing of it is stored.

It is shown and read around its half-day alone: else whoever comes the first morning is there for all that follow.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from himaya.kernel import clock

LIVES = timedelta(minutes=5)
# A proposal of this software: people come early, and the last ones check in on their way out.
BEFORE, AFTER = timedelta(minutes=60), timedelta(minutes=30)
SALT = "himaya training door"


def token(half_day_id: UUID) -> str:
    """What the square of this half-day leads to now."""
    return signing.dumps([str(half_day_id), int(clock.now().timestamp())], salt=SALT)


def is_now(starts_at: datetime, ends_at: datetime) -> bool:
    """True from an hour before a half-day begins to half an hour after it ends."""
    return starts_at - BEFORE <= clock.now() <= ends_at + AFTER


def read(token: str) -> UUID | None:
    """The half-day of a square that is shown now; None for one that is too old, or none at all."""
    try:
        half_day, at = signing.loads(token, salt=SALT)
        age = clock.now().timestamp() - int(at)
        return UUID(half_day) if 0 <= age <= LIVES.total_seconds() else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
