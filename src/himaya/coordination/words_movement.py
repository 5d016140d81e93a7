"""What the movements between two tables are called on a page, and how a recommendation is referred to."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import rules_movement as rules

MOVEMENTS: dict[str, Promise] = {
    rules.VERIFIED: pgettext_lazy("movement", "verified"),
    rules.CLOSED: pgettext_lazy("movement", "closed"),
    rules.REPORTED: pgettext_lazy("movement", "reported done by its lead"),
    rules.ADVANCED: pgettext_lazy("movement", "work has begun"),
    rules.SPOKEN: pgettext_lazy("movement", "its lead has reported again"),
    rules.ANSWERED: pgettext_lazy("movement", "answered by its lead"),
    rules.NEW: pgettext_lazy("movement", "newly addressed"),
    rules.ENDED: pgettext_lazy("movement", "ended without being done"),
    rules.BACK: pgettext_lazy("movement", "went back"),
    rules.STILL: pgettext_lazy("movement", "did not move"),
}
MOVEMENT_TONES = {
    rules.VERIFIED: "ok",
    rules.CLOSED: "ok",
    rules.REPORTED: "calm",
    rules.ADVANCED: "calm",
    rules.SPOKEN: "calm",
    rules.ANSWERED: "calm",
    rules.NEW: "calm",
    rules.ENDED: "",
    rules.BACK: "late",
    rules.STILL: "wait",
}
LATENESS: dict[str, Promise] = {
    rules.FELL_OVERDUE: pgettext_lazy("movement", "overdue since the last table"),
    rules.CAUGHT_UP: pgettext_lazy("movement", "no longer overdue"),
}


def reference(number: int) -> str:
    """`R-12`: how a recommendation is referred to in every language; it goes through `|apart`."""
    return _("R-%(number)s") % {"number": number}
