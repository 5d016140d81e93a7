"""The words of the year in five tables: states, reasons, what stands against something. Catalogue of the room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.yearbook import rules, states

STATES: dict[str, Promise] = {
    states.WAITING: pgettext_lazy("figures of a year", "in review"),
    states.SENT_BACK: pgettext_lazy("figures of a year", "sent back"),
    states.DROPPED: pgettext_lazy("figures of a year", "dropped"),
    states.RELEASED: pgettext_lazy("figures of a year", "released"),
    states.WITHDRAWN: pgettext_lazy("figures of a year", "withdrawn"),
}
TONES = {states.WAITING: "wait", states.SENT_BACK: "late", states.RELEASED: "ok"}
# Why a draft does not move any more.
MOVED: dict[str, Promise] = {
    states.WAITING: _("This draft is still in review: nothing of it is public, so there is nothing to withdraw."),
    states.SENT_BACK: _("A reviewer sent this draft back. Look at the reason, then draw the year up again."),
    states.DROPPED: _("This draft was dropped. Draw the year up again."),
    states.RELEASED: _("This draft was released already. What is public does not change; it can only be withdrawn."),
    states.WITHDRAWN: _("This was released and withdrawn. It does not come back; the year can be drawn up again."),
}
WORDS: dict[str, Promise] = {
    states.APPROVED: pgettext_lazy("figures of a year", "approved"),
    states.NOT_APPROVED: pgettext_lazy("figures of a year", "sent back"),
}
BACK_REASONS: dict[str, Promise] = {
    "numbers_doubtful": _("A number looks wrong"),
    "too_much_shown": _("More is shown than should be"),
    "words_wrong": _("A word or a sentence is wrong"),
    "counting_not_finished": _("The counting of the year is not finished"),
}
WITHDRAW_REASONS: dict[str, Promise] = {
    "numbers_wrong": _("A number was wrong"),
    "too_much_shown": _("More was shown than should be"),
    "words_wrong": _("A word or a sentence was wrong"),
    "not_agreed": _("It was released without the agreement that it needs"),
}
AGAIN_REASONS: dict[str, Promise] = {
    "was_right": _("It was looked into: what was doubted was right"),
    "agreed_now": _("The agreement that was missing is there now"),
    "by_mistake": _("It had been withdrawn by mistake"),
}
AGAINST_YEAR: dict[str, Promise] = {
    rules.NO_YEAR: _("Write the year with four digits."),
    rules.TOO_EARLY: _(
        "The five tables were fixed for %(first)s and later years. An earlier year cannot be drawn up: its tables "
        "would be chosen after its numbers were known."
    ),
    rules.NOT_OVER: _(
        "%(year)s is not over. It can be drawn up from 1 January %(next)s on; until then whoever looked twice would "
        "see what one act changed."
    ),
}
AGAINST_REVIEW: dict[str, Promise] = {
    rules.OWN_DRAFT: _(
        "You drew this draft up, so two others review it. Ask a colleague or a data protection officer."
    ),
    rules.TWICE: _("You have reviewed this draft already. The second review is by somebody else."),
}
