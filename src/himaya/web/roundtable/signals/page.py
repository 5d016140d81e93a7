"""How the forms in force fare in the field: what stands out, by clause and institution, and where it goes from here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.coordination import moments, policy, words_signals
from himaya.coordination.actions import signals as verbs
from himaya.coordination.models import Cycle, RoundTable
from himaya.coordination.queries import signals as queries
from himaya.insight import field_signals
from himaya.insight.field_signals import Fared, FormField, Standing
from himaya.institutions.models import Institution
from himaya.instruments.field import TOGETHER
from himaya.instruments.models import Version
from himaya.instruments.source import from_document
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.roundtable.gate import secretariat_only

READINGS: dict[str, Promise] = {
    "yes": pgettext_lazy("reading", "Ticked"),
    "no": pgettext_lazy("reading", "Not so"),
    "unknown": pgettext_lazy("reading", "Not known"),
    "refused": pgettext_lazy("reading", "Did not wish to answer"),
    "not_asked": pgettext_lazy("reading", "Not asked"),
    "answered": pgettext_lazy("reading", "Another answer"),
}
WHOLE: dict[str, Promise] = {
    words_signals.OVERRIDDEN: pgettext_lazy("reading", "Not followed"),
    field_signals.FOLLOWED: pgettext_lazy("reading", "Followed"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One institution, or all of them: how many forms were counted, and its cells in the order of the headings."""

    name: str
    filled: int
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The table of one clause, or of the form as a whole. `withheld`: too little to show anything."""

    uid: str
    words: str
    headings: tuple[str | Promise, ...]
    rows: tuple[Row, ...]
    total: Row
    withheld: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What stands out: of `whole` forms that asked it, `part`; the table on whose agenda it is already, in words."""

    signal: Standing
    what: str | Promise
    words: str
    there: str


@dataclass(frozen=True, slots=True)
class Form:
    """One form in force on the page."""

    version: Version
    title: str
    counted: int
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]


@require_http_methods(["GET", "POST"])
@secretariat_only
def signals(request: HttpRequest, actor: Actor, cycle_id: UUID) -> HttpResponse:
    """The signals. A POST puts one of them on the agenda of the next table of the cycle."""
    cycle = policy.cycle_of(actor, cycle_id)
    if request.method != "POST":
        return _page(request, actor, cycle)
    number = request.POST.get("version", "")
    try:
        item = verbs.put(
            cycle_id=cycle.pk,
            version_id=int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0,
            uid=request.POST.get("uid", ""),
            kind=request.POST.get("kind", ""),
            by=actor,
        )
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="roundtable:signals")
        return _page(request, actor, cycle, told=refusal.sentence, status=refusal.status)
    messages.success(request, _("On the agenda: %(table)s.") % {"table": moments.number_in_words(item.table)})
    return redirect("roundtable:signals", cycle_id=cycle.pk)


def _page(request: HttpRequest, actor: Actor, cycle: Cycle, *, told: object = "", status: int = 200) -> HttpResponse:
    found = field_signals.of_forms_in_force(actor)
    put, table = queries.put_at(cycle), queries.next_table(cycle)
    names = {one.pk: one.name for one in Institution.objects.filter(pk__in={pk for one in found for pk in one.filled})}
    context = {
        "cycle": cycle,
        "told": told,
        "next": moments.number_in_words(table) if table is not None else "",
        "forms": [_form(one, put, names) for one in found],
        "together": TOGETHER,
    }
    return render(request, "roundtable/signals/page.html", context, status=status)


def _form(found: FormField, put: Mapping[str, RoundTable], names: Mapping[str, str]) -> Form:
    version = found.version
    words = {row.uid: languages.pick(row.label) for row in from_document(version.source).survey if row.uid}
    return Form(
        version=version,
        title=languages.pick({code: getattr(version, f"title_{code}") for code in languages.CODES}),
        counted=found.counted,
        lines=tuple(_lines(found, put, words)),
        grids=(
            _grid(found, found.whole, _("The next step that the form suggests"), WHOLE, names),
            *(_grid(found, one, words.get(one.uid, ""), READINGS, names) for one in found.clauses),
        ),
    )


def _lines(found: FormField, put: Mapping[str, RoundTable], words: Mapping[str, str]) -> Iterator[Line]:
    for one in found.standing:
        table = put.get(queries.key_of(found.version.pk, one.uid, one.kind))
        yield Line(
            signal=one,
            what=words_signals.SIGNALS[one.kind],
            words=words.get(one.uid, ""),
            there=moments.number_in_words(table) if table is not None else "",
        )


def _grid(
    found: FormField, fared: Fared, words: str, headings: Mapping[str, Promise], names: Mapping[str, str]
) -> Grid:
    def row(name: str, filled: int, cells: Mapping[str, int | None]) -> Row:
        return Row(name, filled, tuple(cells.get(one) for one in headings))

    rows = (row(names.get(pk, pk), found.filled.get(pk, 0), cells) for pk, cells in fared.table.rows.items())
    return Grid(
        uid=fared.uid,
        words=words,
        headings=tuple(headings.values()),
        rows=tuple(rows),
        total=row("", found.counted, fared.table.totals),
        withheld=fared.table.withheld,
    )
