"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "capacity.updated": _("A desk updated its free places."),
}
