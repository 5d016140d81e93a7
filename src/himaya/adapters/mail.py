"""Mail leaves only through the host that the operator lists in HIMAYA_MAIL_HOST; without one, none leaves.

A mail says as little as it can: whoever lends a telephone shows its notices. What it is about stands in the
calendar part and behind the sign-in.
"""

from __future__ import annotations

import email.message
import email.policy
from typing import Any, Literal

from django.conf import settings
from django.core.mail import EmailMessage

Method = Literal["REQUEST", "CANCEL"]


class NoMailHost(Exception):
    """Nothing was sent: no mail host is listed."""


class MailFailed(Exception):
    """The listed host could not be reached or did not take the mail. Says nothing of what was in it."""


def host_listed() -> bool:
    """Whether mail can leave at all."""
    return bool(settings.HIMAYA_MAIL_HOST)


def send(*, to: str, subject: str, body: str, attachment: bytes = b"", method: Method = "REQUEST") -> None:
    """One mail to one address, with an invitation (iCalendar) that calendar programs show with its buttons.

    `subject` is neutral and names nobody. Raises NoMailHost, MailFailed, and ValueError for a line break in an
    address or a subject.
    """
    if not host_listed():
        raise NoMailHost
    message = Invitation(subject=subject, body=body, from_email=settings.HIMAYA_MAIL_FROM, to=[to], headers=UNATTENDED)
    message.calendar, message.method = attachment, method
    try:
        message.send(using="default")
    except OSError as trouble:
        # The host's own sentence may hold the address.
        raise MailFailed(type(trouble).__name__) from None


# No holiday notice comes back from a person's mailbox.
UNATTENDED = {"Auto-Submitted": "auto-generated"}


class Invitation(EmailMessage):
    """A text and, as its alternative, a calendar part with its method: Django has no way to give a part a parameter."""

    calendar = b""
    method: Method = "REQUEST"

    def message(self, *, policy: Any = email.policy.default) -> email.message.EmailMessage:
        """The mail as it leaves. The calendar part is kept byte for byte: its line ends are part of its format."""
        made = super().message(policy=policy)
        if self.calendar:
            params = {"method": self.method, "charset": "utf-8"}
            made.add_alternative(self.calendar, maintype="text", subtype="calendar", cte="base64", params=params)
        return made
