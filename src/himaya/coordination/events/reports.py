"""What is written into the audit of reports, their texts, editions and costs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "report.begun": _("The secretariat began a report."),
    "report.written": _("The secretariat wrote in a chapter of a report."),
    "report.frozen": _("The secretariat froze an edition of a report, with its hash."),
    "cost.entered": _("The secretariat entered what something of a cycle cost."),
    "cost.taken_back": _("The secretariat took a cost line back, with the reason."),
}
