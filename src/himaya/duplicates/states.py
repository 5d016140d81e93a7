"""The states of a search and of a pair, and who leads from one to the next. No Django."""

ASKED, AGREED, RUNNING, DONE = "asked", "agreed", "running", "done"
REFUSED, STOPPED, FAILED, LAPSED = "refused", "stopped", "failed", "lapsed"
STATES = (ASKED, AGREED, RUNNING, DONE, REFUSED, STOPPED, FAILED, LAPSED)
OPEN = (ASKED, AGREED, RUNNING)

# verb -> (states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "agree": ((ASKED,), AGREED),
    "refuse": ((ASKED,), REFUSED),
    "stop": (OPEN, STOPPED),
    "begin": ((AGREED, RUNNING), RUNNING),
    "finish": ((RUNNING,), DONE),
    "fail": ((RUNNING,), FAILED),
    "lapse": ((ASKED, AGREED), LAPSED),
}

WAITS, JOINED, APART, PARTED = "waits", "joined", "apart", "parted"
PAIR_STATES = (WAITS, JOINED, APART, PARTED)
PAIRS: dict[str, tuple[tuple[str, ...], str]] = {
    "join": ((WAITS, PARTED), JOINED),
    "keep_apart": ((WAITS, PARTED), APART),
    "part": ((JOINED,), PARTED),
}
# Stages of a running search, in their order.
OPENING, LEARNING, COMPARING, KEEPING = "opening", "learning", "comparing", "keeping"
STAGES = (OPENING, LEARNING, COMPARING, KEEPING)


def leads_to(verb: str, state: str) -> str | None:
    """The state of a search after the verb, or None when it is not the moment for it."""
    allowed, after = TRANSITIONS[verb]
    return after if state in allowed else None


def pair_leads_to(verb: str, state: str) -> str | None:
    """The same of a pair."""
    allowed, after = PAIRS[verb]
    return after if state in allowed else None
