"""Where a right stands for one person, and which verb leads where."""

from himaya.rights.rules_days import APPEAL, CLAIM

NOT_RAISED, TOLD, ASKED, GRANTED = "not_raised", "told", "asked", "granted"
REFUSED, APPEALED, GIVEN_UP = "refused", "appealed", "given_up"
STATES = (NOT_RAISED, TOLD, ASKED, GRANTED, REFUSED, APPEALED, GIVEN_UP)
TELL, ASK, GRANT, REFUSE, APPEAL_VERB, GIVE_UP, SET_DAY = (
    "tell",
    "ask",
    "grant",
    "refuse",
    "appeal",
    "give_up",
    "set_day",
)
# verb -> the states it is done in, and the state after it; None where that stays as it is.
TRANSITIONS: dict[str, tuple[tuple[str, ...], str | None]] = {
    TELL: ((NOT_RAISED, TOLD, GIVEN_UP), TOLD),
    ASK: ((TOLD, GRANTED, REFUSED, GIVEN_UP), ASKED),
    GRANT: ((TOLD, ASKED, REFUSED, APPEALED), GRANTED),
    REFUSE: ((ASKED, GRANTED, APPEALED), REFUSED),
    APPEAL_VERB: ((REFUSED,), APPEALED),
    GIVE_UP: ((TOLD, ASKED, GRANTED, REFUSED, APPEALED), GIVEN_UP),
    SET_DAY: ((NOT_RAISED, TOLD, ASKED, REFUSED, APPEALED), None),
}
# verb -> the word that stands in the step and in the audit.
DONE = {
    TELL: "told",
    ASK: "asked",
    GRANT: "granted",
    REFUSE: "refused",
    APPEAL_VERB: "appealed",
    GIVE_UP: "given_up",
    SET_DAY: "day_set",
}
REFUSED_BECAUSE = ("not_entitled", "papers_missing", "other_body", "too_late", "no_answer", "no_reason", "other")


def leads_to(verb: str, state: str) -> str | None:
    """The state after a verb, or None where it is not its moment."""
    before, after = TRANSITIONS[verb]
    return (after or state) if state in before else None


def verbs_in(state: str) -> tuple[str, ...]:
    """The verbs that are possible in a state, in the order in which they come."""
    return tuple(verb for verb, (before, _after) in TRANSITIONS.items() if state in before)


def kind_of_day(state: str) -> str:
    """What a day that is set is for: after a refusal an appeal, before it a claim."""
    return APPEAL if state in (REFUSED, APPEALED) else CLAIM
