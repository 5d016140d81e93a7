"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "version.stored": _("A version of a form was kept, never to be altered."),
    "version.adopted": _("The decision that adopted a version was written beside it."),
    "version.put_in_force": _("A version of a form came into force."),
    "version.taken_out": _("A form is no longer in force in any version."),
    "pilot.begun": _("A desk began to try a version of a form."),
    "pilot.ended": _("The desks that tried a version went back to the one in force."),
    "field.noted": _("How the clauses of a filled form were answered was sealed, to be counted with others."),
    "field.read": _("Sealed notes about filled forms were opened to count them together."),
    "field.counted": _("Notes about filled forms were counted together and destroyed."),
    "field.forgotten": _("Notes about filled forms were too few to be counted, and were destroyed."),
}
