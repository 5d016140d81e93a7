"""A conflict of interest is with a human: kept from one of two that are one person, somebody is kept from the other."""

from datetime import timedelta

import pytest

from himaya.cases import access, erasing, queries
from himaya.cases import policy as cases
from himaya.cases.actions import exclusions
from himaya.cases.models import Case, Exclusion, Grant
from himaya.duplicates.actions import pairs
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.belongings import of_persons
from himaya.kernel.errors import NotFound
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import unit
from himaya.persons.models import SamePerson
from tests import cast, factories
from tests.rooms.duplicates.duplicated import BY, LEAD, all_laid, kept, laid, twice

pytestmark = pytest.mark.capability("H1")
COLLEAGUE = cast.INSPECTOR_COLLEAGUE


def keep_out(case: Case, who: Actor = COLLEAGUE) -> None:
    exclusions.add(case_id=case.pk, account_id=cases.account_of(who), reason="family", by=LEAD)


def sees(who: Actor, case: Case) -> bool:
    try:
        with access.open_case(who, case.pk, purpose="give_service"):
            return True
    except NotFound:
        return False


def standing() -> set[object]:
    return set(Exclusion.objects.filter(lifted_at__isnull=True).values_list("case_id", flat=True))


def join(one: Case, other: Case, by: Actor = BY) -> None:
    pairs.join(pair_id=laid(one, other).pk, by=by)


def line(one: Case, other: Case) -> SamePerson:
    """The line alone, as a store of before has it."""
    return SamePerson.objects.create(
        institution_id="labour",
        one_id=one.person_id,
        other_id=other.person_id,
        desk_id="labour-north",
        joined_by=BY.account_id,
        joined_at=factories.TUESDAY,
    )


def test_whoever_is_kept_from_one_is_kept_from_the_other_once_they_are_joined() -> None:
    """Seen red: the relative opened the other file of the same human."""
    one, other = twice()
    keep_out(other)
    assert sees(COLLEAGUE, one)
    join(one, other)
    assert not sees(COLLEAGUE, one)
    assert queries.kept_from(COLLEAGUE) == {one.person_id, other.person_id}
    assert not Grant.objects.filter(case=one, account_id=COLLEAGUE.account_id, revoked_at=None).exists()
    event = AuditEvent.objects.filter(action="exclusion.added").order_by("pk").last()
    assert event is not None
    assert event.object_id == str(one.pk)


def test_parted_exactly_what_the_joining_brought_is_lifted() -> None:
    one, other = twice()
    keep_out(other)
    keep_out(one, cast.INSPECTOR_SOUTH)
    pair = laid(one, other)
    pairs.join(pair_id=pair.pk, by=BY)
    assert Exclusion.objects.filter(lifted_at__isnull=True).count() == 4
    pairs.part(pair_id=pair.pk, by=BY)
    left = Exclusion.objects.filter(lifted_at__isnull=True).values_list("case_id", "account_id")
    assert set(left) == {(other.pk, COLLEAGUE.account_id), (one.pk, cast.INSPECTOR_SOUTH.account_id)}
    assert sees(COLLEAGUE, one)


def test_it_holds_by_way_of_a_third_and_ends_where_the_way_ends() -> None:
    one, other = twice()
    third = kept("Hanan Bouzarda")
    keep_out(one)
    line(other, third)
    pair = laid(one, other)
    pairs.join(pair_id=pair.pk, by=BY)
    assert standing() == {one.pk, other.pk, third.pk}
    pairs.part(pair_id=pair.pk, by=BY)
    assert standing() == {one.pk}


def test_named_or_let_back_after_the_joining_it_holds_for_both() -> None:
    one, other = twice()
    join(one, other)
    keep_out(one)
    assert standing() == {one.pk, other.pk}
    row = Exclusion.objects.get(case=other, lifted_at__isnull=True)
    exclusions.lift(case_id=other.pk, exclusion_id=row.pk, by=LEAD)
    assert standing() == set()


def test_a_file_opened_later_of_either_is_closed_too() -> None:
    one, other = twice()
    keep_out(one)
    join(one, other)
    later = factories.hand_over(identity=None, person_id=other.person_id, by=cast.INSPECTOR_SOUTH).case_id
    assert later in standing()


def test_a_line_of_before_keeps_from_both_as_well() -> None:
    one, other = twice()
    keep_out(other)
    line(one, other)
    assert queries.kept_from(COLLEAGUE) == {one.person_id, other.person_id}


def test_an_erasure_of_one_leaves_whoever_was_kept_from_the_other_where_they_were() -> None:
    """Of whom it was said first is no longer known: letting somebody back is for a human to do."""
    one, other = twice()
    keep_out(one)
    join(one, other)
    for row in of_persons():
        if row.model.__name__ in ("Pair", "SamePerson"):
            row.erase(one.person_id, scope="identity")
    assert standing() == {one.pk, other.pk}
    assert not SamePerson.objects.exists()


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("goes", ["one", "other"])
def test_after_an_erasure_no_parting_lets_back_who_was_kept_by_way_of_somebody_who_is_gone(
    turn: int, goes: str
) -> None:
    """Seen red where the third was joined before: parted from it, the relative opened the file."""
    one, other = twice()
    third, fourth = kept("Hanan Bouzarda"), kept("Hanana Bouzerda")
    keep_out(one)
    near, middle, far = all_laid((one, other), (other, third), (third, fourth))
    for minute, pair in enumerate((near, middle, far)[::turn]):
        with clock.stopped(clock.now() + timedelta(minutes=minute)):
            pairs.join(pair_id=pair.pk, by=BY)
    assert standing() == {one.pk, other.pk, third.pk, fourth.pk}
    gone = one if goes == "one" else other
    with unit(by=SYSTEM):
        erasing.carry_out(erasing.hold(gone.person_id), scope="identity", by=SYSTEM)
    pairs.part(pair_id=far.pk, by=BY)
    assert standing() == {one.pk, other.pk, third.pk, fourth.pk}
    assert not sees(COLLEAGUE, third)
