"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "person.added": _("A desk kept a person’s identity, sealed."),
    "person.corrected": _("A desk corrected a person’s identity."),
    "person.compared": _("What is kept of a person was compared with a correction that may take something away."),
    "person.searched": _("A desk looked for a person inside its institution."),
}
