"""A pack as a page: its institutions with their dates and predecessors, and its regions."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.institutions import content
from himaya.institutions.content import InstitutionRow, Pack
from himaya.institutions.words import KINDS
from himaya.kernel import days, languages
from himaya.kernel.errors import NotFound

REAL = "morocco"


@dataclass(frozen=True)
class Body:
    """One institution under one name, with those before and after it."""

    row: InstitutionRow
    kind: str
    since: str
    until: str
    before: tuple[InstitutionRow, ...]
    after: tuple[InstitutionRow, ...]
    parent: InstitutionRow | None


# The content does not change under a running process.
_pack = lru_cache(maxsize=4)(content.load_pack)


@require_safe
def institutions(request: HttpRequest, pack: str = REAL) -> HttpResponse:
    """Institutions and regions of one pack."""
    if pack not in content.pack_names():
        raise NotFound
    found = _pack(pack)
    bodies = [_body(row, found) for row in found.institutions]
    context = {
        "pack": found,
        "present": [body for body in bodies if not body.until],
        "former": [body for body in bodies if body.until],
        "others": [_pack(name) for name in content.pack_names() if name != pack],
    }
    return render(request, "reference/institutions.html", context)


def _body(row: InstitutionRow, pack: Pack) -> Body:
    by_id = {one.id: one for one in pack.institutions}
    kind = KINDS.get(row.kind)
    return Body(
        row=row,
        kind=str(kind) if kind else "",
        since=_as_known(row.valid_from, row.precision),
        until=_as_known(row.valid_to, row.precision),
        before=tuple(by_id[one] for one in row.successor_of if one in by_id),
        after=tuple(one for one in pack.institutions if row.id in one.successor_of),
        parent=by_id.get(row.parent or ""),
    )


def _as_known(value: date | None, precision: str) -> str:
    """No more of a date than was found."""
    if value is None:
        return ""
    if precision == "year":
        return str(value.year)
    if precision == "month":
        return days.month_in_words(value, languages.current())
    return days.in_words(value, languages.current())
