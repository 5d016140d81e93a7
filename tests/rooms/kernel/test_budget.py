"""The volume budget and the decoys: what a captured session or a curious colleague can carry away in an hour.

The last test is the drill: a session that is not the worker's any more reads on until it is stopped.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import LazySettings

from himaya.institutions import budgets
from himaya.institutions.models import AccountNotice
from himaya.kernel import clock, decoys
from himaya.kernel.access import Access
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.budget import Budget
from himaya.kernel.errors import BudgetSpent, NotPermitted, ProofNeeded
from himaya.kernel.models import AuditEvent, AuditSubject, OutboxMessage
from himaya.kernel.unit import log_refusal, unit
from himaya.ops import worker
from himaya.persons.actions import people
from himaya.persons.models import Person
from tests import cast, factories

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X4")]
CONFIRM, STOP, THERE = 3, 6, 9
OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")
ELSEWHERE = cast.actor("shelter-officer", "shelter", "data_protection_officer")
AUTHORITY = cast.actor("authority-officer", "oversight", "data_protection_officer")


def small(roles: object) -> Budget:
    """A budget that a test can spend."""
    return Budget(CONFIRM, STOP)


@pytest.fixture(autouse=True)
def _stage(settings: LazySettings) -> Iterator[None]:
    settings.HIMAYA_BUDGET = f"{__name__}.small"
    with clock.stopped(factories.TUESDAY):
        cast.play()
        for officer in (OFFICER, ELSEWHERE, AUTHORITY):
            cast.seat(officer, officer.desk_id)
        yield


@pytest.fixture(name="persons")
def _persons() -> list[Person]:
    names = [f"Personne Inventée {number}" for number in range(THERE)]
    ids = [
        people.add(institution_id="labour", identity=factories.identity(full_name=name, document=""), by=cast.INSPECTOR)
        for name in names
    ]
    return [Person.objects.get(pk=one) for one in ids]


def test_who_shows_something_else_to_those_without_a_right_does_not_swallow_these() -> None:
    """Planted fault: both were NotPermitted, so `except NotPermitted` made them silent."""
    for refusal in (ProofNeeded(), BudgetSpent()):
        assert not isinstance(refusal, NotPermitted)
        assert refusal.status == NotPermitted.status


def proven(actor: Actor = cast.INSPECTOR) -> Actor:
    return replace(actor, proven_at=clock.now())


def read(person: Person, *, by: Actor) -> str:
    with Access(by, "give_service") as access:
        access.open(person)
        return str(person.full_name)


def read_all(persons: list[Person], *, by: Actor) -> int:
    """How many were read before a refusal, which is written down as the web does it."""
    for number, person in enumerate(persons):
        try:
            read(person, by=by)
        except (ProofNeeded, BudgetSpent) as refusal:
            log_refusal(refusal, by=by, where="test")
            return number
    return len(persons)


def told(officer: Actor) -> list[str]:
    return list(AccountNotice.objects.filter(account_id=officer.account_id).values_list("kind", flat=True))


def test_from_the_first_bound_on_the_second_factor_must_have_been_shown(persons: list[Person]) -> None:
    """Red when `charge` is not called in `Access`, or forgets the proof."""
    assert read_all(persons, by=cast.INSPECTOR) == CONFIRM
    with pytest.raises(ProofNeeded):
        read(persons[CONFIRM], by=cast.INSPECTOR)
    assert read(persons[CONFIRM], by=proven()) == "Personne Inventée 3"
    old = replace(cast.INSPECTOR, proven_at=clock.now() - timedelta(minutes=11))
    with pytest.raises(ProofNeeded):
        read(persons[CONFIRM + 1], by=old)


def test_at_the_second_bound_nothing_further_opens_and_what_is_open_stays(persons: list[Person]) -> None:
    assert read_all(persons, by=proven()) == STOP
    assert read(persons[0], by=cast.INSPECTOR) == "Personne Inventée 0"
    readings = AuditEvent.objects.filter(purpose="give_service")
    assert len(set(AuditSubject.objects.filter(event__in=readings).values_list("subject_id", flat=True))) == STOP


def test_another_account_and_another_hour_have_a_budget_of_their_own(persons: list[Person]) -> None:
    assert read_all(persons, by=proven()) == STOP
    assert read(persons[STOP], by=cast.INSPECTOR_COLLEAGUE)
    with clock.stopped(factories.TUESDAY + timedelta(hours=1, seconds=1)):
        assert read(persons[STOP], by=cast.INSPECTOR)


def test_one_block_that_opens_many_is_charged_for_each(persons: list[Person]) -> None:
    """Red when a block is counted as one: a search opens up to fifty at once."""
    with pytest.raises(BudgetSpent), Access(proven(), "matching", action="person.searched") as access:
        access.open(*persons)
    assert not AuditEvent.objects.filter(purpose="matching").exists()


def test_the_officers_who_watch_over_the_desk_are_told_once_an_hour(persons: list[Person]) -> None:
    """Red when `log_refusal` leaves no word, or `tell_officers` tells for each try."""
    assert read_all(persons, by=proven()) == STOP
    assert read_all(persons[STOP:], by=proven()) == 0
    assert OutboxMessage.objects.filter(event="budget.spent").count() == 2
    worker.drain(clock.now())
    assert told(OFFICER) == told(AUTHORITY) == ["budget_spent"]
    assert told(ELSEWHERE) == []


def test_whoever_goes_on_trying_is_told_of_each_hour_anew(persons: list[Person]) -> None:
    """Red when an event is alike to an untold one within the hour before it: then one alarm in days is all there is."""
    assert read_all(persons, by=proven()) == STOP
    for minutes in (0, 50, 100, 150):
        with clock.stopped(factories.TUESDAY + timedelta(minutes=minutes)):
            read_all(persons, by=proven())
            log_refusal(BudgetSpent(code="budget_spent"), by=proven(), where="test")
    worker.drain(clock.now() + timedelta(hours=3))
    hours = {(factories.TUESDAY + timedelta(minutes=minutes)).hour for minutes in (0, 50, 100, 150)}
    assert len(told(OFFICER)) == len(hours) >= 3


def test_the_system_itself_is_not_charged(persons: list[Person]) -> None:
    assert read_all(persons, by=SYSTEM) == THERE


def test_any_reading_of_a_decoy_is_an_alarm_and_the_reader_notices_nothing(persons: list[Person]) -> None:
    """Red when `alarm` is not called in `Access`; and a copy of the store does not tell which are decoys."""
    with unit(by=OFFICER):
        decoys.keep(persons[1].pk)
    assert read(persons[0], by=cast.INSPECTOR)
    assert not AuditEvent.objects.filter(action=decoys.READ).exists()
    assert read(persons[1], by=cast.INSPECTOR) == "Personne Inventée 1"
    worker.drain(clock.now())
    assert told(OFFICER) == told(AUTHORITY) == ["decoy_read"]
    assert str(persons[1].pk) not in str(list(decoys.Decoy.objects.values()))


def test_the_shipped_budgets_let_a_night_shift_work_and_a_search_pass() -> None:
    """A search may open fifty at once: no role that searches is stopped by a single one."""
    for role in ("front_line", "case_manager", "desk_lead", "interviewer", "health_professional", "legal_counsel"):
        assert budgets.of_roles([role]).stop_at > 50
    assert budgets.of_roles(["front_line", "case_manager"]) == budgets.of_roles(["case_manager"])
    assert budgets.of_roles(["auditor"]) == budgets.load()[budgets.OTHER]


def test_drill_a_captured_session_carries_away_no_more_than_the_first_bound(persons: list[Person]) -> None:
    """The drill: whoever holds a session without its second factor gets `confirm_at` persons an hour.

    Planted fault: with a budget counted per session instead of per account, a second session gets as many again.
    """
    captured = replace(cast.INSPECTOR, proven_at=clock.now() - timedelta(hours=2))
    assert read_all(persons, by=captured) == CONFIRM
    assert read_all(persons[CONFIRM:], by=replace(captured)) == 0
    with clock.stopped(factories.TUESDAY + timedelta(minutes=59)):
        assert read_all(persons[CONFIRM:], by=captured) == 0
