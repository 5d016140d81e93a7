"""What is said about files of a case: kinds, reasons, and what to do when one cannot be kept."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import rules_files as rules

KINDS: dict[str, Promise] = {rules.PDF: _("PDF document"), rules.JPEG: _("Picture")}

REASONS: dict[str, Promise] = {
    rules.WRONG_PERSON: _("It is about somebody else"),
    rules.WRONG_FILE: _("It is the wrong file, or a better one was added"),
    rules.ASKED: _("The person asked for it"),
    rules.NOT_NEEDED: _("It is no longer needed"),
    rules.ERASED: _("The person’s data was erased"),
}

REFUSED: dict[str, Promise] = {
    "too_large": _(
        "This file is too large. Two hundred megabytes, three thousand pages, or a picture of forty million dots are "
        "kept: split it, or scan it again in grey."
    ),
    "encrypted": _("This file is locked with a password. Save it without one and choose it again."),
    "not_readable": _(
        "This file cannot be read: it is damaged or was cut short. Open it, save it as a PDF or a picture again, and "
        "choose that."
    ),
    "wrong_kind": _(
        "This is neither a PDF nor a picture. Save it as a PDF, or photograph it, and choose the PDF, JPEG or PNG."
    ),
    "other_name": _(
        "The name of this file says one thing and its content another. Ask whoever sent it what it is; do not open it. "
        "If it is yours, give its name the right ending and choose it again."
    ),
    "too_long": _("This file takes too long to read. Split it, or scan it again, and choose it again."),
    "infected": _(
        "The virus scanner found something in this file. Do not open it. Ask the technical administrator, and "
        "photograph the paper instead."
    ),
    "scanner_away": _(
        "The virus scanner does not answer, so nothing is taken in. Try again later; if it stays so, call the "
        "technical administrator."
    ),
    "no_room": _(
        "There is no room left to keep this file. Nothing of it was kept, and nothing kept earlier is lost. Call the "
        "technical administrator."
    ),
}
MISSING = _("Choose a file.")
CHOOSE_AGAIN = _("The file itself must be chosen again: a browser does not keep it. What you wrote stands below.")
GONE = _("This file was removed. Its line stays; its content is gone.")
