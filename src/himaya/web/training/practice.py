"""Practice of institutions before and after a training: a picture and a table for each thing that is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from himaya.adapters import pictures
from himaya.insight import practice, rules_practice, words_practice
from himaya.insight.rules_practice import Compared, Pair, Side
from himaya.institutions.models import Institution
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.training import policy, rules
from himaya.training.queries import plans
from himaya.web.gate import only

# More institutions than this are read in the table.
MOST_BARS = 6
BEFORE, AFTER = "before", "after"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: an institution, or those that stand beside it."""

    name: str
    cells: tuple[str, ...]
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that is counted."""

    title: Promise
    picture: str
    lines: tuple[Line, ...]


@require_safe
@only(policy.check_reads_practice)
def of_line(request: HttpRequest, actor: Actor, line_id: UUID) -> HttpResponse:
    """What the institutions that a line reached did before and after."""
    line = plans.line_of(actor, line_id)
    if line.kind != rules.TRAINING:
        raise NotFound
    found = practice.of_line(actor, line)
    names = {one.pk: one.name for one in Institution.objects.all()}
    year, number = found.begun
    context = {
        "line": line,
        "found": found,
        "leads": policy.leads(actor),
        "figures": [_figure(kind, rows, names) for kind, rows in found.indicators.items()] if found.compared else [],
        "heads": [_head(3 * n) for n in rules_practice.WINDOWS],
        "missing": words_practice.MISSING,
        "limits": words_practice.LIMITS,
        "begun": f"{3 * number - 2:02}/{year}",
        "people": rules_practice.ENOUGH_PEOPLE,
        "units": rules_practice.ENOUGH_UNITS,
        "here": "home",
    }
    return render(request, "training/practice.html", context)


def _head(months: int) -> tuple[str, str]:
    return (
        _("%(n)s months before") % {"n": months},
        _("%(n)s months after") % {"n": months},
    )


def _figure(kind: str, rows: Sequence[Compared], names: Mapping[str, str]) -> Figure:
    lines: list[Line] = []
    for one in rows:
        lines.append(Line(names[one.unit], tuple(cell for pair in one.pairs for cell in _cells(pair))))
        if any(one.beside):
            units = max(pair.units for pair in one.beside if pair is not None)
            said = ngettext(
                "beside: %(n)s institution of which nobody was trained, same months",
                "beside: %(n)s institutions of which nobody was trained, same months",
                units,
            ) % {"n": units}
            lines.append(Line(said, tuple(cell for pair in one.beside for cell in _cells(pair)), beside=True))
    return Figure(words_practice.INDICATORS[kind], _picture(kind, rows, names), tuple(lines))


def _cells(pair: Pair | None) -> tuple[str, str]:
    return ("—", "—") if pair is None else (_cell(pair.before), _cell(pair.after))


def _cell(side: Side) -> str:
    """The number and what it is a month; or why there is none."""
    if side.n is None or side.rate is None:
        return str(words_practice.WHY[side.why])
    said = _("%(n)s (%(rate)s a month)") % {"n": side.n, "rate": formats.number_format(side.rate, 1)}
    # On a telephone the table is scrolled, rather than each number broken over three lines.
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def _picture(kind: str, rows: Sequence[Compared], names: Mapping[str, str]) -> str:
    """Two bars for each institution of which both quarters may be shown."""
    bars: list[pictures.Bar] = []
    for one in rows:
        before, after = one.pairs[0].before.n, one.pairs[0].after.n
        if before is not None and after is not None:
            bars.append(pictures.Bar(names[one.unit], {BEFORE: before}))
            bars.append(pictures.Bar(names[one.unit], {AFTER: after}))
    if not any(n for bar in bars for n in bar.counts.values()) or len(bars) > 2 * MOST_BARS:
        return ""
    before_word, after_word = _head(3)
    return pictures.bars(
        f"practice-{kind}",
        title=_("Three months before and three months after, two bars for each institution"),
        about=_("How many there were in each of the two periods. The table below says the same."),
        series=[pictures.Series(BEFORE, before_word, "slant"), pictures.Series(AFTER, after_word, "solid")],
        rows=bars,
        rtl=get_language_bidi(),
    )
