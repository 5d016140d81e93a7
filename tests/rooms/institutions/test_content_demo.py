"""The demonstration nation: enough desks to try every path, and nothing that could be mistaken for a real one."""

import re
from datetime import date
from itertools import combinations

import pytest

from himaya.institutions import content

DEMO = content.load_pack("demo")
DESKS = {desk.id: desk for desk in DEMO.desks}


def recipients(service: str, region: str) -> list[str]:
    return [desk.id for desk in DEMO.desks if service in desk.services and region in desk.regions]


def test_demo_nation_is_invented_and_says_so_in_three_languages() -> None:
    assert DEMO.invented
    assert DEMO.banner is not None
    assert "Exercice" in DEMO.banner.fr
    assert "تمرين" in DEMO.banner.ar
    assert "Exercise" in DEMO.banner.en


def test_no_demo_institution_bears_the_name_of_a_real_moroccan_body() -> None:
    # Bare ministry titles ("Ministère de la Justice") are generic; a national body must carry its invented name.
    generic = {"ministry", "labour_inspectorate", "prosecution"}
    real = {row.names.fr for row in content.load_pack("morocco").institutions if row.kind not in generic}
    assert not real & {row.names.fr for row in DEMO.institutions}


def test_demo_has_fourteen_accounts_over_nine_desks_and_three_regions() -> None:
    assert len(DEMO.accounts) >= 14
    used = {DESKS[account.desk].id for account in DEMO.accounts}
    assert len(used) >= 9
    assert len({region for desk in used for region in DESKS[desk].regions}) >= 3


def test_every_desk_that_gives_a_service_has_an_account_that_can_answer() -> None:
    answering = {a.desk for a in DEMO.accounts if {"case_manager", "desk_lead"} & set(a.roles)}
    # A partner without an account answers by a one-time link.
    with_accounts = [desk.id for desk in DEMO.desks if desk.services and desk.reached_by == "account"]
    assert set(with_accounts) <= answering


def test_most_services_have_two_possible_recipients_somewhere() -> None:
    regions = [region.id for region in DEMO.regions]
    twice = [
        service.id
        for service in content.load_services()
        if any(len(recipients(service.id, region)) >= 2 for region in regions)
    ]
    assert len(twice) >= len(content.load_services()) * 3 // 4


def test_every_service_is_given_by_somebody() -> None:
    offered = {service for desk in DEMO.desks for service in desk.services}
    assert {service.id for service in content.load_services()} == offered


def test_no_shelter_in_the_south_so_that_no_service_available_can_be_recorded() -> None:
    assert recipients("emergency_shelter", "sud") == []
    assert len(recipients("emergency_shelter", "nord")) >= 2


@pytest.mark.parametrize("phone", [d.phone for d in DEMO.desks] + [n.number for n in DEMO.emergency_numbers])
def test_telephone_numbers_are_evidently_fictitious(phone: str) -> None:
    assert re.fullmatch(r"05 00 00 \d\d \d\d", phone)


def test_no_account_holds_two_incompatible_roles() -> None:
    pairs = content.incompatible_pairs()
    for account in DEMO.accounts:
        for pair in combinations(account.roles, 2):
            assert frozenset(pair) not in pairs, account.username


def test_every_audience_that_has_a_first_line_form_has_a_desk_to_try_it_from() -> None:
    wanted = {"police", "labour", "health", "social", "border", "ngo", "child"}
    assert wanted <= {DESKS[a.desk].audience for a in DEMO.accounts if "front_line" in a.roles}


def test_sample_referrals_carry_no_more_than_the_minimum_packet_of_their_service() -> None:
    packets = {service.id: set(service.minimum_packet) for service in content.load_services()}
    for referral in DEMO.referrals:
        assert set(referral.data_classes) <= packets[referral.service], referral.id
        assert referral.service in DESKS[referral.to_desk].services, referral.id


def test_sample_referrals_show_the_states_a_newcomer_should_see() -> None:
    assert {"sent", "accepted", "asked", "declined", "reported_back"} <= {r.state for r in DEMO.referrals}


def test_a_child_never_waits_for_consent_in_the_samples() -> None:
    children = {person.id for person in DEMO.people if person.age_group != "adult"}
    assert {r.basis for r in DEMO.referrals if r.person in children} == {"child_circuit"}


def test_desks_are_vetted_beyond_the_day_this_was_written() -> None:
    assert all(desk.vetted_until and desk.vetted_until > date(2027, 1, 1) for desk in DEMO.desks)
