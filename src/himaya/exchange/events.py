"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "standard.counted": _("The files of a desk were counted in the words of a published standard."),
    "standard.table_made": _("A table of the rows that eleven people share was made of the files of a desk."),
    "standard_file.taken_in": _("A file of the exchange standard was taken in, and files were opened from it."),
    "standard_file.taken_back": _("The erasure was asked for of what a file of the exchange standard had brought."),
}
