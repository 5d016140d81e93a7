"""Passwords: what a new one must be, and changing one's own. None is ever cut, logged or told."""

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from himaya.institutions import rules_passwords
from himaya.institutions.actions import notices
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.unit import unit

WRONG = "password_wrong"


def check(password: str, account: Account) -> None:
    """Raises NotValid with the reasons why this password is too easy, or too long to be kept whole."""
    if len(password) > rules_passwords.LONGEST:
        raise NotValid(
            _("A password has 256 characters at most. This one is longer; nothing of it was kept."),
            code="password_long",
        )
    try:
        validate_password(password, account)
    except ValidationError as fault:
        raise NotValid(" ".join(str(m) for m in fault.messages), code="password_weak") from fault


def choose(account: Account, password: str) -> None:
    """Keep what the holder chose; what somebody else gave is over. Every open session holds a hash of the old one."""
    check(password, account)
    account.set_password(password)
    account.password_handed_at = None
    account.save(update_fields=["password", "password_handed_at"])


def change(*, account_id: UUID, old: str, new: str, by: Actor) -> Account:
    """Change one's own password. The holder is told; the sessions that the old one opened end.

    Raises NotPermitted (another's account), NotValid (the old one does not fit or is over; the new one is the same, too
    easy or too long).
    """
    if by.account_id != account_id:
        raise NotPermitted(_("Everybody changes their own password. Nobody changes another’s."), code="not_own_account")
    with unit(by=by) as u:
        account: Account = Account.objects.select_for_update().get(pk=account_id)
        over = rules_passwords.is_over(account.password_handed_at, now=clock.now())
        if over or len(old) > rules_passwords.LONGEST or not account.check_password(old):
            raise NotValid(
                _("This is not the password that you use now. Nothing was changed. Type it again."), code=WRONG
            )
        if new == old:
            raise NotValid(
                _("The new password is the same as the one that you use now. Choose another one."), code="password_same"
            )
        choose(account, new)
        notices.give(account_id=account_id, kind="password_changed", by=by)
        u.log("account.password_changed", object_type="account", object_id=account_id)
    return account
