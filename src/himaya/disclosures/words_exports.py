"""Words for what an export holds, on what it rests, and where it stands."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.disclosures import rules_exports as rules
from himaya.disclosures import states_exports as states
from himaya.legal import rules_firewall as firewall

PARTS: dict[str, Promise] = {
    "reference": pgettext_lazy("export", "Reference of the file"),
    "opened_on": pgettext_lazy("export", "Day on which it was opened"),
    "state": pgettext_lazy("export", "Open or closed"),
    "age_group": pgettext_lazy("export", "Age group"),
    "language": pgettext_lazy("export", "Language"),
    "region": pgettext_lazy("export", "Region"),
    "full_name": pgettext_lazy("export", "Name"),
    "other_names": pgettext_lazy("export", "Other names"),
    "birth": pgettext_lazy("export", "Birth"),
    "phone": pgettext_lazy("export", "Telephone"),
    "document": pgettext_lazy("export", "Identity document"),
}
BASES: dict[str, Promise] = {
    rules.AGREED: _("Each of these people agreed to this receiver and this purpose"),
    rules.WISHED: _("The person asked for it"),
    rules.DUTY: _("A text of law demands it; the reason says which"),
}
AIM_REFUSED: dict[str, Promise] = {
    firewall.PROCEED: _("Who proceeds against somebody asks by a demand. Write it down in the register of demands."),
    firewall.PROSECUTE_PERSON: _("Nothing told to be helped may serve to prosecute the person. Nothing leaves."),
    firewall.REMOVE_PERSON: _("Nothing told to be helped may serve to remove the person. Nothing leaves."),
    firewall.RESEARCH: _("Who counts or studies gets counts, never the records of people. Ask the secretariat."),
    firewall.UNSAID: _("Ask the receiver what they want it for. Until they say, nothing leaves."),
}
REFUSALS: dict[str, Promise] = {
    "too_much": _("It holds more than the receiver needs"),
    "other_way": _("A referral or another way does less harm"),
    "receiver_unsure": _("It is not certain who receives it"),
    "key_unsure": _("It is not certain that the key is the receiver’s"),
    "not_agreed": _("It does not rest on what is said"),
}
STATES: dict[str, Promise] = {
    states.ASKED: pgettext_lazy("export", "Waits for a second person"),
    states.APPROVED: pgettext_lazy("export", "Approved"),
    states.REFUSED: pgettext_lazy("export", "Refused"),
    states.WITHDRAWN: pgettext_lazy("export", "Taken back"),
    states.EXPIRED: pgettext_lazy("export", "Its time is over"),
    states.EMPTIED: pgettext_lazy("export", "Ended: somebody in it was erased"),
}
