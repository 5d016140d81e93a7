"""What is said of an interview: labels of its codes, and the sentences with which a verb refuses."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.interviews import rules, states

STATES: dict[str, Promise] = {
    states.PREPARING: pgettext_lazy("interview", "In preparation"),
    states.SITTING: pgettext_lazy("interview", "Sitting under way"),
    states.PAUSED: pgettext_lazy("interview", "Break"),
    states.BETWEEN: pgettext_lazy("interview", "Between two sittings"),
    states.CLOSED: pgettext_lazy("interview", "Closed"),
}
OUTCOMES: dict[str, Promise] = {
    states.HEARD: _("The person told what they wished to tell"),
    states.ORIENTED: _("It was enough to orient"),
    states.REFUSED: _("The person did not wish it"),
    states.BROKEN_OFF: _("The person stopped it"),
    states.NOT_HELD: _("It could not take place"),
}
ENDINGS: dict[str, Promise] = {
    states.DONE: _("Ended as planned"),
    states.STOPPED: _("The person stopped"),
    states.ENOUGH: _("Enough to orient"),
    states.AFTER_DISTRESS: _("Ended after distress"),
}
MOMENTS: dict[str, Promise] = {
    states.PAUSE: pgettext_lazy("moment of an interview", "Break"),
    states.RESUME: pgettext_lazy("moment of an interview", "Goes on"),
    states.DISTRESS: pgettext_lazy("moment of an interview", "Distress, as an observation"),
    states.END: pgettext_lazy("moment of an interview", "End of the sitting"),
    states.POSTPONE: pgettext_lazy("moment of an interview", "Put off"),
}
GATES: dict[str, Promise] = {
    rules.ALONE: _("The person is alone with you, out of sight and hearing of others"),
    rules.SAFE: _("The place is safe: no uniform, no weapon, no cell, apart from suspects and from other victims"),
    rules.FREE: _("The person may leave, rest and bring somebody; nothing is recorded; whom to speak with was asked"),
    rules.RISK: _("The danger was looked at today"),
    rules.NEEDS: _("Water, food, toilet, sleep and a place for the children are there"),
    rules.HEALTH: _("Health that cannot wait comes first"),
    rules.INTERPRETER: _("Interpreter"),
    rules.MAP: _("Who can help in this area"),
    rules.TRUST: _("A person of trust for the child"),
    rules.SUSPECT: _("A suspected person may be near"),
    rules.INTOXICATED: _("The person is under the influence of alcohol or drugs"),
    rules.ACUTE: _("There is a medical or psychiatric emergency"),
}
ALONE_WITH_CHILD = _(
    "The child is alone with you, or with a person of trust and you, out of sight and hearing of others"
)
ANSWERS: dict[str, Promise] = {
    rules.YES: pgettext_lazy("gate of an interview", "Yes"),
    rules.NO: pgettext_lazy("gate of an interview", "No"),
    rules.NOTHING_URGENT: _("Nothing that cannot wait"),
    rules.CARED_FOR: _("Care was given, or is under way"),
    rules.NOT_YET: _("Not yet"),
    rules.RECORD: _("An interpreter who is written down here"),
    rules.NONE_NEEDED: _("None is needed: both speak the language"),
    rules.MISSING: _("None was found"),
    rules.PRESENT: _("Is there"),
    rules.ABSENT: _("Nobody is there"),
    rules.OTHER_TRUSTED: _("The guardian may be implicated; somebody else of trust is there"),
    rules.IMPLICATED: _("The guardian may be implicated, and nobody of trust is there"),
    rules.DANGER_CHILD: _("The guardian may be implicated, nobody of trust is there; danger now, said by the child"),
    rules.DANGER_SEEN: _(
        "The guardian may be implicated, nobody of trust is there; danger now, seen by the interviewer"
    ),
    rules.DANGER_TOLD: _("The guardian may be implicated, nobody of trust is there; danger now, said by somebody else"),
}
NEEDED: dict[str, Promise] = {
    rules.ALONE: _("Find a place where nobody sees or hears."),
    rules.SAFE: _("Choose a safe place."),
    rules.FREE: _("See to it that the person is free to leave, and ask whom they wish to speak with."),
    rules.RISK: _("Look at the danger today."),
    rules.NEEDS: _("See to water, food, sleep and the children first."),
    rules.HEALTH: _("See to the health that cannot wait first."),
    rules.INTERPRETER: _("Write the interpreter down, or that none is needed."),
    rules.MAP: _("No service is listed for this area: say why you begin all the same."),
    rules.TRUST: _("Say who stands by the child. No answer stops the help."),
    rules.SUSPECT: _("Do not begin while a suspected person may be near."),
    rules.INTOXICATED: _("Do not begin today: put it off."),
    rules.ACUTE: _("Do not begin: see to the emergency."),
}
NOT_ALONE = _(
    "Do not begin: the guardian may be implicated, and nobody of trust is there. Find somebody of trust for the child. "
    "Where there is danger now, say so in the preparation, and who says it. Help does not wait for the interview."
)
WHO_SAYS_IT = _("Say who told of the danger: their role is enough.")
FLAWS: dict[str, Promise] = {
    "tie_to_community": _("An interpreter from the community of the person is not taken. Find another."),
    "tie_to_suspect": _("An interpreter with a tie to a suspected person is not taken. Find another."),
    "vetted_on": _("Say by whom and on which day this interpreter was vetted. Without that nobody interprets."),
    "vetted_later": _("Choose today or a day before it."),
    "signed_on": _("Say on which day confidentiality was signed."),
    "signed_later": _("Choose today or a day before it."),
    "accepted": _("The person has to accept this interpreter."),
}
SEXES: dict[str, Promise] = {
    "woman": pgettext_lazy("interpreter", "Woman"),
    "man": pgettext_lazy("interpreter", "Man"),
}
MODES: dict[str, Promise] = {"on_site": _("On site"), "telephone": _("By telephone")}
AGREED: dict[str, Promise] = {
    "yes": pgettext_lazy("agreement", "Yes"),
    "no": pgettext_lazy("agreement", "No"),
    "declined": pgettext_lazy("agreement", "Declined to hear or answer"),
    "withdrawn": pgettext_lazy("agreement", "Taken back"),
}
SPOKEN: dict[str, Promise] = {
    "spoken": _("Spoken"),
    "signed": _("In sign language"),
    "written": _("In writing"),
}
WITNESSES: dict[str, Promise] = {
    "nobody": pgettext_lazy("witness", "Nobody"),
    "interpreter": pgettext_lazy("witness", "The interpreter"),
    "support": pgettext_lazy("witness", "A support person"),
    "colleague": pgettext_lazy("witness", "A colleague"),
}
PRESENT: dict[str, Promise] = {
    "interpreter": pgettext_lazy("present", "Interpreter"),
    "support": pgettext_lazy("present", "Support person"),
    "trust": pgettext_lazy("present", "Person of trust of the child"),
    "lawyer": pgettext_lazy("present", "Lawyer"),
    "psychologist": pgettext_lazy("present", "Psychologist"),
    "colleague": pgettext_lazy("present", "A second interviewer"),
}
KINDS: dict[str, Promise] = {
    rules.SAID: pgettext_lazy("fact", "Said by the person"),
    rules.OBSERVED: pgettext_lazy("fact", "Observed by the worker"),
}
CHANGES: dict[str, Promise] = {
    rules.NEW: pgettext_lazy("fact", "New"),
    rules.SUPPLEMENT: pgettext_lazy("fact", "Supplement"),
    rules.CORRECTION: pgettext_lazy("fact", "Correction"),
}
VERBATIM: dict[str, Promise] = {
    rules.WISH: _("In the person’s own words, because they wish it"),
    rules.LAW: _("In the person’s own words, because the law requires it"),
}
EVENTS: dict[str, Promise] = {
    rules.RECRUITMENT: pgettext_lazy("event", "Recruitment"),
    rules.TRANSIT: pgettext_lazy("event", "Journey"),
    rules.EXPLOITATION: pgettext_lazy("event", "Exploitation"),
}
PLACINGS: dict[str, Promise] = {
    rules.BEFORE: pgettext_lazy("event", "Came before"),
    rules.AFTER: pgettext_lazy("event", "Came after"),
    rules.SAME: pgettext_lazy("event", "At the same time as"),
    rules.NOT_SAID: pgettext_lazy("event", "The person does not say"),
}
EXPLANATIONS: dict[str, Promise] = {
    "trauma": _("Memory after violence is broken and out of order"),
    "interpreter": _("The interpreting"),
    "fear": _("Fear"),
    "coaching": _("Somebody told the person what to say"),
    "culture": _("Words and customs"),
    "calendar": _("Another calendar"),
    "other": _("Another reason"),
}
RATINGS: dict[str, Promise] = {
    "none": pgettext_lazy("danger", "None"),
    "some": pgettext_lazy("danger", "Some"),
    "much": pgettext_lazy("danger", "Much"),
    "very_much": pgettext_lazy("danger", "Very much"),
    "cannot_say": pgettext_lazy("danger", "Cannot say"),
}
BODIES: dict[str, Promise] = {
    "first_line": pgettext_lazy("body", "First line"),
    "ngo": pgettext_lazy("body", "Association"),
    "health": pgettext_lazy("body", "Health"),
    "social": pgettext_lazy("body", "Social services"),
    "police": pgettext_lazy("body", "Police or gendarmerie"),
    "justice": pgettext_lazy("body", "Prosecution or court"),
    "labour": pgettext_lazy("body", "Labour inspection"),
    "asylum": pgettext_lazy("body", "Asylum"),
    "lawyer": pgettext_lazy("body", "Lawyer"),
    "other": pgettext_lazy("body", "Another"),
}
POSTPONED: dict[str, Promise] = {
    "wish": _("The person wishes it"),
    "tired": _("Tired or unwell"),
    "place": _("No safe place"),
    "no_interpreter": _("No interpreter"),
    "danger": _("Danger"),
    "care": _("Care comes first"),
}

NOT_IN_STATE: dict[str, Promise] = {
    states.PREPARING: _("No sitting has begun yet. Prepare it first."),
    states.SITTING: _("A sitting is under way. End it first."),
    states.PAUSED: _("There is a break. Go on, or end the sitting."),
    states.BETWEEN: _("No sitting is under way. Prepare the next one."),
    states.CLOSED: _("This interview is closed. What was written can still be read, and corrected by a line."),
}
FILE_CLOSED = _("This file is closed. What was written can still be read.")
ONE_AT_A_TIME = _("An interview is open on this file. Go on with it, so that nothing is told twice.")
CHOOSE = _("Choose one of the answers.")
CHOOSE_LANGUAGE = _("Choose the language that is spoken.")
SAY_IT = _("Write it in a few words.")
TOO_LONG = _("Write it shorter: at most %(n)s signs.")
NAME_THEM = _("Write who interprets. The name is sealed.")
PREPARE_FIRST = _("Answer the gates today; those of another day no longer count.")
READ_ALOUD = _("Read the limits aloud first, and tick that you did.")
ANSWER_ITEMS = _("Write down what the person says to each item. Without a yes to the interview nothing begins.")
TELL_FIRST = _("Explain first what stands at “No”. If the person does not wish to hear it, note that they declined.")
ASSENT = _("For a child: say that it was asked in words of their age.")
NOT_A_CHILD = _("This is asked of a child only.")
ITEM = _("Choose one of the items.")
NOTHING_TO_WITHDRAW = _("There is no agreement to take back.")
MAY_BE_CHILD = _(
    "The file no longer says that this person is an adult. End this sitting, prepare again as for a child, and ask for "
    "their agreement in words of their age. What was written stays readable."
)
NOT_HELD = _("Only the desk that holds this file prepares, leads or writes an interview. You can read it.")
SAID_NO = _("The person said no to the interview. Nothing begins; help goes on.")
TAKEN_BACK = _(
    "The person took back their yes to the interview. Nothing new is written; what was written can be put right."
)
NO_FUTURE = _("Choose today or a day after it.")
HOUR_NEEDS_DAY = _("An hour needs its day.")
FUTURE = _("Choose today or a day before it.")
FORM_MISSING = _("No form for interviews is in force. Write facts, without a form.")
OTHER_TAB = _("This interview was written in another window meanwhile. Load the page again; nothing of it is lost.")
OTHER_INSTANCE = _("This is another form than the one that was begun. Load the page again.")
NOT_A_FORM = _("This cannot be read as the form of this interview.")
FINISHED = _("The form is finished. Put something right by a fact.")
RESTS = _("This topic rests today. If the person came back to it by themselves, tick that; else leave it.")
CHOOSE_FACT = _("Choose the fact that it is about.")
CHOOSE_EVENT = _("Choose one of the events.")
NOT_ITSELF = _("An event cannot come before or after itself.")
JUDGES = _(
    "A word here judges whether somebody is to be believed. Write what was said or seen; or tick that your words stay."
)
EXPLAIN = _("Say at least one thing that may explain it.")
VERBATIM_WHY = _("Say whether the person wishes it, or the law requires it.")
READ_BACK = _("Read the summary back to the person, or say that they did not wish it.")


def too_long(most: int) -> str:
    """The sentence with its number."""
    return str(TOO_LONG) % {"n": most}


def needed(gate: str, answers: Mapping[str, str]) -> Promise:
    """What is to be done before this gate is open."""
    return NOT_ALONE if gate == rules.TRUST and answers.get(gate) == rules.IMPLICATED else NEEDED[gate]
