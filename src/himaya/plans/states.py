"""The states of a line of a plan, and who moves it from one to the next. No Django.

Source: domain/assistance.md section 2 (statuses of a measure), section 3 (types and pillars of a support plan).
"""

PROPOSED, ACCEPTED, REFUSED = "proposed", "accepted", "refused"
REQUESTED, ACKNOWLEDGED, STARTED = "requested", "acknowledged", "started"
SUSPENDED, COMPLETED, NOT_AVAILABLE = "suspended", "completed", "not_available"
STATES = (PROPOSED, ACCEPTED, REFUSED, REQUESTED, ACKNOWLEDGED, STARTED, SUSPENDED, COMPLETED, NOT_AVAILABLE)
# Something is still to be done, by one side or the other.
OPEN = (PROPOSED, ACCEPTED, REQUESTED, ACKNOWLEDGED, STARTED, SUSPENDED)
# The desk that has to do it knows of it.
WITH_THE_BODY = (REQUESTED, ACKNOWLEDGED, STARTED, SUSPENDED, COMPLETED, NOT_AVAILABLE)
# The desk has it in hand and has not said what became of it: these can be overdue on its side.
EXPECTED = (REQUESTED, ACKNOWLEDGED, STARTED, SUSPENDED)
# The person has not said anything about it yet, or may have changed their mind.
TO_GO_THROUGH = (PROPOSED,)

# The desk that holds the plan; the desk that does what the line says; the holding desk where it is both.
HOLDER, BODY, OWN = "holder", "body", "own"

# verb -> (states it may start from, state it leads to, who)
TRANSITIONS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "accept": ((PROPOSED,), ACCEPTED, HOLDER),
    "refuse": ((PROPOSED, ACCEPTED, REQUESTED, ACKNOWLEDGED, STARTED, SUSPENDED), REFUSED, HOLDER),
    "offer_again": ((REFUSED, NOT_AVAILABLE), PROPOSED, HOLDER),
    "request": ((ACCEPTED,), REQUESTED, HOLDER),
    "take_up": ((ACCEPTED,), STARTED, OWN),
    "acknowledge": ((REQUESTED,), ACKNOWLEDGED, BODY),
    "start": ((REQUESTED, ACKNOWLEDGED, SUSPENDED), STARTED, BODY),
    "suspend": ((ACKNOWLEDGED, STARTED), SUSPENDED, BODY),
    "complete": ((ACKNOWLEDGED, STARTED, SUSPENDED), COMPLETED, BODY),
    "not_available": ((REQUESTED, ACKNOWLEDGED, STARTED, SUSPENDED), NOT_AVAILABLE, BODY),
}

# What the desk that holds the plan writes down for a desk that cannot do it itself, and from where it may beside what
# the table says: a desk without an account is called, and a line that it was never given is still waiting.
STANDS_IN: dict[str, tuple[str, ...]] = {
    "start": (ACCEPTED,),
    "suspend": (),
    "complete": (REQUESTED,),
    "not_available": (ACCEPTED,),
}

# Four pillars of a national referral mechanism, as the parts of a plan.
PILLARS = ("protection", "support", "inclusion", "justice")
# What a goal is about.
TYPES = (
    "education",
    "financial",
    "health",
    "labour_exploitation",
    "legal",
    "livelihood",
    "rights_training",
    "sexual_exploitation",
    "social_care",
)
# What became of a goal or of a line.
OUTCOMES = ("reached", "reached_in_part", "not_reached", "no_longer_wished")
DELIVERED = ("yes", "in_part", "no")
# Why a desk cannot do it: about the service, never about the person.
REASONS = (
    "no_place",
    "not_given_here",
    "outside_region",
    "no_interpreter",
    "no_budget",
    "papers_asked_for",
    "not_safe_here",
    "team_unavailable",
)
# What the person said of the plan as a whole.
AGREED, IN_PART, NOT_AGREED = "agreed", "in_part", "not_agreed"
ANSWERS = (AGREED, IN_PART, NOT_AGREED)
INTERPRETERS = ("none", "present", "telephone", "missing")


def leads_to(verb: str, state: str, *, stands_in: bool = False) -> str | None:
    """The state after the verb, or None when it is not the moment for it."""
    allowed, after, _who = TRANSITIONS[verb]
    return after if state in allowed or (stands_in and state in STANDS_IN.get(verb, ())) else None


def verbs_of(who: str, state: str, *, own: bool, stands_in: bool = False) -> list[str]:
    """What the desk that holds the plan, or the desk that does it, may do next. `own`: one desk is both."""
    sides = {HOLDER, OWN, BODY} if own else {who}
    return [
        verb
        for verb, (_allowed, _after, side) in TRANSITIONS.items()
        if (side in sides or (stands_in and verb in STANDS_IN))
        and leads_to(verb, state, stands_in=stands_in)
        and not (own and verb == "request")
    ]
