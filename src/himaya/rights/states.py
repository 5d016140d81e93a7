"""Where a right stands for one person, and which verb leads where."""

from himaya.rights.rules_days import APPEAL, CLAIM, KINDS, UNTIL

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
# verb -> the days that it meets. Any other stands until a verb meets it or gives another day: whoever does not wish
# it for now, or asks anew, may change their mind, and the term runs on meanwhile.
MEETS: dict[str, tuple[str, ...]] = {
    TELL: (),
    ASK: (CLAIM,),
    GRANT: KINDS,
    REFUSE: (),
    APPEAL_VERB: (CLAIM, APPEAL),
    GIVE_UP: (UNTIL,),
    SET_DAY: KINDS,
}
REFUSED_BECAUSE = ("not_entitled", "papers_missing", "other_body", "too_late", "no_answer", "no_reason", "other")


def leads_to(verb: str, state: str, due_for: str = "") -> str | None:
    """The state after a verb, or None where it is not its moment. An appeal can be taken while its day stands."""
    before, after = TRANSITIONS[verb]
    in_time = verb == APPEAL_VERB and due_for == APPEAL
    return (after or state) if state in before or in_time else None


def verbs_in(state: str, due_for: str = "") -> tuple[str, ...]:
    """The verbs that are possible in a state, in the order in which they come."""
    return tuple(verb for verb in TRANSITIONS if leads_to(verb, state, due_for) is not None)


def kind_of_day(state: str, due_for: str = "") -> str:
    """What a day that is set is for: after a refusal, or where one for an appeal stands, an appeal; else a claim."""
    return APPEAL if due_for == APPEAL or state in (REFUSED, APPEALED) else CLAIM
