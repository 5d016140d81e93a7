"""A certificate that was issued here, as the room that issues them knows it. Asked by the settings: it stands above."""

import unicodedata
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
# The same in Arabic. It is a word too, "protection": with what is protected after it, it is the name of somebody else.
_IN_ARABIC: Final = "حماية"


@dataclass(frozen=True, slots=True)
class Issued:
    """What it opens (empty for nothing), until when it stands, and whose account it was given to, if any.

    `certified_by`: who issued it or trained its session, and of those it goes on from: it qualifies none.
    """

    number: str
    grants: str
    last: date
    taken_back: bool
    account_id: UUID | None
    certified_by: frozenset[UUID] = frozenset()


def of_number(typed: str) -> Issued | None:
    """The certificate whose number, or code, stands in what was typed; None for one that was never given here."""
    asked: Callable[[str], Issued | None] = import_string(settings.HIMAYA_CERTIFICATES)
    return asked(typed)


def bare(typed: str) -> str:
    """Letters and digits alone, in capitals: two ways to write one number are the same.

    >>> bare("no 2026-cdfg hjkm")
    'NO2026CDFGHJKM'
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain if sign.isalnum())


def is_us(issuer: str) -> bool:
    """True for an issuer by the name of this platform, whatever stands around it.

    >>> is_us("Plateforme HIMAYA"), is_us("Commission nationale")
    (True, False)
    """
    words = [found for word in issuer.split() if (found := bare(word))]
    return bare(ISSUER) in bare(issuer) or words[-1:] == [_IN_ARABIC]


def check(issuer: str, number: str, *, account_id: UUID, kind: str) -> Issued | None:
    """The certificate behind a number, where it is one of ours. Raises NotValid for one that opens nothing here."""
    found = of_number(number)
    if found is None:
        if is_us(issuer):
            raise NotValid(_("No certificate of this number was given here. Compare it with the paper."), code="number")
        return None
    if found.taken_back:
        raise NotValid(_("This certificate was taken back: it qualifies nobody any more."), code="number")
    if found.grants != kind or found.account_id not in (None, account_id):
        raise NotValid(
            _("This certificate is of another course or of another person. Compare it with the paper."), code="number"
        )
    if account_id in found.certified_by:
        raise NotValid(
            _(
                "The holder issued this certificate or trained its session: nobody is qualified by that. It takes a "
                "certificate of a session that others trained."
            ),
            code="number",
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
