"""The year in five tables, as it was released: the register of releases, the tables of a year, and both as data.

Frozen bundles in, nothing computed: what is hidden stands nowhere in them. The JSON of a year holds its figures to the
letter; written with sorted keys and without spaces, their SHA-256 is the hash of the register.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
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
# What was noted without an account: in no line and no total.
ALONE = "without_account"


@dataclass(frozen=True)
class Found:
    """The body of a bundle; empty where there is none. `away`: nothing can be read just now.

    `changed`: what is kept is not what the register says was released.
    """

    body: Body
    away: bool = False
    changed: bool = False


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
    again: str


def read(kind: str) -> Found:
    """The bundle of a kind. Nothing else of the store is asked for."""
    try:
        bundle = Bundle.objects.filter(kind=kind).first()
    except DatabaseError:
        return Found({}, away=True)
    return Found(bundle.body if bundle is not None and isinstance(bundle.body, Mapping) else {})


def of_year(year: int) -> Found:
    """What is public of a year, if it is to the letter what stands in the register as released and not withdrawn."""
    found, register = read(f"{REGISTER}:{year}"), read(REGISTER)
    if not found.body or register.away:
        return Found({}, away=found.away or register.away)
    figures = json.dumps(found.body.get("figures"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = sha256(figures.encode()).hexdigest()
    standing = [row for row in register.body.get("releases", ()) if row["year"] == year and not row["withdrawn_on"]]
    if digest == found.body.get("sha256") and [row["sha256"] for row in standing] == [digest]:
        return found
    return Found({}, changed=True)


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
        if not (found.body or found.away or found.changed):
            raise Http404
        figures: Body = found.body.get("figures", {})
        context = {
            "found": found,
            "year": year,
            "figures": figures,
            "tables": [_table(table) for table in figures.get("tables", ())],
            "silent": sum(1 for table in figures.get("tables", ()) if table["state"] == "nothing"),
            "method": [languages.pick(one["words"]) for one in figures.get("method", ())],
            "limits": [languages.pick(one["words"]) for one in figures.get("limits", ())],
            "since": since(figures.get("counted_since")),
            "sha256": found.body.get("sha256", ""),
        }
        return answering.answer(request, "figures_year.html", context, language=language, here=f"figures/{year}/")


@require_safe
def as_json(request: HttpRequest, year: int) -> HttpResponse:
    """The figures to the letter, and their hash."""
    found = of_year(year)
    if found.away or found.changed:
        return _away("changed" if found.changed else "away")
    if not found.body:
        raise Http404
    return JsonResponse(dict(found.body), json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


@require_safe
@csp_override(SANDBOX)
def as_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The same as lines for a spreadsheet: a hidden number is empty, and said to be hidden."""
    found = of_year(year)
    if found.away or found.changed:
        return _away("changed" if found.changed else "away")
    if not found.body:
        raise Http404
    sheet = StringIO()
    rows = csv.writer(sheet)
    rows.writerow(COLUMNS)
    for table in found.body["figures"]["tables"]:
        for line in table["lines"]:
            rows.writerow(_cells(table["id"], line["id"], line["label"], line["count"]))
        rows.writerow(_cells(table["id"], TOTAL, table["title"], table["total"]))
        if table.get("alone", 0) != 0:
            rows.writerow(_cells(table["id"], ALONE, table["title"], table["alone"]))
    answer = HttpResponse(ENDS_BOM + sheet.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="figures-{year}.csv"'
    return answer


def _cells(table: str, line: str, label: Mapping[str, str], count: int | None) -> list[str]:
    said = [_plain(label[code]) for code in languages.CODES]
    return [table, _plain(line), *said, "" if count is None else str(count), "yes" if count is None else "no"]


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula: names of regions were typed by somebody."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _away(why: str) -> HttpResponse:
    answer = JsonResponse({"error": why}, status=503)
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
        # Registers of an earlier version do not have it.
        again=languages.pick(row["again"]) if row.get("again") else "",
    )


def since(month: str | None) -> str:
    """A month in words; empty for none."""
    return days.month_in_words(date.fromisoformat(month), languages.current()) if month else ""


def _table(table: Body) -> dict[str, Any]:
    return {
        "id": table["id"],
        "title": languages.pick(table["title"]),
        "counts": languages.pick(table["counts"]),
        "state": table["state"],
        "total": table["total"],
        # Releases of an earlier version do not have these.
        "alone": table.get("alone", 0),
        "since": since(table.get("counted_since")),
        "lines": [(languages.pick(one["label"]), one["count"]) for one in table["lines"]],
    }
