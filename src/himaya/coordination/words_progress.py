"""What is awaited of an institution, and what a reply link is for, in the words of a page."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from himaya.coordination import states_following as following
from himaya.coordination.queries import progress

AWAITED: dict[str, Promise] = {
    progress.TO_VALIDATE: pgettext_lazy("awaited", "to validate"),
    progress.TO_ANSWER: pgettext_lazy("awaited", "your answer is awaited"),
    progress.RETURNED: pgettext_lazy("awaited", "your report came back"),
    progress.TO_HAND_IN: pgettext_lazy("awaited", "your draft is not handed in"),
    progress.TO_REPORT: pgettext_lazy("awaited", "you may report"),
    progress.WITH_AUTHORITY: pgettext_lazy("awaited", "with your authority"),
    progress.WITH_SECRETARIAT: pgettext_lazy("awaited", "with the secretariat"),
    progress.REPORTED: pgettext_lazy("awaited", "reported done, being looked at"),
    progress.NOTHING: pgettext_lazy("awaited", "waits for the lead"),
}
AWAITED_TONES = {
    progress.TO_VALIDATE: "wait",
    progress.TO_ANSWER: "wait",
    progress.RETURNED: "wait",
    progress.TO_HAND_IN: "wait",
    progress.TO_REPORT: "calm",
    progress.WITH_AUTHORITY: "",
    progress.WITH_SECRETARIAT: "",
    progress.REPORTED: "",
    progress.NOTHING: "",
}
LINK_ROLES: dict[str, Promise] = {
    following.SPEAKS_BY_LINK: pgettext_lazy("reply link", "to answer and to report"),
    following.VALIDATES_BY_LINK: pgettext_lazy("reply link", "to validate reports"),
}
RETURNED_BY: dict[str, Promise] = {
    following.BY_AUTHORITY: pgettext_lazy("sent back by", "the institution’s authority"),
    following.BY_SECRETARIAT: pgettext_lazy("sent back by", "the secretariat"),
}
