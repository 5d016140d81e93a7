"""Texts in two or three languages, as verbs take them: tidy, short enough, at least one written."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from himaya.kernel.errors import NotValid
from himaya.kernel.languages import CODES

TITLE, REASON = 240, 240


def titles(texts: Mapping[str, str], *, longest: int = TITLE) -> dict[str, str]:
    """The texts by field: `title_fr`, `title_ar`, `title_en`. Raises NotValid when none is written, or one is long."""
    tidy = {code: " ".join(texts.get(code, "").split()) for code in CODES}
    if not any(tidy.values()):
        raise NotValid(_("Write a title in at least one language."), code="title_missing")
    if any(len(text) > longest for text in tidy.values()):
        raise NotValid(_("This title is too long. Keep it to one line."), code="title_long")
    return {f"title_{code}": text for code, text in tidy.items()}


def sentence(text: str, *, needed: bool = True, longest: int = REASON) -> str:
    """One tidy sentence. Raises NotValid when it is needed and not there, or too long."""
    tidy = " ".join(text.split())
    if needed and not tidy:
        raise NotValid(_("Give a reason in one sentence."), code="reason_missing")
    if len(tidy) > longest:
        raise NotValid(_("This is too long. Keep one short sentence."), code="text_length")
    return tidy
