"""Asked with the person, compared by tokens in the worker, told to the holding desk alone, decided there."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from himaya.cases import policy as cases_policy
from himaya.cases.actions import exclusions
from himaya.cases.models import Case
from himaya.enquiries import queries, rules, states
from himaya.enquiries.actions import enquiries
from himaya.enquiries.actions import told as decided
from himaya.enquiries.actions.enquiries import Said
from himaya.enquiries.models import Answer, Enquiry, Told
from himaya.kernel import clock, decoys
from himaya.kernel.belongings import of_persons
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.ops import after_enquiries, worker
from himaya.persons.models import IndexToken, Person
from himaya.persons.names import RULE_VERSION
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.enquiries.asked import (
    BY,
    HOLDER,
    HOLDER_COLLEAGUE,
    LEAD,
    NUMBER,
    OFFICER,
    YES,
    ask,
    both,
    joined,
    kept,
    signed,
    told,
)

pytestmark = pytest.mark.capability("H1")


def live(kind: str) -> int:
    return Task.objects.filter(kind=kind, state="open").count()


def test_the_holding_desk_is_told_and_nothing_is_opened() -> None:
    signed()
    holding = kept(by=HOLDER)
    row = ask(kept())
    assert told(row) == [], "the request itself compares nothing"
    readings = AuditEvent.objects.exclude(purpose="").count()
    worker.drain()
    (one,) = told(row)
    assert (one.case_id, one.person_id, one.from_desk_id) == (holding.pk, holding.person_id, "labour-north")
    assert AuditEvent.objects.exclude(purpose="").count() == readings
    assert [heard.row.pk for heard in queries.heard(HOLDER)] == [one.pk]
    assert queries.heard(BY) == []
    assert live("enquiry_waits") == 1
    assert Task.objects.get(kind="enquiry_waits").desk_id == "hostel"


@pytest.mark.parametrize(
    ("name", "changes", "found"),
    [
        ("HANANE  bouzerda", {"birth": "1998"}, True),
        # Swapped, the last part that counts as surname is another one.
        ("Bouzerda Hanane", {"birth": "1998"}, False),
        ("Somebody Else", {"birth": "1970", "document": "ab 123456"}, True),
        ("Hanane Bouzerda", {"birth": ""}, False),
        ("Hanane Bouzerda", {"birth": "1999"}, False),
        ("Hanan Bouzerda", {"birth": "1998"}, False),
        ("Hanane", {"birth": "1998"}, False),
    ],
)
def test_a_name_alone_is_never_enough(name: str, changes: dict[str, str], *, found: bool) -> None:
    signed()
    kept(name, by=HOLDER, **changes)
    row = ask(kept(document=NUMBER))
    worker.drain()
    assert bool(told(row)) is found


def test_who_is_left_out_is_told_of_nowhere() -> None:
    """A decoy, an erased identity, a closed file, tokens of other rules, a desk of police; and who was not chosen."""
    signed()
    left_out = [kept(by=HOLDER, document=f"X{number}") for number in range(3)]
    decoys.keep(left_out[0].person_id)
    Person.objects.filter(pk=left_out[1].person_id).update(anonymous_since=clock.today())
    Case.objects.filter(pk=left_out[2].pk).update(state="closed", closed_on=clock.today())
    row = ask(kept())
    worker.drain()
    assert told(row) == []
    assert Enquiry.objects.get().compared_at is not None


def test_tokens_of_other_rules_are_compared_with_none() -> None:
    signed()
    holding = kept(by=HOLDER)
    IndexToken.objects.filter(person_id=holding.person_id).update(rule_version=RULE_VERSION + 1)
    row = ask(kept())
    worker.drain()
    assert told(row) == []


def test_a_second_comparison_tells_nobody_twice() -> None:
    row, _one = both()
    after_enquiries.compare({"enquiry": str(row.pk)})
    assert len(told(row)) == 1


def test_after_her_yes_and_its_own_the_asker_sees_which_desk() -> None:
    row, one = both()
    decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    answer = Answer.objects.get()
    assert (answer.enquiry_id, answer.desk_id, answer.agreed) == (row.pk, "hostel", True)
    (asked,) = queries.of_case(row.case)
    assert [found.desk_id for found in asked.answers] == ["hostel"]
    worker.drain()
    assert (live("enquiry_waits"), live("enquiry_answered")) == (0, 1)
    assert Task.objects.get(kind="enquiry_answered").desk_id == "labour-north"
    with pytest.raises(NotNow):
        decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER_COLLEAGUE)
    with pytest.raises(NotNow):
        decided.close(told_id=one.pk, by=HOLDER)


def test_without_a_yes_nothing_reaches_the_asker_and_the_store_says_so_too() -> None:
    row, one = both()
    with refused(NotValid, "agrees"):
        decided.get_in_touch(told_id=one.pk, agrees=False, by=HOLDER)
    assert not Answer.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(enquiry=row, desk_id="hostel", agreed=False, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Told.objects.filter(pk=one.pk).update(state=states.IN_TOUCH)
    with pytest.raises(DatabaseError), transaction.atomic():
        Enquiry.objects.filter(pk=row.pk).update(parties=["social", "daw"])


def test_closed_leaves_no_line_behind_and_settles_the_task() -> None:
    _row, one = both()
    decided.close(told_id=one.pk, by=HOLDER)
    assert not Told.objects.exists()
    worker.drain()
    assert live("enquiry_waits") == 0
    closed = AuditEvent.objects.get(action="enquiry.closed")
    assert closed.code == "", "why is kept nowhere"
    with pytest.raises(NotFound):
        decided.close(told_id=one.pk, by=HOLDER)


def test_of_a_child_two_things_more_are_needed_on_both_sides_and_no_guardian() -> None:
    signed()
    kept(by=HOLDER, age="child")
    mine = kept(age="maybe_child")
    for said, missing in ((YES, "heard"), (Said(("social",), agrees=True, heard=True), "best")):
        with refused(NotValid, missing):
            ask(mine, said)
    row = ask(mine, Said(("social",), agrees=True, heard=True, best=True))
    assert row.as_child
    worker.drain()
    (one,) = told(row)
    with refused(NotValid, "best"):
        decided.get_in_touch(told_id=one.pk, agrees=True, heard=True, by=HOLDER)
    decided.get_in_touch(told_id=one.pk, agrees=True, heard=True, best=True, by=HOLDER)


def test_it_is_never_asked_without_the_person_or_without_a_choice() -> None:
    signed()
    mine = kept()
    for said, code in ((Said(("social",)), "agrees"), (Said((), agrees=True), "parties")):
        with refused(NotValid, code):
            ask(mine, said)
    with pytest.raises(NotValid):
        ask(mine, Said(("labour",), agrees=True))
    with pytest.raises(NotValid):
        ask(mine, Said(("hospital",), agrees=True))
    with pytest.raises(NotFound):
        ask(mine, by=cast.INSPECTOR_SOUTH)
    with pytest.raises(NotPermitted):
        ask(mine, by=OFFICER)
    assert not Enquiry.objects.exists()


def test_one_is_open_at_a_time_and_a_service_is_asked_once_a_month() -> None:
    signed()
    mine = kept()
    row = ask(mine)
    with refused(NotNow, "one_is_open"):
        ask(mine)
    enquiries.withdraw(case_id=mine.pk, enquiry_id=row.pk, by=BY)
    with refused(NotNow, "parties"):
        ask(mine)
    with clock.stopped(factories.TUESDAY + rules.OPEN_FOR):
        assert ask(mine).pk != row.pk


def test_one_that_ended_and_was_answered_is_in_nobodys_way() -> None:
    row, one = both()
    with clock.stopped(factories.TUESDAY + timedelta(days=20)):
        decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    with clock.stopped(factories.TUESDAY + timedelta(days=31)):
        enquiries.lapse(by=worker.SYSTEM)
        assert ask(row.case).pk != row.pk
        row.refresh_from_db()
        assert row.state == states.OVER


def test_not_from_a_closed_file_and_not_by_who_signed_nothing() -> None:
    mine = kept()
    with refused(NotNow, "no_party"):
        ask(mine)
    signed()
    Case.objects.filter(pk=mine.pk).update(state="closed", closed_on=clock.today())
    with refused(NotNow, "closed"):
        ask(mine)


def test_taken_back_it_is_gone_at_the_holding_desk_at_once() -> None:
    row, one = both()
    enquiries.withdraw(case_id=row.case_id, enquiry_id=row.pk, by=LEAD)
    # Before the worker came.
    assert queries.heard(HOLDER) == []
    with pytest.raises(NotNow):
        decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    worker.drain()
    assert told(row) == []
    assert live("enquiry_waits") == 0
    with pytest.raises(NotNow):
        enquiries.withdraw(case_id=row.case_id, enquiry_id=row.pk, by=BY)


def test_taken_back_before_the_worker_came_nobody_is_told() -> None:
    signed()
    kept(by=HOLDER)
    mine = kept()
    row = ask(mine)
    enquiries.withdraw(case_id=mine.pk, enquiry_id=row.pk, by=BY)
    worker.drain()
    assert told(row) == []


def test_taken_back_after_a_yes_the_holding_desk_reads_that_it_is_over() -> None:
    row, one = both()
    decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    assert [found.over for found in queries.heard(HOLDER)] == [False]
    enquiries.withdraw(case_id=row.case_id, enquiry_id=row.pk, by=BY)
    assert [found.over for found in queries.heard(HOLDER)] == [True]


def test_undecided_it_ends_with_nobody_told() -> None:
    _row, one = both()
    with clock.stopped(factories.TUESDAY + rules.OPEN_FOR):
        assert queries.heard(HOLDER) == []
        with pytest.raises(NotNow):
            decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
        after_enquiries.lapse()
        assert not Enquiry.objects.exists()
        assert not Told.objects.exists()
        assert live("enquiry_waits") == 0


def test_after_a_yes_it_stays_for_a_month() -> None:
    _row, one = both()
    late = factories.TUESDAY + timedelta(days=29)
    with clock.stopped(late):
        decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    with clock.stopped(late + timedelta(days=29)):
        after_enquiries.lapse()
        assert Answer.objects.count() == 1
    with clock.stopped(late + rules.ANSWERED_FOR):
        after_enquiries.lapse()
        assert not Answer.objects.exists()
        assert not Enquiry.objects.exists()


def test_a_conflict_of_interest_keeps_from_it_and_other_desks_know_nothing() -> None:
    _row, one = both()
    exclusions.add(
        case_id=one.case_id, account_id=cases_policy.account_of(HOLDER), reason="family", by=HOLDER_COLLEAGUE
    )
    assert queries.heard(HOLDER) == []
    for who in (HOLDER, BY, cast.SHELTER, cast.OFFICER):
        with pytest.raises(NotFound):
            decided.close(told_id=one.pk, by=who)
    assert [found.row.pk for found in queries.heard(HOLDER_COLLEAGUE)] == [one.pk]


def test_a_conflict_of_interest_with_another_file_of_the_same_human_keeps_from_it_too() -> None:
    """By a line alone, as a store of before joins carried a conflict has it. Seen red without the look at people."""
    signed()
    held, other = kept(by=HOLDER), kept("Somebody Else", by=HOLDER)
    exclusions.add(case_id=other.pk, account_id=cases_policy.account_of(HOLDER), reason="family", by=HOLDER_COLLEAGUE)
    joined(held, other, by=HOLDER_COLLEAGUE)
    ask(kept())
    worker.drain()
    (one,) = queries.heard(HOLDER_COLLEAGUE)
    assert one.row.case_id == held.pk
    assert queries.heard(HOLDER) == []


def test_whoever_asked_does_not_decide_at_another_desk() -> None:
    _row, one = both()
    twice = cast.actor("inspector", "hostel", "case_manager")
    with pytest.raises(NotPermitted):
        decided.get_in_touch(told_id=one.pk, agrees=True, by=twice)


@pytest.mark.parametrize("side", ["asker", "holder"])
def test_an_erasure_of_either_takes_every_row_along(side: str) -> None:
    row, one = both()
    decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    person = row.person_id if side == "asker" else one.person_id
    for belonging in of_persons():
        if belonging.model in (Told, Answer, Enquiry):
            belonging.erase(person, scope="identity")
    assert not Told.objects.exists()
    assert Enquiry.objects.exists() is (side == "holder")
    assert Answer.objects.exists() is (side == "holder")


def test_the_audit_names_each_side_to_itself() -> None:
    row, one = both()
    compared = AuditEvent.objects.get(action="enquiry.compared")
    about = set(AuditSubject.objects.filter(event=compared).values_list("subject_id", flat=True))
    assert about == {row.person_id}
    noted = AuditEvent.objects.get(action="enquiry.told")
    assert set(AuditSubject.objects.filter(event=noted).values_list("subject_id", flat=True)) == {one.person_id}
