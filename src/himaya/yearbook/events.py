"""What this room writes into the audit, each with a sentence for humans. No number stands there."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "year.drawn_up": _("The figures of a year were drawn up as a draft."),
    "year.dropped": _("A draft of the figures of a year was dropped."),
    "year.approved": _("A reviewer approved the draft of the figures of a year."),
    "year.sent_back": _("A reviewer sent the draft of the figures of a year back."),
    "year.released": _("The figures of a year were released: anybody can read them."),
    "year.withdrawn": _("The figures of a year were withdrawn from the public page."),
}
