"""What the codes of this room mean to a clinician."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.health import rules_offer as rules

WAYS: dict[str, Promise] = {
    rules.IN_PERSON: pgettext_lazy("how a clinician meets the person", "In person"),
    rules.VIDEO: pgettext_lazy("how a clinician meets the person", "By video"),
}
INTERPRETERS: dict[str, Promise] = {
    rules.NONE: pgettext_lazy("who interprets for a clinician", "Nobody: the clinician speaks the language"),
    rules.PRESENT: pgettext_lazy("who interprets for a clinician", "An interpreter in the room"),
    rules.BY_VIDEO: pgettext_lazy("who interprets for a clinician", "An interpreter seen by video"),
    rules.BY_PHONE: pgettext_lazy("who interprets for a clinician", "An interpreter by telephone"),
}
KINDS: dict[str, Promise] = {
    rules.OFFERED: _("Offered"),
    rules.ACCEPTED: _("The person said yes"),
    rules.DECLINED: _("The person said no"),
    rules.OBSERVED: _("What was observed"),
    rules.ADMINISTERED: _("Published scale"),
}
STANDING: dict[str, Promise] = {
    "": _("Nothing was offered yet."),
    rules.OFFERED: _("Offered: the person answers when they wish."),
    rules.ACCEPTED: _("The person said yes. They can stop at any time."),
    rules.DECLINED: _("The person said no. Every other help stays as it is."),
}
