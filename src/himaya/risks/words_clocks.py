"""Codes of events and measures as words. The words of the menu are its own (content/measures.yaml)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.risks import rules_clocks, rules_measures

EVENTS: dict[str, Promise] = {
    "hearing": pgettext_lazy("event that calls for a look", "A hearing"),
    "move": pgettext_lazy("event that calls for a look", "A move to another place"),
    "return": pgettext_lazy("event that calls for a look", "A return"),
    "media": pgettext_lazy("event that calls for a look", "Contact with the media"),
    "incident": pgettext_lazy("event that calls for a look", "An incident"),
    "new_contact": pgettext_lazy("event that calls for a look", "A new contact from those who exploited"),
    "release": pgettext_lazy("event that calls for a look", "Somebody suspected was released"),
}
HOW: dict[str, Promise] = {
    rules_clocks.LOOKED: pgettext_lazy("event that calls for a look", "Looked at"),
    rules_clocks.NOT_ANY_MORE: pgettext_lazy("event that calls for a look", "It does not take place any more"),
    rules_clocks.MISTAKE: pgettext_lazy("event that calls for a look", "It was a mistake"),
}
STATES: dict[str, Promise] = {
    rules_measures.PLANNED: pgettext_lazy("measure", "Planned"),
    rules_measures.DONE: pgettext_lazy("measure", "Done"),
    rules_measures.DROPPED: pgettext_lazy("measure", "Not carried out"),
}
REASONS: dict[str, Promise] = {
    "person_said_no": _("The person does not wish it"),
    "not_needed": _("It is no longer needed"),
    "not_safe": _("It would not be safe now"),
    "not_available": pgettext_lazy("measure", "It cannot be had here"),
    "another_way": pgettext_lazy("measure", "Another way was found"),
    "mistake": pgettext_lazy("measure", "It was a mistake"),
}
SAY_KIND = _("Choose what comes or what happened.")
SAY_DAY = _("Write the day as a date, or leave it empty.")
SAY_HOW = _("Say why it does not count any more.")
EVENT_ENDED = _("This was looked at or taken out already. Nothing was changed.")
SAY_MEASURE = _("Choose a measure of the menu.")
SAY_DOMAIN = _("Choose what it is for.")
SAY_OWNER = _("Choose who does it: your desk, or one to which a referral stands.")
SAY_DUE = _("Choose a day from today on, within a year.")
SAY_HEALTH_OWNER = _("This is about health: choose a desk that is not of the police, of justice or of a State.")
SAY_REASON = _("Say why it is later, or was not carried out.")
MEASURE_ENDED = _("This measure has ended already. Nothing was changed.")
MANY = _("There are very many lines here. End those that do not count any more.")
