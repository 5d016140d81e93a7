"""What the codes of lists, of their rows and of the reading of files are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import states_following as states

Words = dict[str, Promise]

BATCH_STATES: Words = {
    states.BATCH_READ: pgettext_lazy("list", "read, not in the register"),
    states.BATCH_IMPORTED: pgettext_lazy("list", "in the register"),
    states.BATCH_UNDONE: pgettext_lazy("list", "undone"),
    states.BATCH_DISCARDED: pgettext_lazy("list", "thrown away"),
}
BATCH_TONES = {
    states.BATCH_READ: "wait",
    states.BATCH_IMPORTED: "ok",
    states.BATCH_UNDONE: "",
    states.BATCH_DISCARDED: "",
}
NOT_READ: Words = {
    "too_large": _("This file is too large: 5 MB at most. Part the list, and read each part in."),
    "too_many": _("A list holds 2,000 rows at most. Part it, and read each part in."),
    "too_wide": _("This list has more than 60 columns. Keep those of the template."),
    "empty": _("This file holds no row. Fill in the template and choose it."),
    "old_excel": _(
        "This is a spreadsheet of an old kind (.xls), or locked with a password. Save it as .xlsx or as CSV."
    ),
    "wrong_kind": _("This is no list: choose a CSV or an .xlsx file."),
    "not_readable": _("This file cannot be read. Open it in a spreadsheet, save it again and choose it."),
    "no_text_column": _(
        "No column is called “Recommendation”, so the text cannot be found. Name the columns in the first row as the "
        "template does."
    ),
    "no_rows": _("This file has a heading and no row under it. Fill in the template and choose it."),
}
FAULTS: Words = {
    "no_text": _("The text is missing: write it in at least one language."),
    "formula": _("This cell holds a formula. Put its result there as text."),
    "too_long": _("This is too long to be kept. Shorten it."),
    "day": _("This is no day that can be read. Write it as 2027-12-31 or 31/12/2027."),
    "day_to_come": _("This day is still to come. Write the day of the source."),
    "priority": _("This priority is not known. Write high, medium or low."),
    "action_type": _(
        "This kind of action is not known. Write law, procedure, training, awareness, service, data, budget or "
        "cooperation."
    ),
    "theme": _("This theme is not known. Write T1 to T6, or leave it empty."),
    "plan_axis": _("This axis of the plan is not known. Write its code or its name, or leave it empty."),
    "sdg": _("This target is not known. Write it as 8.7, or leave it empty."),
    "many": _("These are too many contributors. Name those who have work to do."),
    "case_data": _("This seems to speak of one protected person. It was not kept: say it without a name or a number."),
}
HINTS: Words = {
    "no_lead": _("Nobody leads it yet."),
    "outside": _("Not in the list of institutions: kept as a name."),
    "due_past": _("This day is over."),
}
