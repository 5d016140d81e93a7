"""What is written into the audit about releases, suspensions and harm, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "release.opened": _("The secretariat opened the release of an adopted text."),
    "release.gate_passed": _("A release passed a gate."),
    "release.pilot_begun": _("A release is tried at named desks."),
    "release.found": _("A desk of a pilot said what it found."),
    "release.reviewed": _("One half of the review of a release was signed."),
    "release.refused": _("A reviewer refused a release, with the reason."),
    "release.language_checked": _("A release was read through in one language."),
    "release.training_acknowledged": _("An institution acknowledged a release."),
    "release.scheduled": _("The first day of a release was announced."),
    "release.moved": _("The first day of a release was moved."),
    "release.live": _("A release came on the screens."),
    "release.superseded": _("A release was replaced by a later one."),
    "release.suspended": _("A whole release was taken off the screens."),
    "release.abandoned": _("A release was abandoned, with the reason."),
    "release.rolled_back": _("A release back to an earlier edition was opened."),
    "suspension.asked": _("Somebody asked that something is taken off the screens."),
    "suspension.confirmed": _("A second person confirmed a suspension: it is off the screens."),
    "suspension.declined": _("A suspension was declined, with the reason."),
    "suspension.lifted": _("A suspension was lifted after a table."),
    "suspension.kept": _("A table left something off the screens."),
    "suspension.over": _("A suspension ended with its release."),
    "suspension.carried_over": _("A suspension went on in the release that followed."),
    "harm.reported": _("A desk reported that a form did harm."),
    "harm.answered": _("A report of harm was answered."),
    "harm.suspended": _("A report of harm led to a suspension."),
}
