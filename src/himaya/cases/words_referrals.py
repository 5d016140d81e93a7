"""What the codes of links, handed over cases and lists of referrals mean to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import states

# Above what a referral carries, by that on which it rests: nobody reads an agreement where none was asked for.
SHARED: dict[str, Promise] = {
    states.CONSENT: _("What the person agreed to share"),
    states.CHILD: _("What was sent to protect the child, without asking for agreement"),
    states.LEGAL_DUTY: _("What was sent because of a duty to report, without agreement"),
    states.DANGER: _("What was sent because of an urgent danger, without agreement"),
}

SENT_KINDS: dict[str, Promise] = {
    "waiting": _("No answer yet"),
    "unread": _("Not opened yet"),
    "running": _("Accepted"),
    "ended": _("Ended"),
}

LINKS: dict[str, Promise] = {
    "none": _("No link was made yet."),
    "ready": _("A link waits to be opened."),
    "being_read": _("The partner opened the link and is reading."),
    "over": _("The time of the last link is over."),
    "answered": _("The partner answered; the link is closed."),
    "replaced": _("The last link was replaced."),
    "revoked": _("You ended the last link."),
    "tries": _("A wrong code was given five times: the link is dead. Call the partner before you make a new one."),
    "withdrawn": _("The link ended with the agreement."),
}

HOURS: dict[int, Promise] = {
    24: _("One day"),
    72: _("Three days"),
    168: _("One week"),
}

REASONS: dict[str, Promise] = {
    "migration_or_change_of_location": _("The person moves, or has moved"),
    "additional_services": _("The other desk gives what is needed now"),
    "other": _("Another reason"),
}

OFFERS: dict[str, Promise] = {
    "offered": _("Offered, no answer yet"),
    "accepted": _("Taken over"),
    "declined": _("Not taken over"),
    "taken_back": _("Taken back, or its seven days are over"),
}
