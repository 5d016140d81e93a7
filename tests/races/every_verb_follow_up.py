"""The races of reminders, and of what is frozen as a table closes."""

from datetime import timedelta

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.actions import reminders, tables
from himaya.coordination.models import FollowUpReminder, FollowUpSnapshot, Recommendation
from himaya.kernel import clock
from tests.races.every_verb import FIRST, Race, Table, both, once
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as hand

races = Table()


def silent() -> Recommendation:
    """One whose answer is late since yesterday."""
    return hand.recommendation(following.ADDRESSED, answer_by=clock.today() - timedelta(days=1))


def owed() -> list[FollowUpReminder]:
    """Two reminders that are to go out by letter."""
    silent()
    silent()
    reminders.remind_due(by=FIRST)
    return list(FollowUpReminder.objects.all())


def told(times: int) -> bool:
    """So many reminders went out, and each stands in its history once."""
    steps = [row.steps.filter(did="reminded").count() for row in Recommendation.objects.all()]
    return FollowUpReminder.objects.filter(sent_on__isnull=False).count() == times and steps == [1] * times


@races.of("reminders.remind_due")
def two_clocks_make_one_reminder() -> Race:
    silent()
    return both(
        lambda by: reminders.remind_due(by=by),
        "follow_up_reminder.made",
        lambda: FollowUpReminder.objects.count() == 1,
        rows=1,
    )


@races.of("reminders.remind_due")
def what_a_word_has_overtaken_is_taken_back_once() -> Race:
    rows = owed()
    Recommendation.objects.update(state=following.ANSWERED, heard_on=clock.today())
    FollowUpReminder.objects.filter(pk=rows[1].pk).delete()
    return both(
        lambda by: reminders.remind_due(by=by),
        "follow_up_reminder.dropped",
        lambda: not FollowUpReminder.objects.exists(),
        rows=1,
    )


@races.of("reminders.record")
def a_letter_is_noted_once() -> Race:
    keys = [row.pk for row in owed()]
    return once(
        lambda by: reminders.record(
            reminder_ids=keys if by == FIRST else keys[::-1], how=states.LETTER, sent_on=clock.today(), by=by
        ),
        "recommendation.reminded",
        lambda: told(2),
        rows=2,
    )


@races.of("reminders.mailed")
def a_mail_is_marked_once() -> Race:
    keys = [row.pk for row in owed()]
    return both(
        lambda by: reminders.mailed(reminder_ids=keys if by == FIRST else keys[::-1], by=by),
        "recommendation.reminded",
        lambda: told(2),
        rows=2,
    )


@races.of("tables.close", at=at.IN_THE_AFTERNOON)
def the_register_is_frozen_once() -> Race:
    table = at.in_session()
    hand.recommendation()
    return once(
        lambda by: tables.close(table_id=table.pk, by=by),
        "snapshot.taken",
        lambda: FollowUpSnapshot.objects.get(table=table).lines.count() == 1,
    )
