"""What this room writes into the audit, each with a sentence for humans. No answer and no country stands there."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "return.opened": _("Talking about going or staying began."),
    "return.read": _("What was said about going or staying was read."),
    "return.gone_through": _("Going and staying were gone through with the person."),
    "return.fear_asked": _("The person was asked about fear and asylum."),
    "return.chosen": _("The choice of the person was written down."),
    "return.mind_changed": _("The person changed their mind; it is talked about again."),
    "return.weighed": _("The ways were weighed."),
    "return.partner_weighed": _("What a partner in the other country said was written down."),
    "return.signed": _("Somebody signed that a return may be prepared."),
    "return.not_now": _("It was said that a return is not arranged now, and when it is looked at again."),
    "return.left_alone": _("The person goes on their own and was asked about a safety plan."),
    "return.service_confirmed": _("A service on arrival was confirmed by the name of its desk."),
    "return.ended": _("An attempt to go ended."),
}
