"""The states of a referral and who moves it from one to the next. No Django: the diagram is drawn from this table."""

SENT, ASKED = "sent", "asked"
ACCEPTED, ACCEPTED_IN_PART = "accepted", "accepted_in_part"
REDIRECTED, DECLINED, NO_SERVICE = "redirected", "declined", "no_service"
REPORTED_BACK, WITHDRAWN = "reported_back", "withdrawn"
STOOD_DOWN = "stood_down"

STATES = (
    SENT,
    ASKED,
    ACCEPTED,
    ACCEPTED_IN_PART,
    REDIRECTED,
    DECLINED,
    NO_SERVICE,
    REPORTED_BACK,
    WITHDRAWN,
    STOOD_DOWN,
)
# The receiving desk has given its word; a moment of answering stands in the row.
ANSWERED = (ACCEPTED, ACCEPTED_IN_PART, REDIRECTED, DECLINED, NO_SERVICE, REPORTED_BACK)
# The clock runs against the receiving desk only here: in ASKED the question lies with the sender.
WAITING = (SENT,)
# The receiving desk needs the packet for its work only here.
READABLE = (SENT, ASKED, ACCEPTED, ACCEPTED_IN_PART, REPORTED_BACK)
# The receiving desk is still to meet the person.
TO_MEET = (SENT, ASKED, ACCEPTED, ACCEPTED_IN_PART)
# Nothing more is expected of the receiving desk.
ENDED = (REDIRECTED, DECLINED, NO_SERVICE, REPORTED_BACK, WITHDRAWN, STOOD_DOWN)
# What was taken on in part only leaves something open here, also once the report is in.
IN_PART = (ACCEPTED_IN_PART, REPORTED_BACK)
IN_PART_OR_WHOLE = (ACCEPTED, ACCEPTED_IN_PART, REPORTED_BACK)
# Several desks were asked for one need; so many at most, each with an agreement of its own.
MOST_DESKS = 3
# What became of a part that nobody took on: not needed any more, or nobody offers it.
RESTS = ("not_needed", "no_service")

# verb -> (states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "accept": ((SENT, ASKED), ACCEPTED),
    "accept_in_part": ((SENT, ASKED), ACCEPTED_IN_PART),
    "ask": ((SENT,), ASKED),
    "answer": ((ASKED,), SENT),
    "redirect": ((SENT, ASKED), REDIRECTED),
    "decline": ((SENT, ASKED), DECLINED),
    "no_service": ((SENT, ASKED), NO_SERVICE),
    "report_back": ((ACCEPTED, ACCEPTED_IN_PART), REPORTED_BACK),
    "withdraw": ((SENT, ASKED, ACCEPTED, ACCEPTED_IN_PART, REPORTED_BACK), WITHDRAWN),
    "stand_down": ((SENT, ASKED, ACCEPTED, ACCEPTED_IN_PART), STOOD_DOWN),
}

# On what a hand-over rests: the person's agreement, the child circuit, a duty in law, an urgent danger.
CONSENT, CHILD, LEGAL_DUTY, DANGER = "consent", "child", "legal_duty", "danger"
ROUTES = (CONSENT, CHILD, LEGAL_DUTY, DANGER)

URGENT, SOON, ORDINARY = "urgent", "soon", "ordinary"
URGENCIES = (URGENT, SOON, ORDINARY)

DELIVERED = ("yes", "in_part", "no")
NEXT_ACTIONS = ("none", "continues_here", "another_desk_needed", "person_will_come_back", "not_reached")
NOT_TOLD_REASONS = ("telling_endangers", "not_alone", "cannot_understand")
GUARDIAN = ("yes", "no", "unknown")
# Who carried the words of the agreement: nobody needed, somebody there, somebody by telephone, nobody found yet.
INTERPRETERS = ("none", "present", "telephone", "missing")


def leads_to(verb: str, state: str) -> str | None:
    """The state after the verb, or None when it is not the moment for it."""
    allowed, after = TRANSITIONS[verb]
    return after if state in allowed else None
