"""An agenda is seeded from what the cycle knows, put in order, run through; what is dropped does not come back."""

from datetime import date, timedelta

import pytest

from himaya.coordination import rules_seeding, states
from himaya.coordination.actions import agenda, documents, tables
from himaya.coordination.models import AgendaItem, Decision, Need, PracticeMap, Question, Reservation, RoundTable
from himaya.coordination.rules_seeding import Carried, Dated, Facts
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import DAY, SECRETARY

ON, BEFORE, AFTER = DAY, DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        (Facts(ON), ["other"]),
        (Facts(ON, unapproved=("t", "u")), ["minutes:t", "minutes:u", "other"]),
        (Facts(ON, carried=(Carried("c", states.THEME, {}, 20),)), ["carried:c", "other"]),
        (Facts(ON, carried=(Carried("c", states.MINUTES_ITEM, {}, 20),)), ["other"]),
        (Facts(ON, reservations=(Dated("r", {}, ON), Dated("s", {}, AFTER))), ["reservation:r", "other"]),
        (Facts(ON, questions=(BEFORE, AFTER)), ["questions", "other"]),
        (Facts(ON, questions=(AFTER,)), ["other"]),
        (Facts(ON, documents=(Dated("d", {}, ON), Dated("e", {}, AFTER))), ["document:d", "other"]),
        (
            Facts(ON, documents=(Dated("d", {}, ON),), carried=(Carried("c", states.DOCUMENT, {}, 9, document="d"),)),
            ["carried:c", "other"],
        ),
        (Facts(ON, new_needs=2), ["needs", "other"]),
        (Facts(ON, maps=(Dated("m", {}, BEFORE),)), ["map:m", "other"]),
    ],
)
def test_what_is_known_becomes_points(facts: Facts, keys: list[str]) -> None:
    assert [one.key for one in rules_seeding.seeds(facts)] == keys


def test_the_order_is_what_is_behind_then_what_is_owed_then_what_is_new() -> None:
    facts = Facts(
        ON,
        unapproved=("t",),
        carried=(Carried("c", states.THEME, {"fr": "x"}, 25),),
        reservations=(Dated("r", {}, BEFORE),),
        questions=(BEFORE,),
        documents=(Dated("d", {}, BEFORE),),
        new_needs=1,
        maps=(Dated("m", {}, BEFORE),),
    )
    found = rules_seeding.seeds(facts)
    assert [one.kind for one in found] == [
        states.MINUTES_ITEM,
        states.THEME,
        states.RESERVATION_ITEM,
        states.FOLLOW_UP,
        states.DOCUMENT,
        states.PRACTICE,
        states.NEEDS,
        states.OTHER,
    ]
    assert found[1].minutes == 25
    assert all(one.minutes > 0 for one in found)


@pytest.fixture(name="table")
def _table(stage: None) -> RoundTable:
    return at_the_table.planned()


def titles(table: RoundTable) -> list[str]:
    rows = AgendaItem.objects.filter(table=table).exclude(state=states.ITEM_DROPPED).order_by("position")
    return [one.title_en or one.title_fr for one in rows]


def known_by_the_cycle(last: RoundTable) -> None:
    """One of each thing that a next agenda takes up."""
    cycle = last.cycle
    item = AgendaItem.objects.filter(table=last).earliest("position")
    Question.objects.create(table=last, owed_by_id="labour", text="When?", due_on=BEFORE, state=states.QUESTION_OPEN)
    Need.objects.create(
        cycle=cycle,
        number=1,
        institution_id="labour",
        competence="x",
        audience="y",
        priority="high",
        state=states.NEED_OPEN,
        entered_on=DAY,
    )
    PracticeMap.objects.create(
        cycle=cycle,
        title_fr="Signaler",
        due_on=DAY,
        state=states.MAP_CLOSED,
        opened_on=DAY,
        closed_on=DAY,
    )
    decision = Decision.objects.create(
        table=last,
        item=item,
        number=1,
        method=states.CONSENSUS,
        state=states.AGREED,
        put_at=clock.now(),
        confirm_by="none",
    )
    Reservation.objects.create(decision=decision, institution_id="police", text="Not yet", review_on=DAY)


def test_the_next_agenda_is_seeded_once_with_all_that_the_cycle_knows(stage: None) -> None:
    last = at_the_table.closed()
    known_by_the_cycle(last)
    documents.enter(
        cycle_id=last.cycle_id,
        kind="protocol",
        titles={"fr": "Protocole"},
        owner_id="labour",
        version_name="",
        decide_on=DAY + timedelta(days=20),
        by=SECRETARY,
    )
    later = tables.plan(
        cycle_id=last.cycle_id,
        kind=states.TABLE,
        titles={},
        starts=at_the_table.STARTS + timedelta(days=30),
        ends=at_the_table.ENDS + timedelta(days=30),
        place="",
        link="",
        by=SECRETARY,
    )
    assert titles(later) == [
        "Approval of the minutes of round table 1",
        "Reservation to review: police",
        "Questions whose answers are due",
        "Protocole",
        "Who does what today: Signaler",
        "New needs since the last table",
        "Any other business",
    ]
    assert agenda.seed(table_id=later.pk, by=SECRETARY) == 0


def test_a_dropped_point_does_not_come_back(table: RoundTable) -> None:
    agenda.seed(table_id=table.pk, by=SECRETARY)
    Need.objects.create(
        cycle=table.cycle,
        number=1,
        institution_id="labour",
        competence="x",
        audience="y",
        priority="high",
        state=states.NEED_OPEN,
        entered_on=DAY,
    )
    assert agenda.seed(table_id=table.pk, by=SECRETARY) == 1
    item = AgendaItem.objects.get(table=table, kind=states.NEEDS)
    with pytest.raises(NotValid):
        agenda.drop(item_id=item.pk, reason=" ", by=SECRETARY)
    agenda.drop(item_id=item.pk, reason="No time", by=SECRETARY)
    assert agenda.seed(table_id=table.pk, by=SECRETARY) == 0
    assert "New needs since the last table" not in titles(table)


def test_a_point_is_added_before_any_other_business_and_takes_its_theme_s_name(table: RoundTable) -> None:
    theme = table.cycle.themes.get(code="T2")
    agenda.add(
        table_id=table.pk,
        kind=states.THEME,
        titles={},
        minutes=20,
        theme_id=theme.pk,
        presenter_id="labour",
        by=SECRETARY,
    )
    assert titles(table)[-2:] == ["Identification", "Questions diverses"]


@pytest.mark.parametrize("minutes", [0, 481])
def test_a_point_takes_between_one_minute_and_a_day(table: RoundTable, minutes: int) -> None:
    with pytest.raises(NotValid):
        agenda.add(table_id=table.pk, kind=states.THEME, titles={"fr": "x"}, minutes=minutes, by=SECRETARY)


def test_points_change_places_and_the_ends_stay(table: RoundTable) -> None:
    first, second, last = AgendaItem.objects.filter(table=table).order_by("position")
    agenda.shift(item_id=second.pk, up=True, by=SECRETARY)
    assert titles(table)[0] == second.title
    agenda.shift(item_id=second.pk, up=True, by=SECRETARY)
    agenda.shift(item_id=last.pk, up=False, by=SECRETARY)
    assert titles(table) == [second.title, first.title, last.title]


def test_only_the_secretariat_makes_the_agenda(table: RoundTable) -> None:
    with pytest.raises(NotPermitted):
        agenda.seed(table_id=table.pk, by=at_the_table.HEALTH)


def test_one_point_is_open_at_a_time(stage: None) -> None:
    table = at_the_table.in_session()
    first = at_the_table.open_item(table)
    second = AgendaItem.objects.get(table=table, position=2)
    with at_the_table.in_the_morning():
        agenda.start(item_id=second.pk, by=SECRETARY)
        first.refresh_from_db()
        assert (first.state, first.ended_at) == (states.ITEM_DONE, clock.now())
        assert at_the_table.open_item(table) == second
        agenda.finish(item_id=second.pk, by=SECRETARY)
        with pytest.raises(NotNow) as refusal:
            agenda.finish(item_id=second.pk, by=SECRETARY)
    assert "done" in str(refusal.value.sentence)


def test_nothing_starts_before_the_session(stage: None) -> None:
    table = at_the_table.convened()
    with refused(NotNow, says="Open the table first"):
        agenda.start(item_id=AgendaItem.objects.filter(table=table).earliest("position").pk, by=SECRETARY)


def test_what_was_said_is_noted_until_the_minutes_are_approved(stage: None) -> None:
    table = at_the_table.in_session()
    item = at_the_table.open_item(table)
    agenda.say(item_id=item.pk, said={"fr": "Chacun a présenté."}, by=SECRETARY)
    agenda.say(item_id=item.pk, said={"ar": "قدم كل طرف عرضه."}, by=SECRETARY)
    item.refresh_from_db()
    assert (item.said_fr, item.said_ar) == ("Chacun a présenté.", "قدم كل طرف عرضه.")
    RoundTable.objects.filter(pk=table.pk).update(state=states.MINUTES_APPROVED)
    with pytest.raises(NotNow):
        agenda.say(item_id=item.pk, said={"fr": "x"}, by=SECRETARY)


def in_days(table: RoundTable, days: int) -> RoundTable:
    """Another planned table of the cycle."""
    step = timedelta(days=days)
    return at_the_table.planned(table.cycle, starts_at=at_the_table.STARTS + step, ends_at=at_the_table.ENDS + step)


def test_a_carried_point_comes_to_the_next_table_once(stage: None) -> None:
    table = at_the_table.in_session()
    item = at_the_table.open_item(table)
    agenda.carry(item_id=item.pk, reason="Not ready", by=SECRETARY)
    later = at_the_table.planned(
        table.cycle, starts_at=at_the_table.STARTS + timedelta(days=30), ends_at=at_the_table.ENDS + timedelta(days=30)
    )
    again = at_the_table.planned(
        table.cycle, starts_at=at_the_table.STARTS + timedelta(days=60), ends_at=at_the_table.ENDS + timedelta(days=60)
    )
    agenda.seed(table_id=later.pk, by=SECRETARY)
    agenda.seed(table_id=again.pk, by=SECRETARY)
    found = AgendaItem.objects.get(carried_from=item)
    assert (found.table, found.title_fr, found.minutes) == (later, item.title_fr, item.minutes)


def test_a_document_is_entered_with_its_day(table: RoundTable) -> None:
    with pytest.raises(NotValid):
        documents.enter(
            cycle_id=table.cycle_id,
            kind="poem",
            titles={"fr": "x"},
            owner_id=None,
            version_name="",
            decide_on=date(2026, 12, 1),
            by=SECRETARY,
        )
    with pytest.raises(NotValid):
        documents.enter(
            cycle_id=table.cycle_id,
            kind="form",
            titles={"fr": "x"},
            owner_id=None,
            version_name="nothing-of-the-sort",
            decide_on=None,
            by=SECRETARY,
        )


@pytest.mark.usefixtures("stage")
def test_minutes_that_one_table_did_not_approve_wait_for_the_next_one_too() -> None:
    first = at_the_table.closed()
    later = {"starts_at": at_the_table.STARTS + timedelta(days=60), "ends_at": at_the_table.ENDS + timedelta(days=60)}
    second, third = at_the_table.closed(first.cycle), at_the_table.planned(first.cycle, **later)
    agenda.seed(table_id=third.pk, by=SECRETARY)
    asked = third.items.filter(kind=states.MINUTES_ITEM).order_by("position").values_list("seed", flat=True)
    assert list(asked) == [f"minutes:{first.pk}", f"minutes:{second.pk}"]
