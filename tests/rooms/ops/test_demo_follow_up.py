"""The demo's recommendations: each way that one can go is there, and the tables show what moved."""

from collections import Counter

import pytest

from himaya.coordination import models as nouns
from himaya.coordination import rules_movement
from himaya.coordination import states_following as following
from himaya.coordination.queries.movement import stood
from tests.rooms.ops.test_demo_tables import nation, rows, table

pytestmark = [pytest.mark.deep("a demo nation is made"), pytest.mark.capability("A9")]
__all__ = ["nation"]


def lines(number: int) -> dict[int, nouns.SnapshotLine]:
    """What was frozen at a table, by the number of the recommendation."""
    frozen = rows(nouns.SnapshotLine).filter(snapshot__table=table(number))
    return {one.number: one for one in frozen}


def test_recommendations_come_from_the_tables_and_from_elsewhere() -> None:
    sources = Counter(rows(nouns.Recommendation).values_list("source_kind", flat=True))
    assert sources == {"round_table": 9, "upr": 1, "tip_report": 1}
    assert rows(nouns.Recommendation).exclude(text_fr="").exclude(text_ar="").exclude(text_en="").count() == 11
    assert all(one.item_id for one in rows(nouns.Recommendation).filter(source_kind="round_table"))


def test_each_way_that_one_can_go_is_there() -> None:
    states = set(rows(nouns.Recommendation).values_list("state", flat=True))
    assert states == {
        following.FORMULATED,
        following.ADDRESSED,
        following.ANSWERED,
        following.IN_PROGRESS,
        following.REPORTED_DONE,
        following.REC_CLOSED,
        following.MERGED,
    }
    responses = set(rows(nouns.Recommendation).exclude(response="").values_list("response", flat=True))
    assert responses == set(following.RESPONSES)
    verified = rows(nouns.Recommendation).get(verified_on__isnull=False)
    assert rows(nouns.Evidence).filter(recommendation=verified).count() == 1


def test_two_reminders_without_an_answer_stand_as_grade_d_at_the_second_table() -> None:
    silent = rows(nouns.Recommendation).get(lead_id="labour-solidarity")
    assert rows(nouns.FollowUpReminder).filter(recommendation=silent, sent_on__isnull=False).count() == 2
    line = lines(2)[silent.number]
    assert (line.grade, line.overdue, silent.grade) == (following.GRADE_SILENT, True, "")


def test_the_second_table_shows_movement_since_the_first() -> None:
    before, now = lines(1), lines(2)
    assert len(before) == 8
    moved = Counter(
        rules_movement.moved(stood(before[number]) if number in before else None, stood(line))
        for number, line in now.items()
    )
    assert moved == {"verified": 1, "advanced": 3, "answered": 2, "new": 2, "still": 2}


def test_the_next_agenda_opens_with_what_is_to_be_followed_up() -> None:
    assert rows(nouns.AgendaItem).filter(table=table(2), seed="recommendations", state="done").count() == 1
    assert rows(nouns.AgendaItem).filter(table=table(3), seed="recommendations").count() == 1


def test_somebody_is_to_be_reminded_today_and_nobody_by_mail() -> None:
    owed = rows(nouns.FollowUpReminder).filter(sent_on__isnull=True)
    assert set(owed.values_list("owed", flat=True)) == {"letter"}
