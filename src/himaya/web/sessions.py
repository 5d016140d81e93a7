"""What a session of a worker holds, and who acts in it. Ids, moments and states; never a name or an answer."""

from datetime import UTC, datetime

from django.http import HttpRequest

from himaya.institutions import accounts
from himaya.kernel.actor import NOBODY, Actor

STARTED, SEEN, FACTORS, DESK, PROVEN = "started", "seen", "factors", "desk", "proven"
FULL_SIGN_IN = "password+totp"


def who(request: HttpRequest) -> Actor:
    """The account of this session at the desk it chose, once both factors were shown; else nobody."""
    if not request.user.is_authenticated or request.session.get(FACTORS) != FULL_SIGN_IN:
        return NOBODY
    shown = request.session.get(PROVEN)
    return accounts.actor_for(
        request.user.pk,
        desk_id=request.session.get(DESK, ""),
        proven_at=datetime.fromtimestamp(shown, tz=UTC) if shown is not None else None,
    )


def proven(request: HttpRequest, at: datetime) -> None:
    """Note that the second factor was shown, and let the actor of this request know."""
    request.session[PROVEN] = at.timestamp()
    request.actor = who(request)  # type: ignore[attr-defined]


def actor_of(request: HttpRequest) -> Actor:
    """The request's actor; nobody before WhoActs ran."""
    actor = getattr(request, "actor", NOBODY)
    return actor if isinstance(actor, Actor) else NOBODY
