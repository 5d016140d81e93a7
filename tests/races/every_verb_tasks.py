"""The races of tasks: two at one desk, the worker beside another worker, a lead in two windows."""

from datetime import time, timedelta
from uuid import UUID

from himaya.cases.actions import consents, exclusions, handovers
from himaya.cases.models import Case, Consent
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.tasks import mailing
from himaya.tasks.actions import feeds, looking_ahead, mailboxes, raising, tasks, times
from himaya.tasks.actions.raising import About
from himaya.tasks.actions.tasks import Wish
from himaya.tasks.models import CalendarFeed, DeskMailbox, Task, TaskStep, Times
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once

races = Table()
MEMBERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)
MYSELF, LEADS, WORKERS = (cast.INSPECTOR, cast.INSPECTOR), (cast.LABOUR_LEAD, cast.LABOUR_LEAD), (SYSTEM, SYSTEM)


def account(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def opened() -> UUID:
    return factories.hand_over().case_id


def given(to: Actor | None = None) -> UUID:
    wish = Wish("call_back", to=account(to) if to else None)
    return tasks.give(wish=wish, case_id=opened(), by=cast.INSPECTOR)


def is_now(state: str) -> bool:
    return Task.objects.get().state == state


def numbered() -> bool:
    found = sorted(TaskStep.objects.values_list("number", flat=True))
    return found == list(range(1, len(found) + 1))


@races.of("tasks.give")
def two_who_give_at_once_give_two() -> Race:
    case = opened()
    return both(
        lambda by: tasks.give(wish=Wish("prepare"), case_id=case, by=by),
        "task.given",
        lambda: Task.objects.count() == 2,
        by=MEMBERS,
    )


@races.of("tasks.take")
def of_two_who_take_at_once_one_has_it() -> Race:
    one = given()
    return once(
        lambda by: tasks.take(task_id=one, by=by),
        "task.taken",
        lambda: is_now("taken") and TaskStep.objects.count() == 2,
        by=MEMBERS,
    )


@races.of("tasks.delegate")
def a_task_that_two_pass_on_at_once_goes_to_one() -> Race:
    """After the first it is with the lead: the other may not pass it on any more."""
    one = given()
    return once(
        lambda by: tasks.delegate(task_id=one, to=account(cast.LABOUR_LEAD), by=by),
        "task.delegated",
        lambda: Task.objects.get().assignee_id == cast.LABOUR_LEAD.account_id,
        by=MEMBERS,
    )


@races.of("tasks.hand_back")
def a_task_is_handed_back_once() -> Race:
    one = given(cast.INSPECTOR)
    return once(
        lambda by: tasks.hand_back(task_id=one, reason="no_time", by=by),
        "task.handed_back",
        lambda: Task.objects.get().assignee_id is None and numbered(),
        by=MYSELF,
    )


@races.of("tasks.remind")
def of_two_reminders_at_once_one_is_sent() -> Race:
    one = given()
    return once(lambda by: tasks.remind(task_id=one, by=by), "task.reminded", numbered, by=MEMBERS)


@races.of("tasks.close")
def a_task_is_done_once() -> Race:
    one = given()
    return once(lambda by: tasks.close(task_id=one, by=by), "task.closed", lambda: is_now("done"), by=MEMBERS)


@races.of("tasks.reopen")
def a_task_is_opened_again_once() -> Race:
    one = given()
    tasks.close(task_id=one, by=cast.INSPECTOR)
    return once(lambda by: tasks.reopen(task_id=one, by=by), "task.reopened", lambda: is_now("open"), by=MEMBERS)


def right() -> About:
    case = opened()
    return About("right", case, case)


@races.of("raising.raise_for")
def two_workers_raise_one_task() -> Race:
    about = right()
    return both(
        lambda by: raising.raise_for(kind="right_deadline", about=about, by=by),
        "task.raised",
        lambda: Task.objects.count() == 1,
        by=WORKERS,
        rows=1,
    )


@races.of("looking_ahead.look")
def two_nights_at_once_raise_one_task() -> Race:
    case = factories.hand_over().case_id
    about = consents.Question("desk:lawyers", ("needs",), "ary", "none", "spoken")
    consents.give(case_id=case, question=about, until=clock.today() + timedelta(days=3), by=cast.INSPECTOR)
    return both(
        lambda by: looking_ahead.look(by=by), "task.raised", lambda: Task.objects.count() == 1, by=WORKERS, rows=1
    )


@races.of("raising.settle")
def two_workers_settle_once() -> Race:
    about = right()
    raising.raise_for(kind="right_deadline", about=about)
    return both(
        lambda by: raising.settle(about=about, by=by), "task.settled", lambda: is_now("closed"), by=WORKERS, rows=1
    )


@races.of("raising.close_case")
def a_closed_case_closes_its_tasks_once() -> Race:
    one = given()
    case = Task.objects.get(pk=one).case_id
    Case.objects.filter(pk=case).update(state="closed", closed_on=clock.today())
    return both(
        lambda by: raising.close_case(case_id=case, by=by),  # type: ignore[arg-type]
        "task.settled",
        lambda: is_now("closed"),
        by=WORKERS,
        rows=1,
    )


@races.of("raising.reopen_case")
def a_case_opened_again_has_its_tasks_back_once() -> Race:
    case = opened()
    return both(
        lambda by: raising.reopen_case(case_id=case, by=by),
        "task.raised",
        lambda: Task.objects.get().kind == "answer_referral",
        by=WORKERS,
        rows=1,
    )


@races.of("raising.raise_again")
def two_workers_raise_one_task_again() -> Race:
    about = right()
    return both(
        lambda by: raising.raise_again(kind="right_deadline", about=about, by=by),
        "task.raised",
        lambda: Task.objects.count() == 1,
        by=WORKERS,
        rows=1,
    )


@races.of("raising.follow_referral")
def two_workers_follow_a_referral_once() -> Race:
    referral = factories.referral_to_shelter()
    return both(
        lambda by: raising.follow_referral(referral_id=referral, by=by),
        "task.raised",
        lambda: Task.objects.count() == 1,
        by=WORKERS,
        rows=1,
    )


@races.of("raising.follow_withdrawal")
def two_workers_tell_of_a_withdrawal_once() -> Race:
    opened()
    consents.withdraw(consent_id=Consent.objects.get().pk, by=cast.INSPECTOR)
    line = Consent.objects.get(word="withdrawn").pk
    return both(
        lambda by: raising.follow_withdrawal(consent_id=line, by=by),
        "task.raised",
        lambda: Task.objects.get().kind == "tell_colleagues",
        by=WORKERS,
        rows=1,
    )


@races.of("raising.follow_handover")
def two_workers_move_the_tasks_of_a_case_once() -> Race:
    one = given(cast.INSPECTOR)
    case = Task.objects.get(pk=one).case_id
    assert case is not None
    offer = handovers.offer(
        case_id=case, to_desk_id="labour-south", reason="other", data_classes=(), by=cast.LABOUR_LEAD
    )
    handovers.accept(handover_id=offer, by=cast.INSPECTOR_SOUTH)
    return both(
        lambda by: raising.follow_handover(handover_id=offer, by=by),
        "task.moved",
        lambda: Task.objects.get(pk=one).desk_id == "labour-south" and numbered(),
        by=WORKERS,
        rows=1,
    )


@races.of("raising.fall_back")
def a_task_falls_back_once() -> Race:
    given(cast.INSPECTOR_COLLEAGUE)
    case = Task.objects.get().case_id
    excluded = account(cast.INSPECTOR_COLLEAGUE)
    exclusions.add(case_id=case, account_id=excluded, reason="family", by=cast.LABOUR_LEAD)  # type: ignore[arg-type]
    return both(
        lambda by: raising.fall_back(by=by), "task.fell_back", lambda: is_now("open") and numbered(), by=WORKERS, rows=1
    )


@races.of("times.set_quiet")
def two_windows_set_the_quiet_hours_one_after_the_other() -> Race:
    return both(
        lambda by: times.set_quiet(start=time(21), end=time(7), by=by),
        "times.set",
        lambda: Times.objects.get().quiet_from == time(21),
        by=MYSELF,
    )


@races.of("times.go_away")
def two_windows_say_away_one_after_the_other() -> Race:
    until = clock.today() + timedelta(days=3)
    return both(
        lambda by: times.go_away(until=until, by=by),
        "times.away",
        lambda: Times.objects.get().away_until == until,
        by=MYSELF,
    )


@races.of("times.read_notices")
def two_windows_read_at_once() -> Race:
    return both(
        lambda by: times.read_notices(by=by), "notices.read", lambda: Times.objects.get().read_at is not None, by=MYSELF
    )


@races.of("feeds.make")
def of_two_addresses_made_at_once_one_opens() -> Race:
    return both(
        lambda by: feeds.make(by=by),
        "feed.made",
        lambda: CalendarFeed.objects.filter(revoked_at__isnull=True).count() == 1,
        by=MYSELF,
    )


@races.of("feeds.revoke")
def an_address_is_withdrawn_once() -> Race:
    feeds.make(by=cast.INSPECTOR)
    return once(
        lambda by: feeds.revoke(by=by),
        "feed.revoked",
        lambda: CalendarFeed.objects.get().revoked_at is not None,
        by=MYSELF,
    )


def entered() -> DeskMailbox:
    mailboxes.add(address="box@example.org", language="fr", by=cast.LABOUR_LEAD)
    return DeskMailbox.objects.get()


@races.of("mailboxes.add")
def of_two_addresses_entered_at_once_one_stands() -> Race:
    return both(
        lambda by: mailboxes.add(address="box@example.org", language="fr", by=by),
        "mailbox.added",
        lambda: DeskMailbox.objects.count() == 1,
        by=LEADS,
    )


@races.of("mailboxes.verify")
def an_address_is_confirmed_once() -> Race:
    code = mailing.code_of(entered())
    return once(
        lambda by: mailboxes.verify(code=code, by=by),
        "mailbox.verified",
        lambda: DeskMailbox.objects.get().verified_at is not None,
        by=LEADS,
    )


@races.of("mailboxes.set_quiet")
def two_windows_set_the_desks_hours_one_after_the_other() -> Race:
    entered()
    return both(
        lambda by: mailboxes.set_quiet(start=time(21), end=time(7), by=by),
        "mailbox.set",
        lambda: DeskMailbox.objects.get().quiet_to == time(7),
        by=LEADS,
    )


@races.of("mailboxes.owe")
def what_waits_twice_is_one_mail() -> Race:
    code = mailing.code_of(entered())
    mailboxes.verify(code=code, by=cast.LABOUR_LEAD)
    return both(
        lambda by: mailboxes.owe(desk_id="labour-north", by=by),
        "mailbox.owed",
        lambda: DeskMailbox.objects.filter(owed_at__isnull=False).count() == 1,
        by=WORKERS,
    )


@races.of("mailboxes.remove")
def an_address_is_removed_once() -> Race:
    entered()
    return once(
        lambda by: mailboxes.remove(by=by), "mailbox.removed", lambda: not DeskMailbox.objects.exists(), by=LEADS
    )
