"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "duplicates.asked": _("A search for duplicates in an institution was asked for."),
    "duplicates.agreed": _("A second person agreed to a search for duplicates."),
    "duplicates.refused": _("A second person did not agree to a search for duplicates."),
    "duplicates.stopped": _("A search for duplicates was stopped."),
    "duplicates.begun": _("A search for duplicates began, or began again after an interruption."),
    "duplicates.unsealed": _("The identities of an institution were opened in memory to search for duplicates."),
    "duplicates.finished": _("A search for duplicates ended; what it found waits to be looked at."),
    "duplicates.failed": _("A search for duplicates could not be done."),
    "duplicates.lapsed": _("A search for duplicates was asked for and not begun in time."),
    "duplicates.forgotten": _("What a search for duplicates found and nobody looked at was deleted."),
    "duplicates.read": _("Two identities were opened side by side."),
    "duplicates.joined": _("Two identities were said to be one person."),
    "duplicates.kept_apart": _("Two identities were said to be two people."),
    "duplicates.parted": _("Two identities that were said to be one person were parted again."),
}
