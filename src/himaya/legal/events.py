"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "register.proposed": _("An entry of the processing register was written and waits for a second person."),
    "register.confirmed": _("A second person confirmed an entry of the processing register."),
    "register.refused": _("An entry of the processing register was refused or taken back."),
    "register.ended": _("An entry of the processing register no longer holds."),
    "legal_reading.proposed": _("What was read of an article was written down and waits for a second person."),
    "legal_reading.confirmed": _("A second person confirmed what was read of an article."),
    "legal_reading.refused": _("What was read of an article was refused or taken back."),
    "legal_override.signed": _("A named person took the missing legal set-up on themselves."),
    "legal_override.ended": _("The override of a missing legal set-up was ended."),
}
