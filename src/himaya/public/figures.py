"""The year in five tables, as it was released: the register of releases, the tables of a year, and both as data.

Frozen bundles in, nothing computed: what is hidden stands nowhere in them. The JSON of a year holds its figures to the
letter; written with sorted keys and without spaces, their SHA-256 is the hash of the register.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from himaya.kernel import days, languages
from himaya.public import answering, showing
from himaya.publications.models import Bundle

REGISTER = "yearbook"
Body = Mapping[str, Any]
# A file, should a browser open it, can do nothing.
SANDBOX: dict[str, Any] = {"sandbox": True, "default-src": ["'none'"]}
COLUMNS = ("table", "line", "label_fr", "label_ar", "label_en", "number", "hidden")
TOTAL, ENDS_BOM = "total", "\ufeff"


@dataclass(frozen=True)
class Found:
    """The body of a bundle; empty where there is none. `away`: nothing can be read just now."""

    body: Body
    away: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the register in the page's language."""

    year: int
    released_on: str
    reviewed_by: list[str]
    sha256: str
    version: str
    withdrawn_on: str
    withdrawn_reason: str


def read(kind: str) -> Found:
    """The bundle of a kind. Nothing else of the store is asked for."""
    try:
        bundle = Bundle.objects.filter(kind=kind).first()
    except DatabaseError:
        return Found({}, away=True)
    return Found(bundle.body if bundle is not None and isinstance(bundle.body, Mapping) else {})


def of_year(year: int) -> Found:
    """What is public of a year."""
    return read(f"{REGISTER}:{year}")


@require_safe
def register(request: HttpRequest, language: str) -> HttpResponse:
    """Every release there was: when, by whom reviewed, its hash; of a withdrawn one also since when and why."""
    with answering.spoken(request, language):
        found = read(REGISTER)
        context = {"found": found, "releases": [_line(row) for row in found.body.get("releases", ())]}
        return answering.answer(request, "figures.html", context, language=language, here="figures/")


@require_safe
def one_year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    """The tables of a year with their method and limits."""
    with answering.spoken(request, language):
        found = of_year(year)
        if not found.body and not found.away:
            raise Http404
        figures: Body = found.body.get("figures", {})
        since = figures.get("counted_since")
        context = {
            "found": found,
            "year": year,
            "figures": figures,
            "tables": [_table(table) for table in figures.get("tables", ())],
            "method": [languages.pick(one["words"]) for one in figures.get("method", ())],
            "limits": [languages.pick(one["words"]) for one in figures.get("limits", ())],
            "since": days.month_in_words(date.fromisoformat(since), languages.current()) if since else "",
            "sha256": found.body.get("sha256", ""),
        }
        return answering.answer(request, "figures_year.html", context, language=language, here=f"figures/{year}/")


@require_safe
def as_json(request: HttpRequest, year: int) -> HttpResponse:
    """The figures to the letter, and their hash."""
    found = of_year(year)
    if found.away:
        return _away()
    if not found.body:
        raise Http404
    return JsonResponse(dict(found.body), json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


@require_safe
@csp_override(SANDBOX)
def as_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The same as lines for a spreadsheet: a hidden number is empty, and said to be hidden."""
    found = of_year(year)
    if found.away:
        return _away()
    if not found.body:
        raise Http404
    sheet = StringIO()
    rows = csv.writer(sheet)
    rows.writerow(COLUMNS)
    for table in found.body["figures"]["tables"]:
        for line in table["lines"]:
            rows.writerow(_cells(table["id"], line["id"], line["label"], line["count"]))
        rows.writerow(_cells(table["id"], TOTAL, table["title"], table["total"]))
    answer = HttpResponse(ENDS_BOM + sheet.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="figures-{year}.csv"'
    return answer


def _cells(table: str, line: str, label: Mapping[str, str], count: int | None) -> list[str]:
    said = [_plain(label[code]) for code in languages.CODES]
    return [table, _plain(line), *said, "" if count is None else str(count), "yes" if count is None else "no"]


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula: names of regions were typed by somebody."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _away() -> HttpResponse:
    answer = JsonResponse({"error": "away"}, status=503)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _line(row: Body) -> Line:
    return Line(
        year=row["year"],
        released_on=showing.day(row["released_on"]),
        reviewed_by=[
            f"{languages.pick(one['role'])} · {languages.pick(one['institution'])}" for one in row["reviewed_by"]
        ],
        sha256=row["sha256"],
        version=row["version"],
        withdrawn_on=showing.day(row["withdrawn_on"]),
        withdrawn_reason=languages.pick(row["withdrawn_reason"]) if row["withdrawn_reason"] else "",
    )


def _table(table: Body) -> dict[str, Any]:
    return {
        "id": table["id"],
        "title": languages.pick(table["title"]),
        "counts": languages.pick(table["counts"]),
        "state": table["state"],
        "total": table["total"],
        "lines": [(languages.pick(one["label"]), one["count"]) for one in table["lines"]],
    }
