"""What the codes of the directory are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.services import states

GROUPS: dict[str, Promise] = {
    "women": _("Women"),
    "men": _("Men"),
    "girls": _("Girls"),
    "boys": _("Boys"),
}
WAYS: dict[str, Promise] = {
    states.VISIT: pgettext_lazy("vetting", "by a visit"),
    states.PAPER: pgettext_lazy("vetting", "by its papers"),
    states.REFERENCE: pgettext_lazy("vetting", "by references"),
}
REACHED: dict[str, Promise] = {
    "account": pgettext_lazy("desk", "by an account in Himaya"),
    "link": pgettext_lazy("desk", "by a one-time link"),
    "phone": pgettext_lazy("desk", "by telephone only"),
}
KINDS: dict[str, Promise] = {
    "police": _("Police"),
    "labour": _("Labour inspectorate"),
    "health": _("Hospital"),
    "social": _("Social services"),
    "border": _("Border police"),
    "ngo": _("Association"),
    "prosecution": _("Public prosecution"),
    "child": _("Child protection"),
    "io": _("International organisation"),
}
WEEKDAYS: dict[str, Promise] = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
