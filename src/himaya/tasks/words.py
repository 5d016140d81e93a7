"""Codes of tasks as words. Each says enough without naming anybody."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.tasks import rules, states

KINDS: dict[str, Promise] = {
    "call_back": _("Call back, as the person wishes to be reached"),
    "accompany": _("Go along with the person"),
    "ask_papers": _("Ask for papers"),
    "prepare": _("Prepare a meeting or a letter"),
    "deadline": _("Keep a deadline"),
    "follow_up": _("Ask how it went on"),
    "other": pgettext_lazy("kind of task", "Something else"),
    "answer_referral": _("Answer a referral"),
    "answer_question": _("Answer a question about a referral"),
    "write_report": _("Report back on a referral"),
    "look_again": _("Look for another desk"),
    "tell_colleagues": _("Tell colleagues: the agreement was taken back, copies on paper are destroyed"),
    "plan_line": _("Do what the plan says"),
    "right_deadline": _("Act before a right runs out"),
    "agreed_action": _("Do what a case conference agreed"),
    "tell_decision": _("Tell the person what was decided"),
    "period_ends": _("A period ends soon: speak with the person"),
    "consent_ends": _("Ask again: an agreement ends soon"),
    "dormant": _("Look at a file in which nothing has happened"),
    "before_interview": _("Before an interview: see what its preparation asks of this desk"),
    "counsel_word": _("Legal counsel: give your word on what waits for it"),
    "after_counsel": _("Legal counsel has given their word: see what to do now"),
    "review_day": _("The day of review of a decision has come: speak with the person"),
    "see_again": _("See the person again, and write down how they are"),
    "offer_consultation": _("Offer a health consultation, and write down what the person says"),
    "risk_again": _("Look at the risk again, with the person"),
    "risk_overdue": _("Lead of the desk: a look at the risk is overdue"),
    "risk_worse": _("The risk has grown: see today what is to be done"),
    "risk_worse_lead": _("Lead of the desk: the risk of a person has grown"),
    "risk_measure": _("Do what was agreed for a person’s safety"),
    "kept_apart": _("Something waits in what your desk keeps apart"),
    "before_statement": _("Before a statement: see that time to recover was offered, and is kept"),
    "packet_waits": _("Lead of the desk: look through something before it leaves"),
    "packet_silent": _("No answer came by its day: ask again, or ask somebody else"),
    "packet_silent_lead": _("Lead of the desk: an answer is overdue, see what is to be done"),
    "return_again": _("The day to look again has come: speak with the person about what they wish"),
    "return_arrival": _("Ask now whether the person was met, and write down the answer"),
    "return_arrival_lead": _("Lead of the desk: nobody has said yet that the person was met"),
    "return_arrival_doubted": _("Another desk says that somebody does not come: ask the person, by the way they chose"),
    "return_follow": _("Ask the person how it goes, by the way that they chose"),
    "enquiry_waits": _("Another service asks whether your desk knows somebody: see what it asks"),
    "enquiry_answered": _("A service that was asked gets in touch: see which"),
}
# Beside what means reaching a person. Codes of `rules`; the last says nothing of what was agreed.
CONTACT: dict[str, Promise] = {
    rules.NEVER: _("Do not call: the person comes or calls. Speak with them then."),
    rules.LOOK: _("Before any call, look first how this person may be reached."),
    rules.ASK: _("Your desk was not told how the person may be reached: ask the desk that knows before any call."),
}
_NO_CALL = _("Speak with the person when they come or call")
STATES: dict[str, Promise] = {
    states.OPEN: pgettext_lazy("task", "Open"),
    states.TAKEN: pgettext_lazy("task", "Taken"),
    states.DONE: pgettext_lazy("task", "Done"),
    states.NOT_DONE: pgettext_lazy("task", "Not done"),
    states.CLOSED: pgettext_lazy("task", "No longer needed"),
}
BUCKETS: dict[str, Promise] = {
    rules.LATE: pgettext_lazy("tasks", "Late"),
    rules.TODAY: pgettext_lazy("tasks", "Today"),
    rules.THIS_WEEK: pgettext_lazy("tasks", "Within seven days"),
    rules.LATER: pgettext_lazy("tasks", "Later"),
    rules.NO_DAY: pgettext_lazy("tasks", "Without a day"),
}
NOT_DONE_REASONS: dict[str, Promise] = {
    "not_needed": _("It is no longer needed"),
    "person_said_no": _("The person does not wish it"),
    "not_reached": _("The person could not be reached safely"),
    "not_safe": _("It would not be safe now"),
    "no_means": _("There was no way to do it"),
}
CLOSED_REASONS: dict[str, Promise] = {
    "case_closed": _("The file was closed"),
    "settled": _("What it asked for has happened"),
    "access_ended": _("The agreement or the access that it rested on has ended"),
}
HAND_BACK_REASONS: dict[str, Promise] = {
    "no_time": _("I cannot do it in time"),
    "other_skill": _("Somebody else knows this better"),
    "absent": _("I will be away"),
    "conflict": _("I should not work on this"),
}
# What is said of a task to whoever it waits for.
TOLD: dict[str, Promise] = {
    "given": _("A task was given"),
    "raised": _("Something waits"),
    "delegated": _("A colleague passed a task on"),
    "handed_back": _("A task came back"),
    "fell_back": _("A task fell back to the desk"),
    "moved": _("A task came along with a file"),
    "reopened": _("A task was opened again"),
    "reminded": _("A reminder by a colleague"),
    "due": _("A day has come"),
}
STEPS: dict[str, Promise] = {
    "given": pgettext_lazy("step of a task", "Given"),
    "raised": pgettext_lazy("step of a task", "Raised by the system"),
    "taken": pgettext_lazy("step of a task", "Taken"),
    "delegated": pgettext_lazy("step of a task", "Passed on"),
    "handed_back": pgettext_lazy("step of a task", "Handed back"),
    "fell_back": pgettext_lazy("step of a task", "Fell back to the desk"),
    "moved": pgettext_lazy("step of a task", "Came along with the file"),
    "reminded": pgettext_lazy("step of a task", "Reminded"),
    "done": pgettext_lazy("step of a task", "Done"),
    "not_done": pgettext_lazy("step of a task", "Left undone"),
    "closed": pgettext_lazy("step of a task", "Closed by the system"),
    "reopened": pgettext_lazy("step of a task", "Opened again"),
}
NO_HOUR = _("Nobody calls this person: they come or call. Leave the hour out, or say that they agreed to it.")
_ALREADY: dict[str, Promise] = {
    states.OPEN: _("This task is open. Nothing was changed."),
    states.TAKEN: _("This task is taken. Nothing was changed."),
    states.DONE: _("This task is done already. Nothing else was changed."),
    states.NOT_DONE: _("This task was left undone already. Nothing else was changed."),
    states.CLOSED: _("This task is closed: nothing is to be done any more. Nothing was changed."),
}


def kind(code: str, contact: str = "") -> Promise:
    """What is to be done; under a promise that nobody calls, it is not told as a call."""
    return _NO_CALL if contact == rules.NEVER and code == "call_back" else KINDS[code]


def already(state: str) -> Promise:
    """Why it is not the moment."""
    return _ALREADY[state]


def reason(code: str) -> Promise | str:
    """The words of a reason, whichever list it is of."""
    return {**NOT_DONE_REASONS, **CLOSED_REASONS, **HAND_BACK_REASONS}.get(code, "")
