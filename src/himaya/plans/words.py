"""What the codes of a plan mean to a person."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from himaya.plans import rules_clocks as clocks
from himaya.plans import rules_first_days as first
from himaya.plans import states

OFFERS: dict[str, Promise] = {
    clocks.OFFERED: pgettext_lazy("offer of a consultation", "Offered, the answer is not known yet"),
    clocks.ACCEPTED: pgettext_lazy("offer of a consultation", "The person accepts"),
    clocks.DECLINED: pgettext_lazy("offer of a consultation", "The person declines for now"),
    clocks.NOT_NOW: pgettext_lazy("offer of a consultation", "Not now: it could not be offered"),
}
STATES: dict[str, Promise] = {
    states.PROPOSED: pgettext_lazy("line of a plan", "Proposed"),
    states.ACCEPTED: pgettext_lazy("line of a plan", "Agreed with the person"),
    states.REFUSED: pgettext_lazy("line of a plan", "The person said no"),
    states.REQUESTED: pgettext_lazy("line of a plan", "Given to the desk"),
    states.ACKNOWLEDGED: pgettext_lazy("line of a plan", "The desk has it"),
    states.STARTED: pgettext_lazy("line of a plan", "Begun"),
    states.SUSPENDED: pgettext_lazy("line of a plan", "Paused"),
    states.COMPLETED: pgettext_lazy("line of a plan", "Done"),
    states.NOT_AVAILABLE: pgettext_lazy("line of a plan", "Not available"),
}
# The button of each verb, as the desk that presses it says it.
VERBS: dict[str, Promise] = {
    "accept": pgettext_lazy("line of a plan", "The person agrees"),
    "refuse": pgettext_lazy("line of a plan", "The person says no"),
    "offer_again": pgettext_lazy("line of a plan", "Offer it again"),
    "request": pgettext_lazy("line of a plan", "Give it to this desk"),
    "take_up": pgettext_lazy("line of a plan", "Begin it here"),
    "acknowledge": pgettext_lazy("line of a plan", "We have it"),
    "start": pgettext_lazy("line of a plan", "Begin, or go on"),
    "suspend": pgettext_lazy("line of a plan", "Pause it"),
    "complete": pgettext_lazy("line of a plan", "Say what came of it"),
    "not_available": pgettext_lazy("line of a plan", "It is not available here"),
}
STEPS: dict[str, Promise] = {
    "added": pgettext_lazy("step of a line", "Added to the plan"),
    "accepted": pgettext_lazy("step of a line", "The person agreed"),
    "refused": pgettext_lazy("step of a line", "The person said no"),
    "offered_again": pgettext_lazy("step of a line", "Offered again"),
    "moved": pgettext_lazy("step of a line", "Its day was moved"),
    "given": pgettext_lazy("step of a line", "Given to the desk that does it"),
    "taken_up": pgettext_lazy("step of a line", "Begun at the desk of the plan"),
    "acknowledged": pgettext_lazy("step of a line", "The desk said that it has it"),
    "started": pgettext_lazy("step of a line", "The desk began"),
    "suspended": pgettext_lazy("step of a line", "The desk paused it"),
    "completed": pgettext_lazy("step of a line", "The desk said what came of it"),
    "not_available": pgettext_lazy("step of a line", "The desk said that it is not available"),
}
PILLARS: dict[str, Promise] = {
    "protection": _("Safety and protection"),
    "support": _("Help and services"),
    "inclusion": _("A life of one’s own"),
    "justice": _("Justice and redress"),
}
TYPES: dict[str, Promise] = {
    "education": _("School or learning"),
    "financial": _("Money"),
    "health": pgettext_lazy("type of a goal", "Health"),
    "labour_exploitation": _("Recovery after exploitation at work"),
    "legal": _("Law and papers"),
    "livelihood": _("Work and income"),
    "rights_training": _("Knowing one’s rights"),
    "sexual_exploitation": _("Recovery after sexual exploitation"),
    "social_care": _("Social support"),
}
OUTCOMES: dict[str, Promise] = {
    "reached": _("Reached"),
    "reached_in_part": _("Reached in part"),
    "not_reached": _("Not reached"),
    "no_longer_wished": _("The person no longer wishes it"),
}
DELIVERED: dict[str, Promise] = {
    "yes": pgettext_lazy("what was given", "Yes, all of it"),
    "in_part": pgettext_lazy("what was given", "In part"),
    "no": pgettext_lazy("what was given", "No"),
}
REASONS: dict[str, Promise] = {
    "no_place": _("No place at this time"),
    "not_given_here": _("This desk does not give it"),
    "outside_region": _("Nobody gives it in this region"),
    "no_interpreter": _("No interpreter for this language"),
    "no_budget": _("No means to pay for it"),
    "papers_asked_for": _("It is only given with papers that the person does not have"),
    "not_safe_here": _("Coming here would not be safe"),
    "team_unavailable": _("Nobody of the team is there for it"),
}
ANSWERS: dict[str, Promise] = {
    states.AGREED: pgettext_lazy("what the person said of the plan", "They agree"),
    states.IN_PART: pgettext_lazy("what the person said of the plan", "They agree in part"),
    states.NOT_AGREED: pgettext_lazy("what the person said of the plan", "They do not agree"),
}
INTERPRETERS: dict[str, Promise] = {
    "none": _("No interpreter needed"),
    "present": _("Interpreter on site"),
    "telephone": _("Interpreter by telephone"),
    "missing": _("Interpreter needed, not found yet"),
}
QUESTIONS: dict[str, Promise] = {
    first.DANGER: _("Is there danger now, for the person or for somebody they love?"),
    first.HEALTH: _("Is there something of health that cannot wait: a recent assault, an injury, a pregnancy?"),
    first.FOOD: _("Does the person have food, and a safe place to sleep tonight?"),
    first.CHILD: _("Is a child with the person, or could the person be a child?"),
    first.PAPERS: _("Does the person have their papers with them?"),
    first.KNOWS: _("Does somebody who could harm the person know where they are?"),
}
SHORT: dict[str, Promise] = {
    first.DANGER: _("Danger now"),
    first.HEALTH: _("Health that cannot wait"),
    first.FOOD: _("Food and sleep"),
    first.CHILD: pgettext_lazy("first days", "A child"),
    first.PAPERS: pgettext_lazy("first days", "Papers"),
    first.KNOWS: _("Who knows where they are"),
}


def answer_too(question: str) -> str:
    """What to do about a question of the first days that was left open, and which one it is."""
    return gettext("%(question)s: choose an answer. “Not yet known” is one.") % {"question": SHORT[question]}


READINGS: dict[str, Promise] = {
    first.YES: _("Yes"),
    first.NO: _("No"),
    first.UNKNOWN: _("Not yet known"),
}
# What is done next, by the question that asks for it.
NEXT: dict[str, Promise] = {
    first.DANGER: _("Bring the person out of reach now. Call the desk on call; do not wait for the other answers."),
    first.HEALTH: _("Care first: a hospital today. Go with the person, and do not ask what happened."),
    first.FOOD: _("Food and a bed for tonight before anything else."),
    first.CHILD: _("The child protection desk now, and nobody calls the family before it is known who is involved."),
    first.PAPERS: _(
        "No help waits for papers. A legal adviser says what can be done. "
        "Without the person’s agreement nobody calls the consulate."
    ),
    first.KNOWS: _("Agree today on where the person stays and how they are reached. Tell nobody else."),
}
NOT_NOW: dict[str, Promise] = {
    "care_first": _("Care comes first"),
    "too_tired": _("The person is too tired"),
    "not_alone": _("The person is not alone"),
    "no_interpreter": _("No interpreter yet"),
    "does_not_wish": _("The person does not wish it now"),
    "known_elsewhere": _("Another desk asked today already"),
}
BANDS: dict[str, Promise] = {
    "": _("Not asked, or not said"),
    "none": _("None in the last five days, as the person says"),
    "within_24": _("Less than a day ago"),
    "24_72": _("One to three days ago"),
    "72_120": _("Three to five days ago"),
    "over_120": _("More than five days ago"),
}
_ALREADY: Mapping[str, Promise] = {
    states.PROPOSED: _("The person has not said yet whether they agree to this line. Nothing else was changed."),
    states.ACCEPTED: _("The person agreed to this line; it was not given to a desk yet. Nothing else was changed."),
    states.REFUSED: _("The person said no to this line. Nothing else was changed."),
    states.REQUESTED: _("This line was given to the desk already. Nothing else was changed."),
    states.ACKNOWLEDGED: _("The desk has this line already. Nothing else was changed."),
    states.STARTED: _("This line was begun already. Nothing else was changed."),
    states.SUSPENDED: _("This line is paused. Nothing else was changed."),
    states.COMPLETED: _("This line is done already. Nothing else was changed."),
    states.NOT_AVAILABLE: _("The desk said that it is not available. Nothing else was changed."),
}


def already(state: str) -> Promise:
    """Why a verb is late, or early: where the line stands."""
    return _ALREADY[state]
