"""The sheet of a plan: made in memory while it is handed over, and kept nowhere.

Its title, headings and file name say neither whose it is, nor why, nor who made it. That prompts are a model stands on
the page of the desk and not here: a stamp would make a note look like a paper of somebody.
"""

from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _

from himaya.adapters import pdf, sheet_html
from himaya.adapters.paper import Language
from himaya.adapters.sheet_html import Sheet
from himaya.kernel import days
from himaya.kernel.errors import NotNow
from himaya.safety.access import Plan
from himaya.safety.content import catalogue

SECONDS = 60


def make(plan: Plan) -> bytes:
    """The PDF, one page. Raises NotNow where none can be made."""
    try:
        return sheet_html.render(sheet(plan), seconds=SECONDS)
    except sheet_html.TooLong:
        raise NotNow(_("The plan does not fit on one page. Revise it: shorter lines."), code="too_long") from None
    except pdf.PdfFailed as failed:
        raise NotNow(
            _("The sheet could not be made. Call the technical administrator."), code=f"pdf_{failed.code}"
        ) from None


def sheet(plan: Plan) -> Sheet:
    """What stands on it, in the language of the plan."""
    known, language = catalogue(), plan.row.language
    return Sheet(
        title=known.title.in_language(language),
        parts=tuple((known.parts[name].sheet.in_language(language), words) for name, words in plan.parts.items()),
        day=days.in_words(plan.row.written_on, language),
        language=cast(Language, language),
        exercise=settings.DEMO,
    )
