"""What this room writes into the audit, each with a sentence for humans. Of what is one's own, always the same one."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "caseload_cap.put": _("The lead of a desk set how many open files a colleague should carry at most."),
    "caseload_cap.taken_off": _("The lead of a desk took off how many open files a colleague should carry."),
    "caseload_cap.weighed": _("The open files at a desk were compared with what a colleague should carry at most."),
    "desk_supervision.set": _("The lead of a desk set or took off the day of its next supervision."),
    "own_care.kept": _("The holder of an account kept something for themselves."),
}
