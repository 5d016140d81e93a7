"""Every sentence and label of this room."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from himaya.determinations import rules_panel, states

# A status belongs to the mechanism: it stands where a body decided, and nowhere else (do-no-harm 8).
STATUSES: dict[str, Promise] = {
    states.POTENTIAL: pgettext_lazy("status", "No decision yet"),
    states.PRESUMED: pgettext_lazy("status", "Presumed victim"),
    states.IDENTIFIED: pgettext_lazy("status", "Identified victim"),
    states.NOT_ESTABLISHED: pgettext_lazy("status", "Not established at this stage"),
}
STEPS: dict[str, Promise] = {
    states.PRESUMED: pgettext_lazy("step of a decision", "Presumption"),
    states.IDENTIFIED: pgettext_lazy("step of a decision", "Identification"),
    states.APPEAL_BODY: pgettext_lazy("step of a decision", "Going further after a decision"),
}
KINDS: dict[str, Promise] = {
    states.FIRST: pgettext_lazy("request for a decision", "First request"),
    states.REVIEW: pgettext_lazy("request for a decision", "Review by the same body"),
    states.APPEAL: pgettext_lazy("request for a decision", "Before another body"),
}
REQUESTS: dict[str, Promise] = {
    states.TO_COUNSEL: pgettext_lazy("request for a decision", "Waits for the word of legal counsel"),
    states.SENT: pgettext_lazy("request for a decision", "Waits for the body"),
    states.DECIDED: pgettext_lazy("request for a decision", "Decided"),
    states.WITHDRAWN: pgettext_lazy("request for a decision", "Taken back"),
}
ASKED_BY: dict[str, Promise] = {
    "person": _("The person"),
    "lawyer": _("Their lawyer, with their word"),
    "trusted_person": _("Their trusted person, with their word"),
    "guardian": _("A guardian who is not implicated"),
    "desk": _("This desk, with the person’s word"),
}
PARTS: dict[str, Promise] = {
    states.BODY: _("Which body decides"),
    states.TERM: _("How long a review can be asked for"),
    states.PERIOD: _("Recovery and reflection period"),
}
ENTRIES: dict[str, Promise] = {
    states.PROPOSED: pgettext_lazy("register", "Waits for a second person"),
    states.IN_FORCE: pgettext_lazy("register", "Confirmed"),
}
SINCE: dict[str, Promise] = {
    states.SINCE_ASKED: _("from the day on which a decision was first asked for"),
    states.SINCE_DECIDED: _("from the day of the first decision that says yes"),
    states.SINCE_TOLD: _("from the day on which the person was told of it"),
}
EVENT_TO_COME: dict[str, Promise] = {
    states.SINCE_ASKED: _("It is counted from the first request for a decision, and none was sent yet."),
    states.SINCE_DECIDED: _("It is counted from the first decision that says yes, and there is none yet."),
    states.SINCE_TOLD: _("It is counted from the day on which the person is told of a yes. Tell them first."),
}
MARKS: dict[str, Promise] = {
    "C": _("Read in the official text"),
    "C2": _("Read in a second source only"),
    "G": _("General knowledge, to be verified"),
    "?": _("Not found, or sources disagree"),
}
# The same of a row of the library, which names its source beside.
OF_LIBRARY: dict[str, Promise] = {**MARKS, "C": _("Read in a source"), "D": _("A draft, not in force")}
RECOVERY: dict[str, Promise] = {
    states.OFFERED: _("Time to recover was offered"),
    states.TAKEN: _("The person takes time to recover"),
    states.WAIVED: _("The person does not wish time to recover"),
}
HOW: dict[str, Promise] = {
    "spoken": _("By word of mouth"),
    "written": _("In writing"),
    "both": _("Both"),
}
VOTES: dict[str, Promise] = {
    rules_panel.FOR: pgettext_lazy("vote", "For this decision"),
    rules_panel.AGAINST: pgettext_lazy("vote", "Against it"),
    rules_panel.ABSTAINS: pgettext_lazy("vote", "Abstains"),
    rules_panel.RECUSED: pgettext_lazy("vote", "Steps aside"),
}
SHEET: dict[str, Promise] = {
    "acts": _("Acts"),
    "means": _("Means"),
    "purposes": _("Purpose: forms of exploitation"),
    "effects": _("Effect on the person"),
    "found": _("What was found, in a few sentences"),
    "alternatives": _("Other explanations that were considered"),
    "missing": _("What is missing, and whether it can be had"),
    "wishes": _("What the person wishes"),
    "grounds": _("Why another look is asked for"),
    "new_elements": _("What the body did not have"),
}
SHEET_HINTS: dict[str, Promise] = {
    "found": _("Facts without names, places or dates of birth. Not the interview."),
    "alternatives": _("What else could explain it, and what speaks for and against that."),
    "missing": _("What nobody could find out yet. It is not held against the person."),
    "wishes": _("In their words or yours, for example to stay apart from proceedings."),
    "grounds": _("In their words or yours. Leave it empty where the person does not say: a review needs no reason."),
    "new_elements": _("What came since, or was not asked. Without names, places or dates of birth."),
}
READINGS: dict[str, Promise] = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}
NOTES: dict[str, Promise] = {
    states.DRAFTED: pgettext_lazy("note", "Waits for the word of legal counsel"),
    states.ADVISED: pgettext_lazy("note", "Legal counsel said yes"),
    states.ADVISED_AGAINST: pgettext_lazy("note", "Legal counsel advised against it"),
    states.GIVEN: pgettext_lazy("note", "Given"),
}
NOTE_STANDS: dict[str, Promise] = {
    states.DRAFTED: _("Legal counsel has to say yes first. Ask them."),
    states.ADVISED: _("Legal counsel has said yes already."),
    states.ADVISED_AGAINST: _("Legal counsel advised against this note. Talk with the person about another way."),
    states.GIVEN: _("This note was given already."),
}

CLOSED = _("This file is closed. What was decided can be read and told; nothing more is asked.")
FILE_CLOSED = _("The desk has closed this file. Nothing is decided in it.")
NOT_WAITING = _("This request does not wait any more. Nothing was changed.")
COUNSEL_ASKED = _("You asked for this decision. Another legal counsel of your desk reads the sheet.")
NO_COUNSEL = _(
    "Nobody at this desk can give that word: no colleague besides whoever asked is legal counsel. The technical "
    "administrator gives somebody the role when your institution asks for it. Help does not wait for it."
)
NO_COUNSEL_HERE = _(
    "Nobody at this desk can give that word: no colleague besides whoever asked is legal counsel. Ask legal counsel of "
    "another desk for it, once the person agrees; or the technical administrator gives a colleague the role when your "
    "institution asks for it. Help does not wait for it."
)
COUNSEL_GONE = _("Nobody at that desk is legal counsel today. Withdraw the sheet from them, and ask another desk.")
CHOOSE_COUNSEL = _("Choose the desk whose legal counsel reads the sheet.")
COUNSEL_NAMED = _("Legal counsel of another desk is asked already. Withdraw the sheet from them first.")
NO_COUNSEL_NAMED = _("No legal counsel of another desk is asked any more. Nothing was changed.")
NO_ADVICE = _("This sheet cannot be read any more: the person’s agreement or the file has ended. Nothing was sent.")
COUNSEL_ENDS: dict[str, Promise] = {
    states.SAID: pgettext_lazy("counsel of another desk", "gave their word"),
    states.TAKEN_BACK: pgettext_lazy("counsel of another desk", "the desk withdrew the sheet from them"),
    states.AGREEMENT_ENDED: pgettext_lazy("counsel of another desk", "the person’s agreement ended"),
    states.REQUEST_ENDED: pgettext_lazy("counsel of another desk", "the request did not wait for them any more"),
}
CHOOSE_FROM_LIST = _("Choose from the list.")
NO_MEANS = _("Under eighteen, or in doubt, nobody asks about means. Leave them out.")
SAY_IT = _("Write it in a few words.")
LEADS_TO = _("Leave out numbers of telephones or papers and addresses of mail: the body decides without them.")
CHOOSE_STEP = _("Choose what is to be decided.")
CHOOSE_RECOVERY = _("Say what was done about time to recover, or leave it open.")
RECOVERY_DAY = _("Say on which day it was: today or a day before it.")
CHOOSE_WHO_ASKS = _("Say who asks for it.")
CHOOSE_DESK = _("Choose a desk of the list.")
CHOOSE_PART = _("Choose what you want to write down.")
CHOOSE_TEXT = _("Choose a row of the legal library, or write which text it is.")
NATIONAL_TEXT = _("A text among States names no body of this nation. Choose the national text that names it.")
CHOOSE_MARK = _("Say how surely the text was read.")
CHOOSE_SINCE = _("Choose from which event it is counted.")
SAY_SOURCE = _("Say where the text was read.")
SAY_DAY = _("Choose the day, the month and the year.")
ENDS_BEFORE = _("The last day is before the first.")
DAYS = _("Write a number of days, at least one and at most two years.")
QUORUM = _("Write how many must sit: none where no panel decides, nine at most.")
ENTERED_ALREADY = _("An entry already waits here for a second person. It must be confirmed or refused first.")
END_ASKED_ALREADY = _("Its end is asked for already, and waits for a second person.")
SAY_WHY_ENDS = _(
    "Say why it ends: which text changed, or which institution asked for it. Without the name of a person."
)
ENTRY_MOVED = _("Somebody was faster: this entry no longer waits. Look at the register.")
DECIDED_ON = _("Choose the day of the decision: not before it was asked for, and not in the future.")
REVIEW_ON = _("Choose a day after the decision on which the body looks at it again.")
CHOOSE_LANGUAGE = _("Choose the language in which it was said.")
SAY_INTERPRETER = _("Say whether an interpreter was needed.")
SAY_HOW = _("Say how the person was told.")
TOLD_ON = _("Choose the day on which the person was told: not before the decision, and not in the future.")
GIVEN_ON = _("Choose the day on which it was given: not before counsel’s word, and not in the future.")
CHOOSE_COVERED = _("Choose at least one kind of acts.")
NO_PERIOD = _(
    "No period is configured: no text that was read at its source gives its length. Help does not wait for it."
)
PERIOD_BEGUN = _("The period has begun already. It can be made longer, with the reason.")
PERIOD_NOT_BEGUN = _("No period has begun yet.")
LATER_DAY = _("Choose a last day that is later than today and than the one that stands, within two years.")
NO_PDF = _("The paper could not be made. Try again, or call the technical administrator.")
NO_BODY = _(
    "No body is named for this. So there is no status, and the person is helped like somebody who is presumed to be a "
    "victim."
)
AGAINST_ASKING: dict[str, Promise] = {
    "no_body": NO_BODY,
    "no_appeal_body": _("No other body is named to go to. A review by the same body stays possible."),
    "pending": _("A request waits already for a decision. It is decided or taken back first."),
    "not_the_step": _("This step is not the next one: look at what was decided last."),
    "tell_first": _("Tell the person of this decision first, and write it down."),
}
AGAINST_RECORDING: dict[str, Promise] = {
    "not_the_recorder": _("Only whoever writes down the decisions of this body does this."),
    "same_person": _("You asked for this decision. A colleague writes down what the body decided."),
    "same_recorder": _("You wrote down the decision that is looked at again. A colleague writes down this one."),
    "not_waiting": NOT_WAITING,
    "body_ended": _("Your body is not named for this any more. Nothing is recorded; ask the secretariat."),
    "not_agreed": _("What carried this request has ended: the person’s agreement. Nothing is recorded."),
    "outcome": _("Choose what the body decided."),
}
AGAINST_PANEL: dict[str, Promise] = {
    "no_panel": _("No panel is foreseen for this body. Leave the members out."),
    "member": _("Write for each member who it is and how they voted."),
    "twice": _("A member stands there twice."),
    "recusal_reason": _("Whoever steps aside says why."),
    "quorum": _("Not enough members sat: whoever stepped aside does not count. Nothing is decided."),
    "votes": _("Those who sat did not vote for it by more than against. Nothing is decided; the panel sits again."),
}


def too_long(longest: int) -> Promise | str:
    """The text has to be shorter."""
    return gettext("Write less: at most %(n)s signs.") % {"n": longest}


def not_agreed(desk: str) -> str:
    """The person has not agreed that the sheet goes to the body, and what to do."""
    return gettext(
        "The person has not agreed that %(desk)s gets the decision sheet. Ask them, and write the answer down under "
        "“Agreements”. A no changes nothing in the help they get."
    ) % {"desk": desk}


def note_not_agreed(desk: str) -> str:
    """The same of a note."""
    return gettext(
        "The person has not agreed that %(desk)s gets this note. Ask them, and write the answer down under "
        "“Agreements”."
    ) % {"desk": desk}


def counsel_not_agreed(desk: str) -> str:
    """The same of legal counsel of another desk, who reads the sheet before it goes."""
    return gettext(
        "The person has not agreed that legal counsel of %(desk)s reads the sheet. Ask them, and write the answer down "
        "under “Agreements”. A no changes nothing in the help they get."
    ) % {"desk": desk}
