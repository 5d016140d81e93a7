"""The states of a packet to a partner abroad and what leads from one to the next. No Django.

Source: the issue, F3 (sealed, signed, reply-by date, acknowledgement, "refusals and silence have a path"); ADR 56.
From every state but the last one word of the person leads to `taken_back`.
"""

PREPARED, READY = "prepared", "ready"
HANDED_OUT, RECEIVED, SILENT = "handed_out", "received", "silent"
ACCEPTED, IN_PART, CANNOT, REFUSED = "accepted", "in_part", "cannot", "refused"
ENDED, TAKEN_BACK = "ended", "taken_back"
STATES = (
    PREPARED, READY, HANDED_OUT, RECEIVED, SILENT, ACCEPTED, IN_PART, CANNOT, REFUSED, ENDED, TAKEN_BACK,
)  # fmt: skip
ANSWERED = (ACCEPTED, IN_PART, CANNOT, REFUSED)
# Nothing has left yet | the partner has it and owes a word.
INSIDE, WAITING = (PREPARED, READY), (HANDED_OUT, RECEIVED, SILENT)
LIVE = (*INSIDE, *WAITING)
# What a partner can say with the code that only the opened packet holds; a no needs none.
ANSWERS = ("accept", "accept_in_part", "cannot")
# Why a partner cannot, or will not.
REASONS = ("no_place", "not_our_service", "not_safe", "no_contact", "other")
# Why the desk ends a packet itself.
END_REASONS = ("other_partner", "not_needed", "plan_changed", "no_answer")

# verb -> (states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "release": ((PREPARED,), READY),
    "hand_out": ((READY, HANDED_OUT), HANDED_OUT),
    "acknowledge": ((HANDED_OUT, SILENT), RECEIVED),
    "accept": ((RECEIVED, SILENT), ACCEPTED),
    "accept_in_part": ((RECEIVED, SILENT), IN_PART),
    "cannot": ((RECEIVED, SILENT), CANNOT),
    "refuse": (WAITING, REFUSED),
    "fall_silent": ((HANDED_OUT, RECEIVED), SILENT),
    "ask_again": ((SILENT,), HANDED_OUT),
    "end": ((*LIVE, *ANSWERED), ENDED),
    "take_back": ((*LIVE, *ANSWERED, ENDED), TAKEN_BACK),
}


def leads_to(verb: str, state: str) -> str | None:
    """The state after the verb, or None when it is not the moment for it."""
    allowed, after = TRANSITIONS[verb]
    return after if state in allowed else None
