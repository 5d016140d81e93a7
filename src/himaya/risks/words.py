"""Codes of risks as words. The words of the domains and of the scales are the protocol's own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.risks import rules
from himaya.risks.rules import Overall

LEVELS: dict[str, Promise] = {
    rules.LOW: pgettext_lazy("level of risk", "Low"),
    rules.MODERATE: pgettext_lazy("level of risk", "Moderate"),
    rules.HIGH: pgettext_lazy("level of risk", "High"),
    rules.CRITICAL: pgettext_lazy("level of risk", "Critical"),
    rules.NOT_ASSESSED: pgettext_lazy("level of risk", "Not assessed"),
}
AT_LEAST: dict[str, Promise] = {
    rules.LOW: pgettext_lazy("level of risk", "at least low"),
    rules.MODERATE: pgettext_lazy("level of risk", "at least moderate"),
    rules.HIGH: pgettext_lazy("level of risk", "at least high"),
    rules.CRITICAL: pgettext_lazy("level of risk", "at least critical"),
}
OCCASIONS: dict[str, Promise] = {
    "intake": pgettext_lazy("occasion of an assessment", "On arrival"),
    "h72": pgettext_lazy("occasion of an assessment", "After 72 hours"),
    "before_hearing": pgettext_lazy("occasion of an assessment", "Before a hearing"),
    "before_move": pgettext_lazy("occasion of an assessment", "Before a move"),
    "before_return": pgettext_lazy("occasion of an assessment", "Before a return"),
    "before_media": pgettext_lazy("occasion of an assessment", "Before contact with the media"),
    "incident": pgettext_lazy("occasion of an assessment", "After an incident"),
    "new_contact": pgettext_lazy("occasion of an assessment", "After a new contact from those who exploited"),
    "suspect_released": pgettext_lazy("occasion of an assessment", "Somebody suspected was released"),
    "periodic": pgettext_lazy("occasion of an assessment", "The day had come"),
    "closure": pgettext_lazy("occasion of an assessment", "Before the file is closed"),
}
STANDS: dict[str, Promise] = {
    rules.HERS: _("The person’s view stands"),
    rules.OURS: _("The worker’s view stands, and the person agrees"),
}
CLOSED = _("This file is closed. What was assessed can still be read.")
RUNNING = _("An assessment is under way already. Go on with it.")
FINISHED = _("This assessment is finished and is not changed any more. Begin a new one.")
TAKEN_BACK = _("This assessment was taken back while it was empty. Begin a new one.")
# Codes of refusals after which there is no form to go back to.
OVER = ("finished", "taken_back")
OTHER_TAB = _(
    "Somebody else wrote here meanwhile. Nothing was overwritten: read what stands there now, then send yours."
)
NOTHING_YET = _("Nothing is written in this assessment yet. Answer one domain first.")
WRITTEN_IN = _("Something is written in this assessment already. Finish it: what is not assessed is said so.")
BEGUN_ELSEWHERE = _("Another desk began this assessment. Go on with it, and finish it.")
SAY_OCCASION = _("Choose why it is assessed now.")
CHOOSE = _("Choose an answer. “Not assessed” and “not known yet” are answers.")
CHOOSE_OWN = _("Choose how the person sees it.")
CHOOSE_STANDS = _("Say which view stands after the talk.")
NO_RATING = _("The person has not said yet how they see it.")
NO_DIFFERENCE = _("The person does not see it as worse than the worker: nothing is left to settle here.")
FULL = _("More cannot be written here. Finish this assessment and begin a new one.")
TOO_LONG = _("Say it in fewer words.")


def in_words(found: Overall) -> str:
    """The overall without how many were not assessed, which then stands beside it: “At least high”, or “High”."""
    if not found.missing or found.level == rules.NOT_ASSESSED:
        return str(LEVELS[found.level])
    shown = str(AT_LEAST[found.level])
    return shown[:1].upper() + shown[1:]
