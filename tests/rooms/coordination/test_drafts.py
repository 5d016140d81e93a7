"""A draft begins from what is there, is read in from a spreadsheet, goes before the table and back."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]

from himaya.adapters import forms_xlsx
from himaya.adapters.forms_compiler import to_xform
from himaya.coordination import drafting, readiness, rules_changes, rules_content, spreadsheets, states
from himaya.coordination.actions import drafts
from himaya.coordination.models import Clause, Document, Draft
from himaya.coordination.queries import drafts as queries
from himaya.instruments import catalogue
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.coordination import at_the_table, texting

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A5")]
SECRETARY = cast.SECRETARY


def one_clause(kind: str) -> rules_content.Content:
    """A text of one clause that no form was laid out for."""
    return {**rules_content.empty(), "clauses": [texting.clause("C-01", kind)]}


def htcds() -> bytes:
    return (catalogue.folder() / "htcds" / "htcds_xlsform.xlsx").read_bytes()


def test_a_draft_begins_from_forms_of_the_house_with_every_language_checked() -> None:
    factories.version("first-line-labour")
    factories.version("first-line-police")
    draft = texting.begin(
        texting.document(kind=states.SCREENING), drafts.FORMS, ["first-line-labour", "first-line-police"]
    )
    content = drafting.content(draft)
    assert {layout["name"] for layout in content["forms"]} == {"first-line-labour", "first-line-police"}
    assert draft.author == SECRETARY.account_id
    for name in ("first-line-labour", "first-line-police"):
        source = factories.version(name).source
        assert rules_content.compile_form(content, name, source["version"]) == source
    counted = queries.translated(queries.clause_rows(draft))
    assert [(one.missing, one.to_check) for one in counted] == [(0, 0)] * 3
    assert AuditEvent.objects.filter(action="draft.begun", code="forms").count() == 1


def test_a_draft_begins_from_the_last_edition_and_follows_it() -> None:
    document = texting.document()
    texting.edition(document)
    last = texting.edition(document)
    draft = texting.begin(document, drafts.EDITION)
    assert draft.base == last
    assert not rules_changes.compare(drafting.base_content(draft), drafting.content(draft))
    assert [gap.code for gap in readiness.gaps(draft)] == ["nothing_changed"]


@pytest.mark.parametrize("kind", [states.INTERVIEW_GUIDE, states.FORM, states.SCREENING])
def test_a_form_written_from_nothing_says_whose_it_is_before_it_goes_before_the_table(kind: str) -> None:
    draft = texting.draft(
        texting.document(kind=kind), {**rules_content.empty(), "clauses": [texting.clause("NOTE-01", states.NOTE)]}
    )
    assert any("audience" in gap.detail for gap in readiness.gaps(draft))
    drafts.set_audience(draft_id=draft.pk, audience="health", by=SECRETARY)
    draft.refresh_from_db()
    assert not any("audience" in gap.detail for gap in readiness.gaps(draft))
    assert readiness.compiled(draft, drafting.content(draft))["forms"][0]["head"]["audience"] == "health"
    assert AuditEvent.objects.get(action="draft.audience_set").code == "health"


def test_whose_a_form_is_can_be_mended_but_not_made_up() -> None:
    draft = texting.begin(texting.document(kind=states.INTERVIEW_GUIDE))
    drafts.set_audience(draft_id=draft.pk, audience="ngo", by=SECRETARY)
    assert drafts.set_audience(draft_id=draft.pk, audience="social", by=SECRETARY).audience == "social"
    with pytest.raises(NotValid):
        drafts.set_audience(draft_id=draft.pk, audience="everybody", by=SECRETARY)
    with pytest.raises(NotPermitted):
        drafts.set_audience(draft_id=draft.pk, audience="ngo", by=at_the_table.HEALTH)


@pytest.mark.parametrize("kind", [states.PROTOCOL, states.REPORTING_POSITION])
def test_a_text_that_nobody_fills_in_is_nobody_s_form(kind: str) -> None:
    draft = texting.draft(
        texting.document(kind=kind), {**rules_content.empty(), "clauses": [texting.clause("ART-01", states.ARTICLE)]}
    )
    with pytest.raises(NotNow):
        drafts.set_audience(draft_id=draft.pk, audience="health", by=SECRETARY)


def test_forms_that_say_whose_they_are_keep_it() -> None:
    draft = texting.draft(texting.document(kind=states.SCREENING))
    with pytest.raises(NotNow):
        drafts.set_audience(draft_id=draft.pk, audience="health", by=SECRETARY)
    assert {one["head"]["audience"] for one in readiness.compiled(draft, drafting.content(draft))["forms"]} == {
        "labour"
    }


def test_one_draft_at_a_time_is_under_way() -> None:
    document = texting.document()
    texting.begin(document)
    with refused(NotNow, "draft_under_way"):
        texting.begin(document)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    ("source", "names", "code"),
    [
        (drafts.EDITION, [], "no_edition"),
        (drafts.FORMS, [], "names"),
        (drafts.FORMS, ["no-such-form"], "names"),
        ("thin-air", [], "source"),
    ],
)
def test_a_beginning_from_nothing_has_its_sentence(source: str, names: list[str], code: str) -> None:
    with refused((NotNow, NotValid), code):
        texting.begin(texting.document(), source, names)
    assert not Draft.objects.exists()


def test_a_form_of_another_adopted_text_is_not_taken_twice() -> None:
    factories.version("first-line-labour")
    source = factories.version("first-line-labour").source
    first = texting.document(kind=states.SCREENING)
    content = rules_content.from_documents([source])
    content["forms"][0]["name"] = "other"
    edition = texting.edition(first, content)
    edition.forms.model.objects.create(
        edition=edition, name="first-line-labour", version=factories.version("first-line-labour"), changed=False
    )
    with refused(NotValid, "form_owned"):
        texting.begin(texting.document(first.cycle), drafts.FORMS, ["first-line-labour"])


def test_in_a_closed_cycle_nothing_begins() -> None:
    document = texting.document()
    document.cycle.state = states.CLOSED
    document.cycle.save()
    with refused(NotNow, "cycle_closed"):
        texting.begin(document)


def test_the_htcds_form_comes_in_and_goes_out_as_the_same_xform() -> None:
    draft = drafts.import_form(document_id=texting.document(kind=states.FORM).pk, content=htcds(), by=SECRETARY)
    (layout,) = drafting.content(draft)["forms"]
    out = spreadsheets.exported(drafting.content(draft), layout["name"], "7")
    one, other = (forms_xlsx.read(sheet, name=layout["name"]) for sheet in (htcds(), out))
    assert to_xform(other)[0] == to_xform({**one, "version": "7"})[0]
    asked = [row for row in Clause.objects.all() if row.text_en]
    assert len(asked) > 20
    assert {row.state_en for row in asked} == {states.TO_CHECK}
    assert {row.state_fr for row in Clause.objects.all()} == {states.MISSING}


def sheet(rows: list[dict[str, object]], **more: object) -> bytes:
    document: dict[str, object] = {"instrument": "a-form", "version": "1", "title": "A form", "survey": rows, **more}
    return forms_xlsx.write(document)


def far_cell() -> bytes:
    book = Workbook()
    book.active.title = "survey"
    book.active.cell(row=1_000_000, column=16_000, value="x")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def unfolding() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (40 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"not a zip", "no_spreadsheet"),
        (htcds()[:4000], "no_spreadsheet"),
        (far_cell(), "no_spreadsheet"),
        (unfolding(), "no_spreadsheet"),
        (sheet([]), "no_rows"),
        (sheet([{"type": "text", "label": "Q"}]), "no_name"),
        (sheet([{"type": "text", "name": "q", "uid": "a/b", "label": "Q"}]), "uid"),
        (sheet([{"type": "text", "name": f"q{n}", "label": "Q"} for n in range(1001)]), "too_long"),
        (sheet([{"type": "begin_group", "name": "g", "label": "G"}]), "not_compiled"),
        (sheet([{"type": "text", "name": "q", "label": "Appeler le 0612345678"}]), "case_data"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_spreadsheet_that_cannot_be_taken_has_its_sentence(sent: bytes, code: str) -> None:
    with refused(NotValid, code):
        drafts.import_form(document_id=texting.document().pk, content=sent, by=SECRETARY)
    assert not Draft.objects.exists()


def test_a_form_that_comes_back_unchanged_changes_nothing() -> None:
    document = texting.document()
    edition = texting.edition(document)
    out = spreadsheets.exported(drafting.of_edition(edition), "long", "1")
    draft = drafts.import_form(document_id=document.pk, content=out, by=SECRETARY)
    changes = rules_changes.compare(drafting.base_content(draft), drafting.content(draft))
    assert changes.changes == ()
    assert {row.state_ar for row in Clause.objects.all()} == {states.CHECKED}
    with refused(NotNow, "draft_under_way"):
        drafts.import_form(document_id=document.pk, content=out, by=SECRETARY)


def test_weights_survive_the_spreadsheet() -> None:
    content = texting.small()
    content["lists"]["own"] = [{**texting.YES_NO[0], "weight": 2.5}, texting.YES_NO[1]]
    content["clauses"][1]["form"] |= {"type": "select_one own", "weight": 3}
    edition = texting.edition(content=content)
    out = spreadsheets.exported(drafting.of_edition(edition), "long", "1")
    draft = drafts.import_form(document_id=edition.document_id, content=out, by=SECRETARY)
    assert rules_changes.compare(drafting.base_content(draft), drafting.content(draft)).changes == ()


def test_a_text_goes_before_the_table_only_whole_and_the_agenda_proposes_it() -> None:
    draft = texting.draft(texting.document(decide_on=None))
    Clause.objects.filter(uid="Q-01").update(state_fr=states.TO_CHECK)
    with refused(NotNow, "untranslated"):
        drafts.table(draft_id=draft.pk, by=SECRETARY)
    Clause.objects.filter(uid="Q-01").update(state_fr=states.CHECKED)
    drafts.table(draft_id=draft.pk, by=SECRETARY)
    document = Document.objects.get(pk=draft.document_id)
    assert (document.state, document.decide_on) == (states.PREPARED, clock.today())
    assert drafts.take_back(draft_id=draft.pk, by=SECRETARY).state == states.CONSOLIDATION


def test_a_circle_and_a_broken_rule_are_named_with_their_clause() -> None:
    draft = texting.draft()
    row = texting.row_of(draft, "Q-01")
    Clause.objects.filter(pk=row.pk).update(form={**row.form, "relevant": "${q_02} = 'yes'"})
    gaps = readiness.gaps(draft)
    assert {gap.code for gap in gaps} == {"circle", "form_broken"}
    assert ("circle", "Q-01") in {(gap.code, gap.uid) for gap in gaps}


def test_a_draft_in_consultation_is_not_withdrawn_under_the_institutions() -> None:
    draft = texting.draft(state=states.IN_CONSULTATION)
    with refused(NotNow, "draft_consultation"):
        drafts.withdraw(draft_id=draft.pk, reason="Autre voie", by=SECRETARY)


def test_only_the_secretariat_begins_and_a_stranger_s_document_is_not_there() -> None:
    document = texting.document()
    with pytest.raises(NotPermitted):
        texting.begin(document, by=at_the_table.HEALTH)
    with pytest.raises(NotFound):
        queries.document_of(at_the_table.MINORS, document.pk)
    assert queries.document_of(at_the_table.HEALTH, document.pk) == document
