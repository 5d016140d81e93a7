"""What is written into the audit about consultations, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "consultation.opened": _("The secretariat opened a consultation on a text."),
    "consultation.closed": _("The secretariat closed a consultation on a text."),
    "stance.taken": _("An institution said where it stands on a text."),
    "stance.corrected": _("What an institution had said of a text was corrected."),
    "comment.made": _("An institution commented on a text."),
    "comment.replied": _("An institution replied to a comment on a text."),
    "comment.answered": _("The secretariat answered a comment on a text."),
    "comment.withdrawn": _("An institution withdrew its comment on a text."),
    "amendment.submitted": _("An institution asked for a change of a text."),
    "amendment.proposed": _("The secretariat proposed what becomes of an amendment."),
    "amendment.settled": _("An amendment to a text was settled."),
    "amendment.withdrawn": _("An institution withdrew its amendment to a text."),
    "draft.deferred": _("A text that was not agreed went back to be drafted."),
    "draft.rejected": _("A table did not adopt a text."),
}
