"""How long a day of a pilot and of a notice lasts: a day. In an exercise one second, and every page says so.

The one place where these clocks look at the settings: rules take the length of a day as an argument.
"""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

FAST = _("Exercise: on this clock a day lasts one second.")


def is_fast() -> bool:
    """True in an exercise, where nobody can wait for two weeks."""
    return bool(settings.DEMO)


def day() -> timedelta:
    """The length of a day on the clocks of a release."""
    return timedelta(seconds=1) if is_fast() else timedelta(days=1)
