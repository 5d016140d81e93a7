"""What the codes of practice maps and of experts' days are called, and the sentence of each difference of practice."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from himaya.coordination import rules_practice, states
from himaya.coordination.rules_practice import Difference
from himaya.coordination.wordings import beside, duration, listed

Names = Mapping[str, str]
Words = dict[str, Promise]

MAP_STATES: Words = {
    states.MAP_OPEN: pgettext_lazy("practice map", "open"),
    states.MAP_CLOSED: pgettext_lazy("practice map", "closed"),
    states.RESTITUTED: pgettext_lazy("practice map", "given back to the table"),
}
MAP_TONES = {states.MAP_OPEN: "wait", states.MAP_CLOSED: "calm", states.RESTITUTED: "ok"}
DOING: Words = {
    states.DOES: gettext_lazy("Yes, we do this alone"),
    states.DOES_PARTLY: gettext_lazy("In part, with others"),
    states.DOES_NOT: gettext_lazy("No, we do not do this"),
}
DOING_TONES = {states.DOES: "ok", states.DOES_PARTLY: "calm", states.DOES_NOT: ""}
QUESTION_STATES: Words = {
    states.QUESTION_OPEN: pgettext_lazy("question", "open"),
    states.QUESTION_ANSWERED: pgettext_lazy("question", "answered"),
    states.QUESTION_WITHDRAWN: pgettext_lazy("question", "withdrawn"),
}
MATERIAL_KINDS: Words = {
    "slides": gettext_lazy("Slides"),
    "guide": gettext_lazy("Guide or manual"),
    "text": gettext_lazy("Legal text"),
    "exercise": gettext_lazy("Exercise or example"),
    "film": gettext_lazy("Film"),
    "other": pgettext_lazy("material", "Other"),
}
LANGUAGES: Words = {
    "fr": gettext_lazy("French"),
    "ar": gettext_lazy("Arabic"),
    "en": gettext_lazy("English"),
}
CHANNELS: Words = {
    states.CLICK: gettext_lazy("by click"),
    states.MAIL: gettext_lazy("by mail"),
    states.LETTER: gettext_lazy("by letter"),
}


def sentence(point: Difference, names: Names) -> str:
    """The point in the page's language. `names` gives the name of an institution by its code."""
    return _SAYS[point.kind](point, [names.get(one, one) for one in point.institutions])


def _nobody(point: Difference, names: list[str]) -> str:
    return _("Nobody does this. They say that they do not: %(names)s.") % {"names": listed(names)}


def _several(point: Difference, names: list[str]) -> str:
    return _("Each says that it does this alone: %(names)s.") % {"names": listed(names)}


def _times(point: Difference, names: list[str]) -> str:
    pairs = [beside(name, duration(int(hours))) for name, hours in zip(names, point.details, strict=True)]
    return _("The times differ: %(names)s.") % {"names": listed(pairs)}


def _forms(point: Difference, names: list[str]) -> str:
    pairs = [beside(name, form) for name, form in zip(names, point.details, strict=True)]
    return _("The forms differ: %(names)s.") % {"names": listed(pairs)}


def _passed(point: Difference, names: list[str]) -> str:
    giver, taker = names
    words = _("%(giver)s says that it passes this on to %(taker)s. %(taker)s says that it does not do this.")
    return words % {"giver": giver, "taker": taker}


def _no_basis(point: Difference, names: list[str]) -> str:
    return _("No legal basis stated: %(names)s.") % {"names": listed(names)}


def _silent(point: Difference, names: list[str]) -> str:
    return _("No statement yet: %(names)s.") % {"names": listed(names)}


_SAYS: dict[str, Callable[[Difference, list[str]], str]] = {
    rules_practice.NOBODY: _nobody,
    rules_practice.SEVERAL: _several,
    rules_practice.TIMES: _times,
    rules_practice.FORMS: _forms,
    rules_practice.PASSED: _passed,
    rules_practice.NO_BASIS: _no_basis,
    rules_practice.SILENT: _silent,
}
