"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "relations.read": _("Who belongs together with a person, and who looks after them, was read."),
    "event.linked": _("Two files were linked as people of one event."),
    "event.unlinked": _("A file was taken out of an event."),
    "event.left": _("A file was taken out of every event that it may be of."),
    "carer.noted": _("Somebody who looks after a child was written down."),
    "carer.ended": _("A line about somebody who looks after a child was ended."),
    "suspect_register.asked": _("A register of suspects was asked for."),
    "suspect_register.confirmed": _("A register of suspects was switched on by a second person."),
    "suspect_register.ended": _("A register of suspects was switched off, or not confirmed."),
    "suspect_register.destroyed": _("A register of suspects was destroyed after the day until which it was kept."),
    "suspect_register.let_in": _("Somebody was let into a register of suspects."),
    "suspect_register.access_ended": _("An access to a register of suspects was ended."),
    "suspects.read": _("A register of suspects was read."),
    "suspect.written": _("A line was written in a register of suspects."),
    "suspect.struck": _("A line in a register of suspects was struck out."),
}
