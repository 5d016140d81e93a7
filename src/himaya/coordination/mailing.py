"""Mail for invitations, outside every unit: the network may take its time, and nothing waits for it.

A row is claimed, its mail is sent, the row is marked. Killed in between, the mail goes out once more after a while:
twice is a nuisance, never is a lost invitation.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import override

from himaya.adapters import mail
from himaya.coordination import calendar_event, inviting, moments, states, words_mail
from himaya.coordination.models import Invitation
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.unit import unit

log = logging.getLogger("himaya.mail")
# After so long a claim is taken to be of a worker that died, or of a host that was away.
CLAIM = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, ready to leave. `sequence` is that of the table when it was written."""

    invitation_id: UUID
    kind: str
    sequence: int
    to: str
    subject: str
    body: str
    attachment: bytes
    method: Literal["REQUEST", "CANCEL"]


def mail_waiting(limit: int = 20) -> int:
    """Send what waits, at most `limit` mails; returns how many left. Without a listed host nothing leaves.

    Run by the worker, outside any unit.
    """
    sent = 0
    while sent < limit and mail.host_listed() and (letter := _claim()) is not None:
        try:
            mail.send(
                to=letter.to,
                subject=letter.subject,
                body=letter.body,
                attachment=letter.attachment,
                method=letter.method,
            )
        except (mail.MailFailed, ValueError) as trouble:
            # The claim stays: it is tried again when it has run out.
            log.error("mail %s not taken: %s", letter.invitation_id, type(trouble).__name__)
            return sent
        _mark(letter)
        sent += 1
    return sent


def _claim() -> Letter | None:
    """Take the next row that waits. What can no longer be sent is put aside."""
    free = Q(mail_claimed_at__isnull=True) | Q(mail_claimed_at__lt=clock.now() - CLAIM)
    with unit(by=SYSTEM):
        while True:
            rows = Invitation.objects.filter(free).exclude(mail_owed="").order_by("mail_claimed_at", "pk")
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True, of=("self",))
            row = rows.select_related("table__cycle__organiser", "institution").first()
            if row is None:
                return None
            letter = _written(row)
            row.mail_claimed_at = clock.now() if letter is not None else None
            row.mail_owed = row.mail_owed if letter is not None else ""
            row.save(update_fields=["mail_owed", "mail_claimed_at"])
            if letter is not None:
                return letter


def _written(row: Invitation) -> Letter | None:
    """The mail that this row owes; None when nobody has an address, or when the moment has passed."""
    to = calendar_event.addressee(row)
    if to is None or not to.email or not _still_due(row):
        return None
    cancelled = row.mail_owed == inviting.CANCEL
    method: Literal["REQUEST", "CANCEL"] = "CANCEL" if cancelled else "REQUEST"
    bodies = []
    for language in ("fr", "ar"):
        with override(language):
            bodies.append(words_mail.body(row.table, row.mail_owed))
    return Letter(
        invitation_id=row.pk,
        kind=row.mail_owed,
        sequence=row.table.sequence,
        to=to.email,
        subject=_subject(row),
        body="\n\n".join(bodies),
        attachment=calendar_event.of(row.table, method=method, attendee=to, language=_language(to)),
        method=method,
    )


def _still_due(row: Invitation) -> bool:
    if row.table.starts_at <= clock.now():
        return False
    if row.mail_owed == inviting.CANCEL:
        # Whoever never got the invitation has nothing to take out of a calendar.
        return row.table.state == states.CANCELLED and row.mailed_sequence is not None
    answered = row.answer != states.NO_ANSWER and row.mail_owed == inviting.REMINDER
    return row.table.state == states.INVITED and not answered


def _subject(row: Invitation) -> str:
    """The number of the table in both languages: neutral on the screen of a telephone."""
    names = []
    for language in ("fr", "ar"):
        with override(language):
            names.append(moments.number_in_words(row.table))
    return " · ".join(names)


def _language(delegate: Delegate) -> str:
    return delegate.account.language if delegate.account is not None else "fr"


def _mark(letter: Letter) -> None:
    with unit(by=SYSTEM) as u:
        row = Invitation.objects.select_for_update(of=("self",)).get(pk=letter.invitation_id)
        row.mailed_at, row.mailed_sequence, row.mail_claimed_at = clock.now(), letter.sequence, None
        # A change that came while this one was on its way is still owed.
        if row.mail_owed == letter.kind and row.table.sequence == letter.sequence:
            row.mail_owed = ""
        row.save(update_fields=["mailed_at", "mailed_sequence", "mail_claimed_at", "mail_owed"])
        u.log("invitation.mailed", object_type="invitation", object_id=row.pk, code=letter.kind)
