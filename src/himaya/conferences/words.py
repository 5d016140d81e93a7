"""What is said of a conference: labels of its codes, and the sentences with which a verb refuses."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.conferences import rules, states

PARTS: dict[str, Promise] = {
    rules.PROTECTION: pgettext_lazy("part of a case conference", "Protection"),
    rules.JUSTICE: pgettext_lazy("part of a case conference", "Justice"),
}
STATES: dict[str, Promise] = {
    states.CALLED: pgettext_lazy("case conference", "Called"),
    states.RUNNING: pgettext_lazy("case conference", "Under way"),
    states.HELD: pgettext_lazy("case conference", "Held; minutes to agree"),
    states.AGREED: pgettext_lazy("case conference", "Minutes agreed"),
    states.CANCELLED: pgettext_lazy("case conference", "Cancelled"),
}
ITEM_STATES: dict[str, Promise] = {
    states.WAITING: pgettext_lazy("item of a case conference", "Waiting"),
    states.ON: pgettext_lazy("item of a case conference", "On now"),
    states.HEARD: pgettext_lazy("item of a case conference", "Heard"),
    states.DROPPED: pgettext_lazy("item of a case conference", "Not heard"),
}
SEATS: dict[str, Promise] = {
    states.INVITED: pgettext_lazy("desk at a case conference", "No answer yet"),
    states.COMES: pgettext_lazy("desk at a case conference", "Comes"),
    states.WRITES: pgettext_lazy("desk at a case conference", "Sends a written line"),
    states.CANNOT: pgettext_lazy("desk at a case conference", "Cannot come"),
}
TOPICS: dict[str, Promise] = {
    rules.SAFETY: pgettext_lazy("topic", "Safety"),
    rules.HOUSING: pgettext_lazy("topic", "A place to live"),
    rules.HEALTH: pgettext_lazy("topic", "Health needs"),
    rules.CHILD: pgettext_lazy("topic", "Child"),
    rules.PAPERS: pgettext_lazy("topic", "Papers"),
    rules.WORK: pgettext_lazy("topic", "Work and wages"),
    rules.STEPS: pgettext_lazy("topic", "Steps of proceedings"),
    rules.RETURN: pgettext_lazy("topic", "Return"),
    rules.OTHER: pgettext_lazy("topic", "Something else"),
}
SAID: dict[str, Promise] = {
    rules.TOLD: _("The person was told of the conference"),
    rules.AGREED_WORD: _("The person agrees to this part"),
    rules.REFUSED: _("The person says no to this part"),
    rules.WITHDRAWN: _("The person took this part back"),
    rules.BEST_INTEREST: _("A best-interest decision carries this part"),
    rules.ATTENDS: _("The person wants to be there"),
    rules.SENDS_WORDS: _("The person sends words"),
    rules.TOLD_AFTER: _("The person was told what was decided"),
}
GUARDIAN: dict[str, Promise] = {
    "no": pgettext_lazy("guardian implicated", "No"),
    "yes": pgettext_lazy("guardian implicated", "Yes"),
    "unknown": pgettext_lazy("guardian implicated", "Not known"),
}
BASES: dict[str, Promise] = {
    rules.AGREEMENT: _("The person agrees"),
    rules.LAW: _("A named basis, written in the ledger"),
}
WHY_NOT: dict[str, Promise] = {
    rules.NOT_NAMED: _("Not named for this item"),
    rules.PART_OVER: _("This part does not stand"),
    rules.NOT_AGREED: _("No agreement in force at this desk for what is said"),
    rules.NO_LAW: _("No basis in the ledger for what is said"),
}
CANCEL: dict[str, Promise] = {
    "person_wishes": _("The person does not want it"),
    "danger_first": _("A danger comes first"),
    "too_few": _("Too few desks can come"),
    "postponed": _("Another day is better"),
    "error": _("Called by mistake"),
    rules.FILE_CLOSED: _("The file was closed"),
}
CLOSED = _("This file is closed. Open it again before a conference is called.")
FILE_CLOSED = _(
    "The file was closed: nothing of this conference goes on. The desk that holds it can open the file again."
)
PAST = _("Choose a moment that is still to come.")
LENGTH = _("Choose between 10 and 90 minutes for the whole.")
PER_ITEM = _("Choose the minutes for each item from the list, no more than the whole.")
CALLED_ALREADY = _("A conference on this case is called already. Hold it or cancel it first.")
TOO_EARLY = _("It can begin a quarter of an hour before its time, not earlier.")
OVER = _("Its time is over. Choose another day, or cancel it.")
TELL_FIRST = _("Tell the person first, and write the day down. Then begin.")
NO_PART = _("No part stands: the person said no. Cancel the conference.")
NOBODY_COMES = _("No desk has said that it comes. Wait for an answer, or cancel.")
OFF = _("This meeting does not go on. Nothing was changed.")
CLOSE_ITEM = _("Close the item that is on first.")
SAY_WHY = _("Choose why it is cancelled.")
CHOOSE_DESK = _("Choose a desk of the list.")
NO_POLICE = _(
    "Police, border, prosecution and courts are not invited to the protection part. If the person agrees to the "
    "justice part, invite them there."
)
NOBODY_THERE = _("Nobody at this desk works with people in Himaya: nobody could come. Choose another desk.")
INVITED_ALREADY = _("This desk is invited to this part already.")
CHOOSE_ANSWER = _("Say whether your desk comes, sends a line or cannot.")
CAME_ALREADY = _("Your desk has come in. Tell the chair if it has to leave.")
NOT_OPEN = _("The room opens a quarter of an hour before the meeting and closes with it.")
ANSWER_FIRST = _("Say first that your desk comes; for a part that does not stand nobody comes in.")
CHOOSE_PART = _("Choose the part.")
NOT_YET_JUSTICE = _(
    "There is no justice part: the person has not agreed to one. Ask them, without pressure, and write the answer down."
)
NOT_YET_CHILD = _("There is no justice part: for a child a best-interest decision comes first. Write it down.")
PART_IS_OVER = _("This part does not stand: the person said no or took it back.")
CHOOSE_WORD = _("Choose what is to be written down.")
NOT_HELD_YET = _("The conference has not been held yet.")
FUTURE = _("Write a day that is not in the future.")
CHILD_PATH = _(
    "For a child nobody asks for a consent: write the best-interest decision down. A no of the child counts."
)
ADULT_PATH = _("For an adult nobody decides in their place: ask the person.")
ASK_GUARDIAN = _("Say whether a parent or guardian may be implicated. If in doubt, do not call them.")
GUARDIAN_FIRST = _(
    "No justice part while a parent or guardian may be implicated: first somebody who is not must be named to speak "
    "for the child. Ask a lawyer. Danger does not wait: see “Agreements”, sharing without agreement."
)
ONLY_HEALTH = _("Only a health professional writes functional statements for this desk.")
ITEM_OVER = _("This item was taken up already, or is not heard any more.")
PROTECTION_FIRST = _("First the items of protection; then those who come for justice come in.")
JUSTICE_BEGUN = _("The justice part has begun. What is about protection waits for another conference.")
NOT_ON = _("This item is not on. Nothing else was changed.")
CHOOSE_TOPIC = _("Choose a topic.")
STEPS_IN_JUSTICE = _("Steps of proceedings belong into the justice part.")
NO_TIME = _("There is no time left for one more item. Plan fewer, or call a longer conference.")
CHOOSE_TERMS = _("Choose at least one functional statement: what the person can do or needs.")
TERMS_ARE_HEALTH = _("Functional statements belong to the topic of health needs.")
UNTIL = _("This statement is said for a time. Write a last day from today on.")
CHOOSE_CLASSES = _("Choose what it tells from the list.")
CHOOSE_HEARERS = _("Choose at least one desk that is invited to this part, each with its basis.")
BEGIN_FIRST = _("Begin the conference first.")
TIME_IS_UP = _("The time is up. End the conference; what is left waits for another one.")
CHOOSE_ITEM = _("Choose an item that is on or was heard.")
TELLS_TOO_MUCH = _("This desk may not hear this item: the action would tell it. Choose another desk.")
DUE = _("Choose a day from today on, within a year.")
DRAFT_FIRST = _("Draft the minutes first.")
NEWER_DRAFT = _("A newer draft is there. Read it, then agree.")
SAY_IT = _("Write it in a few words.")
NO_PDF = _("The paper could not be made. Read the minutes on the page, or call the technical administrator.")
NOT_IN_STATE: dict[str, Promise] = {
    states.CALLED: BEGIN_FIRST,
    states.RUNNING: _("The conference is under way already."),
    states.HELD: _("The conference was held. Call another one for what is left."),
    states.AGREED: _("The minutes are agreed and locked. Call another conference for what is left."),
    states.CANCELLED: _("This conference was cancelled. Call another one."),
}


def no_such_part(part: str, *, child: bool, last: str) -> Promise:
    """Why a part does not stand, and what to do."""
    if last in rules.NO or part == rules.PROTECTION:
        return PART_IS_OVER
    return NOT_YET_CHILD if child else NOT_YET_JUSTICE


def nobody_may_hear(classes: Iterable[str]) -> Promise | str:
    """What the item tells that nothing covers, and what to do."""
    return _(
        "No desk that you chose may hear this: neither an agreement in force nor a named basis covers it "
        "(%(classes)s). Ask the person first, or leave the item out."
    ) % {"classes": " · ".join(classes)}


def too_long(longest: int) -> Promise | str:
    """The text has to be shorter."""
    return _("Write less: at most %(n)s signs.") % {"n": longest}


def says_what_they_have(found: str) -> Promise | str:
    """A word of diagnosis, and what to write instead."""
    return _(
        "“%(word)s” says what the person has. Say what they can do or need: choose a functional statement, such as “No "
        "hearing for two weeks”."
    ) % {"word": found}
