"""From source to XForm and back, and the catalogue of what is there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from himaya.adapters import forms_xlsx
from himaya.adapters.forms_compiler import to_xform
from himaya.instruments import catalogue
from himaya.instruments.compiled import compile_document, compile_instrument
from himaya.instruments.source import Unreadable, from_document, load, version_key
from himaya.instruments.xform import parse

pytestmark = pytest.mark.capability("B4")

FORMS = Path(__file__).with_name("forms")


@pytest.mark.parametrize("name", ["first-line-labour", "first-line-child", "first-line-labour-site", "htcds"])
def test_a_spreadsheet_brings_back_the_same_form(name: str) -> None:
    one = catalogue.find(name)
    assert one is not None
    again = forms_xlsx.read(forms_xlsx.write(one.document), name=name)
    assert to_xform(again)[0] == to_xform(one.document)[0]


def test_a_spreadsheet_brings_back_what_the_xform_does_not_carry() -> None:
    one = catalogue.find("first-line-labour")
    assert one is not None
    again = from_document(forms_xlsx.read(forms_xlsx.write(one.document), name="x"))
    assert again.survey == one.survey
    assert again.choices == one.choices
    assert (again.kind, again.audience, again.adoption, again.title) == (one.kind, one.audience, None, one.title)


def test_a_column_first_used_far_down_a_long_form_is_read() -> None:
    rows = [{"type": "text", "name": f"q{place}", "label": {"fr": "Q"}} for place in range(150)]
    document = {"instrument": "long", "survey": [*rows, {"type": "calculate", "name": "c", "calculation": "1 + 1"}]}
    assert b'calculate="1 + 1"' in to_xform(document)[0]


def test_a_cell_that_looks_like_a_formula_stays_text() -> None:
    document = json.loads(json.dumps(load(FORMS / "everything.yaml").document))
    document["survey"][3]["label"]["fr"] = "=1+1"
    assert forms_xlsx.read(forms_xlsx.write(document), name="x")["survey"][3]["label"]["fr"] == "=1+1"


def test_three_languages_and_our_own_attributes_travel_in_the_xform() -> None:
    one = catalogue.find("first-line-labour")
    assert one is not None
    form = compile_instrument(one).form
    assert set(form.texts) == {"fr", "ar", "en"}
    assert form.binds["/data/safety/q02"].carried == {
        "uid": "FL-02", "line": "2", "triage": "2", "act": "gate", "exposes": "none", "compartment": "story",
    }  # fmt: skip


def test_the_hash_follows_content_and_not_layout(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    source = (FORMS / "everything.yaml").read_text("utf-8")
    path.write_text("# another comment\n" + source, "utf-8")
    first = compile_instrument(load(FORMS / "everything.yaml"))
    assert compile_instrument(load(path)).hash == first.hash
    path.write_text(source.replace("Seul", "Seule"), "utf-8")
    assert compile_instrument(load(path)).hash != first.hash


def test_a_stored_document_compiles_to_the_same_form() -> None:
    first = compile_instrument(load(FORMS / "everything.yaml"))
    stored = json.loads(json.dumps(first.instrument.document))
    again = compile_document(stored)
    assert (again.hash, again.xform) == (first.hash, first.xform)


def test_every_question_of_the_first_line_knows_its_clause_and_exposes_nothing() -> None:
    lines = [one for one in catalogue.all_instruments() if one.kind == "screening"]
    assert {one.audience for one in lines} == {"police", "labour", "health", "social", "border", "ngo", "child"}
    for one in lines:
        assert one.languages == ("fr", "ar", "en")
        assert one.adoption is None
        for row in one.questions():
            assert row.uid, (one.name, row.name)
            assert row.compartment, (one.name, row.name)
            assert row.exposes == (), (one.name, row.name)


def test_the_published_form_is_the_one_its_authors_compiled() -> None:
    """HTCDS as Kobo compiled it and as we do: the same questions, types, lists and choices."""
    found = catalogue.find("htcds_xlsform")
    assert found is not None
    ours = compile_instrument(found).form
    theirs = parse((catalogue.folder() / "htcds" / "htcds_xlsform.xml").read_bytes())
    assert (ours.form_id, ours.version) == (theirs.form_id, theirs.version)
    assert [node.path for node in ours.root.walk()] == [node.path for node in theirs.root.walk()]
    assert {path: bind.type for path, bind in ours.binds.items()} == {p: bind.type for p, bind in theirs.binds.items()}
    mine = {control.path: [item.value for item in ours.items(control)] for control in ours.controls()}
    other = {control.path: [item.value for item in theirs.items(control)] for control in theirs.controls()}
    assert mine == other


def test_the_highest_version_is_current_and_older_ones_stay(tmp_path: Path, monkeypatch: Any) -> None:
    folder = tmp_path / "instruments"
    (folder / "versions").mkdir(parents=True)
    source = (FORMS / "everything.yaml").read_text("utf-8")
    (folder / "everything.yaml").write_text(source.replace('version: "3"', 'version: "10"'), "utf-8")
    (folder / "versions" / "everything@9.yaml").write_text(source.replace('version: "3"', 'version: "9"'), "utf-8")
    monkeypatch.setenv("HIMAYA_CONTENT", str(tmp_path))
    assert [one.version for one in catalogue.all_instruments()] == ["9", "10"]
    newest, older = catalogue.find("everything"), catalogue.find("everything", "9")
    assert newest is not None
    assert older is not None
    assert (newest.version, older.version) == ("10", "9")
    assert catalogue.find("everything", "8") is None
    assert [one.version for one in catalogue.current()] == ["10"]


def test_a_process_reads_a_content_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a form asks no file: the folder may be gone. Seen red with every file stated at each `find`."""
    folder = tmp_path / "instruments"
    folder.mkdir()
    (folder / "everything.yaml").write_text((FORMS / "everything.yaml").read_text("utf-8"), "utf-8")
    monkeypatch.setenv("HIMAYA_CONTENT", str(tmp_path))
    found = catalogue.find("everything")
    shutil.rmtree(folder)
    assert found is not None
    assert catalogue.find("everything") is found
    monkeypatch.delenv("HIMAYA_CONTENT")
    assert catalogue.find("everything") is None, "another folder is another catalogue"


def test_versions_are_ordered_as_people_count() -> None:
    assert sorted(["10", "9", "1.10", "1.9", "2024-draft"], key=version_key) == ["1.9", "1.10", "9", "10", "2024-draft"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("instrument: a\nsurvey: 3\n", "list of rows"),
        ("instrument: a\nclauses: ../../etc/passwd\nsurvey: []\n", "same folder"),
        ("instrument: a\nclauses: none.yaml\nsurvey: []\n", "none.yaml"),
        ("instrument: a\ninstrument: b\n", "twice"),
        ("instrument: !!python/object/apply:os.system ['true']\n", "python"),
        ("instrument: a\nsurvey: [{type: select_one nothing, name: q}]\n", "choices"),
        ("instrument: a\nsurvey: [{type: text, name: q, label: q, line: one}]\n", "wrong shape"),
    ],
)
def test_a_broken_source_is_unreadable_and_says_why(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(Unreadable, match=reason):
        compile_instrument(load(path))
