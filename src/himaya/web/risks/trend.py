"""How the overall level changed, as a picture. The table beside it says the same, and more surely."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from himaya.adapters.pictures_levels import Mark, levels
from himaya.risks import rules, words
from himaya.risks.access_clocks import Then

# The last ones; the table has all of them.
MOST = 12


def drawn(then: Sequence[Then]) -> SafeString:
    """One mark for each assessment, the oldest first; what was not assessed is a gap, and stands at no level."""
    marks = [
        Mark(str(one.row.number), rules.rank(one.overall.level), sure=not one.overall.missing) for one in then[-MOST:]
    ]
    return levels(
        "trend",
        title=_("How the overall level changed"),
        about=_("The table beside the picture says the same."),
        steps=[str(words.LEVELS[level]) for level in rules.LEVELS],
        marks=marks,
        along=_("Assessments, the oldest first"),
        unsure=_("hollow: at least this, some domains were not assessed"),
        rtl=get_language_bidi(),
    )
