"""What is written into the audit about tables, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "cycle.opened": _("The secretariat opened a cycle of round tables."),
    "cycle.rules_changed": _("The secretariat changed the rules of a cycle."),
    "cycle.closed": _("The secretariat closed a cycle of round tables."),
    "seat.given": _("An institution was given a seat, or a seat was reserved."),
    "seat.ended": _("A seat at the round table ended."),
    "table.planned": _("The secretariat planned a round table."),
    "table.moved": _("The secretariat moved a round table."),
    "table.convened": _("The secretariat convened a round table."),
    "table.cancelled": _("The secretariat cancelled a round table."),
    "table.opened": _("The session of a round table was opened."),
    "table.closed": _("The session of a round table was closed."),
    "table.archived": _("A round table was archived."),
    "agenda.seeded": _("The system proposed points for an agenda."),
    "item.added": _("A point was added to an agenda."),
    "item.changed": _("A point of an agenda was changed."),
    "item.shifted": _("A point of an agenda was moved up or down."),
    "item.dropped": _("A point of an agenda was dropped."),
    "item.started": _("A point of an agenda was opened."),
    "item.finished": _("A point of an agenda was finished."),
    "item.carried": _("A point of an agenda was carried to the next table."),
    "item.said": _("What was said on a point of an agenda was noted."),
    "invitation.sent": _("An institution was invited to a round table."),
    "invitation.answered": _("An institution answered an invitation."),
    "invitation.reminded": _("An institution was reminded of an invitation."),
    "invitation.mail_owed": _("A calendar message for an invitation was put in line."),
    "invitation.mailed": _("A calendar message for an invitation was handed to the mail host."),
    "attendance.marked": _("An institution was marked at a round table."),
    "quorum.frozen": _("The quorum of a round table was computed and frozen."),
    "document.entered": _("A document was entered on its way to a decision."),
    "document.state_set": _("A document took another state after a decision."),
}
