"""The words of awareness. No word of a series says that one thing came of another."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.training import rules as line_rules
from himaya.training import rules_awareness as rules
from himaya.training import states, words

ACTIVITY_STATES: dict[str, Promise] = {
    states.ACTIVITY_PLANNED: pgettext_lazy("awareness activity", "planned, to be checked"),
    states.ACTIVITY_CHECKED: pgettext_lazy("awareness activity", "checked"),
    states.ACTIVITY_RUNNING: pgettext_lazy("awareness activity", "being shown"),
    states.ACTIVITY_ENDED: pgettext_lazy("awareness activity", "ended"),
    states.ACTIVITY_CANCELLED: pgettext_lazy("awareness activity", "cancelled"),
}
CHECKED_BY_ONE = pgettext_lazy("awareness activity", "checked by one, a second is missing")
ACTIVITY_TONES = {
    states.ACTIVITY_PLANNED: "wait",
    states.ACTIVITY_CHECKED: "calm",
    states.ACTIVITY_RUNNING: "calm",
    states.ACTIVITY_ENDED: "ok",
    states.ACTIVITY_CANCELLED: "late",
}
LINES: dict[str, Promise] = {
    **words.LINES,
    line_rules.LINE_OPEN: pgettext_lazy("line of a plan", "no activity yet"),
    line_rules.LINE_DONE: pgettext_lazy("line of a plan", "all activities ended"),
}
CHANNELS: dict[str, Promise] = {
    "tv": pgettext_lazy("channel", "Television"),
    "radio": pgettext_lazy("channel", "On the radio"),
    "press": pgettext_lazy("channel", "Press"),
    "poster": pgettext_lazy("channel", "Posters and leaflets"),
    "art": pgettext_lazy("channel", "Theatre, music and other arts"),
    "social": pgettext_lazy("channel", "Social networks"),
    "school": pgettext_lazy("channel", "In schools"),
    "meeting": pgettext_lazy("channel", "Meetings in person"),
    "other": pgettext_lazy("channel", "Another one"),
}
QUESTIONS: dict[str, Promise] = {
    "no_person": _(
        "It shows no image, voice or story of somebody who lived through it, not even with their agreement."
    ),
    "nobody_recognisable": _("Nobody can be recognised: no face, voice, uniform of a school, number plate or house."),
    "no_place": _("It says and shows no address of a shelter and no place where people are received in confidence."),
    "no_shock": _("No image shocks: no chains, no wounds, no bodies, no crying children."),
    "no_blame": _("No word blames the person, an origin, a community or a trade."),
    "no_promise": _("It promises nothing: no papers, no money, no conviction."),
    "no_search": _("It asks nobody to search, film or free somebody themselves."),
    "turn_to": _("It says where one can turn. That number or desk answers on all these days, in these languages."),
    "tested": _("People of this public saw or heard it in each language. What they did not understand was changed."),
}
ANSWERS: dict[str, Promise] = {
    rules.YES: pgettext_lazy("answer of a check", "yes"),
    rules.NO: pgettext_lazy("answer of a check", "no"),
}
PARTS: dict[str, Promise] = {
    rules.BEFORE: pgettext_lazy("weeks around an activity", "Before"),
    rules.DURING: pgettext_lazy("weeks around an activity", "While it was shown"),
    rules.AFTER: pgettext_lazy("weeks around an activity", "After"),
}
STANDINGS: dict[str, Promise] = {
    rules.FEW: pgettext_lazy("calls of a week", "fewer than 5"),
    rules.NOT_COUNTED: pgettext_lazy("calls of a week", "not entered"),
    rules.NOT_OVER: pgettext_lazy("calls of a week", "not over yet"),
}
