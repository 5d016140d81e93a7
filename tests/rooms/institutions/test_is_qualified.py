"""Who counts as qualified on a day, asked of the store: what the interview room asks before it lets somebody begin."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from himaya.institutions import queries_qualifications as queries
from himaya.institutions import rules_qualifications as rules
from himaya.institutions.models import Account, Membership, Qualification
from himaya.kernel import clock
from tests import cast, factories

pytestmark = [pytest.mark.usefixtures("the_cast"), pytest.mark.capability("C3")]
KIND = rules.IDENTIFICATION_INTERVIEW
DAY = timedelta(days=1)
HOLDER = cast.SHELTER


def me() -> UUID:
    assert HOLDER.account_id is not None
    return HOLDER.account_id


def ids(changes: dict[str, Any]) -> dict[str, Any]:
    """The same with the account of each actor who is named."""
    return {
        f"{key}_id" if key.endswith("_by") else key: getattr(one, "account_id", one) for key, one in changes.items()
    }


def why() -> str:
    found = queries.why_not(me(), KIND, clock.today())
    assert queries.is_qualified(me(), KIND, clock.today()) is (not found)
    return found


def test_the_role_alone_qualifies_nobody_and_a_certificate_alone_neither() -> None:
    assert why() == rules.MISSING
    factories.qualify(me())
    assert why() == ""
    Membership.objects.filter(account_id=me()).update(roles=["case_manager"])
    assert why() == rules.NO_ROLE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": "waiting", "answered_by_id": None, "answered_at": None, "confirmed_on": None}, rules.WAITING),
        ({"state": "refused", "confirmed_on": None}, rules.MISSING),
        ({"valid_to": factories.TUESDAY.date() - DAY}, rules.OVER),
        ({"valid_to": factories.TUESDAY.date()}, ""),
        ({"valid_from": factories.TUESDAY.date() + DAY}, rules.TO_COME),
        ({"state": "ended", "ended_on": factories.TUESDAY.date(), "ended_by": cast.LABOUR_LEAD}, rules.ENDED),
        ({"kind": "something_else"}, rules.MISSING),
    ],
)
def test_only_what_is_confirmed_in_force_and_ones_own_counts(changes: dict[str, Any], expected: str) -> None:
    """Planted faults, each seen red: no look at the state, at the days, at the kind, at the account."""
    factories.qualify(cast.CHILDREN.account_id)
    factories.qualify(me(), **ids(changes))
    assert why() == expected


def test_a_closed_account_an_ended_seat_and_a_desk_of_police_open_nothing() -> None:
    factories.qualify(me())
    Account.objects.filter(pk=me()).update(is_active=False)
    assert why() == rules.NO_ROLE
    Account.objects.filter(pk=me()).update(is_active=True)
    seats = Membership.objects.filter(account_id=me())
    seats.update(valid_to=clock.today() - DAY, valid_from=clock.today() - 9 * DAY)
    assert why() == rules.NO_ROLE
    assert queries.is_qualified(me(), KIND, clock.today() - DAY), "it was so on that day"
    seats.update(valid_to=None, desk_id="police-north")
    assert why() == rules.NO_ROLE
    seats.update(desk_id="children")
    assert why() == ""
    assert queries.why_not(me(), "unknown_kind", clock.today()) == rules.NO_ROLE
    assert queries.why_not(uuid4(), KIND, clock.today()) == rules.NO_ROLE


def test_what_ends_soon_is_told_to_whoever_helps_there_unless_a_later_one_follows() -> None:
    row = factories.qualify(me(), valid_to=clock.today() + 30 * DAY)
    assert queries.ending_soon(cast.SHELTER_LEAD) == [row]
    assert queries.ending_soon(cast.OPERATOR) == [row]
    assert queries.ending_soon(cast.LABOUR_LEAD) == []
    assert queries.ending_soon(cast.SHELTER) == []
    factories.qualify(me(), valid_to=clock.today() + 400 * DAY, number="C-0002")
    assert queries.ending_soon(cast.SHELTER_LEAD) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM qualification",
        "UPDATE qualification SET valid_to = '2040-01-01'",
        "UPDATE qualification SET number = 'C-0009'",
        "UPDATE qualification SET state = 'waiting', confirmed_on = NULL, answered_by_id = NULL",
        "UPDATE qualification SET answered_at = '2020-01-01 00:00:00+00:00'",
    ],
)
def test_what_was_written_is_altered_and_removed_by_nobody(statement: str) -> None:
    """As the owner of the tables. Fault to plant: a migration without its triggers."""
    factories.qualify(me())
    before = list(Qualification.objects.values())
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Qualification.objects.values()) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"entered_by": HOLDER},
        {"answered_by": HOLDER},
        {"answered_by": cast.OPERATOR},
        {"answered_by": None},
        {"confirmed_on": None},
        {"valid_to": factories.TUESDAY.date() - 90 * DAY},
        {"ended_on": factories.TUESDAY.date()},
        {"state": "ended"},
    ],
)
def test_the_store_refuses_what_must_never_be_true(changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.qualify(me(), **ids(changes))
