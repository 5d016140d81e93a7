"""The demo desks: one click, behind which stands a real second factor. Absent outside demo mode."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel.errors import NotFound
from himaya.web import second_factor
from himaya.web.account.sign_in import open_session
from himaya.web.account.views import after_sign_in
from himaya.web.methods import require_POST
from himaya.web.training import way_back


def present_code(account: Account) -> str:
    """The code that this demo account's authenticator would show now. Raises NotFound outside demo mode."""
    if not settings.DEMO:
        raise NotFound
    factor = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if factor is None:
        raise NotFound
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(decrypt(factor.data["secret"]), counters[len(counters) // 2])))


@require_POST
def take_desk(request: HttpRequest, username: str) -> HttpResponse:
    """Sit at a demo desk. The code is made and checked by the same functions as a real one."""
    account = Account.objects.filter(username=username, is_active=True).first() if settings.DEMO else None
    if account is None:
        raise NotFound
    actor = accounts.actor_for(account.pk)
    # Who was just let back in has no factor yet, and sets one up as anywhere else.
    full = second_factor.has_one(account)
    if full:
        # A code counts once in its half minute; a second click on the same desk is no attack in an exercise.
        second_factor.fitting(account, present_code(account))
    open_session(request, account, actor, full=full)
    way_back.note(request)
    return after_sign_in(request, request.POST.get("carry", ""))
