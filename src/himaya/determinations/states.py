"""Where a person stands, as a named body decided; where a request for it stands; and the register. No Django."""

# Nobody decided: help as for a presumed victim. The last is never the end: services go on, a review is offered.
POTENTIAL, PRESUMED, IDENTIFIED, NOT_ESTABLISHED = "potential", "presumed", "identified", "not_established"
STATUSES = (POTENTIAL, PRESUMED, IDENTIFIED, NOT_ESTABLISHED)
# What a body decides on, and the body to which one can go further.
STEPS = (PRESUMED, IDENTIFIED)
APPEAL_BODY = "appeal"
NAMED_FOR = (*STEPS, APPEAL_BODY)
# For each step the statuses that a body may record; a status comes from a decision and from nothing else.
OUTCOMES: dict[str, tuple[str, ...]] = {
    PRESUMED: (PRESUMED, NOT_ESTABLISHED),
    IDENTIFIED: (IDENTIFIED, NOT_ESTABLISHED),
}
# From which status a step is asked for.
ASKED_FROM: dict[str, tuple[str, ...]] = {
    PRESUMED: (POTENTIAL, NOT_ESTABLISHED),
    IDENTIFIED: (PRESUMED,),
}

FIRST, REVIEW, APPEAL = "first", "review", "appeal"
KINDS = (FIRST, REVIEW, APPEAL)
# What goes to a desk of police, prosecution or a court is read by legal counsel first: it is not sent before.
TO_COUNSEL, SENT, DECIDED, WITHDRAWN = "to_counsel", "sent", "decided", "withdrawn"
REQUEST_STATES = (TO_COUNSEL, SENT, DECIDED, WITHDRAWN)
WAITING = (TO_COUNSEL, SENT)
# Of a request: verb -> (from which states, to which).
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "record": ((SENT,), DECIDED),
    "withdraw": ((TO_COUNSEL, SENT), WITHDRAWN),
    "advise": ((TO_COUNSEL,), SENT),
    "advise_against": ((TO_COUNSEL,), WITHDRAWN),
}
# Why counsel of another desk, who was named, reads the sheet no longer: they gave their word, the desk took the naming
# back, the person's agreement ended, or the request did not wait for them any more.
SAID, TAKEN_BACK, AGREEMENT_ENDED, REQUEST_ENDED = "said", "taken_back", "agreement_ended", "request_ended"
COUNSEL_ENDS = (SAID, TAKEN_BACK, AGREEMENT_ENDED, REQUEST_ENDED)
# Who asked for a review: the person, or somebody in their place, with their word.
ASKED_BY = ("person", "lawyer", "trusted_person", "guardian", "desk")

# The register: a body, the term of a review, the recovery and reflection period.
BODY, TERM, PERIOD = "body", "review_term", "period"
PARTS = (BODY, TERM, PERIOD)
PROPOSED, IN_FORCE, REFUSED, REPLACED, ENDED = "proposed", "in_force", "refused", "replaced", "ended"
ENTRY_STATES = (PROPOSED, IN_FORCE, REFUSED, REPLACED, ENDED)
ENTRY_TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "confirm": ((PROPOSED,), IN_FORCE),
    "refuse": ((PROPOSED,), REFUSED),
    "ask_to_end": ((IN_FORCE,), IN_FORCE),
    "keep": ((IN_FORCE,), IN_FORCE),
    "end": ((IN_FORCE,), ENDED),
}
# From which event a period is counted.
SINCE_ASKED, SINCE_DECIDED, SINCE_TOLD = "asked", "decided", "told"
SINCE = (SINCE_ASKED, SINCE_DECIDED, SINCE_TOLD)
STARTED, EXTENDED = "started", "extended"
PERIOD_WORDS = (STARTED, EXTENDED)

DRAFTED, ADVISED, ADVISED_AGAINST, GIVEN = "drafted", "advised", "advised_against", "given"
NOTE_WORDS = (DRAFTED, ADVISED, ADVISED_AGAINST, GIVEN)
NOTE_TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "advise": ((DRAFTED,), ADVISED),
    "advise_against": ((DRAFTED,), ADVISED_AGAINST),
    "give": ((ADVISED, GIVEN), GIVEN),
}
# Time to recover before something is said to police, prosecution or a court: what was done about it.
OFFERED, TAKEN, WAIVED = "offered", "taken", "waived"
RECOVERY = (OFFERED, TAKEN, WAIVED)
HOW = ("spoken", "written", "both")
