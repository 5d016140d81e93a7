"""Each defect that compilers let pass in silence is found, with its row and language."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import translation
from openpyxl import load_workbook  # type: ignore[import-untyped]

from himaya.adapters import forms_odk, forms_xlsx
from himaya.instruments import catalogue
from himaya.instruments.compiled import compile_document
from himaya.instruments.lint.cells import TEXTS
from himaya.instruments.lint.finding import SENTENCES
from himaya.instruments.lint.run import lint_document, lint_main
from himaya.instruments.render import submission
from himaya.instruments.source import read_document
from himaya.instruments.verify import verify
from tests.oracles import javarosa

pytestmark = pytest.mark.capability("B4")

FORMS = Path(__file__).with_name("forms")
Document = dict[str, Any]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def clean() -> Document:
    return copy.deepcopy(read_document(FORMS / "everything.yaml"))


def screening() -> Document:
    found = catalogue.find("first-line-labour")
    assert found is not None
    return copy.deepcopy(dict(found.document))


def positions() -> Document:
    found = catalogue.find("reporting-positions")
    assert found is not None
    return copy.deepcopy(dict(found.document))


def row(document: Document, name: str) -> dict[str, Any]:
    return next(one for one in document["survey"] if one.get("name") == name)


def set_cell(name: str, /, **cells: Any) -> Callable[[Document], None]:
    return lambda document: row(document, name).update(cells)


def set_label(name: str, /, **texts: Any) -> Callable[[Document], None]:
    return lambda document: row(document, name)["label"].update(texts)


def drop_cell(name: str, key: str, language: str = "") -> Callable[[Document], None]:
    def change(document: Document) -> None:
        where = row(document, name)
        del (where[key] if language else where)[language or key]

    return change


def item(list_name: str, place: int, **cells: Any) -> Callable[[Document], None]:
    return lambda document: document["choices"][list_name][place].update(cells)


def without(list_name: str, place: int, key: str) -> Callable[[Document], None]:
    return lambda document: document["choices"][list_name][place].pop(key)


def last_end(document: Document) -> int:
    """The end of the group `work`."""
    return [place for place, one in enumerate(document["survey"]) if one["type"] == "end_group"][1]


DEFECTS: dict[str, tuple[str, str, str, Callable[[Document], None]]] = {
    "a bracket that never closes": ("syntax", "guardian", "-", set_cell("guardian", relevant="(${age} < 18")),
    "a bracket too many": ("syntax", "guardian", "-", set_cell("guardian", relevant="${age} < 18)")),
    "an unknown function": ("function-unknown", "pay", "-", set_cell("pay", relevant="slected(${signs}, 'pay')")),
    "too few arguments": ("function-arity", "band", "-", set_cell("band", calculation="if(${score} > 5, 'now')")),
    "too many arguments": ("function-arity", "pay", "-", set_cell("pay", constraint="not(., 1)")),
    "a cycle of two": ("cycle", "score", "-", set_cell("score", calculation="string-length(${band})")),
    "a row that reads itself": ("self", "score", "-", set_cell("score", calculation="${score} + 1")),
    "a row that reads itself by a dot": ("self", "pay", "-", set_cell("pay", relevant=". = 1")),
    "an unknown row": ("reference", "pay", "-", set_cell("pay", relevant="${sings} = 'pay'")),
    "an unknown path": ("reference", "pay", "-", set_cell("pay", relevant="/data/sings = 1")),
    "an unknown row inside a text": ("reference", "shown", "ar", set_label("shown", ar="${scor}")),
    "a function of nobody's": ("namespace", "pay", "-", set_cell("pay", relevant="kobo:first(${signs})")),
    "an attribute of nobody's": ("namespace", "pay", "-", set_cell("pay", **{"bind::kobo:tag": "x"})),
    "a missing Arabic cell": ("language", "pay", "ar", drop_cell("pay", "label", "ar")),
    "a blank Arabic cell": ("language", "pay", "ar", set_label("pay", ar="  ")),
    "a missing English message": ("language", "age", "en", drop_cell("age", "constraint_message", "en")),
    "a missing Arabic choice": ("language", "yn.no", "ar", lambda d: d["choices"]["yn"][1]["label"].pop("ar")),
    "no label at all": ("language", "pay", "fr", drop_cell("pay", "label")),
    "a language nobody reads": ("language-unknown", "pay", "de", set_label("pay", de="Lohn")),
    "a misspelt column": ("column", "pay", "-", set_cell("pay", relevent="true()")),
    "a misspelt type": ("type", "pay", "-", set_cell("pay", type="decimel")),
    "smart quotes in a rule": ("smart-quotes", "guardian", "-", set_cell("guardian", relevant="\u2018no\u2019 = 1")),
    "smart quotes in a pattern": ("smart-quotes", "phone", "-", set_cell("phone", constraint="\u201c0\u201d")),
    "a broken pattern": ("pattern", "phone", "-", set_cell("phone", constraint="regex(., '[0-9')")),
    "a pattern that never ends": ("pattern", "phone", "-", set_cell("phone", constraint="regex(., '(a+)+b')")),
    "a name twice": ("name-twice", "pay", "-", set_cell("hours", name="pay")),
    "a name that is none": ("name", "my pay", "-", set_cell("pay", name="my pay")),
    "an unknown list": ("list-unknown", "alone", "-", set_cell("alone", type="select_one yesno")),
    "a choice without value": ("choice-value", "yn.?", "-", without("yn", 0, "value")),
    "a value twice": ("choice-twice", "yn.yes", "-", item("yn", 1, value="yes")),
    "a value of two words": ("choice-space", "yn.not sure", "-", item("yn", 1, value="not sure")),
    "an unquoted yes": ("boolean", "yn.True", "-", item("yn", 0, value=True)),
    "an unquoted label": ("boolean", "pay", "en", set_label("pay", en=False)),
    "an unquoted version": ("quote", "", "-", lambda d: d.update(version=3)),
    "a value that is no choice": ("choice-unknown", "guardian", "-", set_cell("guardian", relevant="${alone} = 'x'")),
    "a filter on no column": ("choice-column", "town", "-", set_cell("town", choice_filter="inn = ${region}")),
    "no exposes": ("exposes", "pay", "-", drop_cell("pay", "exposes")),
    "no compartment": ("compartment", "pay", "-", drop_cell("pay", "compartment")),
    "no uid": ("uid", "pay", "-", drop_cell("pay", "uid")),
    "a uid twice": ("uid-twice", "pay", "-", set_cell("pay", uid="T-09")),
    "a group that never ends": ("balance", "work", "-", lambda d: d["survey"].pop(last_end(d))),
    "what only the device knows": ("device", "pay", "-", set_cell("pay", relevant="random() > 0.5")),
    "a label that feeds a score": (
        "device", "score", "-",
        set_cell("score", calculation="string-length(jr:choice-name(${alone}, '${alone}')) + 1"),
    ),
    "what the server cannot know": (
        "function-unsupported", "score", "-", set_cell("score", calculation="pulldata('a', 'b', 'c', ${age})"),
    ),
    "rules too deep": ("too-deep", "pay", "-", set_cell("pay", relevant="not(" * 80 + "1" + ")" * 80)),
    "no source": ("needed", "", "-", lambda d: d.pop("source")),
    "a field that no page shows": ("not-shown", "pay", "-", set_cell("pay", type="image")),
    "no known kind": ("kind", "", "-", lambda d: d.update(kind="quiz")),
}  # fmt: skip

AT_SCREENING: dict[str, tuple[str, str, str, Callable[[Document], None]]] = {
    "an exposing question": ("exposes-screening", "q11", "-", set_cell("q11", exposes=["02-03"])),
    "free text": ("free-text", "q11", "-", set_cell("q11", type="text")),
    "a photograph": ("free-text", "q11", "-", set_cell("q11", type="image")),
    "a place": ("free-text", "q11", "-", set_cell("q11", type="geopoint")),
    "an open other": ("free-text", "q11", "-", set_cell("q11", type="select_one yn or_other")),
    "no Darija": ("darija", "q11", "ary", drop_cell("q11", "darija")),
    "no Latin Darija": ("darija", "q11", "ary", drop_cell("q11", "darija", "latin")),
    "no reading": ("reads", "yn.yes", "-", without("yn", 0, "reads")),
    "a reading of its own": ("reads", "yn.yes", "-", item("yn", 0, reads="perhaps")),
    "a sign under a key of nobody's": ("triage", "q11", "-", set_cell("q11", triage="11a")),
    "a sign with several answers": ("triage-type", "q11", "-", set_cell("q11", type="select_multiple papers")),
    "an age that is none": ("age-code", "q06", "-", item("age", 0, value="minor")),
    "no child among the ages": ("code-gone", "q06", "-", item("age", 0, value="maybe")),
    "an assault under another name": ("code-gone", "q03", "-", item("health", 0, value="attack")),
    "a form for everybody": ("kind", "", "-", lambda d: d.update(audience="all")),
}

# Texts: protocols, positions, indicators; nobody fills them in for one audience.
IN_A_TEXT: dict[str, tuple[str, str, str, Callable[[Document], None]]] = {
    "a misspelt column": ("column", "police_adult_signs", "-", set_cell("police_adult_signs", to_hwom={})),
    "a position that is none": ("kind", "police_adult_signs", "-", set_cell("police_adult_signs", position="shall")),
    "a subject that is none": ("kind", "police_adult_signs", "-", set_cell("police_adult_signs", subject="minor")),
    "a certainty that is none": ("kind", "police_adult_signs", "-", set_cell("police_adult_signs", certainty="sure")),
    "no profession": ("needed", "police_adult_signs", "-", drop_cell("police_adult_signs", "profession")),
    "an addressee without Arabic": (
        "language", "police_adult_signs", "ar",
        set_cell("police_adult_signs", to_whom={"fr": "Le procureur", "en": "The prosecutor"}),
    ),
    "a mark that is none": ("kind", "police_adult_signs", "-", set_cell("police_adult_signs", mark="A")),
    "nothing said in Darija": ("darija", "police_said", "ary", drop_cell("police_said", "darija")),
    "an audience of nobody's": ("kind", "", "-", lambda d: d.update(audience="everybody")),
}  # fmt: skip


def found(document: Document) -> list[tuple[str, str, str]]:
    return [(one.code, one.name, one.language) for one in lint_document(document)[0]]


def test_a_clean_form_has_no_findings() -> None:
    assert found(clean()) == []
    assert found(screening()) == []
    assert found(positions()) == []


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found_where_it_stands(name: str) -> None:
    code, where, language, change = DEFECTS[name]
    document = clean()
    change(document)
    assert (code, where, language) in found(document)


@pytest.mark.parametrize("name", AT_SCREENING)
def test_what_a_screening_must_not_hold_is_found(name: str) -> None:
    code, where, language, change = AT_SCREENING[name]
    document = screening()
    change(document)
    assert (code, where, language) in found(document)


@pytest.mark.parametrize("name", IN_A_TEXT)
def test_what_a_text_says_wrongly_is_found(name: str) -> None:
    code, where, language, change = IN_A_TEXT[name]
    document = positions()
    change(document)
    assert (code, where, language) in found(document)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_of_notes_alone_is_a_form_that_compiles_and_verifies(kind: str) -> None:
    """For everybody, with guidance and marks, and nothing to fill in."""
    words = {"fr": "Mettre la personne à l’abri.", "ar": "نقل الشخص إلى مكان آمن.", "en": "Bring the person to safety."}
    note = {"type": "note", "name": "first", "uid": "STEP-1", "label": words, "guidance": words, "mark": "C"}
    document = {**positions(), "instrument": "text-1", "kind": kind, "audience": "all", "survey": [note]}
    assert found(document) == []
    compiled = compile_document(document)
    verdict = verify(compiled, submission(compiled, {}))
    assert (verdict.valid, verdict.readings) == (True, {})


def test_every_kind_of_finding_is_shown_by_a_test() -> None:
    shown = {code for code, *_ in (*DEFECTS.values(), *AT_SCREENING.values())}
    # Seen on the whole form: without a language, and what the two compilers say for themselves.
    assert set(SENTENCES) - shown <= {"language-none", "compiler", "odk"}


def test_the_command_prints_file_row_and_language_and_ends_with_one(tmp_path: Path, capsys: Any) -> None:
    document = clean()
    del row(document, "pay")["label"]["ar"]
    path = tmp_path / "broken.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    assert lint_main([str(path), "--no-odk"]) == 1
    assert (
        f"{path}: row 13 (pay), ar: label is missing in this language: write it [language]" in capsys.readouterr().out
    )


def test_a_spreadsheet_is_linted_with_the_rows_its_author_sees(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "broken.xlsx"
    book = load_workbook(io.BytesIO(forms_xlsx.write(clean())))
    sheet = book["survey"]
    column = next(cell.column for cell in sheet[1] if cell.value == "relevant")
    place = next(cells[0].row for cells in sheet.iter_rows() if any(cell.value == "pay" for cell in cells))
    sheet.cell(place, column).value = "selected(${signs}, 'pay'"
    book.save(path)
    assert lint_main([str(path), "--no-odk"]) == 1
    assert f"row {place} (pay), -: the rule in relevant cannot be read" in capsys.readouterr().out


def test_a_file_that_is_no_instrument_ends_with_two(tmp_path: Path, capsys: Any) -> None:
    for name, content in (
        ("a.yaml", "instrument: [\n"),
        ("b.yaml", "title: x\n"),
        ("c.xlsx", "no zip"),
        ("d.yaml", "a: 1\na: 2"),
    ):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        assert lint_main([str(path)]) == 2
    assert lint_main([str(tmp_path / "none")]) == 2
    assert "cannot be read" in capsys.readouterr().out


def test_what_we_ship_is_clean_and_the_published_form_has_its_findings_listed(capsys: Any) -> None:
    assert lint_main(["--no-odk"]) == 0
    told = [line.partition("htcds.yaml: ")[2] for line in capsys.readouterr().out.splitlines()]
    assert told == (FORMS.parent / "htcds_findings.txt").read_text("utf-8").splitlines()
    assert lint_main([str(catalogue.folder() / "htcds"), "--no-odk"]) == 1


@pytest.mark.jdk
def test_odk_validate_accepts_what_we_ship_and_refuses_what_is_broken() -> None:
    good = {one.name: lint_document(one.document)[1] or b"" for one in catalogue.all_instruments()}
    bad = next(iter(good.values())).replace(b'relevant="', b'relevant="((')
    javarosa.needed()
    assert list(forms_odk.complaints({**good, "bad": bad}) or ()) == ["bad"]


def test_a_skipped_validation_is_said_aloud(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr(forms_odk, "java", lambda: None)
    lint_main([str(FORMS / "everything.yaml")])
    assert "SKIPPED" in capsys.readouterr().err
