"""One defect, and the sentences for each kind of defect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "age-code": _("%(cell)s is no age that the next step knows: take one of %(near)s"),
    "balance": _("a group or repeat opens and closes unevenly: check begin and end rows"),
    "boolean": _("%(cell)s is a bare YAML yes, no, on or off: put it in quotation marks"),
    "choice-column": _("the choice filter reads %(cell)s, a column the list does not have: correct the name"),
    "choice-value": _("a choice of the list %(cell)s has no value: give it one"),
    "choice-twice": _("the value %(cell)s stands twice in its list: give each choice its own"),
    "choice-space": _("the value %(cell)s contains a space: use one word, joined by an underscore"),
    "choice-unknown": _("%(cell)s is no choice of that question, so the rule never holds: correct the value"),
    "code-gone": _("the choice %(cell)s is missing, which the next step reads by this value: keep it"),
    "column": _("there is no column %(cell)s: correct the spelling, perhaps %(near)s"),
    "compartment": _("the compartment is missing: say where the answer is kept (story, health, identity)"),
    "compiler": _("the form compiler refuses: %(cell)s"),
    "cycle": _("the value depends on itself through other rows: break the circle"),
    "darija": _("a row that is asked or said has no %(cell)s prompt: write what the worker says"),
    "device": _("%(cell)s is known to the device only and cannot decide anything: take it out of the rule"),
    "exposes": _("exposes is missing: write [] when no answer describes an offence"),
    "exposes-screening": _("a question whose answer can expose the person is never asked at screening: remove it"),
    "free-text": _("screening takes no free text, no picture and no place: use a choice question"),
    "function-arity": _("%(cell)s has the wrong number of arguments: check the call"),
    "function-unknown": _("there is no function %(cell)s: correct the name, perhaps %(near)s"),
    "function-unsupported": _("%(cell)s cannot be recomputed by the server: find another rule"),
    "kind": _("%(cell)s is missing or unknown: take one of %(near)s"),
    "language": _("%(cell)s is missing in this language: write it"),
    "language-none": _("texts carry no language: name the columns label::fr, label::ar, label::en"),
    "language-unknown": _("%(cell)s is written in a language the form does not have: use fr, ar or en"),
    "list-unknown": _("there is no choice list %(cell)s: correct the name or add the list"),
    "name": _("the name %(cell)s is missing or not a name: use letters, digits and underscores"),
    "name-twice": _("the name %(cell)s stands twice in the form: rename one row"),
    "namespace": _("the prefix of %(cell)s is bound to no namespace: add it to the namespaces setting"),
    "needed": _("%(cell)s is missing: write it"),
    "not-shown": _("the page of an interview has no field for %(cell)s: ask it in words or by choices"),
    "odk": _("ODK Validate refuses: %(cell)s"),
    "pattern": _("the pattern is not valid or can take very long on a short text: %(cell)s"),
    "quote": _("%(cell)s is a number or a date, not a text: put it in quotation marks"),
    "reads": _("a choice has no reading: add reads: yes, no, unknown, refused or not_asked"),
    "reference": _("there is no row %(cell)s: correct the name, perhaps %(near)s"),
    "self": _("the row reads its own value: take itself out of the rule"),
    "smart-quotes": _("%(cell)s holds typographic quotation marks: use straight ones in rules"),
    "syntax": _("the rule in %(cell)s cannot be read: %(near)s"),
    "too-deep": _("the rule in %(cell)s is nested too deep or too long: split it into calculations"),
    "triage": _("there is no key %(cell)s that the next step reads: correct it, perhaps %(near)s"),
    "triage-type": _("the next step hears questions with one answer only: make it select_one"),
    "type": _("there is no question type %(cell)s: correct the spelling, perhaps %(near)s"),
    "uid": _("the clause has no uid: give it a stable one"),
    "uid-twice": _("the uid %(cell)s stands twice in the form: a uid names one clause"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` is the number the author sees: the place in `survey`, or the line of the sheet. 0: the whole form."""

    code: str
    row: int = 0
    name: str = ""
    language: str = "-"
    cell: str = ""
    near: str = ""

    def sentence(self) -> str:
        return str(SENTENCES[self.code]) % {"cell": self.cell, "near": self.near or "-"}

    def line(self, file: str) -> str:
        """`FILE: row N (name), language: what to do [code]`."""
        return f"{file}: row {self.row or '-'} ({self.name or '-'}), {self.language}: {self.sentence()} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one row of the survey stands for its author."""

    number: int
    name: str
    row: Mapping[str, Any]

    def finds(self, code: str, *, cell: str = "", near: str = "", language: str = "-") -> Finding:
        return Finding(code, self.number, self.name, language, cell, near)


def places(document: Mapping[str, Any], first: int) -> Iterator[Place]:
    """Rows of the survey numbered from `first`; blank lines of a spreadsheet are counted and left out."""
    for number, row in enumerate(document.get("survey") or (), first):
        if row:
            name = row.get("name")
            yield Place(number, "" if name is None else str(name), row)
