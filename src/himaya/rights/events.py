"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "rights.read": _("The rights of a person, and where they stand, were read."),
    "right_facts.noted": _("What is known of a person for their rights was written down."),
    "right.told": _("A person was told of a right."),
    "right.asked": _("A right was asked for with a person."),
    "right.granted": _("A right was granted to a person."),
    "right.refused": _("A right was refused to a person."),
    "right.appealed": _("A refused right was taken further."),
    "right.given_up": _("A person does not wish a right, for now."),
    "right.day_set": _("The last day for a claim or an appeal was written down."),
}
