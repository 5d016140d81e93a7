"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "capacity.updated": _("A desk updated its free places."),
    "institution.added": _("An institution was added to the list."),
    "institution.succeeded": _("An institution became another one; its desks go on under the new name."),
    "institution.closed": _("An institution was closed, and its mandates with it."),
    "delegate.added": _("A delegate was entered for an institution."),
    "delegate.corrected": _("The entry of a delegate was corrected."),
    "mandate.given": _("A mandate was given, as a letter of designation says."),
    "mandate.ended": _("A mandate was ended."),
    "mandate.handed_over": _("A mandate was handed over to another delegate."),
}
