"""The states of all that training moves, and the verbs that move it. No Django: diagrams are drawn from here.

Source: design/coordination.md sections 4 (43-47) and 6; domain/training.md sections 3 and 4. A model, not adopted.
"""

from himaya.coordination.states import Transitions, leads_to

__all__ = ["Transitions", "leads_to"]

# --- assessment of needs ---------------------------------------------------------------------------------------------
ASSESSMENT_OPEN, HANDED_IN, SET_ASIDE = "open", "handed_in", "set_aside"
ASSESSMENT_STATES = (ASSESSMENT_OPEN, HANDED_IN, SET_ASIDE)
ASSESSMENT_TRANSITIONS: Transitions = {
    "rate": ((ASSESSMENT_OPEN,), ""),
    "hand_in": ((ASSESSMENT_OPEN,), HANDED_IN),
    "set_aside": ((ASSESSMENT_OPEN, HANDED_IN), SET_ASIDE),
}

# --- plan ------------------------------------------------------------------------------------------------------------
PLAN_DRAFT, PLAN_ADOPTED, PLAN_CLOSED = "draft", "adopted", "closed"
PLAN_STATES = (PLAN_DRAFT, PLAN_ADOPTED, PLAN_CLOSED)
PLAN_TRANSITIONS: Transitions = {
    "edit": ((PLAN_DRAFT, PLAN_ADOPTED), ""),  # what is added to an adopted plan is said to be added later
    "adopt": ((PLAN_DRAFT,), PLAN_ADOPTED),
    "close": ((PLAN_ADOPTED,), PLAN_CLOSED),
}

# --- session ---------------------------------------------------------------------------------------------------------
PLANNED, OPEN, HELD, CANCELLED = "planned", "open", "held", "cancelled"
SESSION_STATES = (PLANNED, OPEN, HELD, CANCELLED)
UNDER_WAY = (PLANNED, OPEN)
SESSION_TRANSITIONS: Transitions = {
    "change": ((PLANNED, OPEN), ""),
    "open": ((PLANNED,), OPEN),  # institutions may name participants from now on
    "name": ((OPEN,), ""),
    "mark": ((OPEN,), ""),
    "close": ((OPEN,), HELD),  # attendance stays as it is from now on
    "train": ((PLANNED, OPEN, HELD), ""),  # held, its certificates are issued and renewed by whoever is its trainer
    "cancel": ((PLANNED, OPEN), CANCELLED),
}
LANGUAGES = ("fr", "ar", "ary", "zgh", "en")

# --- participants ----------------------------------------------------------------------------------------------------
NAMED, WITHDRAWN = "named", "withdrawn"
ENROLMENT_STATES = (NAMED, WITHDRAWN)
WOMAN, MAN, NOT_SAID = "woman", "man", ""
SEXES = (WOMAN, MAN, NOT_SAID)
PRESENT, EXCUSED, ABSENT = "present", "excused", "absent"
ATTENDANCES = (PRESENT, EXCUSED, ABSENT)
BY_LIST, BY_QR, BY_PAPER = "list", "qr", "paper"
MARKED_HOW = (BY_LIST, BY_QR, BY_PAPER)

# --- list of participants from a file --------------------------------------------------------------------------------
BATCH_READ, BATCH_IMPORTED, BATCH_UNDONE, BATCH_DISCARDED = "read", "imported", "undone", "discarded"
BATCH_TRANSITIONS: Transitions = {
    "confirm": ((BATCH_READ,), BATCH_IMPORTED),
    "discard": ((BATCH_READ,), BATCH_DISCARDED),
    "undo": ((BATCH_IMPORTED,), BATCH_UNDONE),
}

# --- tests -----------------------------------------------------------------------------------------------------------
PRE, POST, AFTER_3, AFTER_6 = "pre", "post", "m3", "m6"
MOMENTS = (PRE, POST, AFTER_3, AFTER_6)
FORM_DRAFT, FORM_IN_USE, FORM_RETIRED = "draft", "in_use", "retired"
FORM_TRANSITIONS: Transitions = {
    "edit": ((FORM_DRAFT,), ""),
    "put_in_use": ((FORM_DRAFT,), FORM_IN_USE),  # frozen from now on, with its hash
    "retire": ((FORM_IN_USE,), FORM_RETIRED),
}
ROUND_OPEN, ROUND_CLOSED = "open", "closed"
ROUND_STATES = (ROUND_OPEN, ROUND_CLOSED)
ROUND_TRANSITIONS: Transitions = {
    "send": ((ROUND_OPEN,), ""),
    "enter": ((ROUND_OPEN, ROUND_CLOSED), ""),  # a sheet that was written in time may be entered later
    "close": ((ROUND_OPEN,), ROUND_CLOSED),
    "count": ((ROUND_CLOSED,), ""),
    "open": ((ROUND_CLOSED,), ROUND_OPEN),
}
ON_SCREEN, ON_PAPER = "screen", "paper"
TAKEN_HOW = (ON_SCREEN, ON_PAPER)

# --- certificate: valid and expired are computed of days, never stored -----------------------------------------------
VALID, EXPIRED, REVOKED = "valid", "expired", "revoked"
CERTIFICATE_STANDINGS = (VALID, EXPIRED, REVOKED)
CERTIFICATE_LANGUAGES = ("fr", "ar")
PAPERS = ("fr", "ar", "both")
REVOCATIONS = ("entered_by_mistake", "attendance_corrected", "lost_or_stolen", "asked_by_holder")
# What it said was never so: what rests on it is taken back with it. A paper that was lost said the truth.
NEVER_TRUE = ("entered_by_mistake", "attendance_corrected")

# --- awareness -------------------------------------------------------------------------------------------------------
ACTIVITY_PLANNED, ACTIVITY_CHECKED, ACTIVITY_RUNNING, ACTIVITY_ENDED, ACTIVITY_CANCELLED = (
    "planned",
    "checked",
    "running",
    "ended",
    "cancelled",
)
ACTIVITY_STATES = (ACTIVITY_PLANNED, ACTIVITY_CHECKED, ACTIVITY_RUNNING, ACTIVITY_ENDED, ACTIVITY_CANCELLED)
ACTIVITY_UNDER_WAY = (ACTIVITY_PLANNED, ACTIVITY_CHECKED, ACTIVITY_RUNNING)
ACTIVITY_SHOWN = (ACTIVITY_RUNNING, ACTIVITY_ENDED)
ACTIVITY_TRANSITIONS: Transitions = {
    "change": ((ACTIVITY_PLANNED, ACTIVITY_CHECKED), ""),
    "void": ((ACTIVITY_PLANNED, ACTIVITY_CHECKED), ACTIVITY_PLANNED),  # another text, channel or day is checked anew
    "check": ((ACTIVITY_PLANNED,), ACTIVITY_CHECKED),
    "second": ((ACTIVITY_CHECKED,), ""),  # by another person
    "begin": ((ACTIVITY_CHECKED,), ACTIVITY_RUNNING),
    "end": ((ACTIVITY_RUNNING,), ACTIVITY_ENDED),
    "count": ((ACTIVITY_RUNNING, ACTIVITY_ENDED), ""),
    "cancel": ((ACTIVITY_PLANNED, ACTIVITY_CHECKED, ACTIVITY_RUNNING), ACTIVITY_CANCELLED),
}
CHANNELS = ("tv", "radio", "press", "poster", "art", "social", "school", "meeting", "other")
