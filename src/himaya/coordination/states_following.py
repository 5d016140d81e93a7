"""The states of what follows a round table: recommendations, reports, actions, lists, and the verbs that move them.

No Django: diagrams are drawn from here. Source: design/coordination.md section 6.
"""

from himaya.coordination.states import Transitions

# --- recommendation --------------------------------------------------------------------------------------------------
FROM_TABLE, UPR, TREATY_BODY, TIP_REPORT, AUDIT, OTHER_SOURCE = (
    "round_table",
    "upr",
    "treaty_body",
    "tip_report",
    "audit",
    "other",
)
SOURCES = (FROM_TABLE, UPR, TREATY_BODY, TIP_REPORT, AUDIT, OTHER_SOURCE)
ACTION_TYPES = ("law", "procedure", "training", "awareness", "service", "data", "budget", "cooperation")
FORMULATED, ADDRESSED, ANSWERED, IN_PROGRESS = "formulated", "addressed", "answered", "in_progress"
REPORTED_DONE, VERIFIED, REC_CLOSED = "reported_done", "verified", "closed"
REC_SUPERSEDED, MERGED, NO_LONGER_RELEVANT = "superseded", "merged", "no_longer_relevant"
RECOMMENDATION_STATES = (
    FORMULATED,
    ADDRESSED,
    ANSWERED,
    IN_PROGRESS,
    REPORTED_DONE,
    VERIFIED,
    REC_CLOSED,
    REC_SUPERSEDED,
    MERGED,
    NO_LONGER_RELEVANT,
)
# The lead is expected to do something; only these can be overdue.
WITH_THE_LEAD = (ADDRESSED, ANSWERED, IN_PROGRESS)
RECOMMENDATION_OPEN = (FORMULATED, *WITH_THE_LEAD, REPORTED_DONE)
# Ended without being verified: whoever waits for verification stops waiting here.
ENDED_OTHERWISE = (REC_SUPERSEDED, MERGED, NO_LONGER_RELEVANT)
RECOMMENDATION_TRANSITIONS: Transitions = {
    "edit": ((FORMULATED,), ""),
    "address": ((FORMULATED,), ADDRESSED),
    "answer": ((ADDRESSED, ANSWERED), ANSWERED),
    "move_due": (WITH_THE_LEAD, ""),
    "take_report": ((ANSWERED, IN_PROGRESS), IN_PROGRESS),
    "take_done": ((ANSWERED, IN_PROGRESS), REPORTED_DONE),
    "give_back": ((REPORTED_DONE,), IN_PROGRESS),  # it is not done: the reason goes to the lead
    "verify": ((REPORTED_DONE,), VERIFIED),
    "close": ((VERIFIED,), REC_CLOSED),
    "reopen": ((VERIFIED, REC_CLOSED), IN_PROGRESS),
    "supersede": (RECOMMENDATION_OPEN, REC_SUPERSEDED),
    "merge": (RECOMMENDATION_OPEN, MERGED),
    "set_aside": (RECOMMENDATION_OPEN, NO_LONGER_RELEVANT),
    "grade": ((*WITH_THE_LEAD, REPORTED_DONE, VERIFIED, REC_CLOSED), ""),
    "remind": (WITH_THE_LEAD, ""),
}
ACCEPTS, ACCEPTS_IN_PART, NOTES = "accepted", "in_part", "noted"
RESPONSES = (ACCEPTS, ACCEPTS_IN_PART, NOTES)
# D is for silence after reminders: the clock gives it, nobody else.
GRADES_GIVEN, GRADE_SILENT = ("A", "B", "C", "E"), "D"
GRADES = ("A", "B", "C", GRADE_SILENT, "E")

# --- progress report -------------------------------------------------------------------------------------------------
REPORT_DRAFT, REPORT_SUBMITTED, VALIDATED, REPORT_ACCEPTED, RETURNED, REPORT_WITHDRAWN = (
    "draft",
    "submitted",
    "validated",
    "accepted",
    "returned",
    "withdrawn",
)
REPORT_UNDER_WAY = (REPORT_DRAFT, REPORT_SUBMITTED, VALIDATED, RETURNED)
PROGRESS_TRANSITIONS: Transitions = {
    "write": ((REPORT_DRAFT, RETURNED), ""),
    "submit": ((REPORT_DRAFT, RETURNED), REPORT_SUBMITTED),
    "validate": ((REPORT_SUBMITTED,), VALIDATED),
    "return": ((REPORT_SUBMITTED, VALIDATED), RETURNED),  # by the authority what was submitted, by us what it validated
    "accept": ((VALIDATED,), REPORT_ACCEPTED),
    "withdraw": ((REPORT_DRAFT, REPORT_SUBMITTED, RETURNED), REPORT_WITHDRAWN),
}
BY_AUTHORITY, BY_SECRETARIAT = "authority", "secretariat"

# --- evidence, link, action, batch -----------------------------------------------------------------------------------
EVIDENCE_KINDS = ("text", "circular", "figures", "programme", "minutes", "picture", "other")
OPEN_TO_ALL, TO_MEMBERS, TO_SECRETARIAT = "public", "members", "secretariat"
CONFIDENTIALITIES = (OPEN_TO_ALL, TO_MEMBERS, TO_SECRETARIAT)
SPEAKS_BY_LINK, VALIDATES_BY_LINK = "speaking", "validating"
LINK_ROLES = (SPEAKS_BY_LINK, VALIDATES_BY_LINK)
ACTION_PLANNED, ACTION_UNDER_WAY, ACTION_DONE, ACTION_DROPPED = "planned", "under_way", "done", "dropped"
ACTION_TRANSITIONS: Transitions = {
    "serve": ((ACTION_PLANNED, ACTION_UNDER_WAY), ""),
    "begin": ((ACTION_PLANNED,), ACTION_UNDER_WAY),
    "finish": ((ACTION_PLANNED, ACTION_UNDER_WAY), ACTION_DONE),
    "drop": ((ACTION_PLANNED, ACTION_UNDER_WAY), ACTION_DROPPED),
    "resume": ((ACTION_DONE, ACTION_DROPPED), ACTION_UNDER_WAY),
}
BATCH_READ, BATCH_IMPORTED, BATCH_UNDONE, BATCH_DISCARDED = "read", "imported", "undone", "discarded"
BATCH_TRANSITIONS: Transitions = {
    "confirm": ((BATCH_READ,), BATCH_IMPORTED),
    "discard": ((BATCH_READ,), BATCH_DISCARDED),
    "undo": ((BATCH_IMPORTED,), BATCH_UNDONE),
}
AWAITS_ANSWER, AWAITS_REPORT = "answer", "report"
BY_LINK = "link"

# --- report ----------------------------------------------------------------------------------------------------------
ANNUAL, FUNDER = "annual", "funder"
REPORT_KINDS = (ANNUAL, FUNDER)
COST_HEADINGS = ("venue", "travel", "interpretation", "experts", "printing", "other")
