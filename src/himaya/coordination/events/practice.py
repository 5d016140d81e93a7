"""What is written into the audit about practice, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "practice_map.opened": _("The secretariat opened a practice map."),
    "practice_map.closed": _("The secretariat closed a practice map."),
    "practice_map.reopened": _("The secretariat reopened a practice map."),
    "practice_map.restituted": _("A practice map was given back to the institutions at a table."),
    "practice.kept": _("An institution kept a draft of what it does."),
    "practice.stated": _("An institution stated what it does."),
    "need.entered": _("A need of an institution was entered."),
    "need.planned": _("What covers a need was planned."),
    "need.covered_partly": _("A need was covered in part."),
    "need.covered": _("A need was covered."),
    "need.dropped": _("A need was dropped, with the reason."),
    "need.reopened": _("A need was opened again."),
    "question.left": _("A table left a question open."),
    "question.answered": _("A question left open was answered."),
    "question.withdrawn": _("A question left open was withdrawn."),
    "expert.added": _("An expert was put on the programme of a table."),
    "expert.removed": _("An expert was taken off the programme of a table."),
    "material.added": _("Material was added to a table."),
    "material.removed": _("Material was taken off a table."),
    "take_away.said": _("An institution said what it takes home from a table."),
}
