"""What is written into the audit about papers, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "minutes.drafted": _("The minutes of a round table were begun."),
    "item.translated": _("The title of a point was translated for the minutes."),
    "decision.translated": _("The wording of a decision was translated for the minutes."),
    "minutes.circulated": _("The minutes of a round table were sent to the institutions."),
    "correction.asked": _("An institution asked for a correction to minutes."),
    "correction.settled": _("The secretariat settled a correction to minutes."),
    "minutes.corrected": _("A new version of minutes was made, with its reason."),
    "minutes.approved": _("The minutes of a round table were approved at a later one."),
    "minutes.locked": _("The minutes of a round table were locked with their hash."),
    "letter.drafted": _("A letter was drafted."),
    "letter.changed": _("The draft of a letter was changed."),
    "letter.dropped": _("The draft of a letter was thrown away."),
    "letter.numbered": _("A letter was given its number."),
    "letter.cleared": _("A letter was cleared for sending."),
    "letter.sent": _("A letter was sent."),
    "letter.received": _("A letter was received by the institution."),
    "letter.came_in": _("A letter of an institution was entered."),
    "scan.added": _("The stamped scan of a letter was kept, sealed."),
    "scan.removed": _("The scan of a letter was destroyed with its key."),
    "scan.read": _("The scan of a letter was opened."),
    "rendition.asked": _("A paper was asked for."),
    "rendition.made": _("A paper was made."),
    "rendition.failed": _("A paper could not be made."),
    "renditions.forgotten": _("Papers that were made some time ago were deleted."),
}
