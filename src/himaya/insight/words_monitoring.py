"""What stands where a monitoring indicator has no number, and how periods and scopes are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from himaya.insight import monitoring_measures as measures
from himaya.insight.monitoring_content import INSTITUTION, NATION
from himaya.insight.policy_monitoring import Scope
from himaya.insight.rules_periods import Period

WHY: dict[str, Promise] = {
    measures.HIDDEN: pgettext_lazy("figure", "hidden"),
    measures.FEW: gettext_lazy("not shown: fewer than three people worked there"),
    measures.NOT_COUNTED: gettext_lazy("not counted then"),
    measures.NOT_HERE: gettext_lazy("told of institutions, not of one desk"),
}
BELOW: dict[str, Promise] = {
    NATION: gettext_lazy("By institution"),
    INSTITUTION: gettext_lazy("By desk"),
}
# Each quarter whole: French and Arabic name it by an ordinal, which no number put into a sentence gives.
QUARTERS: dict[int, Promise] = {
    1: gettext_lazy("%(year)d, quarter 1"),
    2: gettext_lazy("%(year)d, quarter 2"),
    3: gettext_lazy("%(year)d, quarter 3"),
    4: gettext_lazy("%(year)d, quarter 4"),
}


def period(one: Period) -> str:
    """`2026, quarter 3`, or the year."""
    if not one.quarter:
        return str(one.year)
    return str(QUARTERS[one.quarter]) % {"year": one.year}


def scope(one: Scope, name: str) -> str:
    """The name of an institution or a desk; of the nation, that it is all of them."""
    return _("All institutions together") if one.level == NATION else name
