"""The states of an export and who leads from one to the next. No Django."""

ASKED, APPROVED, REFUSED, WITHDRAWN = "asked", "approved", "refused", "withdrawn"
# Its time is over | a person whose records it named was erased before it left.
EXPIRED, EMPTIED = "expired", "emptied"
STATES = (ASKED, APPROVED, REFUSED, WITHDRAWN, EXPIRED, EMPTIED)
OPEN = (ASKED, APPROVED)

# verb -> (states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "approve": ((ASKED,), APPROVED),
    "refuse": ((ASKED,), REFUSED),
    "withdraw": ((ASKED, APPROVED), WITHDRAWN),
    "fetch": ((APPROVED,), APPROVED),
    "expire": ((ASKED, APPROVED), EXPIRED),
    "empty": ((ASKED, APPROVED), EMPTIED),
}
REFUSALS = ("too_much", "other_way", "receiver_unsure", "key_unsure", "not_agreed")


def leads_to(verb: str, state: str) -> str | None:
    """The state after the verb, or None when it is not the moment for it."""
    allowed, after = TRANSITIONS[verb]
    return after if state in allowed else None
