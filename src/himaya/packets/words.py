"""Codes of this room as words of a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.packets import rules, states

STATES: dict[str, Promise] = {
    states.PREPARED: _("Waits for a second person"),
    states.READY: _("May be handed out"),
    states.HANDED_OUT: _("Handed out; not opened yet, as far as is known"),
    states.RECEIVED: _("The partner opened it"),
    states.SILENT: _("No answer by its day"),
    states.ACCEPTED: _("The partner accepts"),
    states.IN_PART: _("The partner accepts a part"),
    states.CANNOT: _("The partner cannot"),
    states.REFUSED: _("The partner says no"),
    states.ENDED: pgettext_lazy("a packet", "Ended by the desk"),
    states.TAKEN_BACK: pgettext_lazy("a packet", "Taken back"),
}
STEPS: dict[str, Promise] = {
    "prepare": pgettext_lazy("step of a packet", "Prepared"),
    "release": pgettext_lazy("step of a packet", "Looked at by a second person"),
    "hand_out": pgettext_lazy("step of a packet", "Handed out"),
    "acknowledge": pgettext_lazy("step of a packet", "Opened by the partner: the code fits"),
    "accept": pgettext_lazy("step of a packet", "Accepted"),
    "accept_in_part": pgettext_lazy("step of a packet", "Accepted in part"),
    "cannot": pgettext_lazy("step of a packet", "The partner cannot"),
    "refuse": pgettext_lazy("step of a packet", "Refused by the partner"),
    "fall_silent": pgettext_lazy("step of a packet", "No answer by the day"),
    "ask_again": pgettext_lazy("step of a packet", "Asked again"),
    "end": pgettext_lazy("step of a packet", "Ended by the desk"),
    "take_back": pgettext_lazy("step of a packet", "Taken back"),
}
ANSWERS: dict[str, Promise] = {
    "accept": _("The partner accepts"),
    "accept_in_part": _("The partner accepts a part"),
    "cannot": _("The partner cannot"),
    "refuse": _("The partner says no"),
}
REASONS: dict[str, Promise] = {
    "no_place": _("No place, or no means now"),
    "not_our_service": _("They do not give this help"),
    "not_safe": _("They think that it is not safe there"),
    "no_contact": _("They could not reach the person"),
    "other": pgettext_lazy("reason of a partner", "Another reason"),
}
END_REASONS: dict[str, Promise] = {
    "other_partner": _("Another partner is asked"),
    "not_needed": _("It is no longer needed"),
    "plan_changed": _("The person does not travel now"),
    "no_answer": _("No answer came, and nobody else is asked"),
}
SECOND: dict[str, Promise] = {
    rules.CHILD: _("It is about a child, or about somebody who may be one."),
    rules.OF_HEALTH: _("It says something of health."),
    rules.NEW_KEY: _("It is sealed to a key that is not the last one used for this partner."),
}
LANGUAGES = {"fr": "Français", "ar": "العربية", "en": "English"}
