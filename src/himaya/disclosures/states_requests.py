"""The states of what a person asks about their own data, and who leads from one to the next. No Django."""

# What is asked: an answer to "what do you keep about me", or that something be set right.
ACCESS, RECTIFY = "access", "rectify"
KINDS = (ACCESS, RECTIFY)

RECEIVED, PREPARED, RELEASED = "received", "prepared", "released"
ACCEPTED, REFUSED, DECLINED = "accepted", "refused", "declined"
DROPPED, CLOSED = "dropped", "closed"
STATES = (RECEIVED, PREPARED, RELEASED, ACCEPTED, REFUSED, DECLINED, DROPPED, CLOSED)
OPEN = (RECEIVED, PREPARED, RELEASED, ACCEPTED, REFUSED, DECLINED)

# verb -> (kinds it is for, states it may start from, state it leads to)
TRANSITIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "prepare": ((ACCESS,), (RECEIVED, PREPARED), PREPARED),
    "send_back": ((ACCESS,), (PREPARED,), RECEIVED),
    "release": ((ACCESS,), (PREPARED,), RELEASED),
    "accept": ((RECTIFY,), (RECEIVED,), ACCEPTED),
    "refuse": ((RECTIFY,), (RECEIVED,), REFUSED),
    "decline": (KINDS, (RECEIVED,), DECLINED),
    "drop": (KINDS, (RECEIVED, PREPARED, RELEASED), DROPPED),
    "hand_over": (KINDS, (RELEASED, ACCEPTED, REFUSED, DECLINED), CLOSED),
}

# Who asks, and how it was checked that they are the one.
PERSON, COUNSEL, GUARDIAN, TRUSTED = "person", "counsel", "guardian", "trusted"
ASKERS = (PERSON, COUNSEL, GUARDIAN, TRUSTED)
KNOWN, DOCUMENT, PHRASE, MANDATE = "known_here", "document_seen", "phrase", "mandate_seen"
PROOFS = (KNOWN, DOCUMENT, PHRASE, MANDATE)

# What can be set right: a line of the identity, or an answer of the latest set.
ANSWER = "answer"
NAMES = ("full_name", "other_names", "birth", "phone", "document", "meeting_place")
FIELDS = (*NAMES, ANSWER)
# Where the desk will call and meet the person from then on.
REACH = ("phone", "meeting_place")

# Why something was decided so. Coded: a sentence about it would itself be content of the file.
ACCEPT_REASONS = ("person_says", "document_shows", "written_wrongly")
REFUSE_REASONS = ("was_said_so", "nothing_shows_it", "about_other")
DECLINE_REASONS = ("not_established", "asker_endangers", "not_this_file")

# Why a part is left out of an answer.
ABOUT_OTHER, ENDANGERS = "about_other", "endangers"
LEFT_OUT = (ABOUT_OTHER, ENDANGERS)

# How an answer reached the person. There is no way by mail or by telephone.
WAYS = ("by_hand", "read_aloud", "kept_for_them")


def leads_to(verb: str, kind: str, state: str) -> str | None:
    """The state after the verb, or None when it is not for this kind or not the moment for it."""
    kinds, starts, after = TRANSITIONS[verb]
    return after if kind in kinds and state in starts else None
