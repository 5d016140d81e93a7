"""The words about people found abroad: why nothing is sent, how far a sheet is, what can be needed on arrival."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases.words_packets import INTERPRETERS, NEEDS, spoken

__all__ = [
    "AGAINST",
    "AGES",
    "ALREADY",
    "DAY_STANDS",
    "DECIDE_FIRST",
    "DOUBTED",
    "HELD",
    "INTERPRETERS",
    "NEEDS",
    "NO_CHILD_SERVICE",
    "NO_DAY_YET",
    "NO_RECEPTION",
    "OVER",
    "SEEN",
    "STANDS",
    "WHICH_DAY",
    "spoken",
]

AGAINST: dict[str, Promise] = {
    "danger": _(
        "There is danger now: call the emergency number of the country where you are, with the person. Nothing was "
        "sent, and this can wait."
    ),
    "danger_unasked": _("Ask first whether there is danger now."),
    "wants_unasked": _("Ask whether the person wants to come back at all."),
    "wants": _(
        "Only somebody who wants to come back is announced. Staying and a third country are as good. Nothing was sent."
    ),
    "afraid_unasked": _("Ask whether the person is afraid of the State at home, or of family there."),
    "afraid": _(
        "Nothing goes from here where somebody is afraid of the State or of family at home, or does not know. Tell the "
        "person how to reach a partner; nothing was sent or kept."
    ),
    "afraid_there": _("Whoever is afraid is not announced to a desk of the State. Choose the desk of a partner."),
    "age": _("Say whether this is a child. Where you doubt, choose “maybe”."),
    "told": _("Tell the person first what goes where, and that they may say no. Then tick it."),
    "agreed": _("The person has not agreed. Nothing was sent."),
}
NO_DAY_YET = _(
    "No journey of a child is planned before it was decided what is best for the child. Leave the day empty: the desk "
    "of child protection decides with the child what comes next."
)
WHICH_DAY = _("Write the day of arrival: today at the earliest, within six months.")
DAY_STANDS = _("A day was written down already, and its alarm stands. Nothing was changed.")
NO_CHILD_SERVICE = _("Only a desk that protects children says when a child comes. Hand the file over to one first.")
DECIDE_FIRST = _("Decide first, with the child, that coming back is best for them. Then tick it.")
NO_RECEPTION = _(
    "This desk does not receive arrivals today, by the directory of services. Decline, so another is asked."
)
NOTHING_TO_TAKE_BACK = _("No desk expects this person. There is nothing to take back.")
OVER = _("Nobody answered in time, and what was sent is kept no longer. The desk abroad can send it again.")
ALREADY: dict[str, Promise] = {
    "sent": _("No desk has taken this sheet yet."),
    "expected": _("A desk expects this person already. Nothing was changed."),
    "declined": _("This sheet was declined. Nothing was changed."),
    "lapsed": OVER,
    "taken_back": _("The person changed their mind, and the sheet was taken back. Nothing was changed."),
    "met": _("The person was met already. Nothing was changed."),
    "elsewhere": _("The person said already that they do not come. Nothing was changed."),
}
# What the desk abroad sees.
SEEN: dict[str, Promise] = {
    "sent": _("Received; nobody has answered yet"),
    "expected": _("Somebody expects the person"),
    "nobody": _("No desk expects the person: ask another"),
    "taken_back": _("Taken back"),
}
# What the desk that holds the file is shown.
STANDS: dict[str, Promise] = {
    "expected": _("Your desk expects the person; nobody has met them yet"),
    "met": _("The person was met"),
    "elsewhere": _("The person said that they do not come"),
}
DOUBTED = _("The desk abroad says that they do not come: ask the person")
# What the person themself is told, when they ask what is held about them.
HELD: dict[str, Promise] = {
    "expected": _("A desk expects you"),
    "met": _("You were met"),
    "elsewhere": _("You said that you do not come"),
}
AGES: dict[str, Promise] = {
    "adult": _("18 or over"),
    "maybe_child": _("Maybe under 18"),
    "child": _("Under 18"),
}
