"""Codes of this room as words of a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.crisis import rules, rules_looks

ASKS: dict[str, Promise] = {
    rules.THOUGHTS: _("Thoughts of dying"),
    rules.PLAN: _("A way in mind"),
    rules.MEANS: _("What it takes, close by"),
    rules.TIMING: pgettext_lazy("said of danger to life", "Soon"),
    rules.BEFORE: _("Tried before"),
}
ANSWERS: dict[str, Promise] = {
    rules.YES: pgettext_lazy("said of danger to life", "Yes"),
    rules.NO: pgettext_lazy("said of danger to life", "No"),
    rules.NO_ANSWER: _("Does not wish to answer"),
    rules.NOT_ASKED: _("Not asked"),
}
WAYS: dict[str, Promise] = {
    rules.WITH_THEM: _("With the person"),
    rules.BY_PHONE: _("By telephone"),
    rules.NOT_REACHED: _("The person was not reached"),
}
STAYS: dict[str, Promise] = {
    "worker": pgettext_lazy("who stays", "I stay"),
    "colleague": pgettext_lazy("who stays", "A colleague"),
    "health": pgettext_lazy("who stays", "A health service"),
    "trusted": pgettext_lazy("who stays", "Somebody the person trusts"),
    "nobody": pgettext_lazy("who stays", "Nobody yet"),
}
TOLD: dict[str, Promise] = {
    "told": _("Told: what is shared, and with whom"),
    "told_no_sharing": _("Told: nothing is shared today"),
    "not_yet": _("Not told yet"),
}
WITHIN: dict[str, Promise] = {
    "24": _("Within 24 hours"),
    "12": _("Within 12 hours"),
    "6": _("Within 6 hours"),
    "2": _("Within 2 hours"),
}
KINDS: dict[str, Promise] = {
    rules_looks.BEGUN: pgettext_lazy("a look at a person", "First look"),
    rules_looks.LOOKED: pgettext_lazy("a look at a person", "Looked again"),
    rules_looks.ENDED: pgettext_lazy("a look at a person", "Ended by a look"),
}
