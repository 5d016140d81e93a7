"""Several desks for one need: each its own agreement, the first who takes it, the others, and what stays open."""

from typing import Any
from uuid import UUID

import pytest

from himaya.cases import access, queries, states
from himaya.cases.actions import needs, referrals
from himaya.cases.models import Consent, Referral, Tally
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.ops.reactions import REACTIONS
from tests import cast, factories
from tests.refusals import refused

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("E5")]


def asked(*desks: str, refused: tuple[str, ...] = (), **changes: Any) -> list[UUID]:
    """One need of one case, asked of several desks; the ids in the order of the desks."""
    Desk.objects.filter(pk="lawyers").update(services=["emergency_shelter", "legal_aid"])
    done = factories.hand_over(
        wishes=[factories.wish(service="medical_care", to_desk_id="ward", data_classes=("first_name",))]
    )
    base: dict[str, Any] = {
        "case_id": done.case_id,
        "wish": factories.wish(to_desk_id=""),
        "basis": "consent",
        "language": "ary",
        "interpreter": "none",
        "told_first": True,
        "agreed_at": clock.now(),
        "by": cast.INSPECTOR,
    }
    return needs.send(desks=desks, refused=refused, **{**base, **changes})


def test_each_desk_has_a_referral_and_an_agreement_of_its_own_and_a_no_stops_no_other() -> None:
    sent = asked("hostel", "lawyers", refused=("shelter",))
    rows = Referral.objects.filter(pk__in=sent).select_related("consent")
    assert {one.to_desk_id for one in rows} == {"hostel", "lawyers"}
    assert len({one.group for one in rows}) == 1
    assert rows[0].group is not None
    assert {one.consent.recipient_id for one in rows} == {"hostel", "lawyers"}
    assert Consent.objects.get(recipient_id="shelter").word == "refused"
    group = rows[0].group
    assert {one.to_desk_id for one in queries.of_need(cast.INSPECTOR, group)} == {"hostel", "lawyers"}
    assert not queries.of_need(cast.HOSTEL, group).exists(), "a desk that was asked does not learn of the others"


def test_three_at_most_all_or_none_and_one_alone_is_no_group() -> None:
    assert Referral.objects.get(pk=asked("shelter", refused=("hostel",))[0]).group is None
    for wrong in ((), ("shelter", "hostel", "lawyers", "children")):
        with pytest.raises(NotValid):
            asked(*wrong)
    before = Referral.objects.filter(to_desk_id="shelter").count()
    Desk.objects.filter(pk="hostel").update(closed_on=clock.today())
    with pytest.raises(NotNow):
        asked("shelter", "hostel")
    assert Referral.objects.filter(to_desk_id="shelter").count() == before


def test_the_sender_decides_about_the_others_unless_the_first_was_wanted() -> None:
    hostel, shelter = asked("shelter", "hostel")
    referrals.accept(referral_id=shelter, by=cast.SHELTER)
    react(shelter)
    assert Referral.objects.get(pk=hostel).state == states.SENT, "nobody is stood down by itself"
    assert [one.pk for one in queries.needs_taken(cast.INSPECTOR)] == [shelter]
    group = Referral.objects.get(pk=hostel).group
    for stranger in (cast.SHELTER, cast.LAWYER):
        with pytest.raises(NotFound):
            needs.stand_down_rest(group=group, by=stranger)  # type: ignore[arg-type]
    assert needs.stand_down_rest(group=group, by=cast.INSPECTOR) == 1  # type: ignore[arg-type]
    with pytest.raises(NotNow):
        needs.stand_down_rest(group=group, by=cast.INSPECTOR)  # type: ignore[arg-type]
    with access.open_referral(cast.HOSTEL, hostel, purpose="give_service") as opened:
        assert opened.packet == {}
    assert [one.pk for one in queries.stood_down_lately(cast.HOSTEL)] == [hostel]
    assert Consent.objects.filter(recipient_id="hostel").get().word == "given", "the agreement was not taken back"


def react(referral_id: UUID) -> None:
    for reaction in REACTIONS["referral.accepted"]:
        reaction({"referral": str(referral_id)})


def test_where_the_first_has_it_the_next_is_thanked_and_the_rest_is_told() -> None:
    hostel, lawyers, shelter = asked("shelter", "hostel", "lawyers", first_only=True)
    referrals.accept_in_part(referral_id=shelter, services_taken=["social_support"], by=cast.SHELTER)
    referrals.accept(referral_id=hostel, by=cast.HOSTEL)
    with refused(NotNow, "taken_elsewhere") as told:
        referrals.accept(referral_id=lawyers, by=cast.LAWYER)
    assert "hostel" not in str(told.value.sentence)
    react(hostel)
    react(hostel)
    found = dict(Referral.objects.filter(pk__in=(hostel, lawyers, shelter)).values_list("to_desk_id", "state"))
    assert found == {"hostel": "accepted", "lawyers": "stood_down", "shelter": "stood_down"}
    steps = Referral.objects.get(pk=lawyers).steps.filter(action="stood_down")
    assert [one.desk_id for one in steps] == ["labour-north"], "who was first is not told"


def test_what_was_not_taken_on_stays_open_until_it_is_settled_or_followed() -> None:
    done = factories.hand_over()
    first = done.referral_ids[0]
    with pytest.raises(NotNow):
        needs.settle(referral_id=first, how="not_needed", by=cast.INSPECTOR)
    referrals.accept_in_part(referral_id=first, services_taken=["social_support"], by=cast.SHELTER)
    referrals.report_back(referral_id=first, delivered="yes", on=clock.today(), next_action="none", by=cast.SHELTER)
    assert [one.pk for one in queries.rests(cast.INSPECTOR)] == [first], "also after the report"
    with pytest.raises(NotValid):
        needs.settle(referral_id=first, how="perhaps", by=cast.INSPECTOR)
    with pytest.raises(NotPermitted):
        needs.settle(referral_id=first, how="no_service", by=cast.SHELTER)
    needs.settle(referral_id=first, how="no_service", by=cast.INSPECTOR)
    assert not queries.rests(cast.INSPECTOR).exists()
    assert Tally.objects.get(kind="no_service", answer="emergency_shelter").count == 1
    other = factories.hand_over(identity=None)
    second = other.referral_ids[0]
    referrals.accept_in_part(referral_id=second, services_taken=["social_support"], by=cast.SHELTER)
    factories.send_again(other, wish=factories.wish(to_desk_id="hostel"), follows=second, agreed_at=clock.now())
    assert not queries.rests(cast.INSPECTOR).exists()
    with pytest.raises(NotNow):
        needs.settle(referral_id=second, how="not_needed", by=cast.INSPECTOR)


def test_the_sender_sees_when_a_referral_was_first_opened_there_and_not_by_whom() -> None:
    referral_id = factories.referral_to_shelter()
    with access.open_referral(cast.SHELTER_LEAD, referral_id, purpose=access.NO_CONTENT):
        pass
    with access.open_referral(cast.INSPECTOR, referral_id, purpose="answer_referral"):
        pass
    assert Referral.objects.get(pk=referral_id).opened_at is None
    with access.open_referral(cast.SHELTER, referral_id, purpose="answer_referral"):
        pass
    assert Referral.objects.get(pk=referral_id).opened_at == factories.TUESDAY
