"""Under a promise that nobody calls, no task is told as a call; a desk that was not told how learns nothing."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from himaya.cases.models import Case
from himaya.kernel import contact_hours
from himaya.kernel.errors import NotValid
from himaya.safety.models import ContactRules
from himaya.tasks import words
from himaya.tasks.actions import tasks
from himaya.tasks.actions.tasks import Wish
from tests import cast, factories
from tests.pages import page
from tests.refusals import refused
from tests.rooms.safety import made
from tests.rooms.safety.made import BY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D3")

NEVER: dict[str, Any] = {"ways": ("never",), "hours": {}}
DO_NOT, CALL, ASK = "Do not call: the person comes or calls", "Call back, as the person", "ask the desk that knows"
LOOK = "Before any call, look first how this person may be reached"


def given(case: Case, kind: str = "call_back", **changes: Any) -> UUID:
    return tasks.give(wish=Wish(kind=kind, **changes), case_id=case.pk, by=BY)


def test_a_call_is_not_told_as_one_to_whoever_knows_that_nobody_calls(sit: Sit) -> None:
    case = made.case()
    task = given(case)
    pages = ("/tasks/", "/tasks/desk/", "/tasks/notices/", f"/tasks/{task}/", f"/tasks/cases/{case.pk}/")
    client = sit(BY)
    there = [one for one in pages if client.get(one).status_code == 200]
    before = [one for one in there if CALL in page(client, one)]
    assert len(before) >= 3, there
    assert not any(DO_NOT in page(client, one) for one in there)
    made.rules(case, **NEVER)
    for one in before:
        told = page(client, one)
        assert DO_NOT in told, one
        assert CALL not in told, one
    made.rules(case)
    assert all(CALL in page(client, one) for one in before)


def test_what_is_no_call_says_nothing_of_it(sit: Sit) -> None:
    case = made.case()
    made.rules(case, **NEVER)
    assert DO_NOT not in page(sit(BY), f"/tasks/{given(case, 'ask_papers')}/")
    assert DO_NOT in page(sit(BY), f"/tasks/{given(case, 'follow_up')}/")


def test_an_hour_for_a_call_is_refused_unless_the_person_agreed_to_it() -> None:
    case = made.case()
    made.rules(case, **NEVER)
    hour = datetime(2026, 11, 26, 15, tzinfo=UTC)
    with refused(NotValid, "due_hour"):
        given(case, due_at=hour)
    given(case, due_at=hour, agreed_hour=hour)
    given(case, "accompany", due_at=hour)


def test_who_asks_for_a_closed_hour_reads_first_that_nobody_calls_at_all() -> None:
    """Seen red while the closed hour was refused first: a tick for it lifted a promise that nobody had read."""
    case = made.case()
    made.rules(case, **{**NEVER, "hours": made.NIGHT})
    with pytest.raises(NotValid) as refusal:
        given(case, due_at=datetime(2026, 11, 26, 22, tzinfo=UTC))
    assert refusal.value.sentence == words.NO_HOUR


@pytest.mark.parametrize("agreed", [NEVER, {}])
def test_a_desk_that_was_not_told_how_is_always_told_the_same(sit: Sit, agreed: dict[str, Any]) -> None:
    classes = ("first_name", "age_group", "language", "needs")
    referral = factories.referral_to_shelter(wishes=[factories.wish(data_classes=classes)])
    made.rules(Case.objects.get(), **agreed)
    task = tasks.give(wish=Wish(kind="call_back"), referral_id=referral, by=cast.SHELTER)
    told = page(sit(cast.SHELTER), f"/tasks/{task}/")
    assert ASK in told
    assert CALL in told
    assert DO_NOT not in told


def test_a_desk_that_reads_how_she_is_reached_reads_that_nobody_calls(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    made.rules(Case.objects.get(), **NEVER)
    task = tasks.give(wish=Wish(kind="call_back"), referral_id=referral, by=cast.SHELTER)
    told = page(sit(cast.SHELTER), f"/tasks/{task}/")
    assert DO_NOT in told
    assert ASK not in told


def unsaid(case: Case) -> None:
    """The last line, as one from before the promise was kept in clear."""
    row = ContactRules.objects.defer("content").filter(case=case).latest("number")
    ContactRules.objects.bulk_create(
        [
            ContactRules(
                person_id=case.person_id, case=case, number=row.number + 1, quiet={}, desk_id=case.desk_id,
                agreed_by=row.agreed_by, agreed_on=row.agreed_on,
            )
        ]
    )  # fmt: skip


def test_a_line_that_does_not_say_asks_to_look_first_and_refuses_no_hour(sit: Sit) -> None:
    case = made.case()
    made.rules(case, hours={})
    task = given(case)
    client, where = sit(BY), f"/tasks/{task}/"
    assert LOOK not in page(client, where)
    unsaid(case)
    told = page(client, where)
    assert LOOK in told
    assert CALL in told
    assert DO_NOT not in told
    given(case, due_at=datetime(2026, 11, 26, 15, tzinfo=UTC))
    made.rules(case, **NEVER)
    assert LOOK not in page(client, where)
    assert DO_NOT in page(client, where)


def test_the_last_line_counts() -> None:
    case, other, none = made.case(), made.case(identity=None), made.case(identity=None)
    made.rules(case, **NEVER)
    made.rules(other)
    asked = [case.pk, other.pk, none.pk]
    assert contact_hours.nobody_calls(asked) == {case.pk}
    assert contact_hours.nobody_calls([]) == set()
    made.rules(case)
    assert contact_hours.nobody_calls(asked) == set()
    assert contact_hours.unsaid(asked) == contact_hours.unsaid([]) == set()
    unsaid(other)
    assert contact_hours.nobody_calls(asked) == set()
    assert contact_hours.unsaid(asked) == {other.pk}


def test_nothing_takes_the_promise_back_in_its_line() -> None:
    case = made.case()
    made.rules(case, **NEVER)
    for change in ({"never": False}, {"instance_id": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ContactRules.objects.update(**change)
