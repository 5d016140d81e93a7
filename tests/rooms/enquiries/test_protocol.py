"""The written protocol: who is entered by whom, who never is, and what leaving ends at once."""

from datetime import timedelta

import pytest

from himaya.cases import policy as cases_policy
from himaya.enquiries import queries
from himaya.enquiries.actions import protocol
from himaya.enquiries.actions import told as decided
from himaya.enquiries.actions.enquiries import Said
from himaya.enquiries.models import Answer, Party, Told
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid, ProofNeeded
from himaya.ops import after_enquiries, worker
from himaya.tasks.models import Task
from tests import cast
from tests.refusals import refused
from tests.rooms.enquiries.asked import (
    BY,
    HOLDER,
    HOLDER_COLLEAGUE,
    HOLDER_OFFICER,
    LEAD,
    OFFICER,
    POLICE_OFFICER,
    ask,
    both,
    kept,
    proven,
    signed,
    told,
)

pytestmark = pytest.mark.capability("H1")


def live(kind: str) -> int:
    return Task.objects.filter(kind=kind, state="open").count()


def test_a_desk_of_police_asks_nobody_and_is_told_nothing() -> None:
    signed()
    # Entered by hand, past every verb: the reading still leaves it out.
    Party.objects.create(
        institution_id="police",
        reference="forged",
        signed_on=clock.today(),
        joined_by=cases_policy.account_of(cast.OFFICER),
        joined_at=clock.now(),
    )
    kept(by=cast.OFFICER)
    mine = kept()
    with pytest.raises(NotValid):
        ask(mine, Said(parties=("police",), agrees=True))
    row = ask(mine)
    worker.drain()
    assert told(row) == []
    assert queries.heard(cast.OFFICER) == []
    with pytest.raises(NotFound):
        ask(mine, by=cast.OFFICER)
    with pytest.raises(NotFound):
        protocol.join(reference="P", signed_on=clock.today(), by=proven(POLICE_OFFICER))


@pytest.mark.parametrize("kind", ["police", "border", "gendarmerie", "prosecution", "judiciary", "consulate", "state"])
def test_an_institution_that_becomes_one_of_those_is_told_nothing_any_more(kind: str) -> None:
    row, one = both()
    Institution.objects.filter(pk="social").update(kind=kind)
    assert queries.heard(HOLDER) == []
    with pytest.raises(NotFound):
        decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    assert [party.institution_id for party in queries.parties()] == ["labour"]
    assert not Answer.objects.filter(enquiry=row).exists()


@pytest.mark.parametrize("officer", [OFFICER, HOLDER_OFFICER], ids=["asker", "holder"])
def test_whoever_leaves_the_protocol_is_out_at_once_on_both_sides(officer: Actor) -> None:
    _row, one = both()
    protocol.leave(by=officer)
    assert queries.heard(HOLDER) == []
    with pytest.raises(NotNow):
        decided.get_in_touch(told_id=one.pk, agrees=True, by=HOLDER)
    after_enquiries.lapse()
    assert not Told.objects.exists()
    assert live("enquiry_waits") == 0


def test_whoever_left_before_the_worker_came_is_not_told() -> None:
    signed()
    kept(by=HOLDER)
    row = ask(kept())
    protocol.leave(by=HOLDER_COLLEAGUE)
    worker.drain()
    assert told(row) == []
    party = Party.objects.get(institution_id="social")
    assert party.left_by == HOLDER_COLLEAGUE.account_id


def test_an_institution_is_entered_by_its_officer_with_a_second_factor_once() -> None:
    with pytest.raises(ProofNeeded):
        protocol.join(reference="P", signed_on=clock.today(), by=OFFICER)
    with pytest.raises(NotPermitted):
        protocol.join(reference="P", signed_on=clock.today(), by=proven(LEAD))
    for reference, day, code in (
        ("  ", clock.today(), "reference"),
        ("P" * 65, clock.today(), "reference"),
        ("P", None, "signed_on"),
        ("P", clock.today() + timedelta(days=1), "signed_on"),
    ):
        with refused(NotValid, code):
            protocol.join(reference=reference, signed_on=day, by=proven(OFFICER))
    protocol.join(reference="P", signed_on=clock.today(), by=proven(OFFICER))
    with pytest.raises(NotNow):
        protocol.join(reference="P", signed_on=clock.today(), by=proven(OFFICER))
    with pytest.raises(NotPermitted):
        protocol.leave(by=BY)
    protocol.leave(by=LEAD)
    with pytest.raises(NotNow):
        protocol.leave(by=OFFICER)
    protocol.join(reference="P2", signed_on=clock.today(), by=proven(OFFICER))
    assert Party.objects.filter(institution_id="labour").count() == 2
