"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# verb -> the word that stands in the audit, in the step and in the outbox.
DONE = {
    "send": "sent",
    "accept": "accepted",
    "accept_in_part": "accepted_in_part",
    "ask": "asked",
    "answer": "answered",
    "redirect": "redirected",
    "decline": "declined",
    "no_service": "no_service",
    "report_back": "reported_back",
    "withdraw": "withdrawn",
    "remind": "reminded",
    "escalate": "escalated",
}

EVENTS: dict[str, Promise] = {
    "case.opened": _("A desk opened a file at a hand-over."),
    "case.read": _("A file was read."),
    "assessment.added": _("A desk assessed a file again under another version of its form."),
    "referral.read": _("A referral was read."),
    "referral.prepared": _("What goes with a referral was put together."),
    "referral.sent": _("A desk sent a referral."),
    "referral.accepted": _("A desk accepted a referral."),
    "referral.accepted_in_part": _("A desk accepted a referral in part."),
    "referral.asked": _("A desk asked a question about a referral."),
    "referral.answered": _("A desk answered a question about a referral."),
    "referral.redirected": _("A desk proposed another desk for a referral."),
    "referral.declined": _("A desk declined a referral."),
    "referral.no_service": _("A desk said that no service is available."),
    "referral.reported_back": _("A desk reported what became of a referral."),
    "referral.withdrawn": _("A person’s agreement was withdrawn; what was shared can no longer be read."),
    "referral.reminded": _("A desk was reminded of a referral."),
    "referral.escalated": _("The delay of a referral went to the lead of the desk."),
}
