"""What clocks and measures write into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "risk_event.noted": _("Something that calls for a look at the risk was written down."),
    "risk_event.answered": _("What called for a look at the risk was answered by an assessment."),
    "risk_event.ended": _("What called for a look at the risk was taken out by somebody."),
    "risk_event.read": _("What calls for a look at the risk, and how it changed, was read."),
    "risk_measure.planned": _("A measure against a risk was planned."),
    "risk_measure.moved": _("The day of a measure against a risk was moved."),
    "risk_measure.done": _("A measure against a risk was carried out."),
    "risk_measure.dropped": _("A measure against a risk was not carried out, with a reason."),
    "risk_measure.read": _("The measures against a risk were read."),
}
