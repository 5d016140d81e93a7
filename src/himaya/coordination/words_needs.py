"""What the codes of the needs register are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from himaya.coordination import states

Words = dict[str, Promise]

NEED_STATES: Words = {
    states.NEED_OPEN: pgettext_lazy("need", "open"),
    states.NEED_PLANNED: pgettext_lazy("need", "planned"),
    states.PARTLY_COVERED: pgettext_lazy("need", "partly covered"),
    states.COVERED: pgettext_lazy("need", "covered"),
    states.DROPPED: pgettext_lazy("need", "dropped"),
}
NEED_TONES = {
    states.NEED_OPEN: "wait",
    states.NEED_PLANNED: "calm",
    states.PARTLY_COVERED: "calm",
    states.COVERED: "ok",
    states.DROPPED: "",
}
PRIORITIES: Words = {
    "high": pgettext_lazy("priority", "high"),
    "medium": pgettext_lazy("priority", "medium"),
    "low": pgettext_lazy("priority", "low"),
}
