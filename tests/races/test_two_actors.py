"""Two people on one referral, at the same moment, on PostgreSQL: exactly one acts, the other is told what happened.

The two meet between the reading of the state and its change. With the lock they cannot both be there, so the meeting
times out and the test goes on; without it they would both be there, and both would act.
"""

from collections.abc import Callable
from threading import Barrier, BrokenBarrierError, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection

from himaya.cases import events, states, tallies
from himaya.cases.actions import referrals
from himaya.cases.models import Case, Referral, ReferralStep, Submission, Tally
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import worker
from tests import cast, factories
from tests.rooms.cases.test_referral_states import SECOND, VERBS, do, referral_in

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("E5")]
MEETING_SECONDS = 0.15
Deed = Callable[[], object]


def together(*deeds: Deed) -> list[object]:
    """Do all of them at once, each in a thread and a connection of its own; results or exceptions, in order."""
    start = Barrier(len(deeds), timeout=10)
    found: list[object] = [None] * len(deeds)

    def run(place: int, deed: Deed) -> None:
        try:
            start.wait()
            found[place] = deed()
        except Exception as fault:
            found[place] = fault
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return found


@pytest.fixture(name="meet")
def _meet(monkeypatch: pytest.MonkeyPatch, store: None) -> Deed:
    """Called when the stage is set: from then on two verbs wait for each other after reading the state."""
    place = Barrier(2)
    judge = states.leads_to

    def meet(verb: str, state: str) -> str | None:
        try:
            place.wait(timeout=MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()
        return judge(verb, state)

    return lambda: monkeypatch.setattr(states, "leads_to", meet)


def first_state(verb: str) -> str:
    return states.TRANSITIONS[verb][0][0]


@pytest.mark.parametrize("verb", list(VERBS))
def test_of_two_who_do_the_same_one_acts_and_one_is_told(verb: str, meet: Deed) -> None:
    referral_id = referral_in(first_state(verb))
    steps = ReferralStep.objects.count()
    first, second = VERBS[verb][2], SECOND[VERBS[verb][2]]
    meet()
    found = together(lambda: do(verb, referral_id, first), lambda: do(verb, referral_id, second))
    refusals = [one for one in found if isinstance(one, NotNow)]
    assert sorted(map(repr, found)) == sorted(["None", repr(refusals[0])]), found
    assert "Guichet" in str(refusals[0].sentence) or verb == "answer"
    assert Referral.objects.get(pk=referral_id).state == states.TRANSITIONS[verb][1]
    assert ReferralStep.objects.count() == steps + 1
    assert AuditEvent.objects.filter(action="refused").count() == 1


CONFLICTS = [
    ("accept", "decline"),
    ("accept", "redirect"),
    ("accept", "no_service"),
    ("decline", "accept_in_part"),
    ("redirect", "no_service"),
    ("decline", "withdraw"),
]


@pytest.mark.parametrize(("one", "other"), CONFLICTS)
def test_of_two_different_answers_one_stands(one: str, other: str, meet: Deed) -> None:
    referral_id = factories.referral_to_shelter()
    meet()
    found = together(
        lambda: do(one, referral_id, VERBS[one][2]), lambda: do(other, referral_id, SECOND[VERBS[other][2]])
    )
    state = Referral.objects.get(pk=referral_id).state
    told = [result for result in found if isinstance(result, NotNow)]
    # An agreement may also be withdrawn after an acceptance; a withdrawal after a refusal comes too late.
    assert len(told) == 1, found
    assert state == states.TRANSITIONS[one if found[0] is None else other][1]


def test_a_withdrawal_beside_an_acceptance_always_ends_withdrawn(meet: Deed) -> None:
    referral_id = factories.referral_to_shelter()
    meet()
    found = together(lambda: do("accept", referral_id), lambda: do("withdraw", referral_id))
    row = Referral.objects.get(pk=referral_id)
    assert found[1] is None
    assert row.state == states.WITHDRAWN
    assert row.__dict__["packet_story"] is None


def test_the_same_form_sent_twice_at_once_is_kept_once_and_answers_alike() -> None:
    instance = uuid4()
    results = together(
        lambda: factories.hand_over(instance_id=instance), lambda: factories.hand_over(instance_id=instance)
    )
    assert results[0] == results[1], results
    assert (Case.objects.count(), Submission.objects.count(), Referral.objects.count()) == (1, 1, 1)
    assert AuditEvent.objects.filter(action="case.opened").count() == 1
    assert Tally.objects.get(kind=tallies.SCREENED).count == 1


def test_a_proposal_is_followed_once() -> None:
    done = factories.hand_over()
    do("redirect", done.referral_ids[0])
    anew = {"wish": factories.wish(to_desk_id="hostel", urgency="ordinary"), "follows": done.referral_ids[0]}
    found = together(
        lambda: factories.send_again(done, **anew),
        lambda: factories.send_again(done, by=cast.INSPECTOR_COLLEAGUE, **anew),
    )
    assert sorted(type(one).__name__ for one in found) == ["NotNow", "UUID"]
    assert Referral.objects.filter(follows=done.referral_ids[0]).count() == 1


@pytest.mark.parametrize("verb", ["remind", "escalate"])
def test_two_workers_remind_and_escalate_once(verb: str) -> None:
    referral_id = factories.referral_to_shelter()
    function = getattr(referrals, verb)
    found = together(*[lambda: function(referral_id=referral_id)] * 4)
    assert found == [None] * 4
    assert ReferralStep.objects.filter(action=events.DONE[verb]).count() == 1


def test_sending_beside_a_withdrawal_never_locks_both_out() -> None:
    done = factories.hand_over()
    do("accept_in_part", done.referral_ids[0])
    for _ in range(3):
        found = together(
            lambda: factories.send_again(done, follows=done.referral_ids[0]),
            lambda: do("withdraw", done.referral_ids[0]),
        )
        assert all(one is None or isinstance(one, NotNow | UUID) for one in found), found


def test_no_count_is_lost_and_no_two_writers_lock_each_other_out() -> None:
    def both_ways(turn: int) -> Deed:
        counts = [tallies.Count("sent", desk_id="a"), tallies.Count("received", desk_id="b")]

        def deed() -> None:
            for _ in range(25):
                tallies.add(*(counts if turn % 2 else reversed(counts)))

        return deed

    assert together(*[both_ways(turn) for turn in range(4)]) == [None] * 4
    assert sorted(Tally.objects.values_list("count", flat=True)) == [100, 100]


def test_two_drains_share_the_outbox_and_do_each_thing_once() -> None:
    for _ in range(6):
        factories.referral_to_shelter()
    later = max(OutboxMessage.objects.values_list("due_at", flat=True))
    messages = OutboxMessage.objects.count()
    handled = together(*[lambda: worker.drain(later)] * 3)
    told_since = 18  # Each reminder and each escalation is told in its turn, and each task has its moment.
    assert sum(int(str(one)) for one in handled) <= messages + told_since
    worker.drain(later)
    for action in ("reminded", "escalated"):
        assert ReferralStep.objects.filter(action=action).count() == 6
