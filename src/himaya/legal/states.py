"""The states of an entry of the register and who leads from one to the next. No Django."""

PROPOSED, IN_FORCE, REFUSED, REPLACED, ENDED = "proposed", "in_force", "refused", "replaced", "ended"
STATES = (PROPOSED, IN_FORCE, REFUSED, REPLACED, ENDED)

# What the register consists of. A basis is about a purpose, a recipient about an institution. Exports are off until
# an entry says otherwise; no gap is counted where there is none.
CONTROLLER, BASIS, AUTHORISATION, RECIPIENT = "controller", "basis", "authorisation", "recipient"
EXPORTS = "exports"
PARTS = (CONTROLLER, AUTHORISATION, BASIS, RECIPIENT, EXPORTS)
ABOUT = (BASIS, RECIPIENT)
# What is known of a recipient's immunities, and of whether it passes things on: empty and unknown say "not known yet".
YES, NO, UNKNOWN = "yes", "no", "unknown"
KNOWN = ("", YES, NO, UNKNOWN)

# verb -> (states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "confirm": ((PROPOSED,), IN_FORCE),
    "refuse": ((PROPOSED,), REFUSED),
    "end": ((IN_FORCE,), ENDED),
}


def leads_to(verb: str, state: str) -> str | None:
    """The state after the verb, or None when it is not the moment for it."""
    allowed, after = TRANSITIONS[verb]
    return after if state in allowed else None
