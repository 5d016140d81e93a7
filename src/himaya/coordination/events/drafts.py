"""What is written into the audit about texts, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "draft.begun": _("The secretariat began a new version of a text."),
    "draft.audience_set": _("The secretariat said whose form a text is."),
    "draft.imported": _("A text was read in from a spreadsheet."),
    "draft.tabled": _("The secretariat put a text before the table."),
    "draft.taken_back": _("The secretariat took a text back from the table."),
    "draft.withdrawn": _("The secretariat withdrew a text, with the reason."),
    "draft.adopted": _("The table adopted a text, or a part of it."),
    "draft.carried_on": _("What was not adopted of a text goes on as a draft."),
    "edition.adopted": _("A text was adopted and is kept for ever as it is."),
    "clause.written": _("A clause of a text was rewritten."),
    "clause.replaced": _("A clause of a text was replaced by one with another meaning."),
    "clause.added": _("A clause was added to a text."),
    "clause.removed": _("A clause was taken out of a text."),
    "clause.moved": _("A clause of a text was moved."),
    "clause.checked": _("The translation of a clause was checked."),
}
