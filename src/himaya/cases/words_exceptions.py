"""What the codes of a sharing without agreement mean to a person, and what to say where one may not be."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.cases import rules_consents_exceptions as rules

STATES: dict[str, Promise] = {
    rules.PROPOSED: _("Waits for the second person"),
    rules.CONFIRMED: pgettext_lazy("sharing without agreement", "Confirmed"),
    rules.DECLINED: pgettext_lazy("sharing without agreement", "Not shared"),
}
NOTICES: dict[str, Promise] = {
    rules.TOLD: _("The person was told"),
    rules.TO_TELL: _("To be told by a day"),
    rules.NOT_TOLD: _("Not told for now, for a reason"),
}
SECOND = _("A second person confirms: a lead or the legal counsel of this desk, never whoever proposed it.")
GROUND = _(
    "Choose a ground that was read in a text. One that is still to be verified decides nothing; an authority’s demand "
    "goes through its own register."
)
NOTICE: dict[str, Promise] = {
    "notice": _("Say what the person is told: a sharing that they did not agree to is owed to them."),
    "reason": _("Say why they are not told. It is looked at again on the day you choose."),
    "day": _("Choose a day: that of the telling, up to today, or one within the next 30 days."),
}
