"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "proposal.made": _("It was proposed what a desk gives, to whom and in which languages."),
    "proposal.confirmed": _("A second person confirmed what a desk gives; the directory says so."),
    "proposal.refused": _("A second person did not confirm what a desk would give; the directory stays as it was."),
    "vetting.recorded": _("The secretariat recorded until when a desk is vetted, and how."),
    "offer.places_said": _("A desk updated the free places of one service."),
    "gap.noted": _("It was counted that nobody gives a service in a region."),
}
