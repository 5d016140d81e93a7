"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "estimate.asked": _("An estimate was asked for, from a table of overlapping lists."),
    "estimate.cancelled": _("An estimate was stopped before it was ready."),
    "estimate.resumed": _("An estimate that was stopped is gone on with."),
    "estimate.made": _("An estimate was made."),
    "estimate.failed": _("An estimate could not be made."),
    "estimates.forgotten": _("Estimates that were asked for some time ago were deleted."),
}
