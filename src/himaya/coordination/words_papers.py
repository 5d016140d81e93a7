"""What the codes of minutes, letters and papers are called on a page, and the sentences that several verbs share."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import states

Words = dict[str, Promise]

MINUTES_STATES: Words = {
    states.MINUTES_DRAFT: pgettext_lazy("minutes", "draft"),
    states.CIRCULATED: pgettext_lazy("minutes", "circulated"),
    states.CORRECTED: pgettext_lazy("minutes", "corrected"),
    states.APPROVED: pgettext_lazy("minutes", "approved"),
    states.LOCKED: pgettext_lazy("minutes", "locked"),
}
MINUTES_TONES = {
    states.MINUTES_DRAFT: "wait",
    states.CIRCULATED: "calm",
    states.CORRECTED: "calm",
    states.APPROVED: "ok",
    states.LOCKED: "ok",
}
NO_MINUTES = _("This table has no minutes yet. They begin when its session is closed.")
_CIRCULATED = _(
    "These minutes were circulated, so their text no longer changes by itself. Enter what an institution asks as a "
    "correction: taking it makes a new version."
)
# Why something is not possible in the state that minutes are in.
MINUTES_NOT_NOW: Words = {
    states.MINUTES_DRAFT: _("These minutes are still a draft. Circulate them first."),
    states.CIRCULATED: _CIRCULATED,
    states.CORRECTED: _CIRCULATED,
    states.APPROVED: _(
        "These minutes are approved. What was found since then belongs into the minutes of the next table."
    ),
    states.LOCKED: _("These minutes are locked: their hash is printed, and nothing in them changes any more."),
}
CORRECTION_STATES: Words = {
    states.ASKED: pgettext_lazy("correction", "to settle"),
    states.TAKEN: pgettext_lazy("correction", "taken"),
    states.DECLINED: pgettext_lazy("correction", "not taken"),
}
CORRECTION_TONES = {states.ASKED: "wait", states.TAKEN: "ok", states.DECLINED: ""}
TACIT, WITH_CORRECTION, WITH_ANSWER, AT_TABLE = "tacit", "corrected", "answered", "at_table"
AGREEMENTS: Words = {
    TACIT: _("tacit agreement: no correction asked in time"),
    WITH_CORRECTION: _("correction asked and taken"),
    WITH_ANSWER: _("correction asked and answered"),
    AT_TABLE: _("present at the table that approved, without objection"),
}
LETTER_KINDS: Words = {
    "invitation": pgettext_lazy("letter", "Invitation"),
    "practice": pgettext_lazy("letter", "Request for the practice map"),
    "packet": pgettext_lazy("letter", "What is asked of the institution"),
    "restitution": pgettext_lazy("letter", "What came out of the table"),
    "minutes": pgettext_lazy("letter", "Circulation of minutes"),
    "designation": pgettext_lazy("letter", "Designation of a focal point"),
    "confirmation": pgettext_lazy("letter", "Confirmation of decisions"),
    "other": pgettext_lazy("letter", "Another subject"),
}
LETTER_STATES: Words = {
    states.LETTER_DRAFT: pgettext_lazy("letter", "draft"),
    states.NUMBERED: pgettext_lazy("letter", "numbered"),
    states.SENT: pgettext_lazy("letter", "sent"),
    states.RECEIVED: pgettext_lazy("letter", "received"),
}
LETTER_TONES = {states.LETTER_DRAFT: "wait", states.NUMBERED: "wait", states.SENT: "calm", states.RECEIVED: "ok"}
LETTER_NOT_NOW: Words = {
    states.LETTER_DRAFT: _("This letter has no number yet. Give it one first."),
    states.NUMBERED: _("This letter has its number and its text no longer changes. Send it, or write another one."),
    states.SENT: _("This letter was sent. To say something more, write another one."),
    states.RECEIVED: _("This letter has been received. To say something more, write another one."),
}
PAPER_KINDS: Words = {
    "minutes": pgettext_lazy("paper", "Minutes"),
    "draft": pgettext_lazy("paper", "Draft minutes"),
    "letter": pgettext_lazy("paper", "Letter"),
    "packet": pgettext_lazy("paper", "What we ask of you"),
    "restitution": pgettext_lazy("paper", "What came out of the table"),
    "attendance": pgettext_lazy("paper", "Attendance sheet"),
    "edition": pgettext_lazy("paper", "Adopted text"),
    "text": pgettext_lazy("paper", "Draft of a text"),
    "consultation": pgettext_lazy("paper", "Consultation table"),
    "tracked": pgettext_lazy("paper", "Draft with amendments as tracked changes"),
    "report": pgettext_lazy("paper", "Report"),
    "follow_up": pgettext_lazy("paper", "What is awaited, with a reply form"),
}
MODES: Words = {
    "fr": _("in French"),
    "ar": _("in Arabic"),
    "en": _("in English"),
    "both": _("French and Arabic side by side"),
}
CHANNELS: Words = {
    states.CLICK: _("by click"),
    states.MAIL: _("by mail"),
    states.LETTER: _("by letter"),
}
