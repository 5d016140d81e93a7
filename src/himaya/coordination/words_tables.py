"""What the codes of cycles, tables and agendas are called on a page, and sentences that several verbs share."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import states

Words = dict[str, Promise]

CYCLE_CLOSED = _("This cycle is closed. Open another one, or look at this one as it was.")
# Said by verbs of the secretariat only, which may see all there is: to others, absent and not theirs sound alike.
GONE = _("Somebody took this away since the page was opened. Look at the list as it is now.")

TABLE_STATES: Words = {
    states.PLANNED: pgettext_lazy("round table", "planned"),
    states.INVITED: pgettext_lazy("round table", "convened"),
    states.IN_SESSION: pgettext_lazy("round table", "in session"),
    states.TABLE_CLOSED: pgettext_lazy("round table", "closed, minutes in preparation"),
    states.MINUTES_APPROVED: pgettext_lazy("round table", "minutes approved"),
    states.ARCHIVED: pgettext_lazy("round table", "archived"),
    states.CANCELLED: pgettext_lazy("round table", "cancelled"),
    states.RECORDED: pgettext_lazy("round table", "recorded from a source"),
}
TABLE_TONES = {
    states.PLANNED: "wait",
    states.INVITED: "calm",
    states.IN_SESSION: "ok",
    states.TABLE_CLOSED: "wait",
    states.MINUTES_APPROVED: "ok",
    states.CANCELLED: "late",
}
# Why a verb is not possible in the state that a table is in: said to whoever comes second or too early.
NOT_IN_STATE: Words = {
    states.PLANNED: _("This table is planned and nobody has been convened yet. Convene the institutions first."),
    states.INVITED: _("The institutions have already been convened to this table."),
    states.IN_SESSION: _("This table is already in session. What happens now is entered in the room."),
    states.TABLE_CLOSED: _("This table is closed. What is missing can be corrected in its minutes."),
    states.MINUTES_APPROVED: _("The minutes of this table are approved; nothing in it changes any more."),
    states.ARCHIVED: _("This table is archived; nothing in it changes any more."),
    states.CANCELLED: _("This table was cancelled. Plan another one."),
    states.RECORDED: _("This table is history told by a source; nothing in it changes."),
}
TABLE_KINDS: Words = {
    states.TABLE: _("Round table"),
    states.EXPERT_SESSION: _("Round table with an expert’s day"),
}
SEAT_KINDS: Words = {
    states.MEMBER: pgettext_lazy("seat", "Member"),
    states.NGO: pgettext_lazy("seat", "Association"),
    states.OBSERVER: pgettext_lazy("seat", "Observer"),
    states.PARTNER: pgettext_lazy("seat", "Partner"),
    states.EXPERT: pgettext_lazy("seat", "Expert"),
}
ITEM_KINDS: Words = {
    states.MINUTES_ITEM: _("Minutes of the last table"),
    states.FOLLOW_UP: _("Follow-up"),
    states.THEME: _("Theme"),
    states.DOCUMENT: _("Document for decision"),
    states.PRACTICE: _("Who does what today"),
    states.NEEDS: _("Needs"),
    states.RESERVATION_ITEM: _("Reservation to review"),
    states.OTHER: _("Any other business"),
}
ITEM_STATES: Words = {
    states.ITEM_WAITING: pgettext_lazy("agenda item", "waiting"),
    states.ITEM_OPEN: pgettext_lazy("agenda item", "open now"),
    states.ITEM_DONE: pgettext_lazy("agenda item", "done"),
    states.ITEM_CARRIED: pgettext_lazy("agenda item", "carried to the next table"),
    states.ITEM_DROPPED: pgettext_lazy("agenda item", "dropped"),
}
ITEM_TONES = {
    states.ITEM_OPEN: "calm",
    states.ITEM_DONE: "ok",
    states.ITEM_CARRIED: "wait",
}
ANSWERS: Words = {
    states.NO_ANSWER: pgettext_lazy("invitation", "no answer yet"),
    states.PRESENT: pgettext_lazy("invitation", "will be present"),
    states.REPRESENTED: pgettext_lazy("invitation", "will be represented"),
    states.EXCUSED: pgettext_lazy("invitation", "excused"),
}
ANSWER_TONES = {
    states.NO_ANSWER: "wait",
    states.PRESENT: "ok",
    states.REPRESENTED: "calm",
    states.EXCUSED: "",
}
CHANNELS: Words = {
    states.CLICK: _("by click"),
    states.MAIL: _("by mail"),
    states.LETTER: _("by letter"),
}
ATTENDANCES: Words = {
    states.PRESENT: pgettext_lazy("attendance", "present"),
    states.REPRESENTED: pgettext_lazy("attendance", "represented"),
    states.EXCUSED: pgettext_lazy("attendance", "excused"),
    states.ABSENT: pgettext_lazy("attendance", "absent"),
}
METHODS: Words = {
    states.CONSENSUS: _("Consensus: nobody objects and everybody was asked"),
    states.CONSENT: _("Consent: nobody objects"),
    states.VOTE: _("Vote: more than the majority agree"),
}
CONFIRMERS: Words = {
    states.NOBODY_CONFIRMS: _("Nobody: what the table agrees is final"),
    states.AUTHORITIES: _("The validating authority of each institution"),
    states.COMMISSION: _("The national commission"),
}
DOCUMENT_KINDS: Words = {
    "protocol": _("Protocol"),
    "indicator_set": _("Set of indicators"),
    "screening": _("Screening"),
    "interview_guide": _("Interview guide"),
    "risk_protocol": _("Risk protocol"),
    "procedure": _("Standard procedure"),
    "form": _("Form"),
    "reporting_position": _("Position on reporting"),
    "letter_model": _("Letter model"),
}
DOCUMENT_STATES: Words = {
    states.PREPARED: pgettext_lazy("document", "in preparation"),
    states.TABLED: pgettext_lazy("document", "before the table"),
    states.ADOPTED: pgettext_lazy("document", "adopted"),
    states.ADOPTED_IN_PART: pgettext_lazy("document", "adopted in part"),
    states.DEFERRED: pgettext_lazy("document", "deferred"),
    states.REJECTED: pgettext_lazy("document", "not adopted"),
}
WRONG_RULES: Words = {
    "quorum_share": _("Choose a share of the voices for the quorum."),
    "quorum_more_than": _("Say whether exactly the share is enough."),
    "quorum_least": _("Write the least number of institutions, from 1 to 99."),
    "represented_counts": _("Say whether a represented institution counts for the quorum."),
    "method": _("Choose how decisions are taken."),
    "majority": _("Choose the majority of a vote."),
    "chair_casts": _("Say whether the chair’s voice settles a tie."),
    "confirm_by": _("Choose who makes a decision final."),
    "answer_days": _("Write the days for an answer, from 0 to 90."),
    "reminder_days": _("Write the days before the deadline, from 0 to 60."),
    "minutes_days": _("Write the days for the draft minutes, from 0 to 90."),
    "comment_days": _("Write the days for corrections, from 0 to 90."),
    "review_months": _("Write the months until a review, from 1 to 60."),
    "pilot_days": _("Write the days of a pilot, from 0 to 90."),
    "notice_days": _("Write the days between announcement and first day, from 0 to 90."),
}
