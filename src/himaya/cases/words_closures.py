"""What the codes of closing a file mean to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.cases import rules_closures as rules
from himaya.cases.closures_content import reasons
from himaya.cases.erasing import CLOSED as ERASED
from himaya.kernel import languages

WORDS: dict[str, Promise] = {
    rules.WAS_CLOSED: pgettext_lazy("case", "Closed"),
    rules.WAS_REOPENED: pgettext_lazy("case", "Opened again"),
}
DESPITE = pgettext_lazy("case", "Why the file was closed all the same")
DOMAINS: dict[str, Promise] = {
    "safety": pgettext_lazy("what changed", "Safety"),
    "housing": pgettext_lazy("what changed", "A place to live"),
    "health": pgettext_lazy("what changed", "Health"),
    "income": pgettext_lazy("what changed", "Work and income"),
    "papers": pgettext_lazy("what changed", "Papers"),
    "justice": pgettext_lazy("what changed", "Justice and what is owed"),
    "ties": pgettext_lazy("what changed", "Family, friends, people around"),
    "children": pgettext_lazy("what changed", "Care of the children"),
}
ANSWERS: dict[str, Promise] = {
    "much_worse": pgettext_lazy("what changed", "Much worse"),
    "worse": pgettext_lazy("what changed", "Worse"),
    "same": pgettext_lazy("what changed", "As before"),
    "better": pgettext_lazy("what changed", "Better"),
    "much_better": pgettext_lazy("what changed", "Much better"),
    rules.NOT_KNOWN: pgettext_lazy("what changed", "Not known"),
    rules.NOT_ASKED: pgettext_lazy("what changed", "Not asked"),
}
IDENTITY_ERASED = _("The identity was erased")


def reason(code: str) -> str:
    """The reason in the language of the page; a code that the content no longer has, as it stands."""
    if code == ERASED:
        return str(IDENTITY_ERASED)
    row = reasons().rows.get(code)
    return row.names.in_language(languages.current()) if row is not None else code
