"""The catalogue of indicators to read: by domain and profession, each with its strength in words. No person's data."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from himaya.instruments import indicators
from himaya.instruments.indicators import Domain, Indicator
from himaya.instruments.rules_delphi import DIMENSIONS, GRADES
from himaya.web.reference import indicator_words as words

# The content does not change under a running process.
catalogue = lru_cache(maxsize=1)(indicators.load)


@dataclass(frozen=True, slots=True)
class Strength:
    """The strength in one list, in words; `mark` is empty where there is no weight to vouch for."""

    label: Promise
    mark: str


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator as the page shows it."""

    row: Indicator
    way: Promise
    scope: Promise
    professions: tuple[Promise, ...]
    adult: Strength
    child: Strength


@dataclass(frozen=True, slots=True)
class Part:
    """One domain with the lines that are left; `weighed` when its rows carry strengths."""

    domain: Domain
    lines: tuple[Line, ...]
    weighed: bool


@require_safe
def read(request: HttpRequest) -> HttpResponse:
    """The catalogue, narrowed by domain and profession; a filter that means nothing narrows nothing."""
    whole = catalogue()
    domain = _known(request.GET.get("domain", ""), [one.code for one in whole.domains])
    profession = _known(request.GET.get("profession", ""), list(words.PROFESSIONS))
    parts = list(_parts(domain, profession))
    context = {
        "parts": parts,
        "total": sum(len(part.lines) for part in parts),
        "domains": whole.domains,
        "professions": words.PROFESSIONS.items(),
        "domain": domain,
        "profession": profession,
    }
    return render(request, "reference/indicators.html", context)


def _known(value: str, allowed: list[str]) -> str:
    return value if value in allowed else ""


def _parts(domain: str, profession: str) -> Iterator[Part]:
    for one in catalogue().domains:
        if domain in ("", one.code):
            lines = tuple(_line(row) for row in catalogue().of(one.code) if profession in row.professions)
            if lines:
                yield Part(one, lines, one.code in DIMENSIONS)


def _line(row: Indicator) -> Line:
    return Line(
        row=row,
        way=words.WAYS[row.way],
        scope=words.SCOPES[row.scope],
        professions=tuple(words.PROFESSIONS[one] for one in row.professions),
        adult=_strength(row.adult),
        child=_strength(row.child),
    )


def _strength(code: str) -> Strength:
    return Strength(words.STRENGTHS[code], "C2" if code in GRADES else "")
