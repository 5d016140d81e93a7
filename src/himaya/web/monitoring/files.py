"""The same figures as files: a table for spreadsheets (CSV, XLSX) and a paper (PDF), made in memory and kept nowhere.

What is hidden on the page is hidden here: both are drawn from the same readings. Definitions and limits go along.
"""

from collections.abc import Iterable, Sequence
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from himaya.adapters import paper_html, pdf, sheets
from himaya.adapters.paper import Block, Bullets, Facts, Grid, Heading, Mode, Paper, Para, same
from himaya.insight import monitoring, words_monitoring
from himaya.insight import policy_monitoring as policy
from himaya.insight.monitoring import Detail, Line
from himaya.insight.monitoring_content import Declared, book
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.web.downloads import as_file, sandboxed
from himaya.web.gate import only
from himaya.web.monitoring import asking, pages, showing
from himaya.web.monitoring.asking import Asked

CSV, XLSX, PDF = "csv", "xlsx", "pdf"
# A name that says nothing of what is in it.
NAME, SECONDS = "table", 60


@sandboxed
@require_safe
@only(policy.check_reads)
def of_all(request: HttpRequest, actor: Actor, ending: str) -> HttpResponse:
    """Every indicator of the chosen scope."""
    asked = _asked(request, actor, ending)
    lines = monitoring.dashboard(actor, asked.scope, asked.period)
    if ending == PDF:
        return _paper(_of_lines(lines), asked)
    return _sheet(_rows(lines, asked), [one.declared for one in lines], ending)


@sandboxed
@require_safe
@only(policy.check_reads)
def of_one(request: HttpRequest, actor: Actor, indicator: str, ending: str) -> HttpResponse:
    """One indicator over time, and of each unit below the scope."""
    declared = pages.declared_of(indicator)
    asked = _asked(request, actor, ending)
    found = monitoring.detail(actor, declared, asked.scope, asked.period)
    if ending == PDF:
        return _paper(_of_detail(found, asked), asked)
    return _sheet(_rows(_detail_lines(found), asked, _names(found, asked)), [declared], ending)


def _asked(request: HttpRequest, actor: Actor, ending: str) -> Asked:
    if ending not in (CSV, XLSX, PDF):
        raise NotFound
    return asking.read(request, actor, strict=True)


# --- spreadsheets ----------------------------------------------------------------------------------------------------
def _sheet(rows: Iterable[Sequence[str]], declared: Sequence[Declared], ending: str) -> HttpResponse:
    header = (
        pgettext("figure", "Indicator"), pgettext("figure", "About whom"), pgettext("figure", "Period"),
        pgettext("figure", "Value"), pgettext("figure", "Number"), _("Share of those known"),
    )  # fmt: skip
    lines = [*rows, *_told(declared)]
    if ending == CSV:
        return as_file(sheets.as_csv(header, lines), NAME, CSV)
    return as_file(sheets.as_xlsx(header, lines, rtl=get_language_bidi()), NAME, XLSX)


def _rows(lines: Sequence[Line], asked: Asked, names: Sequence[str] = ()) -> list[Sequence[str]]:
    here = asking.named([asked.scope])[asked.scope]
    found: list[Sequence[str]] = []
    for place, line in enumerate(lines):
        card = showing.card(line)
        about = (card.label, names[place] if names else here, card.period)
        found.append((*about, _("all together"), card.number, ""))
        found += [(*about, one.label, one.number, one.share) for one in card.values]
        if line.declared.unknown or line.reading.about:
            found.append((*about, _("Not known"), card.unknown or "–", ""))
    return found


def _told(declared: Sequence[Declared]) -> list[Sequence[str]]:
    """What is counted, of what, how to read it; and the limits of all of it."""
    here, found = languages.current(), list[Sequence[str]]()
    for one in declared:
        label = showing.local(one)
        found.append((label, pgettext("a figure", "Counts"), "", one.numerator.in_language(here), "", ""))
        if one.denominator is not None:
            found.append((label, pgettext("a figure", "Of"), "", one.denominator.in_language(here), "", ""))
        found.append((label, _("How to read it"), "", one.caveat.in_language(here), "", ""))
    found += [(_("What these figures do not say"), "", "", one.in_language(here), "", "") for one in book().limits]
    return found


def _detail_lines(found: Detail) -> list[Line]:
    before = [Line(found.line.declared, period, reading) for period, reading in found.before] or [found.line]
    return [*before, *(Line(found.line.declared, found.line.period, reading) for _scope, reading in found.below)]


def _names(found: Detail, asked: Asked) -> list[str]:
    names = asking.named([asked.scope, *(one for one, _reading in found.below)])
    here = [names[asked.scope]] * (len(found.before) or 1)
    return [*here, *(names[one] for one, _reading in found.below)]


# --- paper -----------------------------------------------------------------------------------------------------------
def _paper(blocks: Sequence[Block], asked: Asked) -> HttpResponse:
    language = languages.current()
    limits = tuple(same(one.in_language(language)) for one in book().limits)
    said = {"period": words_monitoring.period(asked.period), "day": days.in_words(clock.today(), language)}
    paper = Paper(
        title=same(_("Monitoring figures")),
        kicker=same(asking.named([asked.scope])[asked.scope]),
        reference=asked.period.code,
        blocks=(
            Para(same(_("%(period)s. As counted on %(day)s.") % said), "note"),
            *blocks,
            Heading(2, same(_("What these figures do not say"))),
            Bullets(limits),
        ),
        mode=cast(Mode, language),
        exercise=settings.DEMO,
    )
    try:
        return as_file(pdf.render(paper_html.write(paper), seconds=SECONDS), NAME, PDF)
    except pdf.PdfFailed as failed:
        raise NotNow(
            _("The paper could not be made. Print the page, or take the table as a file instead."),
            code=f"pdf_{failed.code}",
        ) from None


def _of_lines(lines: Sequence[Line]) -> list[Block]:
    here, found = languages.current(), list[Block]()
    for theme, label in book().themes.items():
        own = [one for one in lines if one.declared.theme == theme]
        if own:
            found.append(Heading(1, same(label.in_language(here))))
        for line in own:
            found += [Heading(2, same(showing.local(line.declared))), *_one(line)]
    return found


def _of_detail(found: Detail, asked: Asked) -> list[Block]:
    blocks: list[Block] = [Heading(1, same(showing.local(found.line.declared))), *_one(found.line)]
    for table in pages.tables(found, asked):
        head = tuple(same(one) for one in table.heads)
        rows = tuple((same(name), *(same(cell) for cell in cells)) for name, cells in table.lines)
        blocks += [Heading(2, same(table.caption)), Grid(head, rows)]
    return blocks


def _one(line: Line) -> list[Block]:
    here, declared, card = languages.current(), line.declared, showing.card(line)
    facts = [(card.period, card.number)]
    facts += [(one.label, f"{one.number} · {one.share}" if one.share else one.number) for one in card.values]
    if declared.unknown or line.reading.about:
        facts.append((_("Not known"), card.unknown or "–"))
    facts.append((pgettext("a figure", "Counts"), declared.numerator.in_language(here)))
    if declared.denominator is not None:
        facts.append((pgettext("a figure", "Of"), declared.denominator.in_language(here)))
    return [
        Facts(tuple((same(label), same(text)) for label, text in facts)),
        Para(same(declared.caveat.in_language(here)), "note"),
    ]
