"""The states of a task and who moves it from one to the next. No Django: the diagram is drawn from this table."""

OPEN, TAKEN = "open", "taken"
DONE, NOT_DONE, CLOSED = "done", "not_done", "closed"
STATES = (OPEN, TAKEN, DONE, NOT_DONE, CLOSED)
# Somebody still has to do something.
LIVE = (OPEN, TAKEN)
ENDED = (DONE, NOT_DONE, CLOSED)

# verb -> (states it may start from, state it leads to); one that is taken can be taken over once it fell to the desk.
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "take": (LIVE, TAKEN),
    "delegate": (LIVE, OPEN),
    "hand_back": (LIVE, OPEN),
    "fall_back": (LIVE, OPEN),
    "move": (LIVE, OPEN),
    "close": (LIVE, DONE),
    "leave": (LIVE, NOT_DONE),
    "settle": (LIVE, CLOSED),
    "reopen": (ENDED, OPEN),
}

# What somebody gives by hand.
GIVEN_KINDS = ("call_back", "accompany", "ask_papers", "prepare", "deadline", "follow_up", "other")
# What a desk gives itself that is about nobody: each word says enough without a sentence about people.
DESK_KINDS = ("prepare", "deadline", "follow_up", "other")
# Of what a desk keeps apart: there only for whoever opens that.
KEPT_APART = "kept_apart"
# What the system raises, because of something that happened elsewhere.
RAISED_KINDS = (
    "answer_referral",
    "answer_question",
    "write_report",
    "look_again",
    "tell_colleagues",
    "plan_line",
    "right_deadline",
    "agreed_action",
    "tell_decision",
    "period_ends",
    "consent_ends",
    "dormant",
    "before_interview",
    "counsel_word",
    "after_counsel",
    "review_day",
    "see_again",
    "offer_consultation",
    "risk_again",
    "risk_overdue",
    "risk_worse",
    "risk_worse_lead",
    "risk_measure",
    KEPT_APART,
    "before_statement",
    # Of a store of before: that a second look is waited for is computed now (`kernel.two_people`).
    "packet_waits",
    "packet_silent",
    "packet_silent_lead",
    # Of somebody who goes or stays: to look again, to hear that they arrived, to ask how it goes there.
    "return_again",
    "return_arrival",
    "return_arrival_lead",
    "return_arrival_doubted",
    "return_follow",
    # Another service asks about somebody of a file; and one that was asked gets in touch.
    "enquiry_waits",
    "enquiry_answered",
)
KINDS = (*GIVEN_KINDS, *RAISED_KINDS)
# What a task is about; empty for a task of the desk that is about nobody.
ABOUT = (
    "case",
    "referral",
    "plan_line",
    "right",
    "agreed_action",
    "decision",
    "decision_request",
    "decision_note",
    "period",
    "consent",
    "look",
    "care",
    "risk",
    "risk_assessment",
    "risk_measure",
    "recovery",
    "packet",
    "return",
    "enquiry",
)
# Kind, and what it is about: of a child who goes on their own, the lead hears beside the desk, and ends it.
OF_THE_LEAD = ("risk_worse_lead", "return")
NOT_DONE_REASONS = ("not_needed", "person_said_no", "not_reached", "not_safe", "no_means")
# Why the system closed it: the case is closed, what it asked for happened, or what it rested on has ended.
CLOSED_REASONS = ("case_closed", "settled", "access_ended")
HAND_BACK_REASONS = ("no_time", "other_skill", "absent", "conflict")
# What somebody is told of a task, last.
TOLD = ("given", "raised", "delegated", "handed_back", "fell_back", "moved", "reopened", "reminded", "due")


def leads_to(verb: str, state: str) -> str | None:
    """The state after the verb, or None when it is not the moment for it."""
    allowed, after = TRANSITIONS[verb]
    return after if state in allowed else None
