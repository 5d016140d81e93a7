"""A published scale read from its file: an XLSForm, and beside it two sheets, `scoring` and `evidence`.

Nothing is corrected, translated or completed: what cannot be read is refused with a sentence (docs/how-to/scales.md).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from himaya.adapters import forms_xlsx
from himaya.health.rules_scoring import MEAN, METHODS, SUM, Cluster, Measure, Rule, Scoring, Value, counts
from himaya.institutions.content_rows import MARKS
from himaya.instruments.compiled import Compiled, compile_document
from himaya.instruments.source import SELECTS, Unreadable
from himaya.kernel.untold import NotValid

SCORING, EVIDENCE = "scoring", "evidence"
MOST_ITEMS = 200
Texts = dict[str, str]
NUMBERS = ("n", "cut_off", "sensitivity", "specificity", "auc")
WHY: dict[str, Promise] = {
    "kind": gettext_lazy("the column kind says value, sum, mean, cluster or rule"),
    "name": gettext_lazy("the column name is empty, or stands twice"),
    "items": gettext_lazy("the column items names a question that the form does not have"),
    "number": gettext_lazy("a number is needed here"),
    "least": gettext_lazy("at_least is a whole number, one at least and no more than there are items"),
    "all_of": gettext_lazy("the column all_of names a cluster that is not above"),
    "value": gettext_lazy("an answer of this item has no value"),
    "source": gettext_lazy("a source and a mark (C, C2, G or ?) are needed"),
    "population": gettext_lazy("the people with whom it was found are needed"),
    "measure": gettext_lazy("the column measure names no score of the sheet scoring"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds, as it is kept: the form, how it is scored, what is known of it."""

    document: dict[str, Any]
    scoring: dict[str, Any]
    evidence: list[dict[str, Any]]


def read(content: bytes) -> Read:
    """Raises NotValid (file) with a sentence that says where and why."""
    try:
        document, sheets = forms_xlsx.read_beside(content, (SCORING, EVIDENCE), name="scale")
        compiled = compile_document(document)
    except forms_xlsx.NotASpreadsheet:
        _refuse(_("This is not an XLSForm workbook (.xlsx with a sheet survey). Load the file as published."))
    except Unreadable as reason:
        _refuse(_("The form cannot be read as it stands: %(why)s") % {"why": reason.reason[:300]})
    if not languages(document):
        _refuse(_("The file does not say in which language its questions are (columns like label::ar)."))
    items = _items(compiled)
    if not items:
        _refuse(_("The form has no question with one answer of a list: nothing can be scored."))
    scoring = _scoring(sheets[SCORING], items)
    evidence = [_evidence(number, row, scoring["measures"]) for number, row in _rows(sheets[EVIDENCE])]
    if not evidence:
        _refuse(_("The sheet evidence is empty: no scale is used without what is known of it."))
    return Read(dict(compiled.instrument.document), scoring, evidence)


def languages(document: Mapping[str, Any]) -> list[str]:
    """The languages of the questions as the file names them; the store keeps no order of them."""
    labels = (row.get("label") for row in document["survey"])
    return sorted({name for one in labels if isinstance(one, Mapping) for name in one})


def tag(language: str) -> str:
    """`Arabic (ar)` names its tag in brackets; a bare name is its own."""
    return language.rpartition("(")[2].rstrip(")").strip() if language.endswith(")") else language


def scoring_of(kept: Mapping[str, Any]) -> Scoring:
    """How it is scored, from what is kept."""
    return Scoring(
        values=tuple(Value(one["answer"], Fraction(one["counts"]), tuple(one["items"])) for one in kept["values"]),
        measures=tuple(Measure(one["name"], one["method"], tuple(one["items"])) for one in kept["measures"]),
        clusters=tuple(
            Cluster(one["name"], tuple(one["items"]), Fraction(one["value"]), one["least"]) for one in kept["clusters"]
        ),
        rules=tuple(Rule(one["name"], tuple(one["all_of"])) for one in kept["rules"]),
    )


def _items(compiled: Compiled) -> dict[str, tuple[str, ...]]:
    """Questions with one answer of a list, and the answers of each."""
    one_answer = [row for row in compiled.instrument.survey if row.type.split(" ")[0] == SELECTS[0]]
    if len(one_answer) > MOST_ITEMS:
        _refuse(_("The form has more than %(most)s questions.") % {"most": MOST_ITEMS})
    lists = compiled.instrument.choices
    return {row.name: tuple(one.value for one in lists.get(row.list_name, ())) for row in one_answer}


def _scoring(sheet: list[dict[str, str]], items: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    values, measures, clusters, rules = [], [], [], []
    labels: dict[str, Texts] = {}
    for number, row in _rows(sheet):
        kind, name = row.get("kind", ""), row.get("name", "")
        wrong = _Wrong(SCORING, number)
        named = tuple(row.get("items", "").split())
        if not set(named) <= set(items):
            wrong("items")
        if kind == "value":
            values.append(Value(name or wrong("name"), _number(row.get("value", ""), wrong), named))
            continue
        if not name or name in labels:
            wrong("name")
        labels[name] = _texts(row, "label")
        if kind in METHODS:
            measures.append(Measure(name, kind, named or wrong("items")))
        elif kind == "cluster":
            least = row.get("at_least", "")
            if not (least.isdecimal() and 1 <= int(least) <= len(named)):
                wrong("least")
            clusters.append(Cluster(name, named, _number(row.get("value", ""), wrong), int(least)))
        elif kind == "rule":
            all_of = tuple(row.get("all_of", "").split())
            if not all_of or not set(all_of) <= {one.name for one in clusters}:
                wrong("all_of")
            rules.append(Rule(name, all_of))
        else:
            wrong("kind")
    if not measures and not clusters:
        _refuse(_("The sheet scoring is empty: it says how the authors score it (docs/how-to/scales.md)."))
    found = Scoring(tuple(values), tuple(measures), tuple(clusters), tuple(rules))
    for item in found.items:
        if any(counts(found, item, answer) is None for answer in items[item]):
            _refuse(_("Sheet scoring, item %(item)s: %(why)s.") % {"item": item, "why": WHY["value"]})
    return {**_plain(asdict(found)), "labels": labels}


def _plain(kept: dict[str, Any]) -> dict[str, Any]:
    """Fractions as text, tuples as lists: fit for JSON."""

    def plain(value: Any) -> Any:
        if isinstance(value, Fraction):
            return str(value)
        if isinstance(value, list | tuple):
            return [plain(one) for one in value]
        return {name: plain(one) for name, one in value.items()} if isinstance(value, dict) else value

    return {name: plain(value) for name, value in kept.items()}


def _evidence(number: int, row: Mapping[str, str], measures: list[dict[str, Any]]) -> dict[str, Any]:
    wrong = _Wrong(EVIDENCE, number)
    population = _texts(row, "population")
    if not population:
        wrong("population")
    if not row.get("source") or row.get("mark") not in MARKS:
        wrong("source")
    if row.get("measure") and row["measure"] not in {one["name"] for one in measures}:
        wrong("measure")
    for name in NUMBERS:
        if row.get(name):
            _number(row[name], wrong)
    plain = {name: row.get(name, "") for name in ("measure", "language", *NUMBERS, "source", "mark")}
    return {**plain, "population": population}


def _rows(sheet: list[dict[str, str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that hold something, each with the number that its author sees."""
    return ((number, row) for number, row in enumerate(sheet, start=2) if row)


def _texts(row: Mapping[str, str], column: str) -> Texts:
    """The texts of a column by tag of their language; one without a language stands under ''."""
    stem = f"{column}::"
    found = {tag(name.removeprefix(stem).strip()): text for name, text in row.items() if name.startswith(stem)}
    return found or ({"": row[column]} if row.get(column) else {})


class _Wrong:
    """Refuses a row: `wrong("items")`."""

    def __init__(self, sheet: str, row: int) -> None:
        self.sheet, self.row = sheet, row

    def __call__(self, why: str) -> NoReturn:
        said = {"sheet": self.sheet, "row": self.row, "why": WHY[why]}
        _refuse(_("Sheet %(sheet)s, row %(row)s: %(why)s.") % said)


def _number(text: str, wrong: _Wrong) -> Fraction:
    """Also written `.82` or `2,5`."""
    try:
        return Fraction(text.replace(",", ".").strip())
    except (ValueError, ZeroDivisionError):
        wrong("number")


def _refuse(sentence: str) -> NoReturn:
    raise NotValid(sentence, code="file")


__all__ = ["EVIDENCE", "MEAN", "SCORING", "SUM", "Read", "languages", "read", "scoring_of", "tag"]
