"""What the codes of releases, suspensions and noticed harm are called on a page, and sentences that verbs share."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import states

Words = dict[str, Promise]

RELEASE_STATES: Words = {
    states.PREPARING: pgettext_lazy("release", "being prepared"),
    states.SCHEDULED: pgettext_lazy("release", "announced"),
    states.LIVE: pgettext_lazy("release", "on the screens"),
    states.SUPERSEDED: pgettext_lazy("release", "replaced by a later one"),
    states.SUSPENDED: pgettext_lazy("release", "suspended"),
    states.ABANDONED: pgettext_lazy("release", "abandoned"),
}
RELEASE_TONES = {
    states.PREPARING: "wait",
    states.SCHEDULED: "calm",
    states.LIVE: "ok",
    states.SUSPENDED: "late",
}
GATES: Words = {
    states.CHECKS: _("The forms are sound"),
    states.GOLDEN: _("What changes in the stored samples"),
    states.IMPACT: _("Whom and what it touches"),
    states.PILOT: _("Tried at named desks"),
    states.REVIEW: _("Safety and data protection"),
    states.TRANSLATION: _("Three languages checked"),
    states.TRAINING: _("Institutions have acknowledged it"),
    states.EFFECTIVE: _("First day"),
}
PARTS: Words = {
    states.SAFETY: _("Safety"),
    states.DATA_PROTECTION: _("Data protection"),
    "fr": _("French"),
    "ar": _("Arabic"),
    "en": _("English"),
}
CLASSES: Words = {
    states.EDITORIAL: pgettext_lazy("class of a change", "editorial: the wording, not the meaning"),
    states.COMPATIBLE: pgettext_lazy("class of a change", "compatible: something is added that nobody must answer"),
    states.SUBSTANTIVE: pgettext_lazy(
        "class of a change", "substantive: what is asked, or what follows from it, changes"
    ),
}
WHAT: Words = {
    "added": pgettext_lazy("clause", "new"),
    "removed": pgettext_lazy("clause", "taken out"),
    "replaced": pgettext_lazy("clause", "another question in its place"),
    "reworded": pgettext_lazy("clause", "other words, same meaning"),
    "restructured": pgettext_lazy("clause", "answered otherwise"),
    "moved": pgettext_lazy("clause", "stands elsewhere"),
    "guidance": pgettext_lazy("clause", "other guidance"),
    "asked_elsewhere": pgettext_lazy("clause", "asked by other forms"),
}
NEXT_STEPS: Words = {
    "now": pgettext_lazy("next step", "act now"),
    "offer": pgettext_lazy("next step", "offer help"),
    "not_enough": pgettext_lazy("next step", "not enough to say"),
}
SUSPENSION_STATES: Words = {
    states.SUSPENSION_ASKED: pgettext_lazy("suspension", "asked for, waits for a second person"),
    states.SUSPENSION_IN_FORCE: pgettext_lazy("suspension", "in force, waits for the next table"),
    states.SUSPENSION_LIFTED: pgettext_lazy("suspension", "lifted"),
    states.SUSPENSION_KEPT: pgettext_lazy("suspension", "kept by a table"),
    states.SUSPENSION_DECLINED: pgettext_lazy("suspension", "declined"),
    states.SUSPENSION_OVER: pgettext_lazy("suspension", "over: a later release is on the screens"),
}
SUSPENSION_TONES = {
    states.SUSPENSION_ASKED: "wait",
    states.SUSPENSION_IN_FORCE: "late",
    states.SUSPENSION_KEPT: "late",
    states.SUSPENSION_LIFTED: "ok",
}
HARM_STATES: Words = {
    states.HARM_OPEN: pgettext_lazy("harm", "waits for an answer"),
    states.HARM_ANSWERED: pgettext_lazy("harm", "answered"),
    states.HARM_SUSPENDED: pgettext_lazy("harm", "led to a suspension"),
}
HARM_TONES = {states.HARM_OPEN: "wait", states.HARM_ANSWERED: "ok", states.HARM_SUSPENDED: "late"}
HARM_KINDS: Words = {
    "fear": _("The person became afraid or left"),
    "pressure": _("It puts pressure on the person"),
    "exposure": _("An answer could expose the person"),
    "misread": _("It is misunderstood, in a language or by habit"),
    "other": pgettext_lazy("harm", "Something else"),
}

# --- why not now -----------------------------------------------------------------------------------------------------
NOT_IN_STATE: Words = {
    states.PREPARING: _("This release is still before its gates. Pass them in their order first."),
    states.SCHEDULED: _("This release is announced: its first day is fixed. Move that day or abandon the release."),
    states.LIVE: _("This release is on the screens already."),
    states.SUPERSEDED: _("A later release has replaced this one. Look at that one."),
    states.SUSPENDED: _("This release is suspended. The table decides whether it comes back."),
    states.ABANDONED: _("This release was abandoned. Open another one."),
}
GATE_BEFORE = _("This release stands before the gate “{gate}”. Pass that gate first.")
GATE_PASSED = _("The gate “{gate}” was passed already. Look at what was noted there.")
PART_DONE = _("This part of the gate was passed already, by somebody else or by you. Look at what was noted there.")
ANOTHER_UNDER_WAY = _("Another release of this text is under way. Finish or abandon that one first.")
MAY_NOT_REVIEW: Words = {
    "not_reviewer": _(
        "Data protection is signed by a data-protection officer; safety by a focal point, a validating authority or "
        "the lead of a desk."
    ),
    "review_own_text": _("You wrote in this text, so you do not review it. Ask somebody who did not."),
    "review_own_institution": _(
        "Your institution wrote this text. Safety is reviewed by somebody of another institution."
    ),
    "review_same_person": _("You signed the other half of the review. This half takes a second person."),
}
OTHER_INSTITUTION = _("A delegate or the lead of a desk acknowledges this for their own institution.")
OTHER_DESK = _("A desk of the pilot says itself what it found. Ask its lead, or the secretariat.")
PILOT_GAPS: Words = {
    "pilot_harmful": _(
        "A desk of the pilot found harm, so this release is stopped. Mend the text and open another one."
    ),
    "pilot_not_over": _("The days of the pilot are not over yet."),
    "finding_missing": _("Not every desk of the pilot has said what it found. Ask it, or enter what it sent you."),
}
SUSPENSION_NOT_NOW: Words = {
    states.SUSPENSION_ASKED: _("This suspension waits for a second person. It is not in force."),
    states.SUSPENSION_IN_FORCE: _("This suspension is in force already."),
    states.SUSPENSION_LIFTED: _("This suspension was lifted already."),
    states.SUSPENSION_KEPT: _("A table has kept this suspension already."),
    states.SUSPENSION_DECLINED: _("This suspension was declined already. Ask for another one."),
    states.SUSPENSION_OVER: _("A later release is on the screens, so this suspension is over."),
}
HARM_SETTLED = _("This report was settled already. Look at its answer.")
