"""The instruments in force with their text: what is asked, in three languages side by side, and who adopted it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.instruments import leaving, queries, reporting
from himaya.instruments.models import Version
from himaya.instruments.source import Choice, Instrument, Row, from_document
from himaya.kernel import languages

LANGUAGES = (("fr", "ltr"), ("ar", "rtl"), ("en", "ltr"))


@dataclass(frozen=True)
class Wording:
    """One clause in one language."""

    language: str
    direction: str
    label: str
    hint: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Clause:
    """One row of the form. `heading` rows only announce what follows; `spoken` is what is said in Darija.

    `left`: it can be left without an answer. How, is a row of its own in the form, and the same one everywhere.
    """

    uid: str
    heading: bool
    asked: bool
    wordings: tuple[Wording, ...]
    spoken: Mapping[str, str]
    left: bool


@require_safe
def in_force(request: HttpRequest) -> HttpResponse:
    """The list, with version, fingerprint and adoption."""
    rows = [(version, _title(version)) for version in queries.all_in_force()]
    return render(request, "reference/forms.html", {"rows": rows})


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One form in force, clause by clause."""
    version = queries.in_force(name)
    context = {
        "version": version,
        "title": _title(version),
        "clauses": list(_clauses(from_document(version.source))),
        "model_not_adopted": not version.adoption,
        "unverified": reporting.leaves_unverified(version.source),
    }
    return render(request, "reference/form.html", context)


def _title(version: Version) -> str:
    return languages.pick({"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en})


def _clauses(instrument: Instrument) -> Iterator[Clause]:
    left = {row.uid for row in instrument.survey if row.list_name == leaving.LIST}
    for row in instrument.survey:
        if row.label and row.uid not in left:
            choices = instrument.choices.get(row.list_name, ())
            yield Clause(
                uid=row.uid,
                heading=row.type == "begin_group",
                asked=row.asks,
                wordings=tuple(_wording(row, choices, code, to) for code, to in LANGUAGES),
                spoken=row.darija,
                left=f"{row.uid}{leaving.UID_ENDS}" in left,
            )


def _wording(row: Row, choices: tuple[Choice, ...], code: str, direction: str) -> Wording:
    return Wording(
        language=code,
        direction=direction,
        label=row.label.get(code, ""),
        hint=row.hint.get(code, ""),
        choices=tuple(choice.label.get(code, choice.value) for choice in choices),
    )
