"""What is written into the audit of what was made public, and taken back."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "follow_up.published": _("The secretariat published the status of the recommendations."),
    "follow_up.unpublished": _("The secretariat took the status of the recommendations off the public page."),
}
