"""The words of training: modules, states, ways. Catalogue of the room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.training import rules, states

MODULES: dict[str, Promise] = {
    "M0": _("M0 Ethics and data protection"),
    "M1": _("M1 Legal framework"),
    "M2": _("M2 The phenomenon and its forms"),
    "M3": _("M3 Risk protocol and post-traumatic stress"),
    "M4": _("M4 Indicators"),
    "M5": _("M5 Identification interview"),
    "M6": _("M6 Accompaniment and return"),
    "M7": _("M7 Working with the platform, on invented cases"),
}
PRIORITIES: dict[str, Promise] = {
    rules.NOT_MEASURED: _("nobody measured it: find out first"),
    rules.HIGH: pgettext_lazy("priority of training", "presses most"),
    rules.MEDIUM: pgettext_lazy("priority of training", "presses"),
    rules.LOW: pgettext_lazy("priority of training", "can wait"),
    rules.NO_GAP: _("no gap was measured"),
}
PRIORITY_TONES = {rules.NOT_MEASURED: "wait", rules.HIGH: "late", rules.MEDIUM: "wait", rules.NO_GAP: "ok"}
COVERAGES: dict[str, Promise] = {
    rules.NOT_PLANNED: pgettext_lazy("coverage of a need", "no line serves it"),
    rules.TO_TRAIN: pgettext_lazy("coverage of a need", "planned, nobody reached yet"),
    rules.PARTLY: pgettext_lazy("coverage of a need", "covered in part"),
    rules.COVERED: pgettext_lazy("coverage of a need", "covered"),
    rules.DROPPED: pgettext_lazy("coverage of a need", "dropped"),
}
COVERAGE_TONES = {rules.NOT_PLANNED: "late", rules.TO_TRAIN: "wait", rules.PARTLY: "calm", rules.COVERED: "ok"}
LINES: dict[str, Promise] = {
    rules.LINE_OPEN: pgettext_lazy("line of a plan", "no session yet"),
    rules.LINE_UNDER_WAY: pgettext_lazy("line of a plan", "under way"),
    rules.LINE_DONE: pgettext_lazy("line of a plan", "reached whom it aimed at"),
    rules.LINE_DROPPED: pgettext_lazy("line of a plan", "dropped"),
}
LINE_TONES = {rules.LINE_UNDER_WAY: "calm", rules.LINE_DONE: "ok", rules.LINE_DROPPED: ""}
LINE_KINDS: dict[str, Promise] = {
    rules.TRAINING: pgettext_lazy("kind of line", "training"),
    rules.AWARENESS: pgettext_lazy("kind of line", "awareness"),
}
ASSESSMENT_STATES: dict[str, Promise] = {
    states.ASSESSMENT_OPEN: pgettext_lazy("assessment of needs", "being filled in"),
    states.HANDED_IN: pgettext_lazy("assessment of needs", "handed in"),
    states.SET_ASIDE: pgettext_lazy("assessment of needs", "set aside"),
}
PLAN_STATES: dict[str, Promise] = {
    states.PLAN_DRAFT: pgettext_lazy("plan of trainings", "draft"),
    states.PLAN_ADOPTED: pgettext_lazy("plan of trainings", "in force"),
    states.PLAN_CLOSED: pgettext_lazy("plan of trainings", "closed"),
}
SESSION_STATES: dict[str, Promise] = {
    states.PLANNED: pgettext_lazy("training session", "planned"),
    states.OPEN: pgettext_lazy("training session", "open for naming"),
    states.HELD: pgettext_lazy("training session", "held"),
    states.CANCELLED: pgettext_lazy("training session", "cancelled"),
}
SESSION_TONES = {states.OPEN: "calm", states.HELD: "ok", states.CANCELLED: "late"}
ATTENDANCES: dict[str, Promise] = {
    states.PRESENT: pgettext_lazy("in a half-day", "present"),
    states.EXCUSED: pgettext_lazy("in a half-day", "excused"),
    states.ABSENT: pgettext_lazy("in a half-day", "absent"),
}
ATTENDANCE_TONES = {states.PRESENT: "ok", states.EXCUSED: "calm", states.ABSENT: "late"}
HOW: dict[str, Promise] = {
    states.BY_LIST: pgettext_lazy("attendance was noted", "tapped on the list"),
    states.BY_QR: pgettext_lazy("attendance was noted", "checked in"),
    states.BY_PAPER: pgettext_lazy("attendance was noted", "from the paper list"),
}
TAKEN_HOW: dict[str, Promise] = {
    states.ON_SCREEN: pgettext_lazy("a test was taken", "on a screen"),
    states.ON_PAPER: pgettext_lazy("a test was taken", "on paper"),
}
SEXES: dict[str, Promise] = {
    states.WOMAN: pgettext_lazy("participant", "woman"),
    states.MAN: pgettext_lazy("participant", "man"),
    states.NOT_SAID: pgettext_lazy("participant", "not said"),
}
LANGUAGES: dict[str, Promise] = {
    "fr": pgettext_lazy("language of a session", "French"),
    "ar": pgettext_lazy("language of a session", "Arabic"),
    "ary": pgettext_lazy("language of a session", "Darija"),
    "zgh": pgettext_lazy("language of a session", "Amazigh"),
    "en": pgettext_lazy("language of a session", "English"),
}
BATCH_STATES: dict[str, Promise] = {
    states.BATCH_READ: pgettext_lazy("list of participants", "read, not taken in"),
    states.BATCH_IMPORTED: pgettext_lazy("list of participants", "taken in"),
    states.BATCH_UNDONE: pgettext_lazy("list of participants", "undone"),
    states.BATCH_DISCARDED: pgettext_lazy("list of participants", "thrown away"),
}
EXPOSURES: dict[int, Promise] = {
    1: pgettext_lazy("how often the task comes", "seldom"),
    2: pgettext_lazy("how often the task comes", "every month"),
    3: pgettext_lazy("how often the task comes", "every week"),
}
RISKS: dict[int, Promise] = {
    1: pgettext_lazy("what a mistake does to the person", "discomfort"),
    2: pgettext_lazy("what a mistake does to the person", "loss of a right or of help"),
    3: pgettext_lazy("what a mistake does to the person", "danger"),
}
STANDINGS: dict[str, Promise] = {
    states.VALID: pgettext_lazy("certificate of a training", "valid"),
    states.EXPIRED: pgettext_lazy("certificate of a training", "expired"),
    states.REVOKED: pgettext_lazy("certificate of a training", "taken back"),
}
STANDING_TONES = {states.VALID: "ok", states.EXPIRED: "wait", states.REVOKED: "late"}
REVOCATIONS: dict[str, Promise] = {
    "entered_by_mistake": pgettext_lazy("why a certificate is taken back", "issued by mistake"),
    "attendance_corrected": pgettext_lazy("why a certificate is taken back", "the attendance was not right"),
    "lost_or_stolen": pgettext_lazy("why a certificate is taken back", "the paper was lost or stolen"),
    "asked_by_holder": pgettext_lazy("why a certificate is taken back", "its holder asked for it"),
}
PAPERS: dict[str, Promise] = {
    "fr": pgettext_lazy("language of a certificate", "French"),
    "ar": pgettext_lazy("language of a certificate", "Arabic"),
    "both": pgettext_lazy("language of a certificate", "French and Arabic"),
}
