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
    "return.best_interest_noted": _("What was decided elsewhere about the best interest of a child was noted."),
    "return.child_heard": _("What a child says was written down."),
    "return.family_assessed": _("It was written down to whom a child would go."),
    "return.family_traced": _("It was written down how family is looked for."),
    "return.consulate_contacted": _("A contact with a consulate was written down."),
    "return.paper_noted": _("How a paper for the way stands was written down."),
    "return.proceeding_noted": _("How a proceeding here goes on was written down."),
    "return.fitness_noted": _("Whether the person can travel was written down."),
    "return.escort_named": _("It was written down who stands by the person or goes along."),
    "return.transit_noted": _("How help on the way stands was written down."),
    "return.made_ready": _("The day of travel was set: nothing stood against it."),
    "return.asked_at_gate": _("The person was asked once more before boarding."),
    "return.boarded": _("The person boarded."),
    "return.received": _("Somebody said that the person was met."),
    "return.no_word": _("It was written down what was done while no word of an arrival came."),
    "return.planned": _("The plan for the time there was written."),
    "return.money_planned": _("A line of money was added to the plan for the time there."),
    "return.followed": _("The person was asked how it goes, or could not be."),
    "return.went_wrong": _("Something that went wrong was written down."),
}
