"""Numbers of an estimate as a page writes them; those of our own lists rounded, small ones hidden."""

from django.utils.translation import gettext as _

from himaya.estimates import rules_own, words
from himaya.kernel import languages

THIN = "\N{NARROW NO-BREAK SPACE}"


def number(n: float) -> str:
    """A whole number in groups of three.

    >>> from django.utils.translation import override
    >>> with override("en"): number(2744.4)
    '2,744'
    """
    return f"{round(n):,}".replace(",", "," if languages.current() == "en" else THIN)


def count(n: float, *, own: bool) -> str:
    """How many, as it may be shown."""
    found = rules_own.shown(n, own=own)
    return str(words.HIDDEN) if found is None else number(found)


def figure(total: float | None, *, own: bool, hidden: bool = False) -> str:
    """What a method says; words where it has none, or none to show."""
    if hidden:
        return str(words.HIDDEN)
    return str(words.NO_FIGURE) if total is None else count(total, own=own)


def interval(low: float | None, high: float | None, *, own: bool) -> str:
    """Between which numbers."""
    if low is None:
        return "—"
    if high is None:
        return _("from %(low)s, without an upper end") % {"low": count(low, own=own)}
    return _("%(low)s to %(high)s") % {"low": count(low, own=own), "high": count(high, own=own)}
