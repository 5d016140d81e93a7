"""Codes of this room as words of a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from himaya.returns import rules, states

CLOSED = _(
    "This file is closed: nothing is written in it. Open it again first. Going and staying can be talked about at any "
    "time."
)
NONE_RUNS = _("Nothing runs here. Begin to talk about going and staying first.")
RUNS = _("It is talked about already in this file. Go on below.")
NO_LONGER = _("No longer promised")
NOT_THE_MOMENT = _("This is not the next step now. Look at the page again: it says what comes next.")
CHOICES: dict[str, Promise] = {
    rules.STAY: pgettext_lazy("choice of a person", "Stay here"),
    rules.ORIGIN: pgettext_lazy("choice of a person", "Go back to the country of origin"),
    rules.THIRD: pgettext_lazy("choice of a person", "Go to another country"),
    rules.LATER: pgettext_lazy("choice of a person", "Choose later"),
}
WAYS: dict[str, Promise] = {
    rules.STAY: pgettext_lazy("a way that is weighed", "Staying here"),
    rules.ORIGIN: pgettext_lazy("a way that is weighed", "The country of origin"),
    rules.THIRD: pgettext_lazy("a way that is weighed", "Another country"),
}
ANSWERS: dict[str, Promise] = {
    rules.SAFE: _("Known, and no danger found"),
    rules.WORRYING: _("Worrying"),
    rules.GRAVE: pgettext_lazy("a way that is weighed", "Grave"),
    rules.NOT_KNOWN: pgettext_lazy("a way that is weighed", "Not known"),
}
SAID: dict[str, Promise] = {
    rules.YES: pgettext_lazy("said of fear", "Yes"),
    rules.NO: pgettext_lazy("said of fear", "No"),
    rules.NO_ANSWER: pgettext_lazy("said of fear", "Does not wish to answer"),
}
STATES: dict[str, Promise] = {
    states.TALKING: pgettext_lazy("a return", "It is talked about"),
    states.WEIGHING: pgettext_lazy("a return", "The ways are weighed"),
    states.NOT_NOW: pgettext_lazy("a return", "Not arranged now"),
    states.PREPARING: pgettext_lazy("a return", "It is prepared"),
    states.READY: pgettext_lazy("a return", "Ready to travel"),
    states.TRAVELLING: pgettext_lazy("a return", "On the way"),
    states.RECEIVED: pgettext_lazy("a return", "Arrived"),
    states.ENDED: pgettext_lazy("a return", "Ended"),
}
KINDS: dict[str, Promise] = {
    states.TALKED: pgettext_lazy("line of a return", "Gone through with the person"),
    states.ASKED_FEAR: pgettext_lazy("line of a return", "Asked about fear and asylum"),
    states.CHOSE: pgettext_lazy("line of a return", "The person chose"),
    states.WEIGHED: pgettext_lazy("line of a return", "Weighed by this desk"),
    states.PARTNER_WEIGHED: pgettext_lazy("line of a return", "Said by the partner there"),
    states.SIGNED: pgettext_lazy("line of a return", "Signed"),
    states.NOT_NOW_SAID: pgettext_lazy("line of a return", "Not arranged now"),
    states.LEFT_ALONE: pgettext_lazy("line of a return", "Goes on their own: asked about safety"),
    states.CHANGED_MIND: pgettext_lazy("line of a return", "The person changed their mind"),
    states.BEST_INTEREST: pgettext_lazy("line of a return", "What is best for the child was decided"),
    states.FAMILY_ASSESSED: pgettext_lazy("line of a return", "The family was asked and looked at"),
    states.CHILD_VIEW: pgettext_lazy("line of a return", "What the child says"),
    states.TRACING: pgettext_lazy("line of a return", "Family was looked for"),
    states.CONSULAR: pgettext_lazy("line of a return", "A consulate was contacted"),
    states.PROSECUTOR_TOLD: pgettext_lazy("line of a return", "The prosecutor was told"),
    states.MANDATE: pgettext_lazy("line of a return", "A lawyer goes on here"),
    states.TESTIMONY: pgettext_lazy("line of a return", "Testimony"),
    states.CLAIM: pgettext_lazy("line of a return", "Claim for compensation"),
    states.DOCUMENT: pgettext_lazy("line of a return", "Papers for the way"),
    states.FITNESS: pgettext_lazy("line of a return", "Fit to travel"),
    states.ESCORT: pgettext_lazy("line of a return", "Who goes along"),
    states.TRANSIT: pgettext_lazy("line of a return", "Help on the way"),
    states.SERVICE_CONFIRMED: pgettext_lazy("line of a return", "Confirmed on arrival"),
    states.MADE_READY: pgettext_lazy("line of a return", "Ready to travel"),
    states.ASKED_AT_GATE: pgettext_lazy("line of a return", "Asked once more before boarding"),
    states.BOARDED: pgettext_lazy("line of a return", "Boarded"),
    states.RECEPTION: pgettext_lazy("line of a return", "Met on arrival"),
    states.NO_WORD: pgettext_lazy("line of a return", "No word from there"),
    states.REINTEGRATION: pgettext_lazy("line of a return", "Plan for the time there"),
    states.BUDGET: pgettext_lazy("line of a return", "Money for the time there"),
    states.MONITORED: pgettext_lazy("line of a return", "Asked how it goes there"),
    states.ADVERSE: pgettext_lazy("line of a return", "Something went wrong there"),
    states.ENDS: pgettext_lazy("line of a return", "Ended"),
}
END_REASONS: dict[str, Promise] = {
    states.STAYS: pgettext_lazy("a return ended", "The person stays"),
    states.ALONE: pgettext_lazy("a return ended", "The person went on their own"),
    states.FOLLOWED: pgettext_lazy("a return ended", "The person is there, and was followed as agreed"),
    states.ELSEWHERE: pgettext_lazy("a return ended", "It goes on at another institution"),
    states.UNREACHABLE: pgettext_lazy("a return ended", "The person is not reached any more"),
    states.IN_ERROR: pgettext_lazy("a return ended", "Begun by mistake"),
}
QUESTIONS: dict[str, Promise] = {
    "reception": pgettext_lazy("question about a way", "Reception"),
    "retaliation": pgettext_lazy("question about a way", "Revenge and pressure"),
    "re_trafficking": pgettext_lazy("question about a way", "Being exploited again"),
    "family": pgettext_lazy("question about a way", "Family"),
    "authorities": pgettext_lazy("question about a way", "Authorities"),
    "health_care": pgettext_lazy("question about a way", "Health care"),
    "income": pgettext_lazy("question about a way", "Income and debts"),
    "papers": pgettext_lazy("question about a way", "Papers and stay"),
    "children": pgettext_lazy("question about a way", "Children"),
}
SIGNATURES: dict[str, Promise] = {
    "first": pgettext_lazy("a signature", "First signature"),
    "second": pgettext_lazy("a signature", "Second signature"),
}
# A promise of a desk there: it stands, or was taken back.
PROMISES: dict[str, Promise] = {
    "stands": pgettext_lazy("a promise", "It is promised, or promised again"),
    "no_longer": pgettext_lazy("a promise", "It is promised no longer"),
}
# What was said about a safety plan to somebody who goes on their own.
PLANS: dict[str, Promise] = {
    "has_one": _("There is a safety plan, and it was gone through again"),
    "wants_one": _("The person wants one: it is written next"),
    "not_wished": _("The person does not wish one"),
    "not_reached": _("The person was gone before anybody could ask"),
}
INTERPRETERS: dict[str, Promise] = {
    "none": pgettext_lazy("interpreter", "None needed"),
    "present": pgettext_lazy("interpreter", "In the room"),
    "telephone": pgettext_lazy("interpreter", "By telephone"),
    "missing": pgettext_lazy("interpreter", "Needed, and not there"),
}
# What stands against arranging it now: a sentence each. `grave` and `not_known` name their question beside it.
AGAINST: dict[str, Promise] = {
    rules.FEAR: _("The person said that they are afraid, or seek asylum. Ask for advice on asylum first."),
    rules.FEAR_NOT_ASKED: _("Not every question about fear and asylum was answered. Ask before any paper."),
    rules.CHILD_STEPS: _(
        "This is a child, or may be one. What is best for the child is decided first, by who decides it."
    ),
    rules.GRAVE: pgettext_lazy("against a return", "Grave"),
    rules.CRITICAL_RISK: _("The risk of a return is critical in the assessment of risk."),
    rules.RISK_NOT_ASSESSED: _("The risk of a return was not assessed yet. Assess domain R11 first."),
    rules.NOT_KNOWN: pgettext_lazy("against a return", "Not known"),
    rules.NOT_CHOSEN: _("The person has not chosen to go."),
    rules.NOT_WEIGHED: _("The chosen way was not weighed by this desk."),
    rules.STAY_NOT_WEIGHED: _("Staying was not weighed. It is weighed by the same questions."),
    rules.PARTNER_MISSING: _("A partner in the other country has not said how they see it."),
    rules.OLD: _("What was weighed is 30 days old or more on that day. Weigh it again."),
    rules.SERVICES_MISSING: _(
        "Who meets the person, where they sleep first, and which desk stays in touch is not confirmed by name, less "
        "than 30 days before that day."
    ),
    rules.UNSIGNED: _("Nobody has signed yet."),
    rules.ONE_SIGNATURE: _("One person has signed. Somebody else signs second."),
}


def said_against(code: str) -> str:
    """The sentence of what stands against it; a question of the sheet by its name."""
    kind, _colon, question = code.partition(":")
    if question:
        return gettext("%(label)s: %(said)s") % {"label": QUESTIONS[question], "said": AGAINST[kind]}
    return str(AGAINST[kind])
