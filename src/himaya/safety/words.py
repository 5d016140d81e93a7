"""What the codes of this room are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.safety import rules

WAYS: dict[str, Promise] = {
    "call": pgettext_lazy("way to reach somebody", "A call"),
    "message": pgettext_lazy("way to reach somebody", "A message"),
    "through": pgettext_lazy("way to reach somebody", "Through a trusted person"),
    "place": pgettext_lazy("way to reach somebody", "At an agreed place"),
    rules.NEVER: pgettext_lazy("way to reach somebody", "Never: the person comes or calls"),
}
MESSAGES: dict[str, Promise] = {
    rules.NO: pgettext_lazy("may a message be left", "No, leave nothing"),
    rules.YES: pgettext_lazy("may a message be left", "Yes"),
}
CONTACT_FIELDS: dict[str, Promise] = {
    "word": _("Code word of the person: it is them, and they can speak"),
    "answer": _("What the worker answers to it"),
    "who": _("Who may answer instead"),
    "say": _("What to say then, and to anybody else"),
    "words": _("What else matters"),
}
ENDED: dict[str, Promise] = {
    "their_wish": pgettext_lazy("a safety plan ends", "The person wishes it"),
    "found": pgettext_lazy("a safety plan ends", "Somebody dangerous found it or knows it"),
    "no_longer": pgettext_lazy("a safety plan ends", "It does not fit any more"),
}
LANGUAGES: dict[str, Promise] = {
    "fr": pgettext_lazy("language of a plan", "French"),
    "ar": pgettext_lazy("language of a plan", "Arabic"),
    "en": pgettext_lazy("language of a plan", "English"),
}
QUESTIONS: dict[str, Promise] = {
    "finds": _("May somebody find it: at home, in a bag, in a telephone?"),
    "harm": _("Would it harm the person if somebody found it?"),
}
ANSWERS: dict[str, Promise] = {
    rules.NO: pgettext_lazy("risk of a copy", "No"),
    rules.YES: pgettext_lazy("risk of a copy", "Yes"),
    "unknown": pgettext_lazy("risk of a copy", "Not known"),
}
WISH = _("What does the person wish?")
COPY = _("Copy of the safety plan")
COPIES: dict[str, Promise] = {
    rules.NONE: _("No copy"),
    rules.STAFF: _("The desk keeps the sheet; the person reads it here"),
    rules.BY_HEART: _("No paper: the person learns the main lines by heart"),
    rules.PHOTO: _("A photo on their telephone, under a name that says nothing"),
    rules.CARRIES: _("The sheet, to take along"),
}
ADVICE: dict[str, Promise] = {
    rules.CARRIES: _("By these answers nothing speaks against taking the sheet along."),
    rules.STAFF: _("It is safer if the desk keeps the sheet: what is not known counts as a risk."),
    rules.BY_HEART: _("It is safer to carry no paper and no photo: learn the main lines by heart."),
}
