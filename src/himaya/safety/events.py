"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "contact_rules.read": _("How a person may be reached was read."),
    "contact_rules.agreed": _("It was agreed with a person how they may be reached, and when never."),
    "contact_rules.passed": _("What leads to a person was shown although it was kept back."),
    "safety_plan.read": _("The safety plan of a person was read."),
    "safety_plan.written": _("A safety plan was written with a person."),
    "safety_plan.revised": _("A safety plan was revised with a person; the earlier version stays."),
    "safety_plan.ended": _("A safety plan was ended."),
    "safety_plan.printed": _("A safety plan was printed on one page."),
    "safety_copy.answered": _("A person was asked whether they want a copy of their safety plan, and answered."),
}
