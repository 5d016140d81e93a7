"""What the codes of this room are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.attestations import rules

QUESTIONS: dict[str, Promise] = {
    "finds": _("Could somebody find it on you: in clothes, a bag, a telephone?"),
    "fears": _("Is somebody near you whom you fear?"),
    "lives": _("Do you live with somebody who must not know that you are helped?"),
    "harm": _("If it were found, could you be hurt because of it?"),
}
ANSWERS: dict[str, Promise] = {
    rules.NO: pgettext_lazy("risk of a letter", "No"),
    rules.YES: pgettext_lazy("risk of a letter", "Yes, or perhaps"),
    rules.UNKNOWN: pgettext_lazy("risk of a letter", "Not known"),
}
ADVICE: dict[str, Promise] = {
    rules.CARRY: _("By what they say, they can carry it. They may still leave it with a lawyer or at a desk."),
    rules.LEAVE_IT: _("Better not on them: leave it with a lawyer or at a desk, and call for it when it is needed."),
    rules.RATHER_NOT: _(
        "Better no paper now. Help does not need it. If they wish one all the same, leave it with a lawyer or at a "
        "desk, and speak of their safety first."
    ),
}
KEPT: dict[str, Promise] = {
    rules.CARRIED: _("They carry it"),
    rules.AT_DESK: _("It is left at a desk"),
    rules.WITH_LAWYER: _("It is left with a lawyer"),
}
REASONS: dict[str, Promise] = {
    "her_wish": pgettext_lazy("a letter", "The person wishes it"),
    "lost": pgettext_lazy("a letter", "It was lost"),
    "feared": pgettext_lazy("a letter", "The person fears because of it"),
    "no_longer_true": pgettext_lazy("a letter", "What it says is no longer so"),
    rules.REPLACED: pgettext_lazy("a letter", "Another took its place"),
}
LANGUAGES: dict[str, Promise | str] = {
    "fr": "Français",
    "ar": "العربية",
    "en": "English",
    "both": _("French and Arabic, side by side"),
}
