"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "reasoning.read": _("The reasoning of a case was read."),
    "reasoning.printed": _("The reasoning of a case was made into a paper."),
    "reasoning.added": _("A fact was added to the reasoning of a case."),
    "reasoning.used": _("A fact of the interview was used in the reasoning of a case."),
    "reasoning.placed": _("A fact was placed under one more element."),
    "reasoning.qualified": _("It was written down what is known of the effect on somebody’s will, freedom or dignity."),
    "reasoning.argued": _("A form of exploitation was argued in a case."),
    "reasoning.considered": _("Another explanation was considered in a case."),
    "reasoning.flagged": _("It was said whether smuggling or trafficking is looked at in a case."),
    "reasoning.ticked": _("Signs were ticked for the reading aid of a case."),
    "reasoning.taken_back": _("A line of the reasoning of a case was taken back. It stays readable."),
}
