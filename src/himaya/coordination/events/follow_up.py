"""What is written into the audit of snapshots, reminders and what is made public of the follow-up."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "snapshot.taken": _("How every recommendation stood was frozen as a round table closed."),
    "follow_up_reminder.made": _("The lead of a recommendation is to be reminded."),
    "follow_up_reminder.dropped": _("A reminder was taken back: its word has come in."),
    "recommendation.reminded": _("The lead of a recommendation was reminded."),
}
