"""Days as a secretary types them into the list of institutions: far enough in neither direction to be a slip."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock, days, languages
from himaya.kernel.errors import NotValid

EARLIEST = date(1956, 1, 1)
AHEAD = timedelta(days=366)


def check(day: date, *, code: str) -> None:
    """Raises NotValid for a day before 1956 or more than a year ahead: the year is mistyped."""
    if not EARLIEST <= day <= clock.today() + AHEAD:
        raise NotValid(_("This day lies too far away. Look at the year again."), code=code)


def said(day: date) -> str:
    """A day in words, in the page's language."""
    return days.in_words(day, languages.current())
