"""What the codes of stepped care and of a clinician's letter mean on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.health import rules_care as care
from himaya.health import rules_letters as letters

DONE: dict[str, Promise] = {
    care.BEGIN: pgettext_lazy("step of care", "Begun"),
    care.REVIEW: pgettext_lazy("step of care", "Reviewed, and stayed"),
    care.UP: pgettext_lazy("step of care", "Step up"),
    care.DOWN: pgettext_lazy("step of care", "Step down"),
}
REASONS: dict[str, Promise] = {
    "impairment": _("Daily life is hard to manage"),
    "suicidality": _("Thoughts of suicide or of self-harm"),
    "psychosis": _("Signs of psychosis"),
    care.NO_CHANGE: _("No change after four weeks or more"),
    "helps": _("It helps, and goes on"),
    "not_available": _("There is no place in the other step yet"),
    "better": _("The person is better"),
    "person_wishes": pgettext_lazy("step of care", "The person wishes it"),
}
MOMENTS: dict[str, Promise] = {
    care.EARLY: pgettext_lazy("review of care", "not due yet"),
    care.DUE: pgettext_lazy("review of care", "due now"),
    care.LATE: pgettext_lazy("review of care", "late"),
}
STATES: dict[str, Promise] = {
    letters.DRAFT: pgettext_lazy("clinician’s letter", "draft"),
    letters.RELEASED: pgettext_lazy("clinician’s letter", "released by the person"),
    letters.OVER: pgettext_lazy("clinician’s letter", "its time is over"),
    letters.REVOKED: pgettext_lazy("clinician’s letter", "taken back"),
    letters.NOT_WANTED: pgettext_lazy("clinician’s letter", "not wanted"),
}
ANSWERS: dict[str, Promise] = {
    letters.YES: pgettext_lazy("answer to a letter", "Yes, this letter may be printed"),
    letters.NO: pgettext_lazy("answer to a letter", "No: nothing of it is kept"),
    letters.LATER: pgettext_lazy("answer to a letter", "Later"),
}
TONES = {letters.DRAFT: "wait", letters.RELEASED: "ok", letters.OVER: "calm", letters.REVOKED: "calm"}
