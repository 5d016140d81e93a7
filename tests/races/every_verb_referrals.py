"""The races of several desks for one need, of cases that are handed over, of one-time links and of quiet files."""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from himaya.cases import linked
from himaya.cases.actions import handovers, known_as, links, needs, quiet, referrals
from himaya.cases.actions.links import Made
from himaya.cases.models import Arrival, Case, Consent, Grant, HandOver, KnownAs, PartnerLink, Referral
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotValid
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.cases import at_a_partner
from tests.rooms.cases.test_known_as import own_file

races = Table()
MEMBERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)
LEADS = (cast.LABOUR_LEAD, cast.actor("labour-lead-2", "labour-north", "desk_lead"))
SISTERS = (cast.INSPECTOR_SOUTH, cast.actor("inspector-south-2", "labour-south", "front_line"))
PROTECTORS = (cast.CHILDREN, cast.actor("children-worker-2", "children", "case_manager"))
SHELTERS = (cast.SHELTER, cast.SHELTER_COLLEAGUE)
LATER = factories.TUESDAY + timedelta(days=40)


def asked(*, first_only: bool = False) -> list[UUID]:
    """One need, asked of the shelter and the hostel; in the order of their ids: hostel, shelter."""
    done = factories.hand_over(wishes=[at_a_partner.at_the_ward()])
    return needs.send(**_need(done.case_id), first_only=first_only, by=cast.INSPECTOR)


def _need(case_id: UUID) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "wish": factories.wish(to_desk_id=""),
        "desks": ("shelter", "hostel"),
        "basis": "consent",
        "language": "ary",
        "interpreter": "none",
        "told_first": True,
        "agreed_at": clock.now(),
    }


def states_of(ids: list[UUID]) -> list[str]:
    return [Referral.objects.get(pk=pk).state for pk in ids]


@races.of("needs.send")
def two_who_ask_for_the_same_need_at_once_each_ask_their_desks() -> Race:
    case_id = factories.hand_over(wishes=[at_a_partner.at_the_ward()]).case_id
    deed = partial(needs.send, **_need(case_id))
    return both(
        lambda by: deed(by=by),
        "referral.sent",
        lambda: sorted(Consent.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5],
        by=MEMBERS,
        rows=4,
    )


@races.of("referrals.accept")
def of_two_desks_that_take_the_first_only_need_exactly_one_has_it() -> Race:
    hostel, shelter = asked(first_only=True)

    def take(by: Actor) -> None:
        referrals.accept(referral_id=hostel if by == cast.HOSTEL else shelter, by=by)

    return once(
        take,
        "referral.accepted",
        lambda: sorted(states_of([hostel, shelter])) == ["accepted", "sent"],
        by=(cast.HOSTEL, cast.SHELTER),
    )


@races.of("referrals.accept")
def a_child_is_taken_once_and_one_case_of_theirs_begins() -> Race:
    referral = factories.child_handed_over().referral_ids[0]
    return once(
        lambda by: referrals.accept(referral_id=referral, by=by),
        "referral.accepted",
        lambda: (
            (Case.objects.filter(desk="children").count(), Arrival.objects.count(), HandOver.objects.count())
            == (1, 1, 1)
        ),
        by=PROTECTORS,
    )


@races.of("referrals.accept")
def of_two_referrals_of_one_child_taken_at_once_one_case_begins() -> Race:
    done = factories.child_handed_over()
    second = referrals.send(
        case_id=done.case_id,
        wish=factories.wish(service="child_protection", to_desk_id="children", data_classes=(), urgency="urgent"),
        basis="child",
        language="ary",
        interpreter="none",
        told_first=True,
        guardian_implicated="yes",
        by=cast.INSPECTOR,
    )
    first = done.referral_ids[0]
    return both(
        lambda by: referrals.accept(referral_id=first if by == cast.CHILDREN else second, by=by),
        "referral.accepted",
        lambda: (Case.objects.filter(desk="children").count(), Arrival.objects.count()) == (1, 1),
        by=PROTECTORS,
        rows=2,
    )


@races.of("referrals.stand_down")
def a_referral_is_stood_down_once() -> Race:
    hostel, _shelter = asked()
    return once(
        lambda by: referrals.stand_down(referral_id=hostel, by=by),
        "referral.stood_down",
        lambda: states_of([hostel]) == ["stood_down"],
        by=MEMBERS,
    )


@races.of("needs.stand_down_rest")
def the_rest_is_stood_down_once() -> Race:
    hostel, shelter = asked()
    referrals.accept(referral_id=shelter, by=cast.SHELTER)
    group = Referral.objects.get(pk=hostel).group
    assert group is not None
    return once(
        lambda by: needs.stand_down_rest(group=group, by=by),
        "referral.stood_down",
        lambda: states_of([hostel, shelter]) == ["stood_down", "accepted"],
        by=MEMBERS,
    )


@races.of("needs.stand_down_others")
def the_worker_twice_stands_the_others_down_once() -> Race:
    hostel, shelter = asked(first_only=True)
    referrals.accept(referral_id=shelter, by=cast.SHELTER)
    return both(
        lambda by: needs.stand_down_others(referral_id=shelter, by=by),
        "referral.stood_down",
        lambda: states_of([hostel, shelter]) == ["stood_down", "accepted"],
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


@races.of("needs.settle")
def what_became_of_a_rest_is_said_once() -> Race:
    referral = factories.referral_to_shelter()
    referrals.accept_in_part(referral_id=referral, services_taken=["social_support"], by=cast.SHELTER)
    return once(
        lambda by: needs.settle(referral_id=referral, how="not_needed", by=by),
        "referral.rest_settled",
        lambda: Referral.objects.get(pk=referral).rest == "not_needed",
        by=MEMBERS,
    )


def offered(case_id: UUID, to: str, by: Actor = cast.LABOUR_LEAD) -> UUID:
    return handovers.offer(case_id=case_id, to_desk_id=to, reason="other", data_classes=(), by=by)


@races.of("handovers.offer")
def a_case_is_offered_once() -> Race:
    case_id = factories.hand_over().case_id
    return once(
        lambda by: offered(case_id, "labour-south", by),
        "handover.offered",
        lambda: HandOver.objects.count() == 1,
        by=LEADS,
    )


@races.of("handovers.accept")
def a_case_is_taken_over_once() -> Race:
    case_id = factories.hand_over().case_id
    offer = offered(case_id, "labour-south")
    return once(
        lambda by: handovers.accept(handover_id=offer, by=by),
        "handover.accepted",
        lambda: (
            Case.objects.get(pk=case_id).desk_id == "labour-south"
            and Grant.objects.filter(case=case_id, revoked_at=None).count() == 1
        ),
        by=SISTERS,
    )


@races.of("handovers.accept")
def whoever_takes_over_and_whoever_takes_back_at_once_do_not_both() -> Race:
    case_id = factories.hand_over().case_id
    offer = offered(case_id, "labour-south")
    deeds = (
        partial(handovers.accept, handover_id=offer, by=cast.INSPECTOR_SOUTH),
        partial(handovers.take_back, handover_id=offer, by=cast.LABOUR_LEAD),
    )

    def holds() -> bool:
        taken = HandOver.objects.get(pk=offer).state == "accepted"
        return Case.objects.get(pk=case_id).desk_id == ("labour-south" if taken else "labour-north")

    # Which of the two it was shows in the state.
    return Race(deeds, 1, "case.opened", 0, holds)


@races.of("handovers.decline")
def an_offer_is_declined_once() -> Race:
    offer = offered(factories.hand_over().case_id, "labour-south")
    return once(
        lambda by: handovers.decline(handover_id=offer, reason="no_place", by=by),
        "handover.declined",
        lambda: HandOver.objects.get(pk=offer).state == "declined",
        by=SISTERS,
    )


@races.of("handovers.take_back")
def an_offer_is_taken_back_once() -> Race:
    offer = offered(factories.hand_over().case_id, "labour-south")
    return once(
        lambda by: handovers.take_back(handover_id=offer, by=by),
        "handover.taken_back",
        lambda: HandOver.objects.get(pk=offer).state == "taken_back",
        by=LEADS,
    )


@races.of("known_as.join")
def a_referral_opens_one_file_whichever_of_two_is_named_at_once() -> Race:
    """Two colleagues name two files: one stands, and the other is told."""
    referral = factories.referral_to_shelter()
    files = [own_file(identity=None) for _one in range(2)]
    deeds = tuple(
        partial(known_as.join, referral_id=referral, reference=file.reference, by=by)
        for file, by in zip(files, SHELTERS, strict=True)
    )
    assert len(deeds) == 2
    return Race(deeds, 1, "case.known_as", 1, lambda: KnownAs.objects.get().case_id in {one.pk for one in files})


@races.of("known_as.part")
def a_mistake_is_taken_back_once() -> Race:
    referral, own = factories.referral_to_shelter(), own_file(identity=None)
    known_as.join(referral_id=referral, reference=own.reference, by=cast.SHELTER)
    return once(
        lambda by: known_as.part(referral_id=referral, by=by),
        "case.known_as",
        lambda: not KnownAs.objects.exists(),
        by=SHELTERS,
    )


def linked_referral() -> tuple[UUID, Made]:
    return at_a_partner.handed_link()


@races.of("links.make")
def two_links_made_at_once_leave_one_that_opens() -> Race:
    referral, _made = linked_referral()
    return both(
        lambda by: links.make(referral_id=referral, hours=24, by=by),
        "link.made",
        lambda: PartnerLink.objects.filter(ended_at=None).count() == 1 and PartnerLink.objects.count() == 3,
        by=MEMBERS,
    )


@races.of("links.revoke")
def a_link_is_ended_once() -> Race:
    referral, _made = linked_referral()
    return once(
        lambda by: links.revoke(referral_id=referral, by=by),
        "link.ended",
        lambda: PartnerLink.objects.get().packet is None,
        by=MEMBERS,
    )


@races.of("links.open_once")
def a_link_opens_in_one_browser() -> Race:
    _referral, made = linked_referral()
    by = linked.actor_of(PartnerLink.objects.get())
    return once(
        lambda actor: links.open_once(token=made.token, code=made.code, by=actor),
        "link.opened",
        lambda: PartnerLink.objects.get().browser != "",
        by=(by, by),
    )


@races.of("links.open_once")
def two_wrong_codes_at_once_are_two_tries() -> Race:
    _referral, made = linked_referral()
    by = linked.actor_of(PartnerLink.objects.get())
    wrong = "1" * 8 if made.code != "1" * 8 else "2" * 8

    def guess(actor: Actor) -> None:
        with suppress(NotValid):
            links.open_once(token=made.token, code=wrong, by=actor)

    return both(guess, "link.missed", lambda: PartnerLink.objects.get().tries == 2, by=(by, by))


@races.of("links.note_reading")
def two_readings_are_two_rows() -> Race:
    referral, made = linked_referral()
    by = linked.actor_of(PartnerLink.objects.get())
    links.open_once(token=made.token, code=made.code, by=by)
    return both(
        lambda actor: links.note_reading(referral_id=referral, by=actor), "link.read", lambda: True, by=(by, by)
    )


@races.of("links.sweep", at=LATER)
def the_nightly_run_twice_empties_a_link_once() -> Race:
    with clock.stopped(factories.TUESDAY):
        linked_referral()
    return both(
        lambda by: links.sweep(by=by),
        "link.ended",
        lambda: PartnerLink.objects.get().ended == "over",
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


@races.of("quiet.keep", at=LATER)
def a_quiet_file_is_kept_once() -> Race:
    with clock.stopped(factories.TUESDAY):
        case_id = factories.hand_over().case_id
    return once(
        lambda by: quiet.keep(case_id=case_id, by=by),
        "retention.kept",
        lambda: Case.objects.get(pk=case_id).needed_until is not None,
        by=MEMBERS,
    )
