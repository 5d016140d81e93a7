"""What the check before circulation found, as sentences: where to look and what to do, never the words themselves."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from himaya.coordination import minutes_check, moments, no_case
from himaya.coordination.minutes_check import Finding

WHAT: dict[str, Promise] = {
    minutes_check.TITLE: pgettext_lazy("minutes check", "the title"),
    minutes_check.SAID: pgettext_lazy("minutes check", "what was said"),
    minutes_check.WORDING: pgettext_lazy("minutes check", "the wording of a decision"),
    minutes_check.REASON: pgettext_lazy("minutes check", "a reason or a reservation"),
    minutes_check.NEED: pgettext_lazy("minutes check", "a need"),
    minutes_check.QUESTION: pgettext_lazy("minutes check", "a question left open"),
    minutes_check.TAKE_AWAY: pgettext_lazy("minutes check", "what an institution takes home"),
    minutes_check.CORRECTION: pgettext_lazy("minutes check", "a correction"),
    minutes_check.RECOMMENDATION: pgettext_lazy("minutes check", "a recommendation"),
}
MISSING: dict[str, Promise] = {
    "fr": gettext_lazy("The French is missing: %(what)s."),
    "ar": gettext_lazy("The Arabic is missing: %(what)s."),
}


def sentence(found: Finding) -> str:
    """One finding in words, with the point of the agenda first."""
    said = _said(found)
    return _("Point %(number)d: %(said)s") % {"number": found.item, "said": said} if found.item else said


def _said(found: Finding) -> str:
    if found.code == minutes_check.ATTENDANCE:
        return _("Nobody is marked as present. Enter the attendance.")
    if found.code == minutes_check.QUORUM:
        half_day = moments.half_day_in_words(found.detail)
        return _("The quorum of one half-day was not frozen: %(half_day)s.") % {"half_day": half_day}
    if found.code == minutes_check.OUTCOME:
        return _("It has no outcome. Write what was said, or carry it to the next table.")
    if found.code == minutes_check.UNDECIDED:
        return _("Decision %(number)s was put and not concluded.") % {"number": found.detail}
    what = WHAT[found.what]
    if found.code == minutes_check.TRANSLATION:
        return str(MISSING[found.detail]) % {"what": what}
    told = {"what": what, "kind": no_case.LOOKS_LIKE[found.detail]}
    return _("This seems to hold %(kind)s: %(what)s. Say it without a person’s details.") % told
