"""The history of Morocco's round tables says exactly what the sources say, in the file and in the store."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from himaya.coordination import states
from himaya.coordination.actions import (
    agenda,
    attendance,
    cycles,
    decisions,
    documents,
    experts,
    history,
    minutes,
    needs,
    questions,
    seats,
    tables,
    take_aways,
)
from himaya.coordination.content import load_recorded
from himaya.coordination.models import (
    AgendaItem,
    Attendance,
    Cycle,
    Decision,
    Expert,
    Need,
    Position,
    RoundTable,
    Seat,
    Theme,
)
from himaya.institutions import content
from himaya.institutions.actions import packs
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.models import AuditEvent
from himaya.ops.content_check import check_content
from himaya.ops.content_rules.round_tables import recorded_gaps
from tests.refusals import refused

pytestmark = pytest.mark.capability("A2", "A3")
MOROCCO = content.load_pack("morocco")
TOLD = {cycle.id: cycle for cycle in load_recorded("morocco")}
CYCLE_2016, ADOPTION = TOLD["tri-2016"], TOLD["commission-2023"]
# domain/round-tables.md section 1, written out by hand.
SEVEN = (
    "migration-affairs-2016",
    "justice-2016",
    "interior",
    "foreign-2016",
    "health-2016",
    "employment-2016",
    "didh",
)
SIX = {
    "T1": "legal framework",
    "T2": "phenomenon and its forms",
    "T3": "post-traumatic stress",
    "T4": "Indicators",
    "T5": "identification interview",
    "T6": "access to rights",
}


@pytest.fixture
def nation(db: None) -> None:
    """Morocco as `himaya init` leaves it: institutions, then history."""
    packs.load(pack=MOROCCO, by=SYSTEM)
    history.load(rows=TOLD.values(), by=SYSTEM)


def test_two_cycles_are_told_and_no_other() -> None:
    assert sorted(TOLD) == ["commission-2023", "tri-2016"]


def test_the_tables_of_2016_were_held_on_the_days_and_in_the_places_of_the_source() -> None:
    told = [(table.number, table.held_on, "Rabat" in table.place, table.kind) for table in CYCLE_2016.tables]
    assert told == [(1, date(2016, 4, 15), True, "table"), (2, date(2016, 7, 22), True, "expert_session")]
    assert "OIM" in CYCLE_2016.tables[1].place


def test_organiser_funder_and_expert_are_those_of_the_source() -> None:
    """Its expert was said to have no name there, with the highest mark, by people who had read a digest of it."""
    assert (CYCLE_2016.organiser, CYCLE_2016.funder) == ("iom-morocco", "germany")
    experts = [expert for table in CYCLE_2016.tables for expert in table.experts]
    assert [(expert.name, "IOM Lebanon" in expert.organisation) for expert in experts] == [("Mme Dima El Haddad", True)]
    (led,) = [item for item in CYCLE_2016.tables[1].items if item.id == "tri-2016-2-follow-up"]
    assert "Dima El Haddad" in led.said.fr
    assert "ديمة الحداد" in led.said.ar


def test_the_seven_institutions_sit_under_their_names_of_then() -> None:
    assert CYCLE_2016.seats == SEVEN


def test_the_six_themes_are_the_six_items_of_the_second_table() -> None:
    assert {theme.code for theme in CYCLE_2016.themes} == set(SIX)
    for theme in CYCLE_2016.themes:
        assert SIX[theme.code] in theme.titles.en
    assert [item.theme for item in CYCLE_2016.tables[1].items if item.theme] == sorted(SIX)


def test_recommendations_are_told_of_and_their_text_is_not_invented() -> None:
    said = [item.said for table in CYCLE_2016.tables for item in table.items if "Recommendations" in item.titles.en]
    assert len(said) == 2
    assert all(text is not None and "does not reproduce their text" in text.en for text in said)
    assert [table.decisions for table in CYCLE_2016.tables] == [(), ()]


def test_the_adoption_of_2023_names_three_texts_its_day_its_unanimity_and_the_government_council() -> None:
    (table,) = ADOPTION.tables
    assert table.held_on == date(2023, 3, 17)
    wordings = [decision.wording.en for decision in table.decisions]
    assert len(wordings) == 3
    assert all("adopted unanimously" in wording for wording in wordings)
    for text in ("National Plan 2023-2030", "trategic action plan 2023-2026", "National Referral Mechanism"):
        assert any(text in wording for wording in wordings)
    told = [item.said.en for item in table.items if item.said]
    assert [text for text in told if "23 March 2023" in text]


def test_nothing_is_unmarked_and_each_mark_is_the_one_of_its_source() -> None:
    for cycle, mark in ((CYCLE_2016, "C"), (ADOPTION, "C2")):
        rows = [cycle, *cycle.tables]
        rows += [row for table in cycle.tables for row in (*table.items, *table.experts, *table.decisions)]
        assert {row.mark for row in rows} == {mark}
        assert all(row.source for row in rows)
    assert ADOPTION.legal_basis_mark == "C"
    assert CYCLE_2016.legal_basis == ""


@pytest.mark.usefixtures("nation")
def test_loading_keeps_source_and_mark_with_every_row() -> None:
    for model in (Cycle, RoundTable, AgendaItem, Expert, Decision):
        rows = list(model.objects.values_list("source", "mark"))
        assert rows
        assert all(source and mark in ("C", "C2") for source, mark in rows), model


@pytest.mark.usefixtures("nation")
def test_loading_again_adds_nothing_and_brings_up_to_date() -> None:
    models = (Cycle, Theme, Seat, RoundTable, AgendaItem, Expert, Decision)
    before = [sorted(model.objects.values_list("pk", flat=True)) for model in models]
    Cycle.objects.update(title_fr="?")
    history.load(rows=TOLD.values(), by=SYSTEM)
    assert [sorted(model.objects.values_list("pk", flat=True)) for model in models] == before
    assert not Cycle.objects.filter(title_fr="?").exists()
    assert AuditEvent.objects.filter(action="history.loaded").count() == 4


@pytest.mark.usefixtures("nation")
def test_the_store_says_nothing_that_the_source_does_not() -> None:
    assert not Attendance.objects.exists()
    assert not Position.objects.exists()
    assert not Need.objects.exists()
    assert not Delegate.objects.exists()
    assert set(Cycle.objects.values_list("recorded", "state")) == {(True, states.CLOSED)}
    for table in RoundTable.objects.all():
        assert table.state == states.RECORDED
        assert table.chair is None
        starts, ends = table.starts_at.astimezone(clock.here()), table.ends_at.astimezone(clock.here())
        assert (starts.hour, starts.minute, ends.date() - starts.date()) == (0, 0, timedelta(days=1))


@pytest.mark.usefixtures("nation")
def test_seats_of_2016_are_closed_so_that_no_successor_inherits_them() -> None:
    assert set(Seat.objects.values_list("valid_from", "valid_to")) == {(date(2016, 4, 15), date(2016, 7, 22))}


DAY = date(2026, 11, 24)
HOUR = datetime(2026, 11, 24, 9, tzinfo=UTC)
TITLES = {"fr": "Titre"}
REFUSED: dict[str, Callable[[RoundTable, AgendaItem], object]] = {
    "convene": lambda table, _item: tables.convene(table_id=table.pk, answer_by=DAY, by=SYSTEM),
    "move": lambda table, _item: tables.move(
        table_id=table.pk, starts=HOUR, ends=HOUR + timedelta(hours=3), place="", reason="x", by=SYSTEM
    ),
    "cancel": lambda table, _item: tables.cancel(table_id=table.pk, reason="x", by=SYSTEM),
    "open": lambda table, _item: tables.open(table_id=table.pk, chair_id=uuid4(), by=SYSTEM),
    "close": lambda table, _item: tables.close(table_id=table.pk, by=SYSTEM),
    "archive": lambda table, _item: tables.archive(table_id=table.pk, by=SYSTEM),
    "plan": lambda table, _item: tables.plan(
        cycle_id=table.cycle_id,
        kind="table",
        titles=TITLES,
        starts=HOUR,
        ends=HOUR + timedelta(hours=3),
        place="",
        link="",
        by=SYSTEM,
    ),
    "change the rules": lambda table, _item: cycles.change_rules(cycle_id=table.cycle_id, rules={}, by=SYSTEM),
    "close the cycle": lambda table, _item: cycles.close(cycle_id=table.cycle_id, by=SYSTEM),
    "give a seat": lambda table, _item: seats.give(
        cycle_id=table.cycle_id, kind="member", institution_id="health", valid_from=DAY, by=SYSTEM
    ),
    "enter a document": lambda table, _item: documents.enter(
        cycle_id=table.cycle_id,
        kind="protocol",
        titles=TITLES,
        owner_id=None,
        version_name="",
        decide_on=None,
        by=SYSTEM,
    ),
    "add a point": lambda table, _item: agenda.add(
        table_id=table.pk, kind="other", titles=TITLES, minutes=10, by=SYSTEM
    ),
    "say": lambda _table, item: agenda.say(item_id=item.pk, said=TITLES, by=SYSTEM),
    "start a point": lambda _table, item: agenda.start(item_id=item.pk, by=SYSTEM),
    "mark attendance": lambda table, _item: attendance.prefill(table_id=table.pk, half_day="2016-04-15-am", by=SYSTEM),
    "begin minutes": lambda table, _item: minutes.draft(table_id=table.pk, by=SYSTEM),
    "put a question": lambda _table, item: decisions.put(
        item_id=item.pk, wording=TITLES, method=None, document_id=None, by=SYSTEM
    ),
    "enter a need": lambda table, _item: needs.enter(
        cycle_id=table.cycle_id,
        institution_id="interior",
        competence="x",
        audience="x",
        people=None,
        priority="high",
        by=SYSTEM,
    ),
    "leave a question": lambda table, _item: questions.leave(
        table_id=table.pk,
        item_id=None,
        asked_by_id=None,
        owed_by_id="interior",
        text="x",
        due_on=DAY + timedelta(days=9),
        by=SYSTEM,
    ),
    "say what it takes home": lambda table, _item: take_aways.say(
        table_id=table.pk, institution_id="interior", text="x", seen=0, by=SYSTEM
    ),
    "name an expert": lambda table, _item: experts.add(table_id=table.pk, name="x", organisation="x", by=SYSTEM),
}


@pytest.mark.usefixtures("nation")
def test_no_verb_finds_its_moment_at_a_recorded_table() -> None:
    for verb in states.TABLE_TRANSITIONS:
        assert states.leads_to(states.TABLE_TRANSITIONS, verb, states.RECORDED) is None
    table = RoundTable.objects.order_by("starts_at")[0]
    item = AgendaItem.objects.filter(table=table)[0]
    for name, verb_on in REFUSED.items():
        with pytest.raises(NotNow) as refusal:
            verb_on(table, item)
        assert refusal.value.sentence != NotNow.sentence_default, name


@pytest.mark.django_db
def test_history_that_points_to_an_absent_institution_loads_nothing() -> None:
    with refused(NotValid, says="iom-morocco"):
        history.load(rows=TOLD.values(), by=SYSTEM)
    assert not Cycle.objects.exists()


PLANTED = {
    "without a mark": ("    legal_basis_mark: C\n", "", "the legal basis has no mark of its own"),
    "an absent institution": ("funder: germany", "funder: atlantis", "institution “atlantis” does not exist"),
    "a name of another time": ("foreign-2016, health-2016", "foreign, health-2016", "foreign did not exist under"),
    "an unknown theme": ("theme: T6, mark", "theme: T9, mark", "theme “T9” is not one of its cycle"),
    "an item without its mark": ("kind: theme, theme: T1, mark: C", "kind: theme, theme: T1", "mark must be a text"),
    "a decision on nothing": ("item: commission-2023-plan\n", "item: nowhere\n", "item “nowhere” does not exist"),
    "a number out of order": ("number: 2\n", "number: 7\n", "numbered 1, 2, 3 in order"),
    "an Arabic text missing": (', ar: "المؤشرات"', "", "exactly fr, ar and en"),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack once more, to plant faults in."""
    root = tmp_path_factory.mktemp("history")
    shutil.copytree(content.content_root() / "packs/morocco", root / "packs/morocco")
    return root


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    was, becomes, gap = PLANTED[fault]
    file = copied / "packs/morocco/round_tables.yaml"
    text = file.read_text(encoding="utf-8")
    assert was in text
    monkeypatch.setenv("HIMAYA_CONTENT", str(copied))
    file.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    try:
        found = [one.gap for one in recorded_gaps(MOROCCO, load_recorded("morocco"))]
    except content.ContentError as refused:
        found = [refused.gap]
    finally:
        file.write_text(text, encoding="utf-8")
    assert [one for one in found if gap in one]


def test_the_content_check_reads_the_history(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(content.content_root(), tmp_path / "content")
    file = tmp_path / "content/packs/morocco/round_tables.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("funder: germany", "funder: atlantis"), encoding="utf-8")
    monkeypatch.setenv("HIMAYA_CONTENT", str(tmp_path / "content"))
    assert [gap.row for gap in check_content().gaps if "atlantis" in gap.gap] == ["tri-2016"]
