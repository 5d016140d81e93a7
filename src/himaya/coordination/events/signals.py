"""What is written into the audit about signals from the field, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "signal.put": _("A signal from the field was put on the agenda of a round table."),
    "gap.put": _("A gap of the directory was entered as a need."),
}
