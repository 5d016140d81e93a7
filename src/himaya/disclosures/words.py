"""Words for who asks, what for, what was answered, and the steps of a rehearsed seizure."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.disclosures import rules, states
from himaya.legal import rules_firewall as firewall

ASKERS: dict[str, Promise] = {
    "court": _("A court"),
    "prosecution": _("The public prosecution"),
    "police": _("Police or gendarmerie"),
    "border": _("Border authorities"),
    "administration": _("Another administration"),
    "consulate": _("A consulate"),
    "other_state": _("An authority of another State"),
    "other": _("Somebody else"),
}
POWERS: dict[str, Promise] = {
    "judge_order": _("Order of a judge"),
    "prosecutor_order": _("Written order of the prosecution"),
    "search_order": _("Order to search or seize"),
    "summons": _("Summons to appear"),
    "letter": _("A letter that names no order"),
    "spoken": _("By word of mouth or telephone"),
    "none": _("No power was named"),
}
AIMS: dict[str, Promise] = {
    firewall.PROTECT: _("To protect the person"),
    firewall.PROCEED: _("To proceed against somebody else"),
    firewall.PROSECUTE_PERSON: _("To prosecute the person"),
    firewall.REMOVE_PERSON: _("To remove the person from the country"),
    firewall.RESEARCH: _("To count or to study"),
    firewall.UNSAID: _("They do not say"),
}
ADVICE: dict[str, Promise] = {
    "give": _("Give what was asked"),
    "give_less": _("Give less than was asked"),
    "contest": _("Contest the demand first"),
    "refuse": _("Give nothing"),
}
PARTS: dict[str, Promise] = {
    rules.CONFIRMATION: _("That a file exists"),
    rules.DATES: _("Days, desks and states"),
    rules.IDENTITY: _("The identity"),
    rules.ANSWERS: _("The answers, without those that could expose the person"),
}
FORMS: dict[str, Promise] = {
    "by_hand": _("On paper, by hand, against a signature"),
    "sealed_letter": _("In a sealed letter"),
    "shown_not_given": _("Shown, and not left with them"),
    "refusal_sent": _("A refusal with its reasons"),
}
STATES: dict[str, Promise] = {
    states.RECEIVED: pgettext_lazy("demand", "Waits for counsel"),
    states.ADVISED: pgettext_lazy("demand", "Waits for a decision"),
    states.DECIDED: pgettext_lazy("demand", "To be answered"),
    states.ANSWERED: pgettext_lazy("demand", "Answered"),
    states.DROPPED: pgettext_lazy("demand", "Taken back"),
    states.CLOSED: pgettext_lazy("demand", "Closed"),
}
NOTICES: dict[str, Promise] = {
    states.NOT_YET: _("The person is not told yet"),
    states.TOLD: _("The person was told"),
    states.PUT_OFF: _("Telling the person is put off"),
    states.NOBODY: _("There is nobody to tell"),
}
REASONS: dict[str, Promise] = {
    "order_forbids": _("The order forbids it for now"),
    "endangers_person": _("Telling would put the person in danger"),
    "endangers_other": _("Telling would put somebody else in danger"),
    "not_reached": _("The person cannot be reached safely yet"),
    "no_file": _("The demand names no file here"),
    "person_died": _("The person has died"),
    "never_found": _("The person can no longer be found"),
}
# The steps of a rehearsed seizure, in the order of docs/how-to/seizure.md.
DRILL: dict[str, Promise] = {
    "order_read": _("The order was asked for, read aloud and copied: who, which power, what exactly"),
    "called": _("The data protection officer and counsel were called, and came"),
    "no_password": _("Nobody gave a password, a code or a key, and nobody unlocked a device"),
    "sessions_ended": _("Everybody signed out; the screens were locked"),
    "stopped": _("The technical administrator stopped the server and sealed the audit"),
    "keys_elsewhere": _("It was checked that keys, recovery copy and keepers’ sheets were not in the room"),
    "inventory": _("What was taken was listed, with numbers, and signed by both sides"),
    "surrendered": _("It was said aloud what the disk gives away and what it does not"),
    "restored": _("Work went on elsewhere from the last backup, with a new master key"),
    "recorded": _("The demand was written into the register, and the breach pack was made"),
    "persons": _("It was decided who tells the people concerned, how and when"),
}

# Why nothing of a file leaves, on the page of a demand. What the authority is answered is counsel's, and no rule's.
HELD_BACK: Promise = _(
    "The program lets nothing of a file leave for this. That is a rule of this software, a model that nobody adopted, "
    "and the law behind it is to be verified. Counsel decides what the authority is answered, on which ground and by "
    "when."
)
