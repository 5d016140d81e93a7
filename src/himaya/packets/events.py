"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "packets.read": _("The packets to partners abroad of a case were read."),
    "packets.register_read": _("The register of what went abroad was read by the data protection officer."),
    "packet.choices_read": _("What a packet to a partner abroad could hold was read."),
    "packet.looked_through": _("A packet to a partner abroad was looked through as the partner reads it."),
    "packet.made": _("What a packet to a partner abroad holds was opened to make it."),
    "packet.reply_opened": _("A reply to a packet was opened."),
    "packet.prepared": _("A packet to a partner abroad was prepared."),
    "packet.released": _("A second person looked at a packet to a partner abroad."),
    "packet.handed_out": _("A packet to a partner abroad was made and handed out."),
    "packet.received": _("A partner abroad showed that a packet was opened."),
    "packet.code_wrong": _("A code that did not fit a packet was typed."),
    "packet.answered": _("A partner abroad answered a packet."),
    "packet.refused": _("A partner abroad refused a packet."),
    "packet.fell_silent": _("A partner abroad did not answer a packet by its day."),
    "packet.asked_again": _("A partner abroad was asked again."),
    "packet.ended": _("A desk ended a packet to a partner abroad."),
    "packet.taken_back": _("A packet to a partner abroad was taken back."),
}
