"""What the codes of the catalogue of indicators are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.instruments import indicators
from himaya.instruments.rules_delphi import ABSENT, MEDIUM, PRESENT, STRONG, UNKNOWN, WEAK

ADULT, CHILD = "adult", "child"
PROFESSIONS: Mapping[str, Promise] = {
    "P": _("Police or gendarmerie"),
    "L": _("Labour inspection"),
    "H": _("Health"),
    "S": _("Social work"),
    "B": _("Border"),
    "N": _("NGOs"),
}
WAYS: Mapping[str, Promise] = {
    "observe": _("To observe"),
    "ask": _("To ask"),
    "either": _("To observe or to ask"),
}
SCOPES: Mapping[str, Promise] = {
    "all": _("Adults and children"),
    "adult": _("Adults only"),
    "child": _("Children only"),
}
STRENGTHS: Mapping[str, Promise] = {
    STRONG: pgettext_lazy("indicator", "strong"),
    MEDIUM: pgettext_lazy("indicator", "medium"),
    WEAK: pgettext_lazy("indicator", "weak"),
    indicators.NOT_GRADED: _("not graded"),
    indicators.NOT_GRADED_HERE: _("not graded"),
    indicators.NOT_IN_LIST: _("not in this list"),
}
SUBJECTS: Mapping[str, Promise] = {ADULT: _("An adult"), CHILD: _("Somebody under 18, or perhaps under 18")}
ANSWERS: Mapping[str, Promise] = {
    PRESENT: pgettext_lazy("indicator", "Present"),
    ABSENT: pgettext_lazy("indicator", "Absent"),
    UNKNOWN: pgettext_lazy("indicator", "Unknown"),
}
