"""Mail for desks, outside every unit: the network may take its time, and nothing waits for it.

A mail says that something waits, and nothing else: no desk, no reference, no link. A row is claimed, its mail is sent,
the row is marked; what the host does not take is tried again. Killed in between, a mail goes out twice.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from himaya.adapters import mail
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.unit import unit
from himaya.tasks.models import DeskMailbox

log = logging.getLogger("himaya.mail")
# After so long a claim is taken to be of a worker that died, or of a host that was away.
CLAIM = timedelta(minutes=15)
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, ready to leave."""

    desk_id: str
    nonce: str
    code: bool
    to: str
    subject: str
    body: str


def code_of(row: DeskMailbox) -> str:
    """The code that is mailed and typed back: computed, kept nowhere."""
    digest = salted_hmac("himaya desk mailbox", row.nonce, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}}"


def mail_waiting(limit: int = 20) -> int:
    """Send what is owed and due, at most `limit` mails; returns how many left. Without a listed host nothing leaves.

    Run by the worker, outside any unit.
    """
    sent = 0
    while sent < limit and mail.host_listed() and (letter := _claim()) is not None:
        try:
            mail.send(to=letter.to, subject=letter.subject, body=letter.body)
        except (mail.MailFailed, ValueError) as trouble:
            # The claim stays: it is tried again when it has run out. The desk is not named beside its trouble.
            log.error("notice not taken: %s", type(trouble).__name__)
            return sent
        _mark(letter)
        sent += 1
    return sent


def _claim() -> Letter | None:
    now = clock.now()
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM)
    due = Q(code_owed=True, verified_at__isnull=True, code_until__gt=now) | Q(owed_at__lte=now)
    with unit(by=SYSTEM):
        rows = DeskMailbox.objects.filter(free, due).order_by("claimed_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        row = rows.first()
        if row is None:
            return None
        row.claimed_at = now
        row.save(update_fields=["claimed_at"])
        return _written(row)


def _written(row: DeskMailbox) -> Letter:
    code = row.verified_at is None
    with override(row.language):
        subject = _("Your code") if code else _("Something awaits you")
        body = _("Type this code where it was asked for: %(code)s. If you asked for none, do nothing.")
        said = body % {"code": code_of(row)} if code else _("Something awaits you in the usual place.")
    return Letter(row.desk_id, row.nonce, code, row.address, subject, said)


def _mark(letter: Letter) -> None:
    with unit(by=SYSTEM) as u:
        rows = DeskMailbox.objects.select_for_update(of=("self",))
        row = rows.filter(desk_id=letter.desk_id, nonce=letter.nonce).first()
        if row is None:
            return
        row.claimed_at = None
        if letter.code:
            row.code_owed = False
        else:
            # What was owed while this mail was on its way is said by it too.
            row.owed_at, row.sent_at = None, clock.now()
            u.log("mailbox.mailed", object_type="desk", object_id=row.pk)
        row.save(update_fields=["claimed_at", "code_owed", "owed_at", "sent_at"])
