"""The sentence of each difference of practice, with the institutions that it names."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from himaya.coordination import rules_practice
from himaya.coordination.rules_practice import Difference
from himaya.coordination.wordings import beside, duration, listed

Names = Mapping[str, str]


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
