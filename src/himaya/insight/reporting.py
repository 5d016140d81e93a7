"""A report as plain data: its chapters with what was written in them, and every figure with where it comes from.

The same data is what the page shows, what an edition freezes and what a paper prints. It names institutions and never
a person, and holds no moment of its own: composed twice on one day from one record, it is the same to the letter.
"""

from typing import Any

from himaya.coordination import policy, report_skeletons
from himaya.coordination.models import Report
from himaya.coordination.queries import reported
from himaya.coordination.queries import reports as queries
from himaya.coordination.queries.reported import Scope
from himaya.coordination.report_skeletons import FigureWords, Skeleton
from himaya.coordination.wordings import names_of
from himaya.insight.report_cells import EMPTY, Cell, Said, Value
from himaya.insight.report_figures import FIGURES, TABLES, Figure
from himaya.insight.suppression import K
from himaya.kernel.actor import Actor
from himaya.kernel.languages import CODES

Data = dict[str, Any]


def compose(actor: Actor, report: Report) -> Data:
    """The whole report as it stands. Raises NotPermitted for everybody but the secretariat."""
    policy.check_secretariat(actor)
    skeleton = report_skeletons.book().skeletons[report.kind]
    scope = reported.scope_of(report)
    written = queries.texts_of(report)
    numbers = {one: number for number, one in enumerate(skeleton.figures, start=1)}
    chapters = [
        {
            "id": chapter.id,
            "title": chapter.title.as_dict(),
            "texts": written[chapter.id].texts if chapter.id in written else dict(EMPTY),
            "figures": [_figure(actor, scope, one, numbers[one]) for one in chapter.figures],
        }
        for chapter in skeleton.chapters
    ]
    return {"report": _about(report, scope, skeleton), "chapters": chapters}


def figure(actor: Actor, report: Report, figure_id: str) -> Data | None:
    """One figure of a report; None when its skeleton has no such one."""
    policy.check_secretariat(actor)
    figures = report_skeletons.book().skeletons[report.kind].figures
    if figure_id not in figures:
        return None
    return _figure(actor, reported.scope_of(report), figure_id, figures.index(figure_id) + 1)


def _about(report: Report, scope: Scope, skeleton: Skeleton) -> Data:
    cycle = report.cycle
    return {
        "id": str(report.pk),
        "kind": report.kind,
        "title": titles(report, skeleton),
        "organiser": names_of(cycle.organiser) if cycle else _organiser(scope),
        "funder": names_of(cycle.funder) if cycle and cycle.funder else dict(EMPTY),
        "cycle": cycle.titles if cycle else dict(EMPTY),
        "first_day": report.first_day.isoformat(),
        "last_day": report.last_day.isoformat(),
        "as_of": scope.as_of.isoformat(),
        "over": scope.is_over,
    }


def titles(report: Report, skeleton: Skeleton | None = None) -> Said:
    """The title of a report by language."""
    known = skeleton or report_skeletons.book().skeletons[report.kind]
    cycle = report.cycle.titles if report.cycle else {}
    # A cycle may have no title in a language: then one that it has stands there.
    other = next((cycle[code] for code in CODES if cycle.get(code)), "")
    slots = {code: {"year": report.year, "cycle": cycle.get(code) or other} for code in CODES}
    return {code: known.title.in_language(code).format(**slots[code]) for code in CODES}


def _organiser(scope: Scope) -> Said:
    """Who held the tables of the year; nobody when several did, or none."""
    organisers = {row.cycle.organiser for row in scope.tables}
    return names_of(organisers.pop()) if len(organisers) == 1 else dict(EMPTY)


def _figure(actor: Actor, scope: Scope, figure_id: str, number: int) -> Data:
    declared = FIGURES[figure_id]
    words = report_skeletons.book().figures[figure_id]
    value = declared.read(actor, scope)
    return {
        "id": figure_id,
        "number": number,
        "label": words.label.as_dict(),
        "part": value.part,
        "whole": value.whole,
        "counted": list(value.counted),
        "head": [_listed(report_skeletons.COLUMNS, code) for code in value.head],
        "rows": [[_cell(cell) for cell in row] for row in value.rows],
        "withheld": _listed(report_skeletons.WITHHELD, _nothing(value)),
        **_page(declared, scope),
        **_source(words),
    }


def _page(declared: Figure, scope: Scope) -> Data:
    """The page that lists what is counted; a report on all cycles has none of one cycle."""
    if declared.of_cycle and scope.cycle_id is None:
        return {"page": TABLES, "asked": {}, "of": ""}
    return {
        "page": declared.page,
        "asked": dict(declared.asked),
        "of": str(scope.cycle_id) if declared.of_cycle else "",
    }


def _nothing(value: Value) -> str:
    """The code of why there is no figure: said by its reader, an empty table, or nothing to be a part of."""
    empty = (value.part is None and not value.rows) or value.whole == 0
    return value.withheld or ("nothing" if empty else "")


def _source(words: FigureWords) -> Data:
    suppression = _listed(report_skeletons.SUPPRESSION, words.suppression)
    return {
        "numerator": words.numerator.as_dict(),
        "denominator": words.denominator.as_dict() if words.denominator else dict(EMPTY),
        "caveat": words.caveat.as_dict(),
        "period": _listed(report_skeletons.PERIODS, words.period),
        "declared": list(words.declared),
        "query": _listed(report_skeletons.QUERIES, words.query),
        # Below k: a number from 1 to ten is hidden.
        "suppression": {code: text.format(below=K - 1) for code, text in suppression.items()},
    }


def _listed(name: str, code: str) -> Said:
    return report_skeletons.book().words[name][code].as_dict() if code else dict(EMPTY)


def _cell(cell: Cell) -> Cell:
    return dict(cell) if isinstance(cell, dict) else cell
