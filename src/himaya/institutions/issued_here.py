"""A certificate that was issued here, as the room that issues them knows it. Asked by the settings: it stands above."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from himaya.institutions import days
from himaya.kernel.errors import NotValid

ISSUER: Final = "Himaya"
# The year, and eight signs; somebody types it with a space, or with a word before it.
_NUMBER = re.compile(r"(20\d\d)[^0-9A-Za-z]*([0-9A-Za-z]{8})(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Issued:
    """What it opens (empty for nothing), until when it stands, and whose account it was given to, if any."""

    number: str
    grants: str
    last: date
    taken_back: bool
    account_id: UUID | None


def number_in(typed: str) -> str:
    """A number of ours as it stands on the paper; '' for what is none.

    >>> number_in("no 2026 cdfghjkm")
    '2026-CDFGHJKM'
    """
    found = _NUMBER.search(typed)
    return f"{found[1]}-{found[2].upper()}" if found else ""


def of_number(typed: str) -> Issued | None:
    """The certificate that bears this number; None for one that was never given here."""
    asked: Callable[[str], Issued | None] = import_string(settings.HIMAYA_CERTIFICATES)
    number = number_in(typed)
    return asked(number) if number else None


def check(issuer: str, number: str, *, account_id: UUID, kind: str) -> Issued | None:
    """The certificate behind a number, where it is one of ours. Raises NotValid for one that opens nothing here."""
    found = of_number(number)
    if found is None:
        if issuer.casefold() == ISSUER.casefold():
            raise NotValid(_("No certificate of this number was given here. Compare it with the paper."), code="number")
        return None
    if found.taken_back:
        raise NotValid(_("This certificate was taken back: it qualifies nobody any more."), code="number")
    if found.grants != kind or found.account_id not in (None, account_id):
        raise NotValid(
            _("This certificate is of another course or of another person. Compare it with the paper."), code="number"
        )
    return found


def check_last(found: Issued | None, last: date) -> None:
    """Raises NotValid for a last day after that of the certificate."""
    if found is not None and last > found.last:
        raise NotValid(
            _("The certificate says %(day)s as its last day: a qualification by it ends then at the latest.")
            % {"day": days.said(found.last)},
            code="last",
        )
