"""What is written into the audit about decisions, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "decision.put": _("A question was put to a round table."),
    "position.said": _("An institution spoke on a question put to a round table."),
    "position.corrected": _("The chair corrected what an institution had said on a question."),
    "decision.concluded": _("A question put to a round table was concluded."),
    "decision.withdrawn": _("A question put to a round table was withdrawn."),
    "position.confirmed": _("The validating authority of an institution confirmed what it had agreed to."),
    "decision.confirmed": _("A decision of a round table was made final."),
    "decision.not_confirmed": _("A decision of a round table was not confirmed."),
    "reservation.lifted": _("An institution lifted its reservation."),
}
