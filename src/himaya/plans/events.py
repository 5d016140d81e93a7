"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# verb -> the word that stands in the audit, in the step and in the outbox.
DONE = {
    "add": "added",
    "accept": "accepted",
    "refuse": "refused",
    "offer_again": "offered_again",
    "postpone": "moved",
    "request": "given",
    "take_up": "taken_up",
    "acknowledge": "acknowledged",
    "start": "started",
    "suspend": "suspended",
    "complete": "completed",
    "not_available": "not_available",
}

EVENTS: dict[str, Promise] = {
    "first_days.asked": _("The six questions of the first days were asked."),
    "first_days.left": _("The six questions of the first days were left for later, with a reason."),
    "first_days.read": _("What was asked in the first days was read."),
    "health_offer.said": _("Whether a health consultation was offered was written down."),
    "goal.added": _("A goal was added to a plan."),
    "goal.ended": _("A goal of a plan was ended, with what became of it."),
    "plan.read": _("A plan was read."),
    "plan.gone_through": _("A plan was gone through with the person."),
    "plan_line.read": _("A desk read the line of a plan that was given to it."),
    "plan_line.added": _("A line was added to a plan."),
    "plan_line.accepted": _("A person agreed to a line of their plan."),
    "plan_line.refused": _("A person said no to a line of their plan."),
    "plan_line.offered_again": _("A line of a plan is offered to the person again."),
    "plan_line.moved": _("The day until which a line of a plan is to be done was moved."),
    "plan_line.given": _("A line of a plan was given to the desk that is to do it."),
    "plan_line.taken_up": _("A desk began a line of its own plan."),
    "plan_line.acknowledged": _("A desk said that it has a line of a plan."),
    "plan_line.started": _("A desk began a line of a plan."),
    "plan_line.suspended": _("A desk paused a line of a plan."),
    "plan_line.completed": _("A desk said what became of a line of a plan."),
    "plan_line.not_available": _("A desk said that what a line of a plan asks for is not available."),
}
