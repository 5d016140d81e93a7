"""What a signal from the field is called: on its page, and as a point of an agenda."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NEVER, UNKNOWN, REFUSED, OVERRIDDEN = "never", "unknown", "refused", "overridden"
SIGNALS: dict[str, Promise] = {
    NEVER: pgettext_lazy("signal", "never ticked"),
    UNKNOWN: pgettext_lazy("signal", "often not known"),
    REFUSED: pgettext_lazy("signal", "often not answered by wish"),
    OVERRIDDEN: pgettext_lazy("signal", "next step often not followed"),
}
# The point of the agenda, about a clause or about a whole form.
POINTS: dict[str, Promise] = {
    NEVER: _("Signal from the field: %(uid)s is never ticked (%(form)s, version %(version)s)"),
    UNKNOWN: _("Signal from the field: %(uid)s is often not known (%(form)s, version %(version)s)"),
    REFUSED: _("Signal from the field: %(uid)s is often left unanswered by wish (%(form)s, version %(version)s)"),
    OVERRIDDEN: _("Signal from the field: the next step is often not followed (%(form)s, version %(version)s)"),
}
