"""The verbs of a desk's one address for notices: entered, confirmed by a code that went there, set, removed."""

import secrets
from datetime import time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from himaya.cases.policy import account_of
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.languages import CODES
from himaya.kernel.unit import unit
from himaya.tasks import mailing, policy, telling
from himaya.tasks.models import DeskMailbox

CODE_GOOD_FOR = timedelta(hours=24)
TRIES = 5


def add(*, address: str, language: str, by: Actor) -> None:
    """Enter the desk's address, instead of an earlier one; nothing goes there but a code, until it is typed back.

    Raises NotPermitted (not the lead), NotValid (address, language).
    """
    policy.check_leads_desk(by)
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise NotValid(_("Write a whole address, such as desk@example.org."), code="address") from None
    if len(address) > 160:
        raise NotValid(_("Write a whole address, such as desk@example.org."), code="address")
    if language not in CODES:
        raise NotValid(_("Choose the language of the mails."), code="language")
    with unit(by=by) as u:
        _desk_held(by)
        DeskMailbox.objects.filter(desk_id=by.desk_id).delete()
        DeskMailbox.objects.create(
            desk_id=by.desk_id,
            address=address,
            language=language,
            added_by=account_of(by),
            nonce=secrets.token_hex(16),
            code_until=clock.now() + CODE_GOOD_FOR,
        )
        u.log("mailbox.added", object_type="desk", object_id=by.desk_id)


def verify(*, code: str, by: Actor) -> None:
    """Type back what was mailed. Five tries, a day; then the address is entered anew. Raises NotNow, NotValid."""
    policy.check_leads_desk(by)
    right = False
    with unit(by=by) as u:
        row = _held(by)
        if row.verified_at is not None:
            raise NotNow(_("This address is confirmed already. Nothing was changed."), code="verified")
        if row.code_until <= clock.now() or row.tries >= TRIES:
            raise NotNow(_("This code is over. Enter the address again; another code is sent."), code="code_over")
        typed = "".join(letter for letter in code if letter.isdigit())
        right = constant_time_compare(typed, mailing.code_of(row))
        if right:
            row.verified_at, row.code_owed = clock.now(), False
            row.save(update_fields=["verified_at", "code_owed"])
            u.log("mailbox.verified", object_type="desk", object_id=by.desk_id)
        else:
            # Saved with this unit: a wrong try that is undone would not count.
            row.tries += 1
            row.save(update_fields=["tries"])
    if not right:
        raise NotValid(_("This is not the code that was sent. Look again."), code="code")


def set_quiet(*, start: time, end: time, by: Actor) -> None:
    """From when to when the desk's address gets nothing but urgent danger."""
    policy.check_leads_desk(by)
    with unit(by=by) as u:
        row = _held(by)
        row.quiet_from, row.quiet_to = start, end
        row.save(update_fields=["quiet_from", "quiet_to"])
        u.log("mailbox.set", object_type="desk", object_id=by.desk_id)


def owe(*, desk_id: str, urgent: bool = False, by: Actor = SYSTEM) -> None:
    """Something waits for a desk that is no task of it: its address, if it has one, is to hear so. For the worker."""
    if by.kind != "system":
        raise NotPermitted(code="system_only")
    with unit(by=by) as u:
        telling.owe_mail(Desk.objects.get(pk=desk_id), urgent=urgent)
        u.log("mailbox.owed", object_type="desk", object_id=desk_id)


def remove(*, by: Actor) -> None:
    """Nothing is mailed any more. Raises NotNow without an address."""
    policy.check_leads_desk(by)
    with unit(by=by) as u:
        row = _held(by)
        row.delete()
        u.log("mailbox.removed", object_type="desk", object_id=by.desk_id)


def _desk_held(by: Actor) -> None:
    list(Desk.objects.select_for_update().filter(pk=by.desk_id).values_list("pk"))


def _held(by: Actor) -> DeskMailbox:
    _desk_held(by)
    row = DeskMailbox.objects.select_for_update(of=("self",)).filter(desk_id=by.desk_id).first()
    if row is None:
        raise NotNow(_("This desk has no address for notices. Enter one first."), code="no_mailbox")
    return row
