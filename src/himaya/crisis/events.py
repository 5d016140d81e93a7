"""What this room writes into the audit, each with a sentence for humans. No answer stands there."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "crisis_round.begun": _("Somebody asked whether a life is in danger, and wrote it down."),
    "crisis_round.looked_again": _("Somebody looked again at a person whose life was in danger."),
    "crisis_round.ended": _("Somebody who looked said that no further look is needed."),
    "crisis_round.read": _("What was asked and done when a life was in danger was read."),
    "crisis_act.recorded": _("What was done for a person whose life was in danger was written down."),
}
