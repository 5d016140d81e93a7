"""Let in and kept out at the same moment, on PostgreSQL: whichever comes first, in the end nothing is open to them."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from himaya.cases import access
from himaya.cases.actions import exclusions, grants, holds, identities, referrals
from himaya.cases.models import Case, Exclusion, Grant, LegalHold, Referral
from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.models import AuditEvent
from himaya.kernel.unit import Unit
from himaya.persons.actions import people
from tests import cast, factories
from tests.races import every_verb_access as stage
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import MEETING_SECONDS, together

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X2")]


@pytest.mark.parametrize("turn", range(4))
def test_nobody_is_let_in_and_kept_out_at_once(monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    """The fault to plant: `lock_case` reading without its lock; the access would outlive the exclusion."""
    case = stage.opened()
    meet_before_saving(monkeypatch)
    deeds = [lambda: stage.let_in(case, cast.LABOUR_LEAD), lambda: stage.kept_out(case, cast.INSPECTOR)]
    found = together(*(deeds if turn % 2 else reversed(deeds)))
    faults = [one for one in found if isinstance(one, Exception)]
    assert all(isinstance(one, NotValid) and one.code == "whom" for one in faults), found
    assert stage.of_south() == 0
    with pytest.raises(NotFound), access.open_case(stage.SOUTH, case.pk, purpose="give_service"):
        pass


@pytest.fixture(name="beside")
def _beside(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[], Any], Callable[[], Any]], list[object]]:
    """Do one, and the other as soon as the first has written and not yet committed; it is kept so for a moment, or
    until the other is through."""

    def beside(action: str, first: Callable[[], Any], second: Callable[[], Any]) -> list[object]:
        inside, through, log = Event(), Event(), Unit.log

        def late(self: Unit, named: str, *args: Any, **more: Any) -> None:
            log(self, named, *args, **more)
            if named == action:
                inside.set()
                through.wait(4 * MEETING_SECONDS)

        def then() -> object:
            assert inside.wait(10)
            try:
                return second()
            finally:
                through.set()

        monkeypatch.setattr(Unit, "log", late)
        return together(first, then)

    return beside


def summary_to_the_shelter(case: Case) -> object:
    return grants.give(
        case_id=case.pk,
        to="desk:shelter",
        kind="referral",
        level="summary",
        sections=(),
        until=clock.today() + timedelta(days=3),
        reason="joint_work",
        by=cast.LABOUR_LEAD,
    )


def test_no_access_outlives_the_referral_on_which_it_rests(
    beside: Callable[[str, Callable[[], Any], Callable[[], Any]], list[object]],
) -> None:
    """Seen red with `case_first` for a withdrawal only: the desk declined, and saw nothing of the access to end it."""
    case = stage.opened()
    number = Referral.objects.get(case=case).pk
    given, ended = beside(
        "grant.given",
        lambda: summary_to_the_shelter(case),
        lambda: referrals.decline(referral_id=number, reason="no_place", by=cast.SHELTER),
    )
    assert not isinstance(given, Exception), given
    assert ended is None, ended
    assert not Grant.objects.filter(desk="shelter", revoked_at=None).exists()


@pytest.mark.parametrize("deed", ["give", "correct"])
def test_a_lead_who_was_kept_out_a_moment_ago_changes_nothing_any_more(
    deed: str, beside: Callable[[str, Callable[[], Any], Callable[[], Any]], list[object]]
) -> None:
    """Seen red while `lock_case` judged in the statement that waits: a lead who was out by then let a colleague in."""
    case = stage.opened()
    other = cast.actor("labour-lead-2", "labour-north", "desk_lead")
    Account.objects.create(id=other.account_id, username="labour-lead-2")
    Membership.objects.create(
        account_id=other.account_id, desk_id="labour-north", roles=["desk_lead"], valid_from=clock.today()
    )
    kept = cast.LABOUR_LEAD
    assert kept.account_id is not None
    deeds = {
        "give": lambda: stage.let_in(case, kept),
        "correct": lambda: identities.correct(
            case_id=case.pk, identity=factories.identity(full_name="Nadia Autre"), by=kept
        ),
    }
    out, refused = beside(
        "exclusion.added",
        lambda: exclusions.add(case_id=case.pk, account_id=kept.account_id, reason="family", by=other),
        deeds[deed],
    )
    assert out is None, out
    assert isinstance(refused, NotFound), refused
    assert stage.of_south() == 0
    assert not AuditEvent.objects.filter(action="person.corrected").exists()


def test_a_correction_at_the_moment_of_a_hold_hears_of_it(
    beside: Callable[[str, Callable[[], Any], Callable[[], Any]], list[object]],
) -> None:
    """Seen red while a hold held the files and not the person: the former name was gone under the court's order."""
    case = stage.opened()
    until = clock.today() + timedelta(days=30)
    placed, corrected = beside(
        "hold.placed",
        lambda: holds.place(case_id=case.pk, ground="court_order", until=until, by=cast.LABOUR_LEAD),
        lambda: people.correct(
            person_id=case.person_id, identity=factories.identity(full_name="Nadia Autre"), by=cast.INSPECTOR
        ),
    )
    assert not isinstance(placed, Exception), placed
    assert isinstance(corrected, NotNow), corrected
    assert corrected.code == "on_hold"
    assert LegalHold.objects.filter(lifted_on=None).count() == 1


def test_who_is_kept_out_while_a_further_file_is_opened_is_kept_from_that_too(
    beside: Callable[[str, Callable[[], Any], Callable[[], Any]], list[object]],
) -> None:
    """Seen red without the person held in `lock_with_all`: the new file was not among those that it was kept from."""
    case = stage.opened()
    who = cast.INSPECTOR_COLLEAGUE.account_id
    assert who is not None
    opened, out = beside(
        "case.opened",
        lambda: factories.hand_over(identity=None, person_id=case.person_id),
        lambda: exclusions.add(case_id=case.pk, account_id=who, reason="family", by=cast.LABOUR_LEAD),
    )
    assert not isinstance(opened, Exception), opened
    assert out is None, out
    files = Case.objects.filter(person_id=case.person_id)
    assert files.count() == Exclusion.objects.filter(case__in=files, account_id=who, lifted_at=None).count() == 2
