"""What a session of a worker holds, and who acts in it. Ids, moments and states; never a name or an answer."""

import secrets
from datetime import UTC, datetime

from django.http import HttpRequest

from himaya.institutions import accounts
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, Actor

STARTED, SEEN, FACTORS, DESK, PROVEN, LOCKED = "started", "seen", "factors", "desk", "proven", "locked"
WRONG = "wrong"
BOUND = "bound"
FULL_SIGN_IN = "password+totp"
# So many wrong codes since the last right one end a session: twice what the limit of ADR 19 lets through at once.
WRONG_CODES_END_IT = 10


def who(request: HttpRequest) -> Actor:
    """The account of this session at the desk it chose, once both factors were shown; nobody while it is locked."""
    return NOBODY if LOCKED in request.session else holder(request)


def holder(request: HttpRequest) -> Actor:
    """Whose session this is, locked or not. The desk is kept on the request, for the bar of the page."""
    if not request.user.is_authenticated or request.session.get(FACTORS) != FULL_SIGN_IN:
        return NOBODY
    seat = accounts.seat(request.user.pk, request.session.get(DESK, ""))
    if seat is None:
        return NOBODY
    request.desk = seat.desk  # type: ignore[attr-defined]
    shown = request.session.get(PROVEN)
    return accounts.actor_in(seat, proven_at=datetime.fromtimestamp(shown, tz=UTC) if shown is not None else None)


def is_locked(request: HttpRequest) -> bool:
    """True when the session of somebody at a desk waits for their second factor."""
    return LOCKED in request.session and holder(request).is_known


def lock(request: HttpRequest) -> None:
    """Nothing of the desk is shown or done until the second factor was shown."""
    request.session[LOCKED] = clock.now().timestamp()


def proven(request: HttpRequest, at: datetime) -> None:
    """Note that the second factor was shown, and let the actor of this request know.

    The session goes on under a new key: a cookie that was copied before does not come along behind the proof.
    """
    request.session.pop(LOCKED, None)
    request.session.pop(WRONG, None)
    request.session.cycle_key()
    request.session[PROVEN] = request.session[SEEN] = at.timestamp()
    request.actor = who(request)  # type: ignore[attr-defined]


def missed(request: HttpRequest) -> bool:
    """Count a wrong code; True when it was the last that this session had."""
    request.session[WRONG] = request.session.get(WRONG, 0) + 1
    return bool(request.session[WRONG] >= WRONG_CODES_END_IT)


def bound(request: HttpRequest) -> str:
    """What is random in this session and in no other, and stays the same when its key changes."""
    return str(request.session.setdefault(BOUND, secrets.token_urlsafe(16)))


def desk_of(request: HttpRequest) -> Desk | None:
    """The desk at which the request's actor sits; None for nobody."""
    desk = getattr(request, "desk", None)
    return desk if isinstance(desk, Desk) and desk.pk == actor_of(request).desk_id else None


def actor_of(request: HttpRequest) -> Actor:
    """The request's actor; nobody before WhoActs ran."""
    actor = getattr(request, "actor", NOBODY)
    return actor if isinstance(actor, Actor) else NOBODY
