"""What the codes of reports and costs are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from himaya.coordination import states_following as states

Words = dict[str, Promise]

REPORT_KINDS: Words = {
    states.ANNUAL: pgettext_lazy("report", "annual report"),
    states.FUNDER: pgettext_lazy("report", "report to the funder"),
}
COST_HEADINGS: Words = {
    "venue": pgettext_lazy("cost", "venue"),
    "travel": pgettext_lazy("cost", "travel and accommodation"),
    "interpretation": pgettext_lazy("cost", "interpretation and translation"),
    "experts": pgettext_lazy("cost", "experts"),
    "printing": pgettext_lazy("cost", "printing and supplies"),
    "other": pgettext_lazy("cost", "other costs"),
}
