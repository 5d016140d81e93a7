"""Two windows of one account read at the same moment: together they open no more than the budget of one."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from django.conf import LazySettings

from himaya.kernel import budget, clock
from himaya.kernel.access import Access
from himaya.kernel.budget import Budget
from himaya.kernel.errors import BudgetSpent
from himaya.kernel.models import AuditEvent
from himaya.persons.actions import people
from himaya.persons.models import Person
from tests import cast, factories
from tests.races.test_two_actors import together

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X4")]
STOP = 4


def small(roles: object) -> Budget:
    """Four persons an hour, and no question before."""
    return Budget(STOP, STOP)


def test_two_windows_of_one_account_share_one_budget(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: without the held row of the account both count three of four and both open one: five."""
    settings.HIMAYA_BUDGET = f"{__name__}.small"
    ids = [
        people.add(
            institution_id="labour", identity=factories.identity(full_name=f"Nom {n}", document=""), by=cast.INSPECTOR
        )
        for n in range(STOP + 1)
    ]
    persons = [Person.objects.get(pk=one) for one in ids]
    reader = replace(cast.INSPECTOR, proven_at=clock.now())
    with Access(reader, "give_service") as access:
        access.open(*persons[: STOP - 1])
    meet_after(monkeypatch)

    def read(person: Person) -> str:
        with Access(reader, "give_service") as access:
            access.open(person)
            return str(person.full_name)

    found = together(*(partial(read, person) for person in persons[STOP - 1 :]))
    assert [type(one) for one in found].count(BudgetSpent) == 1
    assert AuditEvent.objects.filter(purpose="give_service").count() == 2


def meet_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both readers stand between counting and writing at once, if nothing keeps them apart."""
    from threading import Barrier, BrokenBarrierError  # noqa: PLC0415

    meeting: Barrier = Barrier(2)
    counted: Callable[..., object] = budget._read_lately

    def count_and_wait(account_id: object) -> object:
        found = counted(account_id)
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=0.3)
        return found

    monkeypatch.setattr(budget, "_read_lately", count_and_wait)
