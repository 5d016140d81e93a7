"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.risks import events_clocks

EVENTS: dict[str, Promise] = {
    "risk_assessment.begun": _("An assessment of risk was begun."),
    "risk_assessment.answered": _("One domain of an assessment of risk was answered."),
    "risk_assessment.finished": _("An assessment of risk was finished."),
    "risk_assessment.abandoned": _("An assessment of risk was taken back before anything was written in it."),
    "risk_assessment.read": _("An assessment of risk was read."),
    "own_rating.noted": _("How a person sees a risk was written down."),
    "risk_discussion.noted": _("A talk about two views of a risk was written down."),
    **events_clocks.EVENTS,
}
