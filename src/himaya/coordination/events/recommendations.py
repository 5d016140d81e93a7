"""What is written into the audit of recommendations, their answers, verification and endings."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "recommendation.entered": _("The secretariat entered a recommendation."),
    "recommendation.edited": _("The secretariat changed a recommendation before it was addressed."),
    "recommendation.addressed": _("A recommendation was addressed to its lead."),
    "recommendation.due_moved": _("A recommendation was given another day, with the reason."),
    "recommendation.shown": _("A recommendation may stand on the public page."),
    "recommendation.hidden": _("A recommendation is kept off the public page."),
    "recommendation.answered": _("The lead of a recommendation gave its answer."),
    "recommendation.verified": _("The secretariat found that a recommendation was carried out."),
    "recommendation.given_back": _("The secretariat found that a recommendation is not carried out yet."),
    "recommendation.closed": _("A verified recommendation was closed."),
    "recommendation.reopened": _("A recommendation was opened again, with the reason."),
    "recommendation.superseded": _("A recommendation was replaced by another one."),
    "recommendation.merged": _("A recommendation was merged into another one that asks for the same."),
    "recommendation.set_aside": _("A recommendation was set aside by a decision."),
    "recommendation.passed_on": _("A recommendation passed to the institution that follows its lead."),
    "recommendation.graded": _("The secretariat graded what was done."),
}
