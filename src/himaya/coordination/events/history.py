"""What is written into the audit when history told by a source is loaded."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "history.loaded": _("History of a cycle of round tables was loaded from its source."),
}
