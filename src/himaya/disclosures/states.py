"""The states of an authority's demand, and who leads from one to the next. No Django."""

RECEIVED, ADVISED, DECIDED, ANSWERED = "received", "advised", "decided", "answered"
DROPPED, CLOSED = "dropped", "closed"
STATES = (RECEIVED, ADVISED, DECIDED, ANSWERED, DROPPED, CLOSED)
OPEN = (RECEIVED, ADVISED, DECIDED, ANSWERED, DROPPED)

# verb -> (states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "advise": ((RECEIVED, ADVISED), ADVISED),
    "decide": ((ADVISED,), DECIDED),
    "give": ((DECIDED,), ANSWERED),
    "drop": ((RECEIVED, ADVISED, DECIDED), DROPPED),
    "close": ((ANSWERED, DROPPED), CLOSED),
}

# Who asks, with which power, and what for.
ASKERS = ("court", "prosecution", "police", "border", "administration", "consulate", "other_state", "other")
POWERS = ("judge_order", "prosecutor_order", "search_order", "summons", "letter", "spoken", "none")
# What counsel advises, and in which form something was given.
ADVICE = ("give", "give_less", "contest", "refuse")
FORMS = ("by_hand", "sealed_letter", "shown_not_given", "refusal_sent")

# What the person was told: nothing yet, told, put off until a day, or nobody to tell.
NOT_YET, TOLD, PUT_OFF, NOBODY = "not_yet", "told", "put_off", "nobody"
NOTICES = (NOT_YET, TOLD, PUT_OFF, NOBODY)
PUT_OFF_REASONS = ("order_forbids", "endangers_person", "endangers_other", "not_reached")
NOBODY_REASONS = ("no_file", "person_died", "never_found")


def leads_to(verb: str, state: str) -> str | None:
    """The state after the verb, or None when it is not the moment for it."""
    allowed, after = TRANSITIONS[verb]
    return after if state in allowed else None
