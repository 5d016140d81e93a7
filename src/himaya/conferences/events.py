"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "conference.called": _("A case conference was called."),
    "conference.moved": _("Another day was chosen for a case conference."),
    "conference.begun": _("A case conference began."),
    "conference.ended": _("A case conference ended."),
    "conference.cancelled": _("A case conference was cancelled."),
    "conference.seat_offered": _("A desk was invited to a part of a case conference."),
    "conference.seat_answered": _("A desk answered an invitation to a case conference."),
    "conference.attended": _("A desk came to a case conference."),
    "conference.said": _("What a person was told or said about a case conference was written down."),
    "conference.withdrawn": _("A person took a part of a case conference back."),
    "conference.item_added": _("An item of a case conference was written."),
    "conference.hearers_named": _("Desks that are to hear an item were named."),
    "conference.item_taken_up": _("An item of a case conference was taken up."),
    "conference.item_heard": _("An item of a case conference was heard."),
    "conference.action_given": _("An action agreed at a case conference was given to a desk."),
    "conference.read": _("A case conference was read by the desk that holds the case."),
    "conference.followed": _("A desk read what it may hear at a case conference."),
    "conference.minutes_composed": _("The minutes of a case conference were put together."),
    "conference.minutes_drafted": _("The minutes of a case conference were drafted."),
    "conference.minutes_agreed": _("The minutes of a case conference were agreed and locked."),
    "conference.minutes_read": _("The minutes of a case conference were read."),
    "conference.minutes_printed": _("The minutes of a case conference were made as a paper."),
}
