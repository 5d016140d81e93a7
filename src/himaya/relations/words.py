"""What the codes of this room are called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.relations import rules

IMPLICATED: dict[str, Promise] = {
    rules.YES: pgettext_lazy("a carer is implicated", "Yes, or perhaps"),
    rules.NO: pgettext_lazy("a carer is implicated", "No"),
    rules.UNKNOWN: pgettext_lazy("a carer is implicated", "Not known"),
}
BEFORE_A_CALL: dict[str, Promise] = {
    rules.YES: _("Somebody who looks after this child may be implicated. Call no parent and no guardian."),
    rules.UNKNOWN: _(
        "Nobody knows yet whether somebody who looks after this child is implicated. Call no parent and no guardian "
        "before that is known."
    ),
    rules.NOT_ASKED: _(
        "Nothing is written down about those who look after this child. Ask whether one may be implicated before any "
        "call to parents."
    ),
}
UNLINKED: dict[str, Promise] = {
    "mistake": pgettext_lazy("taken out of an event", "It was a mistake"),
    "another_event": pgettext_lazy("taken out of an event", "It was another event"),
    "their_wish": pgettext_lazy("taken out of an event", "The person wishes it"),
    "safety": pgettext_lazy("taken out of an event", "For somebody’s safety"),
}
CARER_ENDED: dict[str, Promise] = {
    "mistake": pgettext_lazy("a carer", "It was a mistake"),
    "changed": pgettext_lazy("a carer", "More is known now"),
    "no_longer": pgettext_lazy("a carer", "They look after the child no more"),
}
ROLES: dict[str, Promise] = {
    "recruiter": pgettext_lazy("a suspect", "Recruited"),
    "transporter": pgettext_lazy("a suspect", "Transported"),
    "harbourer": pgettext_lazy("a suspect", "Harboured"),
    "exploiter": pgettext_lazy("a suspect", "Exploited"),
    "broker": pgettext_lazy("a suspect", "Arranged it"),
    "other": pgettext_lazy("a suspect", "Something else"),
    "unknown": pgettext_lazy("a suspect", "Not known"),
}
