"""A form of a test on paper: made in memory while it is handed over, and kept nowhere.

Choices stand in an order of the form, not of a code: whoever enters the sheet sees them in the same order.
"""

from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _

from himaya.adapters import exam_html, pdf
from himaya.adapters.exam_html import Asked, Exam
from himaya.adapters.paper import Language
from himaya.kernel import languages
from himaya.kernel.errors import NotNow
from himaya.training import codes, rules_tests
from himaya.training.models import TestForm
from himaya.training.rules_tests import Question
from himaya.training.words_tests import MOMENTS

SECONDS = 60


def make(form: TestForm, moment: str) -> bytes:
    """The PDF in the language of the page. Raises NotNow where none can be made."""
    try:
        return exam_html.render(exam(form, moment), seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(
            _("The sheet could not be made. Call the technical administrator."), code=f"pdf_{failed.code}"
        ) from None


def exam(form: TestForm, moment: str) -> Exam:
    """What stands on it."""
    language = languages.current()
    seed = seed_of(form)
    return Exam(
        title=_("Test: %(moment)s · form %(letter)s") % {"moment": MOMENTS[moment], "letter": form.letter},
        about=_(
            "It measures what the training has to teach, not you. Write no name on it, only the code of your slip."
        ),
        code_label=_("The code of your slip"),
        code_signs=codes.LENGTH,
        questions=tuple(_asked(one, seed, language) for one in form.content["items"]),
        language=cast(Language, language),
        model="" if form.content["adopted"] else _("Model, not adopted"),
        exercise=settings.DEMO,
    )


def seed_of(form: TestForm) -> str:
    """What the order of choices on paper follows from."""
    return form.sha256


def _asked(one: Question, seed: str, language: str) -> Asked:
    hints = {
        rules_tests.SORT: _("One box for each line."),
        rules_tests.ORDER: _("Write a number in each box: 1 comes first."),
    }
    return Asked(
        stem=one["stem"][language],
        choices=tuple(row["text"][language] for row in rules_tests.shuffled(one, seed)),
        places=tuple(bin_["text"][language] for bin_ in one["bins"]),
        hint=hints.get(one["kind"], _("One box only.")),
    )
