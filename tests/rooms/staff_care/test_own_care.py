"""An offer to talk after a hard hour, to whoever was there, answered without a trace; and one’s own supervision."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from himaya.cases.actions import handovers
from himaya.interviews import states
from himaya.interviews.actions import interviews, sittings
from himaya.interviews.actions.interviews import Closing
from himaya.interviews.actions.sittings import Distress
from himaya.interviews.models import Interview
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.staff_care import queries
from himaya.staff_care.actions import desk_supervisions, own_care
from himaya.staff_care.models import DeskCare, OwnCare
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.crisis import looked
from tests.rooms.interviews import interview_at_hand
from tests.rooms.staff_care.carried import BY, LEAD, OTHER, hard_look, hard_sitting, sitting

pytestmark = pytest.mark.capability("D4")
EVERYBODY = (BY, OTHER, LEAD, cast.SHELTER, cast.NURSE)


def offered() -> set[Actor]:
    return {one for one in EVERYBODY if queries.offer_stands(one)}


def test_after_distress_whoever_led_the_sitting_is_offered_to_talk_and_nobody_else() -> None:
    """Seen red without the moments of distress."""
    assert offered() == set()
    led = hard_sitting()
    assert offered() == {led}


@pytest.mark.parametrize(
    ("ending", "hard"),
    [(states.DONE, False), (states.ENOUGH, False), (states.STOPPED, True), (states.AFTER_DISTRESS, True)],
)
def test_a_sitting_that_was_broken_off_is_a_hard_hour_and_one_that_was_done_is_not(ending: str, hard: bool) -> None:
    """Seen red with only the words of distress looked at."""
    one = sitting()
    sittings.end(interview_id=one.pk, ending=ending, by=interview_at_hand.LEADER)
    assert offered() == ({interview_at_hand.LEADER} if hard else set())


def test_an_interview_that_was_broken_off_later_counts_from_that_day() -> None:
    """Seen red without the interviews."""
    one = sitting()
    sittings.end(interview_id=one.pk, ending=states.DONE, by=interview_at_hand.LEADER)
    with clock.stopped(factories.TUESDAY + timedelta(days=30)):
        assert offered() == set()
        closing = Closing(states.BROKEN_OFF, "yes", "Canary summary", "Canary next", "Canary told")
        interviews.close(interview_id=one.pk, closing=closing, by=interview_at_hand.LEADER)
        assert Interview.objects.get().outcome == states.BROKEN_OFF
        assert offered() == {interview_at_hand.LEADER}


def test_an_answer_of_the_morning_does_not_take_the_offer_of_that_day_away() -> None:
    """Seen red: the interview was dated at midnight, before an answer to something else."""
    one = sitting()
    distress = Distress(("stop",), "Canary wept", "E")
    sittings.note_distress(interview_id=one.pk, distress=distress, by=interview_at_hand.LEADER)
    sittings.end(interview_id=one.pk, ending=states.DONE, by=interview_at_hand.LEADER)
    own_care.answer(answer="done", by=interview_at_hand.LEADER)
    with clock.stopped(clock.now() + timedelta(hours=2)):
        closing = Closing(states.BROKEN_OFF, "yes", "Canary summary", "Canary next", "Canary told")
        interviews.close(interview_id=one.pk, closing=closing, by=interview_at_hand.LEADER)
        assert offered() == set(), "an answer is left in peace"
    with clock.stopped(factories.TUESDAY + timedelta(days=4)):
        assert offered() == {interview_at_hand.LEADER}
    with clock.stopped(factories.TUESDAY + timedelta(days=9)):
        assert offered() == set()


def test_an_answer_given_after_an_interview_was_broken_off_is_left_in_peace_for_good() -> None:
    """Seen red while the day alone was known, and its end counted as the hour."""
    one = sitting()
    sittings.end(interview_id=one.pk, ending=states.DONE, by=interview_at_hand.LEADER)
    closing = Closing(states.BROKEN_OFF, "yes", "Canary summary", "Canary next", "Canary told")
    interviews.close(interview_id=one.pk, closing=closing, by=interview_at_hand.LEADER)
    with clock.stopped(clock.now() + timedelta(hours=1)):
        assert offered() == {interview_at_hand.LEADER}
        own_care.answer(answer="not_wanted", by=interview_at_hand.LEADER)
    for days in range(1, 9):
        with clock.stopped(factories.TUESDAY + timedelta(days=days)):
            assert offered() == set(), days


def test_whoever_begins_or_ends_to_look_after_a_life_is_offered_it_too() -> None:
    """Seen red without what the room of a life in danger knows."""
    case = looked.case()
    looked.begun(case.pk)
    assert offered() == {BY}
    with clock.stopped(factories.TUESDAY + timedelta(days=10)):
        assert offered() == set()
        looked.again(case.pk)
        assert offered() == set(), "a look in between is no hour of its own"
        looked.ended(case.pk, by=OTHER)
        assert offered() == {OTHER}


def test_it_stands_also_where_the_case_went_elsewhere() -> None:
    case = looked.case()
    looked.begun(case.pk)
    offer = handovers.offer(case_id=case.pk, to_desk_id="labour-south", reason="other", data_classes=(), by=LEAD)
    handovers.accept(handover_id=offer, by=cast.INSPECTOR_SOUTH)
    assert offered() == {BY}


@pytest.mark.parametrize("said", ["done", "not_wanted", "later"])
def test_each_answer_is_as_easy_and_takes_the_offer_away(said: str) -> None:
    hard_look()
    own_care.answer(answer=said, by=BY)
    assert offered() == set()
    with clock.stopped(factories.TUESDAY + timedelta(days=2)):
        assert offered() == ({BY} if said == "later" else set())
    with clock.stopped(factories.TUESDAY + timedelta(days=5)):
        assert offered() == ({BY} if said == "later" else set())
    with clock.stopped(factories.TUESDAY + timedelta(days=7)):
        assert offered() == set()


def test_which_answer_it_was_is_written_nowhere() -> None:
    """Seen red with the answer as the code of the audit row."""

    def left(said: str) -> tuple[list[object], list[object]]:
        before = set(AuditEvent.objects.values_list("pk", flat=True))
        OwnCare.objects.all().delete()
        own_care.answer(answer=said, by=BY)
        known = AuditEvent.objects.exclude(pk__in=before)
        rows = known.values_list("action", "object_type", "object_id", "code", "purpose")
        return list(rows), list(OwnCare.objects.values_list("account_id", "answered_at", "put_off_at"))

    hard_look()
    outbox, tasks = OutboxMessage.objects.count(), Task.objects.count()
    assert left("done") == left("not_wanted")
    assert left("done")[0] == left("later")[0]
    own_care.note_supervision(last=clock.today(), coming=None, by=BY)
    kept = AuditEvent.objects.filter(action="own_care.kept")
    assert kept.count() > 3
    assert kept.values("code", "object_type", "object_id").distinct().count() == 1
    assert (OutboxMessage.objects.count(), Task.objects.count()) == (outbox, tasks), "no task, no word to the worker"


def test_without_an_offer_an_answer_keeps_nothing_and_the_audit_does_not_tell_the_two_apart() -> None:
    """Seen red: whoever sent the form twice had an answer of a later hour, too; and a row that only an offer left
    said, beside the distress of a sitting, to whom it had been made."""
    own_care.answer(answer="done", by=BY)
    assert queries.own(BY).answered_at is None
    assert AuditEvent.objects.filter(action="own_care.kept", object_id=str(BY.account_id)).count() == 1
    hard_look()
    assert offered() == {BY}
    with pytest.raises(NotValid):
        own_care.answer(answer="compulsory", by=BY)
    with pytest.raises(NotPermitted):
        own_care.answer(answer="done", by=cast.AUDITOR)


def test_an_hour_within_the_peace_after_an_answer_is_offered_in_time() -> None:
    hard_look()
    own_care.answer(answer="not_wanted", by=BY)
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        hard_look()
        assert offered() == set()
    with clock.stopped(factories.TUESDAY + timedelta(days=3)):
        assert offered() == {BY}


def test_two_days_of_ones_own_and_a_reminder_after_a_month() -> None:
    own_care.note_supervision(last=date(2026, 10, 24), coming=None, by=BY)
    assert queries.something_waits(BY)
    assert not queries.something_waits(LEAD)
    own_care.note_supervision(last=date(2026, 10, 24), coming=date(2026, 11, 30), by=BY)
    assert not queries.something_waits(BY)
    with clock.stopped(factories.TUESDAY + timedelta(days=8)):
        assert queries.something_waits(BY)
        # A day that is over meanwhile stays as it is while the other is set.
        own_care.note_supervision(last=date(2026, 11, 30), coming=date(2026, 11, 30), by=BY)
        assert not queries.something_waits(BY)
    own_care.note_supervision(last=None, coming=None, by=BY)
    assert queries.own(BY).supervised_on is None


@pytest.mark.parametrize(
    ("last", "coming", "wrong"),
    [
        (date(2026, 11, 25), None, "last"),
        (date(2025, 1, 1), None, "last"),
        (None, date(2026, 11, 23), "coming"),
        (None, date(2028, 1, 1), "coming"),
    ],
)
def test_days_without_sense_are_refused(last: date | None, coming: date | None, wrong: str) -> None:
    with refused(NotValid, wrong):
        own_care.note_supervision(last=last, coming=coming, by=BY)


def test_the_desks_day_is_the_leads_to_set_and_comes_to_mind_when_it_is_over() -> None:
    verb: Callable[..., None] = desk_supervisions.set_day
    for stranger in (BY, cast.AUDITOR):
        with pytest.raises(NotPermitted):
            verb(day=None, by=stranger)
    for wrong in (date(2026, 11, 23), date(2028, 1, 1)):
        with pytest.raises(NotValid):
            verb(day=wrong, by=LEAD)
    verb(day=clock.today(), by=LEAD)
    assert not queries.desk_day_passed(LEAD)
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        assert queries.desk_day_passed(LEAD)
        assert not queries.desk_day_passed(BY)
        verb(day=None, by=LEAD)
        assert not queries.desk_day_passed(LEAD)
    assert DeskCare.objects.get().cap is None
