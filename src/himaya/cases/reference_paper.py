"""The paper that a person may carry: the reference under which the receiving desk knows them, and no word of why.

It names no desk, service, kind of institution, person or day: whoever finds it learns that somebody has a reference.
It is made in memory while it is handed over, and kept nowhere.
"""

from typing import cast

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from himaya.adapters import pdf, sheet_html
from himaya.adapters.paper import Language
from himaya.adapters.sheet_html import Sheet
from himaya.cases import states
from himaya.cases.models import Referral
from himaya.kernel.errors import NotNow

SECONDS = 60
LANGUAGES = ("fr", "ar", "en")
BY_ACCOUNT = "account"


def opens_a_door(referral: Referral) -> bool:
    """True while the receiving desk looks references up itself and may still read what was sent."""
    return referral.to_desk.reached_by == BY_ACCOUNT and referral.state in states.READABLE


def check(referral: Referral) -> None:
    """Raises NotNow for a referral whose reference opens nothing for the person."""
    if not opens_a_door(referral):
        raise NotNow(
            _("There is no paper: the desk that received this would find nothing by its reference."), code="no_door"
        )


def make(referral: Referral, language: str) -> bytes:
    """The PDF, one page, in one of LANGUAGES. Raises NotNow where none can be made."""
    check(referral)
    try:
        return sheet_html.render(sheet(referral.reference, language), seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(
            _("The paper could not be made. Call the technical administrator."), code=f"pdf_{failed.code}"
        ) from None


def sheet(reference: str, language: str) -> Sheet:
    """What stands on it."""
    with translation.override(language):
        return Sheet(
            title=pgettext("title of a paper", "Reference"),
            parts=(
                (reference, _("To be said or shown at the desk that expects you. You need not say why.")),
                ("", _("You may throw this paper away at any moment. You lose nothing.")),
            ),
            day="",
            language=cast(Language, language),
            exercise=settings.DEMO,
        )
