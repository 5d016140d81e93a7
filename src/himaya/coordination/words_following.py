"""What the codes of recommendations and their follow-up are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import rules_following as rules
from himaya.coordination import states_following as states

Words = dict[str, Promise]

RECOMMENDATION_STATES: Words = {
    states.FORMULATED: pgettext_lazy("recommendation", "formulated"),
    states.ADDRESSED: pgettext_lazy("recommendation", "addressed"),
    states.ANSWERED: pgettext_lazy("recommendation", "answered"),
    states.IN_PROGRESS: pgettext_lazy("recommendation", "in progress"),
    states.REPORTED_DONE: pgettext_lazy("recommendation", "reported done"),
    states.VERIFIED: pgettext_lazy("recommendation", "verified"),
    states.REC_CLOSED: pgettext_lazy("recommendation", "closed"),
    states.REC_SUPERSEDED: pgettext_lazy("recommendation", "superseded"),
    states.MERGED: pgettext_lazy("recommendation", "merged"),
    states.NO_LONGER_RELEVANT: pgettext_lazy("recommendation", "no longer relevant"),
}
RECOMMENDATION_TONES = {
    states.FORMULATED: "",
    states.ADDRESSED: "wait",
    states.ANSWERED: "calm",
    states.IN_PROGRESS: "calm",
    states.REPORTED_DONE: "wait",
    states.VERIFIED: "ok",
    states.REC_CLOSED: "ok",
    states.REC_SUPERSEDED: "",
    states.MERGED: "",
    states.NO_LONGER_RELEVANT: "",
}
RESPONSES: Words = {
    states.ACCEPTS: pgettext_lazy("response", "accepted"),
    states.ACCEPTS_IN_PART: pgettext_lazy("response", "accepted in part"),
    states.NOTES: pgettext_lazy("response", "noted"),
}
SOURCES: Words = {
    states.FROM_TABLE: _("round table"),
    states.UPR: _("Universal Periodic Review"),
    states.TREATY_BODY: _("treaty body"),
    states.TIP_REPORT: _("TIP report"),
    states.AUDIT: _("audit"),
    states.OTHER_SOURCE: _("other source"),
}
ACTION_TYPES: Words = {
    "law": pgettext_lazy("kind of action", "law"),
    "procedure": pgettext_lazy("kind of action", "procedure"),
    "training": pgettext_lazy("kind of action", "training"),
    "awareness": pgettext_lazy("kind of action", "awareness"),
    "service": pgettext_lazy("kind of action", "service"),
    "data": pgettext_lazy("kind of action", "data"),
    "budget": pgettext_lazy("kind of action", "budget"),
    "cooperation": pgettext_lazy("kind of action", "cooperation"),
}
GRADES: Words = {
    "A": _("A – largely done"),
    "B": _("B – done in part"),
    "C": _("C – not satisfactory"),
    "D": _("D – no answer after reminders"),
    "E": _("E – contrary to what was asked"),
}
REPORT_STATES: Words = {
    states.REPORT_DRAFT: pgettext_lazy("progress report", "draft"),
    states.REPORT_SUBMITTED: pgettext_lazy("progress report", "submitted"),
    states.VALIDATED: pgettext_lazy("progress report", "validated"),
    states.REPORT_ACCEPTED: pgettext_lazy("progress report", "accepted"),
    states.RETURNED: pgettext_lazy("progress report", "returned"),
    states.REPORT_WITHDRAWN: pgettext_lazy("progress report", "withdrawn"),
}
REPORT_TONES = {
    states.REPORT_DRAFT: "",
    states.REPORT_SUBMITTED: "wait",
    states.VALIDATED: "wait",
    states.REPORT_ACCEPTED: "ok",
    states.RETURNED: "wait",
    states.REPORT_WITHDRAWN: "",
}
ACTION_STATES: Words = {
    states.ACTION_PLANNED: pgettext_lazy("follow-up action", "planned"),
    states.ACTION_UNDER_WAY: pgettext_lazy("follow-up action", "under way"),
    states.ACTION_DONE: pgettext_lazy("follow-up action", "done"),
    states.ACTION_DROPPED: pgettext_lazy("follow-up action", "dropped"),
}
ACTION_TONES = {
    states.ACTION_PLANNED: "wait",
    states.ACTION_UNDER_WAY: "calm",
    states.ACTION_DONE: "ok",
    states.ACTION_DROPPED: "",
}
EVIDENCE_KINDS: Words = {
    "text": pgettext_lazy("evidence", "text of a law or decree"),
    "circular": pgettext_lazy("evidence", "circular or instruction"),
    "figures": pgettext_lazy("evidence", "figures"),
    "programme": pgettext_lazy("evidence", "programme or attendance list"),
    "minutes": pgettext_lazy("evidence", "minutes"),
    "picture": pgettext_lazy("evidence", "picture"),
    "other": pgettext_lazy("evidence", "other document"),
}
CONFIDENTIALITIES: Words = {
    states.OPEN_TO_ALL: pgettext_lazy("confidentiality", "public"),
    states.TO_MEMBERS: pgettext_lazy("confidentiality", "members of the table"),
    states.TO_SECRETARIAT: pgettext_lazy("confidentiality", "the secretariat and the institution that gave it"),
}
SMART: Words = {
    rules.SPECIFIC: _("Specific"),
    rules.MEASURABLE: _("Measurable"),
    rules.ACHIEVABLE: _("Achievable"),
    rules.RELEVANT: _("Relevant"),
    rules.TIMED: _("Dated"),
}
LACKS: Words = {
    "text": _("the text itself"),
    "lead": _("who leads"),
    "action_type": _("what kind of action it is"),
    "indicator": _("an indicator"),
    "baseline": _("where the indicator stands today"),
    "target": _("where it should stand"),
    "same_target": _("a target that differs from today"),
    "resources": _("with what means"),
    "plan": _("a theme, an axis of the plan or a development goal"),
    "due": _("by when"),
    "due_past": _("a day that is not over"),
}
AWAITED: Words = {
    states.AWAITS_ANSWER: _("an answer is awaited"),
    states.AWAITS_REPORT: _("a progress report is awaited"),
}
CHANNELS: Words = {
    "click": _("on the page"),
    "mail": _("by mail"),
    "letter": _("by letter"),
    states.BY_LINK: _("by a reply link"),
}
