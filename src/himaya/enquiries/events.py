"""What this room writes into the audit, each with a sentence for humans.

One sentence for a comparison, whatever it found, and one for whatever a holding desk closes: the audit does not tell
who said no.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "enquiry.asked": _("Other services were asked whether they know a person."),
    "enquiry.withdrawn": _("An enquiry at other services was taken back."),
    "enquiry.compared": _("The tokens of a person were compared with those of the services asked; nothing was opened."),
    "enquiry.told": _("A desk was told that another service may ask about a person of its file."),
    "enquiry.listed": _("Enquiries about a file were looked at."),
    "enquiry.in_touch": _("A desk got in touch with the service that asked, after the person agreed."),
    "enquiry.closed": _("A desk closed what it was told; nobody else hears of it."),
    "enquiry.lapsed": _("Enquiries ended, and what nobody decided was deleted."),
    "protocol.joined": _("An institution was entered as a party to the protocol on enquiries."),
    "protocol.left": _("An institution left the protocol on enquiries."),
}
