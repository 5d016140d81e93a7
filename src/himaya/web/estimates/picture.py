"""What the methods say, and what would change it, on one scale."""

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from himaya.adapters import pictures_ranges
from himaya.adapters.pictures_ranges import Range
from himaya.estimates import rules_own, rules_sensitivity, words
from himaya.estimates.comparing import Comparison
from himaya.web.estimates.figures import figure, number

# Two lists read as one: with ten lists there are 45 of these, and all of them stand in the table.
IN_TABLE_ONLY = (rules_sensitivity.MERGED,)


def of(found: Comparison, *, own: bool) -> SafeString:
    """The three methods with their intervals, then a mark for each list left out and each threshold."""

    def placed(n: float | None) -> float | None:
        return None if n is None else rules_own.shown(n, own=own)

    rows = [
        Range(
            str(words.METHODS[one.said.method]),
            figure(one.said.total, own=own, hidden=one.said.hidden),
            placed(one.said.total),
            placed(one.low),
            placed(one.high),
        )
        for one in found.sides
    ]
    rows += [
        Range(
            str(words.CHANGES[one.kind]) % {"what": one.what},
            figure(one.total, own=own, hidden=one.hidden),
            placed(one.total),
            weighty=False,
        )
        for one in found.changes
        if one.kind not in IN_TABLE_ONLY
    ]
    known = [n for row in rows for n in (row.at, row.low, row.high) if n]
    return pictures_ranges.ranges(
        "estimate",
        title=_("What each method says, with its interval, and what would change it"),
        about=_("The scale doubles evenly. The tables beside it say the same in numbers."),
        rows=rows,
        numbers=[(n, number(n)) for n in pictures_ranges.scale(known)],
        rtl=get_language_bidi(),
    )
