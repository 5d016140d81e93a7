"""What is counted of practice, what is not, and what such numbers do not say. No word here says why something moved."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import tallies
from himaya.insight import rules_practice as rules

INDICATORS: dict[str, Promise] = {
    tallies.SCREENED: _("First questions kept"),
    tallies.REFUSED: _("Help refused"),
    tallies.SENT: _("Referrals sent"),
    tallies.ANSWERED: _("Referrals answered"),
    tallies.REPORTED: _("Referrals reported back: what became of them was said"),
}
WHY: dict[str, Promise] = {
    rules.SMALL: _("not shown: too small"),
    rules.NOT_OVER: _("not over yet"),
    rules.NOT_COUNTED: _("not counted then"),
}
MISSING: tuple[Promise, ...] = (
    _("How completely forms are filled in: it is counted by clause, without a month."),
    _("Which signs were noticed, and whether the safeguards of an interview were respected: nothing counts it."),
    _("How long somebody waited until a service began: it stands in files, which this page does not read."),
)
LIMITS: tuple[Promise, ...] = (
    _("A difference between two periods does not tell where it comes from. Other things changed in those months too."),
    _("More cases after a training may be better detection, and no more crime."),
    _("A higher number is not better and a lower one not worse: whoever refuses help uses a right."),
    _("People move between institutions. Whoever was trained may work elsewhere now, and others came."),
    _("Other trainings may have reached the same institutions, before or since."),
    _("A very low quarter tends to be followed by a higher one and a high one by a lower, whatever is done."),
    _("Small numbers swing. A few acts more or fewer in three months mean little."),
    _("The quarters in which the training fell are on neither side. Months in which nothing was counted are missing."),
    _("Institutions of which nobody was trained differ in more than that: they stand beside and are no measure."),
    _("Acts of desks are counted, not how well people are cared for."),
)
