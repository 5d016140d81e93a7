"""The states of a return and which line leads from one to the next. No Django: the table of the docs is drawn from it.

Source: domain/assistance.md section 4 (nine steps; a choice is informed and revocable until boarding); do-no-harm 10.
A line that stands in no row of `TRANSITIONS` for a state is not written in it. What has to be so before a step is
taken, `rules.against` says; this table says only from where it leads where.
"""

from typing import Final

TALKING, WEIGHING, NOT_NOW, PREPARING = "talking", "weighing", "not_now", "preparing"
READY, TRAVELLING, RECEIVED, ENDED = "ready", "travelling", "received", "ended"
STATES: Final = (TALKING, WEIGHING, NOT_NOW, PREPARING, READY, TRAVELLING, RECEIVED, ENDED)
# Before the boarding: one word leads back to talking.
BEFORE_BOARDING: Final = (TALKING, WEIGHING, NOT_NOW, PREPARING, READY)

# What two have signed for, and what follows from it.
SIGNED_FOR: Final = (PREPARING, READY, TRAVELLING, RECEIVED)

TALKED, ASKED_FEAR, CHOSE = "talked", "asked_fear", "chose"
WEIGHED, PARTNER_WEIGHED, SIGNED, NOT_NOW_SAID = "weighed", "partner_weighed", "signed", "not_now"
LEFT_ALONE, CHANGED_MIND = "left_alone", "changed_mind"
BEST_INTEREST, FAMILY_ASSESSED, CHILD_VIEW, TRACING = "best_interest", "family_assessed", "child_view", "tracing"
CONSULAR, PROSECUTOR_TOLD, MANDATE = "consular", "prosecutor_told", "mandate"
TESTIMONY, CLAIM, DOCUMENT = "testimony", "claim", "document"
FITNESS, ESCORT, TRANSIT, SERVICE_CONFIRMED = "fitness", "escort", "transit", "service_confirmed"
MADE_READY, ASKED_AT_GATE, BOARDED, RECEPTION = "made_ready", "asked_at_gate", "boarded", "reception"
NO_WORD, REINTEGRATION, BUDGET, MONITORED, ADVERSE = "no_word", "reintegration", "budget", "monitored", "adverse"
ENDS = "ended"
KINDS: Final = (
    TALKED, ASKED_FEAR, CHOSE, WEIGHED, PARTNER_WEIGHED, SIGNED, NOT_NOW_SAID, LEFT_ALONE, CHANGED_MIND,
    BEST_INTEREST, FAMILY_ASSESSED, CHILD_VIEW, TRACING, CONSULAR, PROSECUTOR_TOLD, MANDATE, TESTIMONY, CLAIM,
    DOCUMENT, FITNESS, ESCORT, TRANSIT, SERVICE_CONFIRMED, MADE_READY, ASKED_AT_GATE, BOARDED, RECEPTION, NO_WORD,
    REINTEGRATION, BUDGET, MONITORED, ADVERSE, ENDS,
)  # fmt: skip

# A kind that leads to more than one place is said with how it turned out.
CHOSE_TO_GO, CHOSE_TO_STAY = "chose:go", "chose:stay"
AFRAID = "asked_fear:afraid"
# What has to be there on arrival is promised by another desk now, or by none any more.
SERVICE_CHANGED = "service_confirmed:changed"
SECOND_SIGNATURE = "signed:second"
# Why an attempt ends. `followed`: after the last look at how it goes there.
STAYS, ALONE, FOLLOWED, ELSEWHERE = "stays", "left_alone", "followed", "elsewhere"
UNREACHABLE, IN_ERROR = "unreachable", "opened_in_error"
# Of somebody who left and was to be asked how it goes there: nobody knows where they are.
GRAVE_ENDS: Final = (UNREACHABLE,)
END_REASONS: Final = (STAYS, ALONE, FOLLOWED, ELSEWHERE, UNREACHABLE, IN_ERROR)

# Written wherever it is true, and leads nowhere.
_BESIDE: Final = {
    TALKED: BEFORE_BOARDING,
    ASKED_FEAR: BEFORE_BOARDING,
    LEFT_ALONE: BEFORE_BOARDING,
    BEST_INTEREST: BEFORE_BOARDING,
    FAMILY_ASSESSED: BEFORE_BOARDING,
    CHILD_VIEW: (*BEFORE_BOARDING, TRAVELLING, RECEIVED),
    TRACING: BEFORE_BOARDING,
    SERVICE_CONFIRMED: (WEIGHING, NOT_NOW, PREPARING, READY),
    PROSECUTOR_TOLD: (WEIGHING, NOT_NOW, PREPARING, READY),
    MANDATE: (WEIGHING, NOT_NOW, PREPARING, READY),
    TESTIMONY: (WEIGHING, NOT_NOW, PREPARING, READY),
    CLAIM: (WEIGHING, NOT_NOW, PREPARING, READY),
    CONSULAR: (PREPARING, READY),
    DOCUMENT: (PREPARING, READY),
    FITNESS: (PREPARING, READY),
    # Who stands by somebody is said early; who goes along, with it.
    ESCORT: BEFORE_BOARDING,
    TRANSIT: (PREPARING, READY),
    REINTEGRATION: (PREPARING, READY, TRAVELLING, RECEIVED),
    BUDGET: (PREPARING, READY, TRAVELLING, RECEIVED),
    ASKED_AT_GATE: (READY,),
    NO_WORD: (TRAVELLING,),
    MONITORED: (RECEIVED,),
    ADVERSE: (TRAVELLING, RECEIVED),
}
# (state, line) -> state
TRANSITIONS: Final[dict[tuple[str, str], str]] = {
    **{(state, kind): state for kind, states in _BESIDE.items() for state in states},
    # Whoever chooses to stay, or to choose later, is talked with; whoever would go weighs it first.
    **{(state, CHOSE_TO_GO): WEIGHING for state in (TALKING, WEIGHING)},
    **{(state, CHOSE_TO_STAY): TALKING for state in (TALKING, WEIGHING)},
    # A fear that is told takes what was signed back to the weighing.
    **{(state, AFRAID): state for state in (TALKING, WEIGHING, NOT_NOW)},
    **{(state, AFRAID): WEIGHING for state in (PREPARING, READY)},
    # What was signed rests on these: written anew they are signed anew.
    **{
        (state, line): WEIGHING
        for state in (PREPARING, READY)
        for line in (BEST_INTEREST, FAMILY_ASSESSED, SERVICE_CHANGED)
    },
    **{(state, SERVICE_CHANGED): state for state in (WEIGHING, NOT_NOW)},
    # What is weighed anew is signed anew.
    **{(state, kind): WEIGHING for state in BEFORE_BOARDING[1:] for kind in (WEIGHED, PARTNER_WEIGHED)},
    (WEIGHING, SIGNED): WEIGHING,
    (WEIGHING, SECOND_SIGNATURE): PREPARING,
    **{(state, NOT_NOW_SAID): NOT_NOW for state in (WEIGHING, NOT_NOW, PREPARING, READY)},
    **{(state, CHANGED_MIND): TALKING for state in BEFORE_BOARDING},
    # Ready for a day; said again for another one.
    **{(state, MADE_READY): READY for state in (PREPARING, READY)},
    (READY, BOARDED): TRAVELLING,
    (TRAVELLING, RECEPTION): RECEIVED,
    **{(state, ENDS): ENDED for state in STATES if state != ENDED},
}


def leads_to(state: str, line: str) -> str | None:
    """The state after a line, or None where it is not the moment for it.

    >>> leads_to("ready", "changed_mind"), leads_to("talking", "boarded"), leads_to("ended", "talked")
    ('talking', None, None)
    """
    return TRANSITIONS.get((state, line))


def kind_of(line: str) -> str:
    """The kind that is kept of a line that was said with how it turned out."""
    return line.partition(":")[0]
