"""What is said about notes kept apart of a case."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import rules_compartments as rules

KINDS: dict[str, Promise] = {
    rules.HEALTH: _("Health"),
    rules.NGO_NOTES: _("Notes of the association"),
    rules.SAFE_HOUSE: _("Safe house"),
}

FOR: dict[str, Promise] = {
    rules.HEALTH: _("For those who care for the person. Police and justice never open it."),
    rules.NGO_NOTES: _("For those of the association who accompany the person. No authority opens it."),
    rules.SAFE_HOUSE: _("Where the person is kept safe, and how to get there. Police and justice never open it."),
}

REASONS: dict[str, Promise] = {
    "joint_work": _("Work on this file together"),
    "stand_in": _("Stand in for somebody away"),
    "takes_over": _("Take the file over"),
    "advice": _("Give advice"),
}
