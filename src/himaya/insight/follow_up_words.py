"""What the pictures of the follow-up are called, what each counts, and how it must not be read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination.queries import recommendations as groups

BY_LEAD, BY_THEME, TABLES, MOVEMENT, TIME = "institutions", "themes", "tables", "movement", "time"
GROUPS: dict[str, Promise] = {
    groups.VERIFIED: pgettext_lazy("in a picture", "verified"),
    groups.REPORTED: pgettext_lazy("in a picture", "reported done, not verified"),
    groups.IN_PROGRESS: pgettext_lazy("in a picture", "in progress"),
    groups.ANSWERED: pgettext_lazy("in a picture", "answered"),
    groups.WAITING: pgettext_lazy("in a picture", "no answer yet"),
    groups.ENDED: pgettext_lazy("in a picture", "ended otherwise"),
}
# The fuller the pattern, the further it got.
LOOKS = {
    groups.VERIFIED: "solid",
    groups.REPORTED: "cross",
    groups.IN_PROGRESS: "slant",
    groups.ANSWERED: "dots",
    groups.WAITING: "plain",
    groups.ENDED: "rows",
}
TITLES: dict[str, Promise] = {
    BY_LEAD: _("Where it stands, by lead institution"),
    BY_THEME: _("Where it stands, by theme"),
    TABLES: _("From table to table"),
    MOVEMENT: _("What moved between the tables"),
    TIME: _("How long until it is verified"),
}
CAVEATS: dict[str, Promise] = {
    BY_LEAD: _(
        "A long bar is a long list of tasks, not a bad mark. “Reported done” is the word of the institution; "
        "“verified” is what evidence showed."
    ),
    BY_THEME: _("Each recommendation counts once, under its one theme. How much work is behind it does not show here."),
    TABLES: _(
        "A bar is what was frozen when that table closed, and does not change. New recommendations make later bars "
        "longer: compare the parts, not the lengths."
    ),
    MOVEMENT: _("One movement counts for each recommendation: the last one since the table before."),
    TIME: _(
        "Those that are still open count for as long as they have waited: the average of the finished ones alone would "
        "look faster than it is. Those that ended otherwise count until that day, as if they could still have been "
        "verified."
    ),
}
