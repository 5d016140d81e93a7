"""What a colleague carries is theirs; a cap says one word, once a week, where nobody stands alone."""

from datetime import timedelta

import pytest

from himaya.cases.actions import exclusions
from himaya.cases.models import Case
from himaya.institutions.models import Membership
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.staff_care import queries
from himaya.staff_care.actions import caseload_caps
from himaya.staff_care.models import AboveCap, DeskCare
from himaya.staff_care.queries import Above
from himaya.tasks.actions import tasks
from himaya.tasks.actions.tasks import Wish
from tests import cast, factories
from tests.rooms.staff_care.carried import BY, CAP, DESK, LEAD, OTHER, account, colleague, compared, enough, opened

pytestmark = pytest.mark.capability("D4")


def test_a_file_counts_once_whether_opened_or_with_a_task() -> None:
    """Seen red with tasks and files added up, and with closed files counted."""
    one, two, three = opened(3)
    assert (queries.my_caseload(BY), queries.my_caseload(OTHER)) == (3, 0)
    for case in (one, two):
        tasks.give(wish=Wish("prepare", to=account(BY)), case_id=case, by=BY)
        tasks.give(wish=Wish("prepare", to=account(OTHER)), case_id=case, by=BY)
    done = tasks.give(wish=Wish("other", to=account(OTHER)), case_id=one, by=BY)
    tasks.close(task_id=done, by=OTHER)
    tasks.give(wish=Wish("prepare", to=account(OTHER)), by=BY)
    assert (queries.my_caseload(BY), queries.my_caseload(OTHER)) == (3, 2)
    Case.objects.filter(pk=three).update(state="closed", closed_on=clock.today())
    assert queries.my_caseload(BY) == 2
    exclusions.add(case_id=one, account_id=account(OTHER), reason="family", by=LEAD)
    assert queries.my_caseload(OTHER) == 1


def test_who_opened_files_at_the_first_line_does_not_carry_them() -> None:
    opened(2, by=OTHER)
    assert queries.my_caseload(OTHER) == 0
    Membership.objects.filter(account_id=account(OTHER)).update(roles=["front_line", "case_manager"])
    assert queries.my_caseload(OTHER) == 2


def test_a_cap_is_the_leads_and_a_number_with_sense() -> None:
    for stranger in (BY, cast.AUDITOR, cast.SECRETARY):
        with pytest.raises(NotPermitted):
            caseload_caps.put(cap=CAP, by=stranger)
        with pytest.raises(NotPermitted):
            caseload_caps.take_off(by=stranger)
        with pytest.raises(NotPermitted):
            queries.how_many_above(stranger)
        with pytest.raises(NotPermitted):
            caseload_caps.weigh(by=stranger)
    for wrong in (None, 0, 4, 201):
        with pytest.raises(NotValid):
            caseload_caps.put(cap=wrong, by=LEAD)
    with pytest.raises(NotNow):
        caseload_caps.take_off(by=LEAD)
    caseload_caps.put(cap=9, by=LEAD)
    caseload_caps.put(cap=8, by=LEAD)
    assert queries.of_desk(DESK).cap == 8
    assert queries.how_many_above(LEAD) == Above(waits=False, too_few=True)


def test_the_lead_is_told_how_many_and_only_where_four_others_carry_files() -> None:
    """Seen red with the number of workers left out of the rule, and with the lead and who carries nothing counted."""
    opened(CAP + 1)
    colleague()
    compared()
    assert not AboveCap.objects.exists(), "at a small desk nothing is even noted"
    assert queries.how_many_above(LEAD) == Above(too_few=True)
    assert queries.above(DESK) == frozenset()


def test_who_carries_nothing_hides_nobody() -> None:
    """Seen red: two that carry nothing, with the lead, made "one of them" somebody who could be named."""
    opened(CAP + 1)
    for name in ("inspector-4", "inspector-5", "inspector-6"):
        colleague(name)
    compared()
    assert not AboveCap.objects.exists()
    assert queries.how_many_above(LEAD) == Above(too_few=True)


def test_what_may_be_told_is_settled_with_the_week() -> None:
    """Seen red with those who carry counted on each reading: one file closed turned the number off."""
    late = enough()
    opened(CAP)
    compared()
    assert queries.how_many_above(LEAD) == Above(number=1)
    assert queries.above(DESK) == {account(BY)}
    Case.objects.filter(opened_by=late.account_id).update(state="closed", closed_on=clock.today())
    assert queries.how_many_above(LEAD) == Above(number=1)
    with clock.stopped(factories.TUESDAY + timedelta(days=7)):
        caseload_caps.weigh(by=SYSTEM)
        assert queries.how_many_above(LEAD) == Above(too_few=True)
        assert queries.above(DESK) == frozenset()


def test_where_somebody_leaves_nothing_is_told_any_more() -> None:
    """Of those who stay either. Seen red without the colleagues of today."""
    late = enough()
    opened(CAP)
    compared()
    Membership.objects.filter(account_id=late.account_id).delete()
    assert queries.how_many_above(LEAD) == Above(too_few=True)
    assert queries.above(DESK) == frozenset()


def test_nothing_moves_within_a_week_so_that_no_file_given_tells_how_many_there_are() -> None:
    """Seen red with the comparison made on each reading: the sixth file turned the word on."""
    enough()
    opened(CAP - 1)
    compared()
    assert queries.above(DESK) == frozenset()
    opened(1)
    caseload_caps.weigh(by=SYSTEM)
    assert queries.above(DESK) == frozenset()
    with clock.stopped(factories.TUESDAY + timedelta(days=6)):
        assert caseload_caps.weigh(by=SYSTEM) == 1
        assert caseload_caps.weigh(by=SYSTEM) == 0
        assert queries.above(DESK) == {account(BY)}
        # A file that is closed does not turn it off either.
        Case.objects.update(state="closed", closed_on=clock.today())
        assert queries.above(DESK) == {account(BY)}


def test_a_cap_cannot_be_moved_to_find_a_number() -> None:
    """Seen red: taken off and set again, or simply moved, it told in a few steps how many files somebody has."""
    enough()
    opened(6)
    compared(6)
    assert queries.above(DESK) == {account(BY)}
    for day in (0, 27):
        with clock.stopped(factories.TUESDAY + timedelta(days=day)), pytest.raises(NotNow):
            caseload_caps.put(cap=7, by=LEAD)
    caseload_caps.take_off(by=LEAD)
    assert queries.above(DESK) == frozenset()
    assert queries.how_many_above(LEAD) == Above()
    with pytest.raises(NotNow):
        caseload_caps.put(cap=7, by=LEAD)
    with clock.stopped(factories.TUESDAY + timedelta(days=28)):
        caseload_caps.put(cap=7, by=LEAD)
        assert queries.above(DESK) == frozenset(), "what was compared with the former one is not told of this one"
        assert queries.how_many_above(LEAD) == Above(waits=True)
        caseload_caps.take_off(by=LEAD)
        caseload_caps.put(cap=7, by=LEAD)
        caseload_caps.weigh(by=SYSTEM)
        assert queries.how_many_above(LEAD) == Above(number=0)


def test_a_cap_moved_in_a_week_that_was_compared_waits_for_the_next() -> None:
    """Seen red: it was promised by tomorrow, and came on Monday."""
    enough()
    compared()
    with clock.stopped(factories.TUESDAY + timedelta(days=28)):
        caseload_caps.weigh(by=SYSTEM)
        caseload_caps.put(cap=7, by=LEAD)
        assert queries.how_many_above(LEAD) == Above(waits=True, next_week=True)
        assert caseload_caps.weigh(by=SYSTEM) == 0
    with clock.stopped(factories.TUESDAY + timedelta(days=34)):
        assert queries.how_many_above(LEAD) == Above(waits=True)
        assert caseload_caps.weigh(by=SYSTEM) == 1
        assert queries.how_many_above(LEAD) == Above(number=0)


def test_a_cap_taken_off_leaves_no_note_behind() -> None:
    enough()
    opened(CAP)
    compared()
    assert AboveCap.objects.count() == 1
    caseload_caps.take_off(by=LEAD)
    caseload_caps.weigh(by=SYSTEM)
    assert not AboveCap.objects.exists()
    assert DeskCare.objects.get().counted_on == clock.today()


def test_the_audit_says_that_and_no_number() -> None:
    enough()
    opened(CAP)
    compared()
    rows = AuditEvent.objects.filter(action__startswith="caseload_cap.")
    assert [(one.action, one.object_id, one.code) for one in rows.order_by("pk")] == [
        ("caseload_cap.put", DESK, ""),
        ("caseload_cap.weighed", DESK, ""),
    ]
