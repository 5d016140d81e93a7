"""The second factor once more, before something grave: the same check and the same limit on guesses as at sign-in."""

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.web import second_factor, throttle
from himaya.web.account.demo import present_code


def prove(request: HttpRequest, code: str) -> datetime:
    """The moment at which the code fitted. Raises NotValid (wrong) or NotPermitted (too many tries)."""
    account = request.user
    if not isinstance(account, Account):
        raise NotPermitted(code="no_account")
    throttle.check(request, account.username)
    # In an exercise the code of the page may have been used at the desk's button in the same half minute.
    if not (code and code.replace(" ", "") == shown_in_an_exercise(request)) and not second_factor.fitting(account, code):
        throttle.failed(request, account.username)
        raise NotValid(_("This code is wrong or has expired. Wait for the next one and try again."), code="code")
    return clock.now()


def shown_in_an_exercise(request: HttpRequest) -> str:
    """The code that a demo desk's authenticator shows now; nothing anywhere else."""
    account = request.user
    if settings.DEMO and isinstance(account, Account):
        with suppress(NotFound):
            return present_code(account)
    return ""
