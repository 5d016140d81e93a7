"""Notes kept apart, on PostgreSQL: let in against kept out, ended against writing; in the end nothing is open."""

from functools import partial

import pytest

from himaya.cases.actions import compartments, exclusions
from himaya.cases.models import CompartmentGrant, CompartmentNote
from himaya.kernel.errors import NotFound, NotValid
from tests import cast
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together
from tests.rooms.cases import apart_at_hand as at_hand

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X2")]


@pytest.mark.parametrize("turn", range(2))
def test_nobody_is_let_into_notes_and_kept_out_at_once(monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    """The fault to plant: `lock` without holding the case; the access would outlive the exclusion."""
    case = at_hand.of_the_shelter()
    one, annex = at_hand.begun(case), at_hand.at_the_annex("annex-worker", "case_manager")
    at_hand.written(one)
    assert annex.account_id is not None
    kept_out = partial(
        exclusions.add, case_id=case.pk, account_id=annex.account_id, reason="family", by=cast.SHELTER_LEAD
    )
    meet_before_saving(monkeypatch)
    deeds = [partial(at_hand.let_in, one, annex), kept_out]
    found = together(*(deeds if turn else reversed(deeds)))
    faults = [fault for fault in found if isinstance(fault, Exception)]
    assert all(isinstance(fault, NotValid) and fault.code == "whom" for fault in faults), found
    assert not CompartmentGrant.objects.filter(account=annex.account_id, revoked_at=None).exists()
    assert at_hand.read(annex, one) is None


@pytest.mark.parametrize("turn", range(2))
def test_whoever_is_let_out_while_writing_wrote_before_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    """The fault to plant: `lock` reading the access before it holds the case; a note would follow the end."""
    one, annex = at_hand.begun(at_hand.of_the_shelter()), at_hand.at_the_annex("annex-worker", "case_manager")
    grant = at_hand.let_in(one, annex)
    ended = partial(compartments.end, compartment_id=one, grant_id=grant, by=cast.SHELTER)
    meet_before_saving(monkeypatch)
    deeds = [partial(at_hand.written, one, by=annex), ended]
    found = together(*(deeds if turn else reversed(deeds)))
    faults = [fault for fault in found if isinstance(fault, Exception)]
    assert all(isinstance(fault, NotFound) for fault in faults), found
    assert CompartmentNote.objects.count() == 1 - len(faults)
    assert at_hand.read(annex, one) is None
