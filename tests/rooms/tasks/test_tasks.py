"""A task is with the desk or with one colleague; who may not see the case, left or is away has none of it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from himaya.cases.actions import consents, exclusions, referrals
from himaya.cases.models import Case, Grant
from himaya.institutions.models import Membership
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import worker
from himaya.tasks import access, holding, queries, states, words
from himaya.tasks.actions import raising, tasks, times
from himaya.tasks.actions.tasks import Wish
from himaya.tasks.models import Task, TaskStep
from tests import cast, factories
from tests.refusals import refused

pytestmark = pytest.mark.capability("E6")
FIRST, SECOND, LEAD = cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE, cast.LABOUR_LEAD


@pytest.fixture(name="case")
def _case() -> UUID:
    return factories.hand_over().case_id


def me(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def given(case: UUID | None, *, to: Actor | None = None, by: Actor = FIRST, **wish: Any) -> UUID:
    kind = "call_back" if case else "prepare"
    asked = Wish(**{"kind": kind, "to": me(to) if to else None, **wish})
    return tasks.give(wish=asked, case_id=case, by=by)


def sees(actor: Actor, task: UUID) -> bool:
    try:
        with access.open_task(actor, task):
            return True
    except NotFound:
        return False


def steps(task: UUID) -> list[str]:
    return list(TaskStep.objects.filter(task_id=task).order_by("number").values_list("action", flat=True))


def test_a_task_passes_through_its_states_and_each_step_is_kept(case: UUID) -> None:
    task = given(case, text="Canary calls\n on  Friday", due_on=clock.today())
    with access.open_task(SECOND, task) as opened:
        assert opened.words == "Canary calls on Friday"
    row = AuditEvent.objects.get(action="task.read")
    assert (row.purpose, row.object_type, row.object_id) == ("give_service", "case", str(case))
    tasks.take(task_id=task, by=SECOND)
    with pytest.raises(NotNow, match="taken"):
        tasks.take(task_id=task, by=SECOND)
    with pytest.raises(NotNow, match="taken"):
        tasks.take(task_id=task, by=FIRST)
    for deed in (
        lambda: tasks.close(task_id=task, by=FIRST),
        lambda: tasks.delegate(task_id=task, to=me(LEAD), by=FIRST),
    ):
        with pytest.raises(NotPermitted):
            deed()
    tasks.delegate(task_id=task, to=me(FIRST), by=SECOND)
    with refused(NotValid, "back_reason"):
        tasks.hand_back(task_id=task, reason="tired", by=FIRST)
    tasks.hand_back(task_id=task, reason="no_time", by=FIRST)
    assert Task.objects.get(pk=task).assignee_id == me(SECOND), "back to whoever passed it on"
    tasks.remind(task_id=task, by=FIRST)
    with pytest.raises(NotNow):
        tasks.remind(task_id=task, by=FIRST)
    tasks.close(task_id=task, reason="not_reached", by=LEAD)
    with pytest.raises(NotNow):
        tasks.close(task_id=task, by=LEAD)
    tasks.reopen(task_id=task, by=SECOND)
    tasks.close(task_id=task, by=SECOND)
    assert steps(task) == [
        "given", "taken", "delegated", "handed_back", "reminded", "not_done", "reopened", "done",
    ]  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        TaskStep.objects.filter(task_id=task).update(action="given")


def test_whom_a_conflict_keeps_out_sees_nothing_and_is_given_nothing(case: UUID) -> None:
    """Planted faults seen red: `not_excluded` left out of `visible_tasks`; `kept_out` left out of `colleagues`."""
    task = given(case, to=SECOND)
    assert [line.task.pk for line in queries.mine(SECOND)] == [task]
    exclusions.add(case_id=case, account_id=me(SECOND), reason="family", by=LEAD)
    assert not sees(SECOND, task)
    assert queries.mine(SECOND) == queries.of_the_desk(SECOND) == []
    assert [line.task.pk for line in queries.of_the_desk(FIRST)] == [task], "it shows to the desk at once"
    assert me(SECOND) not in {one.pk for one in holding.colleagues("labour-north", case)}
    for deed in (
        lambda: given(case, to=SECOND),
        lambda: tasks.delegate(task_id=task, to=me(SECOND), by=FIRST),
    ):
        with refused(NotValid, "to") as no:
            deed()
        assert no.value.sentence != NotValid.sentence_default
    assert raising.fall_back() == 1
    assert (raising.fall_back(), Task.objects.get(pk=task).assignee_id, steps(task)[-1]) == (0, None, "fell_back")


def test_who_leaves_or_is_away_leaves_the_task_to_the_desk(case: UUID) -> None:
    away, gone = given(case, to=SECOND), given(case, to=LEAD)
    times.go_away(until=clock.today(), by=SECOND)
    Membership.objects.filter(account=me(LEAD)).update(valid_to=clock.today() - timedelta(days=1))
    assert {line.task.pk for line in queries.of_the_desk(FIRST)} == {away, gone}
    assert {one.pk for one in holding.colleagues("labour-north", case)} == {me(FIRST)}
    tasks.take(task_id=away, by=FIRST)
    assert (raising.fall_back(), Task.objects.get(pk=gone).assignee_id) == (1, None)
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        assert me(SECOND) in {one.pk for one in holding.colleagues("labour-north", case)}


def test_somebody_without_a_role_that_reads_cases_is_given_nothing(case: UUID) -> None:
    Membership.objects.filter(account=me(SECOND)).update(roles=["auditor"])
    with pytest.raises(NotValid):
        given(case, to=SECOND)
    for stranger in (cast.SHELTER, cast.INSPECTOR_SOUTH):
        with pytest.raises(NotValid):
            given(case, to=stranger)
        with pytest.raises(NotFound):
            given(case, by=stranger)
    task = given(case)
    assert [one for one in (cast.SHELTER, cast.INSPECTOR_SOUTH, cast.SECRETARY) if sees(one, task)] == []


def test_a_receiving_desk_has_tasks_of_its_own_about_its_referral() -> None:
    referral = factories.referral_to_shelter()
    task = tasks.give(wish=Wish("accompany", text="Canary bus"), referral_id=referral, by=cast.SHELTER)
    assert sees(cast.SHELTER_COLLEAGUE, task)
    assert [one for one in (FIRST, LEAD, cast.HOSTEL) if sees(one, task)] == [], "the sender has its own"
    referrals.withdraw(referral_id=referral, by=FIRST)
    with pytest.raises(NotNow):
        tasks.give(wish=Wish("accompany"), referral_id=referral, by=cast.SHELTER)


def told(actor: Actor, task: UUID) -> tuple[str, bool]:
    """The sentence of a task, and whether nothing of it can be read any more."""
    with access.open_task(actor, task) as opened:
        return opened.words, opened.gone


def test_the_sentence_of_a_task_ends_with_the_agreement_that_carried_it() -> None:
    """Seen red: the receiver read its sentence about a referral that was withdrawn, and had it on its list."""
    referral = factories.referral_to_shelter()
    task = tasks.give(wish=Wish("accompany", text="Canary bus"), referral_id=referral, by=cast.SHELTER)
    done = tasks.give(wish=Wish("ask_papers", text="Canary card"), referral_id=referral, by=cast.SHELTER)
    own = tasks.give(wish=Wish("follow_up", text="Canary call"), referral_id=referral, by=FIRST)
    tasks.close(task_id=done, by=cast.SHELTER)
    assert (told(cast.SHELTER, task), told(FIRST, own)) == (("Canary bus", False), ("Canary call", False))
    referrals.withdraw(referral_id=referral, by=FIRST)
    read = AuditEvent.objects.filter(action="task.read").count()
    assert [told(cast.SHELTER, one) for one in (task, done)] == [("", True)] * 2
    assert AuditEvent.objects.filter(action="task.read").count() == read, "of nothing nobody read"
    assert told(FIRST, own) == ("Canary call", False), "the desk that holds the file keeps its own"
    worker.drain()
    rows = {row.pk: row for row in Task.objects.filter(given_by__isnull=False)}
    assert (rows[task].state, rows[task].reason, rows[done].state, rows[own].state) == (
        "closed", "access_ended", "done", "open",
    )  # fmt: skip
    kept = Task.objects.filter(words__isnull=False).values_list("pk", flat=True)
    assert list(kept) == [own], "what nobody may read is not kept"
    with pytest.raises(NotNow, match="access_ended"):
        tasks.reopen(task_id=task, by=cast.SHELTER)


def test_the_sentence_of_a_task_ends_with_the_last_day_of_an_agreement_and_with_a_declined_referral() -> None:
    """Seen red: both were read on; the second sentence was new, about a referral of which nothing was read any more."""
    first = factories.hand_over()
    task = tasks.give(wish=Wish("accompany", text="Canary bus"), referral_id=first.referral_ids[0], by=cast.SHELTER)
    asked = consents.Question("desk:shelter", factories.AGREED, "ary", "none", "spoken")
    consents.give(case_id=first.case_id, question=asked, until=clock.today(), by=FIRST)
    assert told(cast.SHELTER, task) == ("Canary bus", False)
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        assert told(cast.SHELTER, task) == ("", True)
    referrals.decline(referral_id=first.referral_ids[0], reason="no_place", by=cast.SHELTER)
    assert told(cast.SHELTER, task) == ("", True)
    with pytest.raises(NotNow, match="ended_here"):
        tasks.give(wish=Wish("accompany"), referral_id=first.referral_ids[0], by=cast.SHELTER)
    assert tasks.give(wish=Wish("follow_up"), referral_id=first.referral_ids[0], by=FIRST)
    worker.drain()
    assert Task.objects.get(pk=task).state == "closed"


def test_a_desk_that_gave_its_file_away_reads_no_sentence_about_it() -> None:
    """Seen red: the referral that the desk once sent was readable, and with it every task of the case."""
    first = factories.hand_over()
    task = given(first.case_id, text="Canary calls")
    Grant.objects.filter(case=first.case_id).update(revoked_at=clock.now())
    Case.objects.filter(pk=first.case_id).update(desk_id="labour-south")
    assert not sees(FIRST, task)


def test_what_cannot_be_given_is_refused_with_its_field(case: UUID) -> None:
    wrong: list[tuple[UUID | None, dict[str, Any], str]] = [
        (case, {"kind": "dormant"}, "kind"),
        (case, {"kind": ""}, "kind"),
        (None, {"kind": "call_back"}, "kind"),
        (None, {"text": "Zahra"}, "text"),
        (case, {"text": "x" * 241}, "text"),
        (case, {"due_on": clock.today() - timedelta(days=1)}, "due_on"),
        (case, {"due_on": date(2040, 1, 1)}, "due_on"),
        (case, {"to": cast.actor("nobody", "labour-north", "front_line")}, "to"),
    ]
    for about, wish, code in wrong:
        with refused(NotValid, code):
            given(about, **wish)
    Case.objects.filter(pk=case).update(state="closed", closed_on=clock.today())
    with pytest.raises(NotNow):
        given(case)
    with pytest.raises(NotPermitted):
        given(None, by=cast.AUDITOR)


def test_what_can_never_be_true_the_store_refuses(case: UUID) -> None:
    desk = given(None)
    row = Task.objects.get(pk=desk)
    about = {"person_id": Case.objects.get(pk=case).person_id}
    impossible: list[dict[str, object]] = [
        about,
        {"state": "taken"},
        {"state": "done"},
        {"state": "not_done", "ended_at": clock.now()},
        {"kind": "gossip"},
        {"due_at": clock.now()},
    ]
    for change in impossible:
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=row.pk).update(**change)


def test_the_day_of_a_task_comes_to_mind_once_and_one_that_was_moved_does_not(case: UUID) -> None:
    task = given(case, due_on=clock.today() + timedelta(days=2))
    message = OutboxMessage.objects.get(event="task.due")
    assert message.ids == {"task": str(task), "due": "2026-11-26", "case": str(case)}
    assert message.due_at.astimezone(clock.here()).isoformat()[:16] == "2026-11-26T08:00"
    tasks.remind(task_id=task, due="2026-11-25", by=SYSTEM)
    assert Task.objects.get(pk=task).told == "given"
    tasks.remind(task_id=task, due="2026-11-26", by=SYSTEM)
    assert Task.objects.get(pk=task).told == "due"
    tasks.close(task_id=task, by=FIRST)
    tasks.remind(task_id=task, due="2026-11-26", by=SYSTEM)
    assert steps(task) == ["given", "reminded", "done"]


def test_the_words_of_codes_are_complete() -> None:
    assert set(words.KINDS) == set(states.KINDS)
    assert set(words.STATES) == set(states.STATES)
    assert set(words.TOLD) == set(states.TOLD)
    assert set(words.NOT_DONE_REASONS) == set(states.NOT_DONE_REASONS)
    assert set(words.CLOSED_REASONS) == set(states.CLOSED_REASONS)
    assert set(words.HAND_BACK_REASONS) == set(states.HAND_BACK_REASONS)
