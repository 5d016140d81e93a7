"""A list is looked at before anything enters the register, taken whole, and undone while nothing came of it."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.adapters import sheets
from himaya.coordination import states_following as states
from himaya.coordination.actions import clusters, follow_up_actions, imports, recommendations
from himaya.coordination.models import ImportBatch, Recommendation
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent
from tests import factories
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import LABOUR, SECRETARY
from tests.rooms.coordination.following_at_hand import recommendation

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]
HEADINGS = ["Recommandation", "Recommandation en arabe", "Chef de file", "Contributeurs", "Échéance", "Référence"]
FORMER = ["Former les inspecteurs du travail", "تكوين مفتشي الشغل", "labour", "police; Barreau", "2027-12-31", ""]
OPEN_FUND = ["Créer un fonds d’indemnisation des victimes", "", "Barreau de Tanger", "", "", "§ 12"]
WRONG = ["", "", "", "", "un jour", ""]
PERSON = ["Rappeler Mme Amal Tazi au 06 12 34 56 78", "تكوين القضاة", "", "", "", ""]


def listed(*rows: list[str]) -> bytes:
    return sheets.as_csv(HEADINGS, rows)


def read(*rows: list[str], **changes: Any) -> ImportBatch:
    base: dict[str, Any] = {"data": listed(*rows), "source_kind": states.UPR, "by": SECRETARY}
    return imports.read(**{**base, **changes})


def imported(*rows: list[str]) -> ImportBatch:
    return imports.confirm(batch_id=read(*rows).pk, by=SECRETARY)


def test_reading_a_list_enters_nothing() -> None:
    batch = read(FORMER, WRONG)
    assert not Recommendation.objects.exists()
    assert (batch.state, batch.count, batch.imported_on) == (states.BATCH_READ, 0, None)
    assert [(row["row"], sorted(row["faults"])) for row in batch.rows] == [
        (2, []),
        (3, [["day", "due_on"], ["no_text", "text_fr"]]),
    ]
    assert AuditEvent.objects.filter(action="import.read", object_id=str(batch.pk), code=states.UPR).exists()


def test_what_is_confirmed_stands_in_the_register_as_the_row_said() -> None:
    batch = read(FORMER, OPEN_FUND, source_ref="A/HRC/52/7", source_on=clock.today())
    imports.confirm(batch_id=batch.pk, by=SECRETARY)
    first, second = Recommendation.objects.order_by("number")
    assert (first.text_fr, first.text_ar, first.lead_id) == (FORMER[0], FORMER[1], "labour")
    assert (str(first.due_on), first.source_ref, first.source_on) == (FORMER[4], "A/HRC/52/7", clock.today())
    assert (second.lead, second.lead_name, second.source_ref, second.due_on) == (None, OPEN_FUND[2], "§ 12", None)
    assert [(one.institution_id, one.name) for one in first.contributors.order_by("name")] == [
        ("police", ""),
        (None, "Barreau"),
    ]
    assert {row.state for row in (first, second)} == {states.FORMULATED}
    assert {row.batch_id for row in (first, second)} == {batch.pk}
    batch.refresh_from_db()
    assert (batch.state, batch.count, batch.imported_on) == (states.BATCH_IMPORTED, 2, clock.today())
    assert all(not row["values"] for row in batch.rows), "what was said stands in one place only"
    assert AuditEvent.objects.filter(action="import.confirmed", code="2").count() == 1


def test_a_row_with_a_fault_is_left_out_and_cannot_be_asked_for() -> None:
    batch = read(FORMER, WRONG)
    with pytest.raises(NotValid, match="rows"):
        imports.confirm(batch_id=batch.pk, rows=[2, 3], by=SECRETARY)
    with pytest.raises(NotValid, match="rows"):
        imports.confirm(batch_id=batch.pk, rows=[2, 9], by=SECRETARY)
    with pytest.raises(NotValid, match="rows"):
        imports.confirm(batch_id=batch.pk, rows=[], by=SECRETARY)
    assert not Recommendation.objects.exists()
    imports.confirm(batch_id=batch.pk, by=SECRETARY)
    assert Recommendation.objects.get().text_fr == FORMER[0]


def test_only_the_rows_that_were_chosen_enter() -> None:
    batch = read(FORMER, OPEN_FUND)
    imports.confirm(batch_id=batch.pk, rows=[3], by=SECRETARY)
    assert Recommendation.objects.get().text_fr == OPEN_FUND[0]


def test_what_looks_like_one_person_is_not_kept_and_is_said() -> None:
    batch = read(PERSON)
    assert batch.rows[0]["faults"] == [["case_data", "text_fr"]]
    assert "text_fr" not in batch.rows[0]["values"]
    assert "Tazi" not in str(ImportBatch.objects.values_list("rows", flat=True).get())
    with pytest.raises(NotValid, match="rows"):
        imports.confirm(batch_id=batch.pk, by=SECRETARY)


def test_a_delegate_may_be_named() -> None:
    batch = read(["Nommer Mme Delegate focal-labour coordinatrice", "", "", "", "", ""])
    assert batch.rows[0]["faults"] == []


def test_a_row_that_says_what_another_says_names_its_twin() -> None:
    there = recommendation(text_fr="Former à la détection les inspecteurs du travail, chaque année")
    batch = read(
        ["Former chaque année les inspecteurs du travail à la détection", "", "", "", "", ""],
        OPEN_FUND,
        ["Créer un fonds pour l’indemnisation des victimes", "", "", "", "", ""],
    )
    assert [row["twin"] for row in batch.rows] == [{"number": there.number}, None, {"row": 3}]
    assert [row["faults"] for row in batch.rows] == [[], [], []]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"data": b""}, "empty"),
        ({"data": b"Couleur;Forme\nbleu;rond\n"}, "no_text_column"),
        ({"data": b"Recommandation;Cible\n"}, "no_rows"),
        ({"data": b"%PDF-1.7"}, "wrong_kind"),
        ({"source_kind": "rumour"}, "source"),
        ({"source_on": factories.TUESDAY.date() + timedelta(days=1)}, "source_on"),
        ({"source_ref": "a" * 161}, "text_length"),
        ({"source_ref": "Dossier de Mme Amal Tazi"}, "case_data"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_with_a_sentence(changes: dict[str, Any], code: str) -> None:
    with refused(NotValid, code) as refusal:
        read(FORMER, **changes)
    assert str(refusal.value.sentence) != str(NotValid.sentence_default)
    assert not ImportBatch.objects.exists()


def test_a_list_of_a_table_is_entered_as_of_that_table() -> None:
    table = at_the_table.closed()
    batch = read(FORMER, source_kind=states.FROM_TABLE)
    imports.confirm(batch_id=batch.pk, table_id=table.pk, by=SECRETARY)
    row = Recommendation.objects.get()
    assert (row.table, row.cycle) == (table, table.cycle)


def test_a_refusal_on_the_way_enters_nothing_and_names_the_row() -> None:
    batch = read(OPEN_FUND, FORMER)
    batch.rows[1]["lead_id"] = "gone"
    batch.save()
    with pytest.raises(NotValid) as refusal:
        imports.confirm(batch_id=batch.pk, by=SECRETARY)
    assert str(refusal.value.sentence).startswith("Row 3: ")
    assert not Recommendation.objects.exists()
    batch.refresh_from_db()
    assert batch.state == states.BATCH_READ


def test_an_import_is_undone_whole_and_can_be_read_again() -> None:
    kept = recommendation()
    batch = imported(FORMER, OPEN_FUND)
    imports.undo(batch_id=batch.pk, by=SECRETARY)
    assert list(Recommendation.objects.all()) == [kept]
    batch.refresh_from_db()
    assert (batch.state, batch.rows) == (states.BATCH_UNDONE, [])
    assert AuditEvent.objects.filter(action="import.undone", code="2").exists()
    assert imported(FORMER).count == 1


def _addressed(row: Recommendation) -> None:
    recommendations.address(recommendation_id=row.pk, by=SECRETARY)


def _hidden(row: Recommendation) -> None:
    recommendations.hide_publicly(recommendation_id=row.pk, by=SECRETARY)


def _grouped(row: Recommendation) -> None:
    clusters.form(titles={"fr": "Formation"}, recommendation_ids=[row.pk, recommendation().pk], by=SECRETARY)


def _worked_on(row: Recommendation) -> None:
    follow_up_actions.plan(text="Session", institution_id="labour", recommendation_ids=[row.pk], by=SECRETARY)


def _pointed_to(row: Recommendation) -> None:
    recommendation(states.REC_SUPERSEDED, successor=row)


@pytest.mark.parametrize("touch", [_addressed, _hidden, _grouped, _worked_on, _pointed_to])
def test_nothing_is_undone_once_something_came_of_one(touch: Any) -> None:
    batch = imported(FORMER, OPEN_FUND)
    row = Recommendation.objects.get(text_fr=FORMER[0])
    touch(row)
    with pytest.raises(NotNow) as refusal:
        imports.undo(batch_id=batch.pk, by=SECRETARY)
    assert refusal.value.code == "something_came"
    assert f"R-{row.number}" in str(refusal.value.sentence)
    assert Recommendation.objects.filter(batch=batch).count() == 2


def test_a_list_is_decided_about_once() -> None:
    batch = imported(FORMER)
    for verb in (imports.confirm, imports.discard):
        with pytest.raises(NotNow, match="import_imported"):
            verb(batch_id=batch.pk, by=SECRETARY)
    imports.undo(batch_id=batch.pk, by=SECRETARY)
    with pytest.raises(NotNow, match="import_undone"):
        imports.undo(batch_id=batch.pk, by=SECRETARY)
    other = read(FORMER)
    imports.discard(batch_id=other.pk, by=SECRETARY)
    other.refresh_from_db()
    assert (other.state, other.rows) == (states.BATCH_DISCARDED, [])
    with pytest.raises(NotNow, match="import_discarded"):
        imports.confirm(batch_id=other.pk, by=SECRETARY)


def test_a_list_that_nobody_came_back_to_is_emptied_after_three_days() -> None:
    forgotten, taken = read(FORMER), imported(OPEN_FUND)
    with clock.stopped(factories.TUESDAY + timedelta(hours=71)):
        assert imports.forget() == 0
    with clock.stopped(factories.TUESDAY + timedelta(hours=73)):
        fresh = read(FORMER)
        assert imports.forget() == 1
        assert imports.forget() == 0
    states_now = {row.pk: (row.state, bool(row.rows)) for row in ImportBatch.objects.all()}
    assert states_now[forgotten.pk] == (states.BATCH_DISCARDED, False)
    assert states_now[taken.pk] == (states.BATCH_IMPORTED, True)
    assert states_now[fresh.pk] == (states.BATCH_READ, True)
    assert AuditEvent.objects.get(action="import.expired").actor_kind == "system"


def test_lists_are_the_secretariats() -> None:
    batch = read(FORMER)
    deeds: list[Any] = [
        lambda: read(FORMER, by=LABOUR),
        lambda: imports.confirm(batch_id=batch.pk, by=LABOUR),
        lambda: imports.discard(batch_id=batch.pk, by=LABOUR),
        lambda: imports.undo(batch_id=batch.pk, by=LABOUR),
    ]
    for deed in deeds:
        with pytest.raises(NotPermitted):
            deed()
    with pytest.raises(NotFound):
        imports.confirm(batch_id=new_id(), by=SECRETARY)
    assert AuditEvent.objects.filter(action="refused").count() == 3 + 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_filled_in_comes_back_as_it_was_filled(kind: str) -> None:
    data = sheets.as_csv(HEADINGS, [FORMER]) if kind == "csv" else sheets.as_xlsx(HEADINGS, [FORMER])
    assert read(data=data).rows[0]["values"]["text_ar"] == FORMER[1]
