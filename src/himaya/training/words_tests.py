"""The words of tests: moments, states, what a page says of numbers. No word says that one thing caused another."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.training import content, states

MOMENTS: dict[str, Promise] = {
    states.PRE: pgettext_lazy("moment of a test", "Before"),
    states.POST: pgettext_lazy("moment of a test", "After"),
    states.AFTER_3: pgettext_lazy("moment of a test", "After three months"),
    states.AFTER_6: pgettext_lazy("moment of a test", "After six months"),
}
ROUND_STATES: dict[str, Promise] = {
    states.ROUND_OPEN: pgettext_lazy("test of a session", "open"),
    states.ROUND_CLOSED: pgettext_lazy("test of a session", "closed"),
}
ROUND_TONES = {states.ROUND_OPEN: "calm", states.ROUND_CLOSED: "ok"}
FORM_STATES: dict[str, Promise] = {
    states.FORM_DRAFT: pgettext_lazy("form of a test", "draft"),
    states.FORM_IN_USE: pgettext_lazy("form of a test", "in use"),
    states.FORM_RETIRED: pgettext_lazy("form of a test", "retired"),
}
KINDS: dict[str, Promise] = {
    content.SINGLE: pgettext_lazy("kind of question", "one best answer"),
    content.SORT: pgettext_lazy("kind of question", "cards to sort"),
    content.ORDER: pgettext_lazy("kind of question", "steps to put in order"),
    content.NOT_TO_ASK: pgettext_lazy("kind of question", "what is not to be asked"),
    content.CONSENT: pgettext_lazy("kind of question", "words of an agreement"),
    content.INCIDENT: pgettext_lazy("kind of question", "what to do in an incident"),
}
BANDS: tuple[Promise, ...] = (
    pgettext_lazy("scores of a test", "below 50 of 100"),
    pgettext_lazy("scores of a test", "50 to 79"),
    pgettext_lazy("scores of a test", "80 and more"),
)
CODE_WRONG = _(
    "This code has a slip in it. Look at your slip: ten signs, digits and letters. Nothing is lost, type it again."
)
SENT_ALREADY = _("Answers under this code are here already, and they count. Nothing was changed.")
CLOSED = _(
    "This test is closed, so your answers were not taken in. They still stand on this page: leave it open and call the "
    "trainer, who can open the test again."
)
