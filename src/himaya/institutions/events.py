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
    "pack.loaded": _("The regions, institutions and desks of a nation pack were loaded."),
    "institution.loaded": _("An institution was loaded from a file of this nation."),
    "desk.loaded": _("A desk was loaded or brought up to date from a file."),
    "account.added": _("An account was added."),
    "membership.opened": _("An account was given its roles at a desk."),
    "legal_setup.entered": _("The legal set-up of this nation was entered."),
    "legal_setup.overridden": _("A named person took the missing legal set-up on themselves."),
}
