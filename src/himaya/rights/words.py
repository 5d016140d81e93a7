"""What the codes of this room are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.cases.words import AGE_GROUPS
from himaya.rights import rules, rules_days, states

STATES: dict[str, Promise] = {
    states.NOT_RAISED: pgettext_lazy("a right", "not spoken of yet"),
    states.TOLD: pgettext_lazy("a right", "told to the person"),
    states.ASKED: pgettext_lazy("a right", "asked for"),
    states.GRANTED: pgettext_lazy("a right", "granted"),
    states.REFUSED: pgettext_lazy("a right", "refused"),
    states.APPEALED: pgettext_lazy("a right", "taken further"),
    states.GIVEN_UP: pgettext_lazy("a right", "not wished for now"),
}
STEPS: dict[str, Promise] = {
    "told": _("The person was told"),
    "asked": _("It was asked for"),
    "granted": _("It was granted"),
    "refused": _("It was refused"),
    "appealed": _("It was taken further"),
    "given_up": _("The person does not wish it for now"),
    "day_set": _("A last day was written down"),
}
# On the button; the same verb stands in the step and in the audit.
VERBS: dict[str, Promise] = {
    states.TELL: pgettext_lazy("a right", "Told the person"),
    states.ASK: pgettext_lazy("a right", "Asked for it"),
    states.GRANT: pgettext_lazy("a right", "It was granted"),
    states.REFUSE: pgettext_lazy("a right", "It was refused"),
    states.APPEAL_VERB: pgettext_lazy("a right", "Took it further"),
    states.GIVE_UP: pgettext_lazy("a right", "The person does not wish it"),
    states.SET_DAY: pgettext_lazy("a right", "A last day was given"),
}
REASONS: dict[str, Promise] = {
    "not_entitled": _("They say that the person has no right to it"),
    "papers_missing": _("A paper is missing"),
    "other_body": _("Another body decides this"),
    "too_late": _("They say that it is too late"),
    "no_answer": _("No answer came"),
    "no_reason": _("No reason was given"),
    "other": pgettext_lazy("why a right was refused", "Another reason"),
}
DUE_FOR: dict[str, Promise] = {
    rules_days.CLAIM: _("Last day to ask for it"),
    rules_days.APPEAL: _("Last day to go further"),
    rules_days.UNTIL: _("Granted until"),
}
SOURCES: dict[str, Promise] = {
    rules_days.COUNSEL: _("day given by counsel"),
    rules_days.DECISION: _("written in the decision"),
    rules_days.LAW: _("counted from the law"),
}
NEARNESS: dict[str, Promise] = {
    rules_days.SOON: pgettext_lazy("a last day", "soon"),
    rules_days.OVER: pgettext_lazy("a last day", "has passed"),
}
READINGS: dict[str, Promise] = {
    rules.YES: _("Yes"),
    rules.NO: _("No"),
    rules.UNKNOWN: _("Not known"),
}
AGES: dict[str, Promise] = {**{code: AGE_GROUPS[code] for code in rules.AGES}, rules.UNKNOWN: READINGS[rules.UNKNOWN]}
NATIONALITIES: dict[str, Promise] = {
    rules.NATIONAL: _("Of this country"),
    rules.FOREIGN: _("Of another country"),
    rules.STATELESS: _("Of no country"),
    rules.UNKNOWN: _("Not known"),
}
FLAGS: dict[str, Promise] = {
    "child_along": _("Is a child with them?"),
    "pregnant": _("Is the person pregnant?"),
    "injured": _("Are there injuries?"),
    "unpaid_wages": _("Did they work without being paid?"),
    "fears_return": _("Are they afraid to go back to their country?"),
    "papers_held": _("Are papers missing, or does somebody keep them?"),
}
# Each question about somebody, and what its answers are called.
QUESTIONS: dict[str, Promise] = {
    "age": _("Adult or child?"),
    "nationality": _("Nationality"),
    **FLAGS,
    "proceedings": _("Do they want a case before a court?"),
}
ANSWERS: dict[str, dict[str, Promise]] = {
    **dict.fromkeys(QUESTIONS, READINGS),
    "age": AGES,
    "nationality": NATIONALITIES,
}
