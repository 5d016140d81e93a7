"""A desk decides while it is taken back where it was asked, on PostgreSQL: one comes first, and the other knows."""

from functools import partial

import pytest

from himaya.enquiries import states
from himaya.enquiries.actions import enquiries
from himaya.enquiries.actions import told as decided
from himaya.enquiries.models import Answer, Enquiry, Told
from himaya.kernel.errors import NotNow
from tests.races.every_verb_enquiries import told
from tests.races.test_every_verb_race import meet_before_saving
from tests.races.test_two_actors import together
from tests.rooms.enquiries.asked import BY, HOLDER

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("H1")]


@pytest.mark.parametrize("turn", range(2))
def test_nothing_reaches_the_asker_after_it_was_taken_back(monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    one = told()
    row = Enquiry.objects.get()
    meet_before_saving(monkeypatch)
    deeds = [
        partial(decided.get_in_touch, told_id=one.pk, agrees=True, by=HOLDER),
        partial(enquiries.withdraw, case_id=row.case_id, enquiry_id=row.pk, by=BY),
    ]
    found = together(*(deeds if turn else reversed(deeds)))
    faults = [fault for fault in found if isinstance(fault, Exception)]
    assert all(isinstance(fault, NotNow) and fault.code == "over" for fault in faults), found
    row.refresh_from_db()
    assert row.state == states.WITHDRAWN
    # Answered first, both stand; taken back first, the desk was refused and the asker reads nothing.
    assert Answer.objects.count() == (0 if faults else 1)
    assert Told.objects.get().agreed is not bool(faults)
    answered = Answer.objects.values_list("at", flat=True).first()
    assert answered is None or (row.withdrawn_at is not None and answered <= row.withdrawn_at)
