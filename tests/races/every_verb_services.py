"""The races of the directory: of two who do the same at once, the second is told, and no tap is lost."""

from datetime import date

from himaya.coordination.actions import gap_needs
from himaya.coordination.models import Need
from himaya.institutions.actions import capacity, desks
from himaya.institutions.models import Account, Desk
from himaya.kernel import clock
from himaya.services import states
from himaya.services.actions import gaps, places, proposals, vettings
from himaya.services.models import Gap, Offer, Proposal, Vetting
from tests import cast
from tests.races.every_verb import BOTH, Race, Table, both, once
from tests.rooms.coordination import at_the_table as at

races = Table()
LEADS = (cast.SHELTER_LEAD, cast.actor("shelter-lead-2", "shelter", "desk_lead"))
WORKERS = (cast.SHELTER, cast.SHELTER_COLLEAGUE)
NAMES = {"fr": "Foyer Sanad", "ar": "مأوى سند", "en": "Sanad hostel"}
SAID = desks.Said(NAMES, "ngo", (cast.NORTH,), "05 00 00 04 10", "link")
OFFERED = proposals.Said("legal_aid", gives=True, eligibility=("men",), places=4)
DAY = date(2027, 11, 24)
WEEK = {"mon": ["08:30-16:30"]}


def known() -> None:
    """Whoever proposes, confirms or vets has an account: two of the secretariat, two leads."""
    for number, one in enumerate((*BOTH, *LEADS)):
        Account.objects.get_or_create(pk=one.account_id, defaults={"username": f"known-{number}"})


def shelter() -> Desk:
    return Desk.objects.get(pk="shelter")


def proposed() -> Proposal:
    known()
    return proposals.propose(desk_id="shelter", said=OFFERED, by=cast.SHELTER_LEAD)


@races.of("desks.add")
def one_desk_is_entered_once() -> Race:
    return once(
        lambda by: desks.add(institution_id="daw", said=SAID, by=by),
        "desk.added",
        lambda: Desk.objects.filter(reached_by="link").count() == 1,
    )


@races.of("desks.change")
def the_second_change_finds_that_it_is_so() -> Race:
    return both(
        lambda by: desks.change(desk_id="shelter", said=SAID, by=by),
        "desk.changed",
        lambda: shelter().name_fr == NAMES["fr"] and shelter().kept_here,
        rows=1,
    )


@races.of("desks.close")
def a_desk_closes_once() -> Race:
    return once(
        lambda by: desks.close(desk_id="shelter", on=clock.today(), by=by),
        "desk.closed",
        lambda: shelter().closed_on is not None,
    )


@races.of("desks.keep_hours")
def the_second_finds_the_hours_kept() -> Race:
    return both(
        lambda by: desks.keep_hours(desk_id="shelter", hours=WEEK, by=by),
        "desk.hours_kept",
        lambda: shelter().hours == WEEK,
        by=LEADS,
        rows=1,
    )


@races.of("capacity.say")
def two_taps_are_two_places() -> Race:
    return both(
        lambda by: capacity.say(desk_id="shelter", word="less", by=by),
        "capacity.updated",
        lambda: shelter().capacity_free == 1,
        by=WORKERS,
    )


@races.of("capacity.update_places")
def the_number_of_one_of_the_two_stands() -> Race:
    return both(
        lambda by: capacity.update_places(desk_id="shelter", free=5 if by == WORKERS[0] else 7, by=by),
        "capacity.updated",
        lambda: shelter().capacity_free in (5, 7),
        by=WORKERS,
    )


@races.of("places.say")
def two_taps_of_one_service_are_two() -> Race:
    Offer.objects.create(
        desk_id="shelter", service="emergency_shelter", capacity_total=9, capacity_free=3, capacity_on=clock.now()
    )
    return both(
        lambda by: places.say(desk_id="shelter", service="emergency_shelter", word="more", by=by),
        "offer.places_said",
        lambda: Offer.objects.get().capacity_free == 5,
        by=WORKERS,
    )


@races.of("proposals.propose")
def one_proposal_about_a_service_waits() -> Race:
    known()
    return once(
        lambda by: proposals.propose(desk_id="shelter", said=OFFERED, by=by),
        "proposal.made",
        lambda: Proposal.objects.filter(state=states.WAITING).count() == 1,
        by=LEADS,
    )


@races.of("proposals.confirm")
def a_proposal_is_confirmed_once() -> Race:
    row = proposed()
    return once(
        lambda by: proposals.confirm(proposal_id=row.pk, by=by),
        "proposal.confirmed",
        lambda: shelter().services.count("legal_aid") == 1 and Offer.objects.count() == 1,
    )


@races.of("proposals.refuse")
def a_proposal_is_refused_once() -> Race:
    row = proposed()
    return once(
        lambda by: proposals.refuse(proposal_id=row.pk, by=by),
        "proposal.refused",
        lambda: "legal_aid" not in shelter().services,
    )


@races.of("vettings.record")
def one_vetting_is_recorded_once() -> Race:
    known()
    return once(
        lambda by: vettings.record(desk_id="shelter", until=DAY, way=states.VISIT, by=by),
        "vetting.recorded",
        lambda: Vetting.objects.count() == 1 and shelter().vetted_until == DAY,
    )


@races.of("gaps.note")
def a_search_of_one_desk_is_counted_once() -> Race:
    return once(
        lambda by: gaps.note(service="legal_aid", region=cast.SOUTH, by=by),
        "gap.noted",
        lambda: Gap.objects.get().count == 1,
        by=WORKERS,
    )


@races.of("gap_needs.put")
def a_gap_becomes_one_need_of_a_cycle() -> Race:
    cycle = at.cycle()
    return once(
        lambda by: gap_needs.put(
            cycle_id=cycle.pk, institution_id="labour", service="legal_aid", region=cast.SOUTH, by=by
        ),
        "gap.put",
        lambda: Need.objects.exclude(seed="").count() == 1,
    )
