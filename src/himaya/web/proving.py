"""The second factor once more, before something grave: the same check and the same limit on guesses as at sign-in."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from himaya.institutions.actions import notices
from himaya.institutions.models import Account
from himaya.kernel import clock, proof
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.web import second_factor, throttle
from himaya.web.account.demo import present_code
from himaya.web.sessions import actor_of

FRESH = timedelta(minutes=2)
FITTED = "fitted"


def prove(request: HttpRequest, code: str) -> datetime:
    """The moment at which the code fitted. Whom only a passkey opens shows that on the page of step-up, and comes back.

    Raises NotValid (wrong), NotPermitted (too many tries) or ProofNeeded (the passkey).
    """
    account = request.user
    if not isinstance(account, Account):
        raise NotPermitted(code="no_account")
    actor = actor_of(request)
    if not code and (at := _fitted_lately(request)) is not None:
        return at
    if not code and second_factor.only_by_key(account):
        proof.check_recent(actor, within=FRESH)
        return actor.proven_at or clock.now()
    throttle.check(request, account.username)
    # In an exercise the code of the page may have been used at the desk's button in the same half minute.
    if code and code.replace(" ", "") == shown_in_an_exercise(request):
        return _keep(request)
    kind = second_factor.fitting(account, code)
    if not kind:
        throttle.failed(request, account.username)
        raise NotValid(_("This code is wrong or has expired. Wait for the next one and try again."), code="code")
    if kind == second_factor.RECOVERY:
        notices.give(account_id=account.pk, kind="code_used", by=actor)
    return _keep(request)


def _keep(request: HttpRequest) -> datetime:
    # A code counts once, and a wrong letter in another field must not cost the next one, or a recovery code.
    at = clock.now()
    request.session[FITTED] = at.timestamp()
    return at


def _fitted_lately(request: HttpRequest) -> datetime | None:
    at = datetime.fromtimestamp(request.session.get(FITTED, 0), tz=UTC)
    return at if clock.now() - at <= FRESH else None


def still_holds(request: HttpRequest) -> bool:
    """Whether a code that fitted on this page a moment ago still counts, so that the field may stay empty."""
    return _fitted_lately(request) is not None


def used_up(request: HttpRequest) -> None:
    """What it was shown for is done: the next time asks anew."""
    request.session.pop(FITTED, None)


def shown_in_an_exercise(request: HttpRequest) -> str:
    """The code that a demo desk's authenticator shows now; nothing anywhere else."""
    account = request.user
    if settings.DEMO and isinstance(account, Account):
        with suppress(NotFound):
            return present_code(account)
    return ""
