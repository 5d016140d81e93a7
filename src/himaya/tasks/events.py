"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "task.read": _("The sentence of a task was read."),
    "task.given": _("A task was given to a desk or to a colleague."),
    "task.raised": _("The system raised a task, because something waits."),
    "task.due_moved": _("The day of a task followed what it is about."),
    "task.taken": _("Somebody took a task."),
    "task.delegated": _("A task went to a colleague."),
    "task.handed_back": _("A task was handed back, with a reason."),
    "task.fell_back": _("A task fell back to the desk: its holder can no longer do it."),
    "task.moved": _("A task went along with a file to another desk of the institution."),
    "task.reminded": _("Somebody was reminded of a task."),
    "task.closed": _("A task was done, or left undone for a reason."),
    "task.settled": _("The system closed a task: nothing is to be done any more."),
    "task.reopened": _("A task was opened again."),
    "times.set": _("The holder of an account set their quiet hours."),
    "times.away": _("The holder of an account said until when they are away, or that they are back."),
    "notices.read": _("The holder of an account marked what waits as read."),
    "feed.made": _("A calendar address was made; one made before shows nothing any more."),
    "feed.revoked": _("A calendar address was withdrawn."),
    "mailbox.added": _("An address for the notices of a desk was entered; a code was sent there."),
    "mailbox.verified": _("The address for the notices of a desk was confirmed by its code."),
    "mailbox.set": _("The quiet hours of a desk’s address were set."),
    "mailbox.removed": _("The address for the notices of a desk was removed."),
    "mailbox.owed": _("A desk was to be mailed that something waits."),
    "mailbox.mailed": _("A desk was mailed that something waits."),
}
