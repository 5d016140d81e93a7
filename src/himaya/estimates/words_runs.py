"""Codes of an estimate that was asked for, as words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.estimates import rules_own, states, words

STATES: dict[str, Promise] = {
    states.QUEUED: pgettext_lazy("estimate", "waits its turn"),
    states.RUNNING: pgettext_lazy("estimate", "under way"),
    states.READY: pgettext_lazy("estimate", "ready"),
    states.FAILED: pgettext_lazy("estimate", "could not be made"),
    states.CANCELLED: pgettext_lazy("estimate", "stopped"),
}
ORIGINS: dict[str, Promise] = {
    states.PUBLISHED: _("Counts that were published"),
    states.OWN: _("Linked lists of our own registers"),
}
ORIGIN_HINTS: dict[str, Promise] = {
    states.PUBLISHED: _("A table from a report or an article. It stands here as it was published."),
    states.OWN: _(
        "Counts from a linkage under a written protocol. Whoever stands on a list because another one passed them on "
        "is marked r instead of 1. Small counts are not shown, all others are rounded to tens."
    ),
}
GONE = _("The estimate could not be made: the machine was stopped three times at the same place. Go on with it later.")
BROKEN = _("The estimate could not be made. What was drawn so far is kept: go on with it, or tell the administrator.")
# What these figures are not, whatever the notes of one table say.
LIMITS: tuple[Promise, ...] = (
    _("An estimate counts nobody. It says how many there would be if the lists met people as the model supposes."),
    _("The same table gives figures that lie far apart: the methods disagree about which lists depend on each other."),
    _("Lists of one country see the same kinds of people: whoever can be found by none of them is in no figure here."),
    _("The interval tells of chance in drawing people, not of a wrong model, a wrong list or a person counted twice."),
    _(
        "Where lists overlap little, an end moves by as much as a third with the tables that are drawn. Ends that were "
        "published elsewhere rest on other draws: ours differ from them."
    ),
    _("No figure of this page is published alone, and none is compared from year to year when the lists changed."),
)
WHY_NOT_FROM_FILES: tuple[Promise, ...] = (
    _("Two institutions that know the same person have two files, and nothing here joins them without a protocol."),
    _("What the files do tell, who passed whom on to whom, is the overlap that an estimate must not rest on."),
    _("So this page makes no list from files. It takes counts that were linked under a protocol, each mark with how."),
)


def fault(code: str) -> str:
    """Why an estimate could not be made, and what to do."""
    if code == "worker_gone":
        return str(GONE)
    known = words.REFUSALS.get(code)
    if known is None:
        return str(BROKEN)
    # What a refusal of a whole table names, if anything: how few are too few.
    return str(known) % {"most": rules_own.K} if code in words.OF_OWN else str(known)
