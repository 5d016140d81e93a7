"""At each table the register is frozen; the next one sees what moved, and nobody can change what was frozen."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from himaya.coordination import seeding, snapshotting, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import tables
from himaya.coordination.models import (
    AgendaItem,
    FollowUpReminder,
    FollowUpSnapshot,
    Recommendation,
    RoundTable,
    SnapshotLine,
)
from himaya.coordination.queries import movement
from himaya.coordination.queries.standing import standing
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import DAY, LABOUR, MINORS, SECRETARY
from tests.rooms.coordination.following_at_hand import recommendation, report
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]
LATER = timedelta(days=60)


def close(table: RoundTable) -> FollowUpSnapshot:
    """Close a table in session in the afternoon of its day, by the verb."""
    tables.close(table_id=table.pk, by=SECRETARY)
    return FollowUpSnapshot.objects.get(table=table)


def two_tables() -> tuple[RoundTable, RoundTable]:
    """The first table in session, and the next one of the same cycle, sixty days later."""
    first = at_the_table.in_session()
    then: dict[str, Any] = {"starts_at": first.starts_at + LATER, "ends_at": first.ends_at + LATER}
    second = at_the_table.in_session(first.cycle, **then)
    at_the_table.mark(second, f"{DAY + LATER}-am", "labour")
    return first, second


def move(row: Recommendation, state: str, **changes: object) -> None:
    Recommendation.objects.filter(pk=row.pk).update(state=state, **changes)


# --- freezing --------------------------------------------------------------------------------------------------------
def test_closing_a_table_freezes_everything_that_was_addressed() -> None:
    table = at_the_table.in_session()
    due = DAY - timedelta(days=1)
    late = recommendation(following.IN_PROGRESS, due_on=due, grade="C", theme="T2")
    outside = recommendation(following.ADDRESSED, lead_name="Agence de Talmire")
    recommendation(following.FORMULATED)
    with at_the_table.in_the_afternoon():
        frozen = close(table)
    lines = list(frozen.lines.order_by("number"))
    assert [line.number for line in lines] == [late.number, outside.number]
    first, second = lines
    assert (first.state, first.overdue, first.grade, first.theme) == (following.IN_PROGRESS, True, "C", "T2")
    assert (first.due_on, first.lead_id, first.reported, first.verified) == (due, "labour", False, False)
    assert (second.lead_id, second.lead_name, second.overdue) == ("", "Agence de Talmire", False)
    assert (frozen.on, AuditEvent.objects.filter(action="snapshot.taken").count()) == (DAY, 1)


def test_an_expert_session_freezes_as_well() -> None:
    table = at_the_table.in_session(kind=states.EXPERT_SESSION)
    with at_the_table.in_the_afternoon():
        assert close(table).lines.count() == 0


def test_its_own_word_and_what_was_verified_are_frozen_apart() -> None:
    table = at_the_table.in_session()
    said = recommendation(following.REPORTED_DONE)
    found = recommendation(following.VERIFIED)
    given_back = recommendation(following.IN_PROGRESS)
    report(given_back, following.REPORT_ACCEPTED, done=True)
    drafted = recommendation(following.IN_PROGRESS)
    report(drafted, following.REPORT_SUBMITTED, done=True)
    helped = recommendation(following.IN_PROGRESS, contributors=["police"])
    report(helped, following.REPORT_ACCEPTED, institution="police", done=True)
    with at_the_table.in_the_afternoon():
        frozen = close(table)
    kept = {line.number: (line.reported, line.verified) for line in frozen.lines.all()}
    assert kept == {
        said.number: (True, False),
        found.number: (True, True),
        given_back.number: (True, False),
        drafted.number: (False, False),  # its authority has not validated it
        helped.number: (False, False),  # a contributor is not the lead
    }


def test_silence_is_frozen_as_its_grade() -> None:
    table = at_the_table.in_session()
    with at_the_table.in_the_afternoon():
        since = DAY - timedelta(days=60)
        row = recommendation(following.ADDRESSED, answer_by=since, grade="B")
        for number, ago in ((1, 40), (2, 20)):
            on = DAY - timedelta(days=ago)
            FollowUpReminder.objects.create(
                recommendation=row, kind="answer", number=number, since=since, made_on=on, sent_on=on
            )
        assert close(table).lines.get().grade == following.GRADE_SILENT
    assert Recommendation.objects.get(pk=row.pk).grade == "B"


def test_the_last_word_is_that_of_the_report_that_was_accepted() -> None:
    table = at_the_table.in_session()
    row = recommendation(following.IN_PROGRESS, response=following.NOTES, response_reason="Hors budget")
    silent = recommendation(following.ANSWERED, response=following.NOTES, response_reason="Hors budget")
    report(row, following.REPORT_ACCEPTED, text="x" * 700)
    report(row, following.REPORT_SUBMITTED, text="Pas encore")
    with at_the_table.in_the_afternoon():
        lines = {line.number: line.note for line in close(table).lines.all()}
    assert lines == {row.number: "x" * 600, silent.number: "Hors budget"}


def test_the_hash_is_over_what_was_frozen() -> None:
    table = at_the_table.in_session()
    recommendation()
    recommendation(following.ADDRESSED)
    with at_the_table.in_the_afternoon():
        frozen = close(table)
    lines = list(frozen.lines.all())
    assert snapshotting.digest(frozen.on, lines) == frozen.sha256
    lines[0].state = following.VERIFIED
    assert snapshotting.digest(frozen.on, lines) != frozen.sha256


def test_what_was_frozen_cannot_be_changed() -> None:
    table = at_the_table.in_session()
    recommendation()
    with at_the_table.in_the_afternoon():
        frozen = close(table)
    for change in (
        lambda: SnapshotLine.objects.update(state=following.VERIFIED),
        lambda: SnapshotLine.objects.all().delete(),
        lambda: FollowUpSnapshot.objects.filter(pk=frozen.pk).update(sha256=""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_freezing_asks_the_store_as_often_for_many_as_for_few(django_assert_max_num_queries: object) -> None:
    table = at_the_table.in_session()
    for _ in range(30):
        report(recommendation(following.IN_PROGRESS), following.REPORT_ACCEPTED)
    rows = Recommendation.objects.select_related("lead")
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        standing(rows)
    assert table.state == states.IN_SESSION


# --- movement --------------------------------------------------------------------------------------------------------
def test_the_next_table_sees_what_moved() -> None:
    first, second = two_tables()
    ended = recommendation(following.MERGED)
    moved, still = (
        recommendation(following.ANSWERED),
        recommendation(following.ANSWERED, due_on=DAY + timedelta(days=9)),
    )
    with at_the_table.in_the_afternoon():
        close(first)
    move(moved, following.VERIFIED)
    new = recommendation(following.ADDRESSED)
    with clock.stopped(at_the_table.IN_THE_AFTERNOON + LATER):
        live = movement.follow_up(SECRETARY, RoundTable.objects.get(pk=second.pk))
        close(second)
        frozen = movement.follow_up(SECRETARY, RoundTable.objects.get(pk=second.pk))
    for found in (live, frozen):
        assert found is not None
        assert found.table_before == first
        kept = {one.row.number: (one.movement, one.lateness) for one in found.lines}
        # What had ended before the last table is no news at this one.
        assert ended.number not in kept
        assert kept == {
            moved.number: ("verified", ""),
            still.number: ("still", "fell_overdue"),
            new.number: ("new", ""),
        }
        assert (found.moved, found.overdue, sum(found.counts.values())) == (2, 1, 3)
    assert live is not None
    assert frozen is not None
    assert (live.frozen, frozen.frozen) == (None, FollowUpSnapshot.objects.get(table=second))


def test_what_was_frozen_stays_whatever_comes_after() -> None:
    first, _ = two_tables()
    row = recommendation(following.ANSWERED)
    with at_the_table.in_the_afternoon():
        close(first)
    move(row, following.VERIFIED)
    found = movement.follow_up(SECRETARY, RoundTable.objects.get(pk=first.pk))
    assert found is not None
    assert [one.now.state for one in found.lines] == [following.ANSWERED]
    assert found.before is None


def test_a_table_that_was_held_before_there_was_any_freezing_says_so() -> None:
    assert movement.follow_up(SECRETARY, at_the_table.closed()) is None


def test_an_institution_sees_of_it_what_it_may_know() -> None:
    first, _ = two_tables()
    own = recommendation(following.ANSWERED, table=first)
    with at_the_table.in_the_afternoon():
        close(first)
        closed = RoundTable.objects.get(pk=first.pk)
        mine, stranger = movement.follow_up(LABOUR, closed), movement.follow_up(MINORS, closed)
    assert mine is not None
    assert stranger is not None
    assert [one.row for one in mine.lines] == [own]
    assert stranger.lines == []


# --- the next agenda -------------------------------------------------------------------------------------------------
def seeds(table: RoundTable) -> list[str]:
    return [one.seed for one in AgendaItem.objects.filter(table=table, kind=states.FOLLOW_UP).order_by("position")]


def test_what_is_due_opens_the_next_agenda_once() -> None:
    first = at_the_table.in_session()
    later = at_the_table.planned(first.cycle, starts_at=first.starts_at + LATER, ends_at=first.ends_at + LATER)
    recommendation(following.IN_PROGRESS, due_on=DAY + LATER)
    with at_the_table.in_the_afternoon():
        close(first)
    assert seeds(later) == ["recommendations"]
    assert seeding.facts(later).recommendations == 1
    moved = tables.move(
        table_id=later.pk, starts=later.starts_at, ends=later.ends_at, place="Salle 3", reason="", by=SECRETARY
    )
    assert seeds(moved) == ["recommendations"]


def test_nothing_is_seeded_while_nothing_is_due() -> None:
    table = at_the_table.planned()
    recommendation(following.IN_PROGRESS, due_on=DAY + timedelta(days=1))
    recommendation(following.VERIFIED, due_on=DAY)
    assert seeding.facts(table).recommendations == 0


def test_the_point_is_not_carried_beside_its_new_self() -> None:
    first = at_the_table.in_session()
    later = at_the_table.planned(first.cycle, starts_at=first.starts_at + LATER, ends_at=first.ends_at + LATER)
    recommendation(following.REPORTED_DONE)
    at_the_table.item(first, kind=states.FOLLOW_UP, seed="recommendations", title_fr="Recommandations à suivre")
    with at_the_table.in_the_afternoon():
        close(first)
    assert seeds(later) == ["recommendations"]


# --- the page --------------------------------------------------------------------------------------------------------
def page(table: RoundTable) -> str:
    return f"/round-tables/tables/{table.pk}/follow-up/"


def test_the_page_teaches_while_nothing_was_addressed(sit: Sit) -> None:
    answer = sit(SECRETARY).get(page(at_the_table.in_session()))
    assert b"No recommendation has been addressed yet" in answer.content


def test_the_headline_is_what_moved(sit: Sit) -> None:
    first, second = two_tables()
    row = recommendation(following.ANSWERED)
    recommendation(following.ANSWERED)
    with at_the_table.in_the_afternoon():
        close(first)
    move(row, following.IN_PROGRESS)
    text = sit(SECRETARY).get(page(second)).content.decode()
    assert "1 recommendation of 2 moved since the last table" in text
    assert "work has begun" in text
    assert f"R-{row.number}" in text
    only = sit(SECRETARY).get(page(second), {"only": "still"}).content.decode()
    assert f"R-{row.number}<" not in only


def test_a_long_list_is_shown_a_page_at_a_time_and_stays_light(sit: Sit) -> None:
    table = at_the_table.in_session()
    for _ in range(120):
        recommendation(following.ANSWERED, due_on=DAY - timedelta(days=400))
    client = sit(SECRETARY)
    whole = client.get(page(table))
    assert whole.content.decode().count('class="ref">R-') == 20
    assert b"120 recommendations are overdue" in whole.content
    last = client.get(page(table), {"only": "overdue", "page": "3"})
    assert last.content.decode().count('class="ref">R-') == 20


def test_a_table_held_before_says_that_nothing_was_frozen(sit: Sit) -> None:
    answer = sit(LABOUR).get(page(at_the_table.closed()))
    assert b"Nothing was frozen at this table" in answer.content
