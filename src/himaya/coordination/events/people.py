"""What is written into the audit about people, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "item.handed_over": _("Something open passed to the next delegate, or to the institution that took over."),
}
