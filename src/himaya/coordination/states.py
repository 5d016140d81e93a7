"""The states of all that a round table moves, and the verbs that move it. No Django: diagrams are drawn from here.

Source: design/coordination.md section 6.
"""

Transitions = dict[str, tuple[tuple[str, ...], str]]

# --- cycle -----------------------------------------------------------------------------------------------------------
OPEN, CLOSED = "open", "closed"

# --- seat ------------------------------------------------------------------------------------------------------------
MEMBER, NGO, OBSERVER, PARTNER, EXPERT = "member", "ngo", "observer", "partner", "expert"
SEAT_KINDS = (MEMBER, NGO, OBSERVER, PARTNER, EXPERT)
# Only these have a voice, and only these count for the quorum.
VOICES = (MEMBER, NGO)

# --- mandate ---------------------------------------------------------------------------------------------------------
TITULAR, ALTERNATE, VALIDATING = "titular", "alternate", "validating"
SPEAKING = (TITULAR, ALTERNATE)

# --- round table -----------------------------------------------------------------------------------------------------
TABLE, EXPERT_SESSION = "table", "expert_session"
TABLE_KINDS = (TABLE, EXPERT_SESSION)
PLANNED, INVITED, IN_SESSION, TABLE_CLOSED = "planned", "invited", "in_session", "closed"
MINUTES_APPROVED, ARCHIVED, CANCELLED, RECORDED = "minutes_approved", "archived", "cancelled", "recorded"
TABLE_STATES = (PLANNED, INVITED, IN_SESSION, TABLE_CLOSED, MINUTES_APPROVED, ARCHIVED, CANCELLED, RECORDED)
BEFORE_SESSION = (PLANNED, INVITED)
TABLE_TRANSITIONS: Transitions = {
    "convene": ((PLANNED,), INVITED),
    "move": ((PLANNED, INVITED), ""),  # the state stays; the guests hear of it
    "open": ((INVITED,), IN_SESSION),
    "close": ((IN_SESSION,), TABLE_CLOSED),
    "approve_minutes": ((TABLE_CLOSED,), MINUTES_APPROVED),
    "archive": ((MINUTES_APPROVED,), ARCHIVED),
    "cancel": ((PLANNED, INVITED), CANCELLED),
}

# --- agenda ----------------------------------------------------------------------------------------------------------
MINUTES_ITEM, FOLLOW_UP, THEME, DOCUMENT = "minutes", "follow_up", "theme", "document"
PRACTICE, NEEDS, RESERVATION_ITEM, OTHER = "practice", "needs", "reservation", "other"
ITEM_KINDS = (MINUTES_ITEM, FOLLOW_UP, THEME, DOCUMENT, PRACTICE, NEEDS, RESERVATION_ITEM, OTHER)
ITEM_WAITING, ITEM_OPEN, ITEM_DONE, ITEM_CARRIED, ITEM_DROPPED = "waiting", "open", "done", "carried", "dropped"
ITEM_TRANSITIONS: Transitions = {
    # A carried point may be taken up again while the same session lasts, with a narrower question.
    "start": ((ITEM_WAITING, ITEM_DONE, ITEM_CARRIED), ITEM_OPEN),
    "finish": ((ITEM_OPEN,), ITEM_DONE),
    "carry": ((ITEM_WAITING, ITEM_OPEN, ITEM_DONE), ITEM_CARRIED),
    "drop": ((ITEM_WAITING,), ITEM_DROPPED),
}

# --- document on its way ---------------------------------------------------------------------------------------------
PROTOCOL, INDICATOR_SET, SCREENING, INTERVIEW_GUIDE = "protocol", "indicator_set", "screening", "interview_guide"
RISK_PROTOCOL, PROCEDURE, REPORTING_POSITION = "risk_protocol", "procedure", "reporting_position"
LETTER_MODEL, FORM = "letter_model", "form"
DOCUMENT_KINDS = (
    PROTOCOL,
    INDICATOR_SET,
    SCREENING,
    INTERVIEW_GUIDE,
    RISK_PROTOCOL,
    PROCEDURE,
    REPORTING_POSITION,
    LETTER_MODEL,
    FORM,
)
PREPARED, TABLED, ADOPTED, ADOPTED_IN_PART, DEFERRED, REJECTED = (
    "prepared",
    "tabled",
    "adopted",
    "adopted_in_part",
    "deferred",
    "rejected",
)
DOCUMENT_STATES = (PREPARED, TABLED, ADOPTED, ADOPTED_IN_PART, DEFERRED, REJECTED)

# --- draft of a document ----------------------------------------------------------------------------------------------
DRAFTED, IN_CONSULTATION, CONSOLIDATION, DRAFT_TABLED = "draft", "consultation", "consolidation", "tabled"
DRAFT_ADOPTED, DRAFT_ADOPTED_IN_PART, DRAFT_REJECTED = "adopted", "adopted_in_part", "rejected"
DRAFT_WITHDRAWN = "withdrawn"
DRAFT_UNDER_WAY = (DRAFTED, IN_CONSULTATION, CONSOLIDATION, DRAFT_TABLED)
DRAFT_TRANSITIONS: Transitions = {
    "edit": ((DRAFTED, CONSOLIDATION), ""),
    "consult": ((DRAFTED, CONSOLIDATION), IN_CONSULTATION),
    "consolidate": ((DRAFTED, IN_CONSULTATION), CONSOLIDATION),
    "settle": ((CONSOLIDATION, DRAFT_TABLED), ""),
    "table": ((DRAFTED, CONSOLIDATION), DRAFT_TABLED),
    "take_back": ((DRAFT_TABLED,), CONSOLIDATION),
    "adopt": ((DRAFT_TABLED,), DRAFT_ADOPTED),
    "adopt_in_part": ((DRAFT_TABLED,), DRAFT_ADOPTED_IN_PART),
    "defer": ((DRAFT_TABLED,), DRAFTED),
    "reject": ((DRAFT_TABLED,), DRAFT_REJECTED),
    "withdraw": ((DRAFTED, IN_CONSULTATION, CONSOLIDATION), DRAFT_WITHDRAWN),
}
SECTION, ARTICLE, INDICATOR, QUESTION_CLAUSE, STEP, RULE, NOTE = (
    "section",
    "article",
    "indicator",
    "question",
    "step",
    "rule",
    "note",
)
CLAUSE_KINDS = (SECTION, ARTICLE, INDICATOR, QUESTION_CLAUSE, STEP, RULE, NOTE)
# These have a typed part and stand on an officer's screen.
TYPED = (INDICATOR, QUESTION_CLAUSE, STEP, RULE, NOTE)
MISSING, TO_CHECK, CHECKED = "missing", "draft", "checked"
TRANSLATION_STATES = (MISSING, TO_CHECK, CHECKED)
EDITORIAL, COMPATIBLE, SUBSTANTIVE = "editorial", "compatible", "substantive"
# From the smallest to the greatest: the class of a text is the greatest of its clauses.
CHANGE_CLASSES = (EDITORIAL, COMPATIBLE, SUBSTANTIVE)

# --- consultation ----------------------------------------------------------------------------------------------------
CONSULTATION_OPEN, CONSULTATION_CLOSED = "open", "closed"
SILENT_STANCE, NO_COMMENT, COMMENTS, OBJECTION = "silent", "no_comment", "comments", "objection"
CONSULTATION_STANCES = (NO_COMMENT, COMMENTS, OBJECTION)
COMMENT_OPEN, COMMENT_ANSWERED, COMMENT_WITHDRAWN = "open", "answered", "withdrawn"
FOR_ALL, FOR_SECRETARIAT = "all", "secretariat"
COMMENT_TRANSITIONS: Transitions = {
    "answer": ((COMMENT_OPEN, COMMENT_ANSWERED), COMMENT_ANSWERED),
    "withdraw": ((COMMENT_OPEN,), COMMENT_WITHDRAWN),
}

# --- amendment -------------------------------------------------------------------------------------------------------
REPLACE, INSERT, DELETE, MOVE = "replace", "insert", "delete", "move"
AMENDMENT_OPS = (REPLACE, INSERT, DELETE, MOVE)
SUBMITTED, PROPOSED, ACCEPTED, ACCEPTED_MODIFIED, AMENDMENT_REJECTED, AMENDMENT_WITHDRAWN, CARRIED_OVER = (
    "submitted",
    "proposed",
    "accepted",
    "accepted_modified",
    "rejected",
    "withdrawn",
    "carried_over",
)
AMENDMENT_TRANSITIONS: Transitions = {
    "propose": ((SUBMITTED, PROPOSED), PROPOSED),
    "accept": ((SUBMITTED, PROPOSED), ACCEPTED),
    "accept_modified": ((SUBMITTED, PROPOSED), ACCEPTED_MODIFIED),
    "reject": ((SUBMITTED, PROPOSED), AMENDMENT_REJECTED),
    "carry_over": ((SUBMITTED, PROPOSED), CARRIED_OVER),
    "withdraw": ((SUBMITTED, PROPOSED), AMENDMENT_WITHDRAWN),
}
UNSETTLED = (SUBMITTED, PROPOSED)
PROPOSALS = (ACCEPTED, ACCEPTED_MODIFIED, AMENDMENT_REJECTED, CARRIED_OVER)

# --- release ---------------------------------------------------------------------------------------------------------
PREPARING, SCHEDULED, LIVE, SUPERSEDED, SUSPENDED, ABANDONED = (
    "preparing",
    "scheduled",
    "live",
    "superseded",
    "suspended",
    "abandoned",
)
RELEASE_UNDER_WAY = (PREPARING, SCHEDULED)
RELEASE_TRANSITIONS: Transitions = {
    "pass_gate": ((PREPARING,), ""),
    "schedule": ((PREPARING,), SCHEDULED),
    "abandon": ((PREPARING, SCHEDULED), ABANDONED),
    "move": ((SCHEDULED,), ""),  # another day: what was to happen on the first one does nothing
    "go_live": ((SCHEDULED,), LIVE),
    "supersede": ((LIVE, SUSPENDED), SUPERSEDED),
    "suspend": ((LIVE,), SUSPENDED),
    "resume": ((SUSPENDED,), LIVE),
}
# In this order (do-no-harm 19): nothing passes a gate before the one above it.
CHECKS, GOLDEN, IMPACT, PILOT, REVIEW, TRANSLATION, TRAINING, EFFECTIVE = (
    "checks",
    "golden",
    "impact",
    "pilot",
    "review",
    "translation",
    "training",
    "effective",
)
GATES = (CHECKS, GOLDEN, IMPACT, PILOT, REVIEW, TRANSLATION, TRAINING, EFFECTIVE)
SAFETY, DATA_PROTECTION = "safety", "data_protection"
REVIEWS = (SAFETY, DATA_PROTECTION)
SUSPENSION_ASKED, SUSPENSION_IN_FORCE, SUSPENSION_LIFTED, SUSPENSION_KEPT, SUSPENSION_DECLINED, SUSPENSION_OVER = (
    "asked",
    "in_force",
    "lifted",
    "kept",
    "declined",
    "over",
)
# What is off the screens stays off, until a table or another release says otherwise.
SUSPENDS = (SUSPENSION_IN_FORCE, SUSPENSION_KEPT)
SUSPENSION_TRANSITIONS: Transitions = {
    "confirm": ((SUSPENSION_ASKED,), SUSPENSION_IN_FORCE),
    "decline": ((SUSPENSION_ASKED,), SUSPENSION_DECLINED),
    "lift": ((SUSPENSION_IN_FORCE, SUSPENSION_KEPT), SUSPENSION_LIFTED),
    "keep": ((SUSPENSION_IN_FORCE,), SUSPENSION_KEPT),
    # Its release was superseded: what still stands in the new one is suspended there anew.
    "end": ((SUSPENSION_ASKED, SUSPENSION_IN_FORCE, SUSPENSION_KEPT), SUSPENSION_OVER),
}
HARM_OPEN, HARM_ANSWERED, HARM_SUSPENDED = "open", "answered", "suspended"
HARM_KINDS = ("fear", "pressure", "exposure", "misread", "other")
HARM_TRANSITIONS: Transitions = {
    "answer": ((HARM_OPEN,), HARM_ANSWERED),
    "suspend": ((HARM_OPEN,), HARM_SUSPENDED),
}

# --- invitation ------------------------------------------------------------------------------------------------------
NO_ANSWER, PRESENT, REPRESENTED, EXCUSED, ABSENT = "none", "present", "represented", "excused", "absent"
ANSWERS = (PRESENT, REPRESENTED, EXCUSED)
ATTENDANCES = (PRESENT, REPRESENTED, EXCUSED, ABSENT)
CLICK, MAIL, LETTER, IN_ROOM = "click", "mail", "letter", "in_room"
CHANNELS = (CLICK, MAIL, LETTER)

# --- practice map ----------------------------------------------------------------------------------------------------
MAP_OPEN, MAP_CLOSED, RESTITUTED = "open", "closed", "restituted"
MAP_TRANSITIONS: Transitions = {
    "state": ((MAP_OPEN,), ""),
    "close": ((MAP_OPEN,), MAP_CLOSED),
    "reopen": ((MAP_CLOSED,), MAP_OPEN),
    "restitute": ((MAP_CLOSED,), RESTITUTED),
}
DOES, DOES_PARTLY, DOES_NOT = "yes", "partly", "no"
DOING = (DOES, DOES_PARTLY, DOES_NOT)
DRAFT, STATED = "draft", "stated"

# --- need ------------------------------------------------------------------------------------------------------------
NEED_OPEN, NEED_PLANNED, PARTLY_COVERED, COVERED, DROPPED = "open", "planned", "partly_covered", "covered", "dropped"
NEED_TRANSITIONS: Transitions = {
    "plan": ((NEED_OPEN,), NEED_PLANNED),
    "cover_partly": ((NEED_PLANNED, PARTLY_COVERED), PARTLY_COVERED),
    "cover": ((NEED_PLANNED, PARTLY_COVERED), COVERED),
    "drop": ((NEED_OPEN, NEED_PLANNED, PARTLY_COVERED), DROPPED),
    "reopen": ((COVERED, DROPPED), NEED_OPEN),
}
PRIORITIES = ("high", "medium", "low")

# --- question left open ----------------------------------------------------------------------------------------------
QUESTION_OPEN, QUESTION_ANSWERED, QUESTION_WITHDRAWN = "open", "answered", "withdrawn"

# --- decision --------------------------------------------------------------------------------------------------------
CONSENSUS, CONSENT, VOTE = "consensus", "consent", "vote"
METHODS = (CONSENSUS, CONSENT, VOTE)
PUT, AGREED, NOT_AGREED, AWAITING, CONFIRMED, NOT_CONFIRMED, WITHDRAWN = (
    "put",
    "agreed",
    "not_agreed",
    "awaiting",
    "confirmed",
    "not_confirmed",
    "withdrawn",
)
DECISION_TRANSITIONS: Transitions = {
    "speak": ((PUT,), ""),
    "conclude": ((PUT,), ""),  # to agreed, awaiting or not_agreed: `rules_decision.outcome` says which
    "withdraw": ((PUT,), WITHDRAWN),
    "confirm": ((AWAITING,), CONFIRMED),
    "refuse_confirmation": ((AWAITING,), NOT_CONFIRMED),
}
# What was decided and binds.
BINDING = (AGREED, CONFIRMED)
AGREE, RESERVE, ABSTAIN, OBJECT = "agree", "reserve", "abstain", "object"
STANCES = (AGREE, RESERVE, ABSTAIN, OBJECT)
CHAIR, BY_DELEGATE = "chair", "delegate"
NOBODY_CONFIRMS, AUTHORITIES, COMMISSION = "none", "authorities", "commission"
CONFIRMERS = (NOBODY_CONFIRMS, AUTHORITIES, COMMISSION)

# --- minutes ---------------------------------------------------------------------------------------------------------
MINUTES_DRAFT, CIRCULATED, CORRECTED, APPROVED, LOCKED = "draft", "circulated", "corrected", "approved", "locked"
MINUTES_TRANSITIONS: Transitions = {
    "circulate": ((MINUTES_DRAFT,), CIRCULATED),
    "correct": ((CIRCULATED, CORRECTED), CORRECTED),
    "approve": ((CIRCULATED, CORRECTED), APPROVED),
    "lock": ((APPROVED,), LOCKED),
}
ASKED, TAKEN, DECLINED = "asked", "taken", "declined"

# --- letter ----------------------------------------------------------------------------------------------------------
OUT, IN = "out", "in"
LETTER_KINDS = ("invitation", "practice", "packet", "restitution", "minutes", "designation", "confirmation", "other")
LETTER_DRAFT, NUMBERED, SENT, RECEIVED = "draft", "numbered", "sent", "received"
LETTER_TRANSITIONS: Transitions = {
    "number": ((LETTER_DRAFT,), NUMBERED),
    "send": ((NUMBERED,), SENT),
    "acknowledge": ((SENT,), RECEIVED),
}

# --- paper -----------------------------------------------------------------------------------------------------------
QUEUED, RUNNING, READY, FAILED = "queued", "running", "ready", "failed"
MODES = ("fr", "ar", "en", "both")
FORMATS = ("pdf", "docx")


def leads_to(table: Transitions, verb: str, state: str) -> str | None:
    """The state after the verb (the same where the verb leaves it), or None when it is not the moment for it."""
    allowed, after = table[verb]
    return (after or state) if state in allowed else None
