"""Sitting down at a demo desk on the way: the same sign-in as the first page's, and what was seen is not forgotten."""

from django.conf import settings
from django.http import HttpRequest

from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web import second_factor
from himaya.web.account.demo import present_code
from himaya.web.account.sign_in import open_session
from himaya.web.guided import words
from himaya.web.middleware import actor_of

SEEN = "guided"


def check_demo() -> None:
    """Raises NotFound outside the demo."""
    if not settings.DEMO:
        raise NotFound


def seen(request: HttpRequest) -> frozenset[str]:
    """The steps that this browser has opened."""
    return frozenset(getattr(request, "session", {}).get(SEEN, ()))


def way_back(request: HttpRequest) -> str:
    """What the link back to the path is called, for whoever follows it; else ''."""
    return words.page("back") if settings.DEMO and seen(request) else ""


def sit(request: HttpRequest, username: str, step: str) -> Actor:
    """Sit at a desk of the demo, unless it is the one where the visitor sits. Raises NotFound."""
    check_demo()
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise NotFound
    steps = [*sorted(seen(request) - {step}), step]
    actor = actor_of(request)
    if actor.account_id != account.pk:
        actor = accounts.actor_for(account.pk)
        # A code counts once in its half minute; a second click on the same desk is no attack in an exercise.
        second_factor.fitting(account, present_code(account))
        open_session(request, account, actor, full=True)
    request.session[SEEN] = steps
    return actor
