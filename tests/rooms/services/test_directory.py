"""The directory: who is found and why not, two people for what a desk gives, what is missing and where it goes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from himaya.cases.actions import screenings
from himaya.cases.models import Tally
from himaya.coordination.actions import gap_needs
from himaya.coordination.models import Need
from himaya.coordination.queries import gap_needs as put
from himaya.insight import desk_counts, service_gaps
from himaya.institutions import content
from himaya.institutions.actions import capacity, desks, packs
from himaya.institutions.models import Account, Desk
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.services import queries, rules, states
from himaya.services.actions import gaps, places, proposals, vettings
from himaya.services.actions.proposals import Said
from himaya.services.models import Gap, Offer, Proposal, Vetting
from tests import cast, factories
from tests.refusals import refuses
from tests.rooms.coordination import at_the_table as at
from tests.rooms.monitoring.counted import staffed

pytestmark = pytest.mark.capability("E4")
SECOND = cast.actor("secretary-2", "secretariat", "secretariat")
NAMES = {"fr": "Foyer Sanad", "ar": "مأوى سند", "en": "Sanad hostel"}
ENTRY = desks.Said(NAMES, "ngo", (cast.NORTH,), "05 00 00 04 10", "link")


def confirmed(desk_id: str, said: Said, by: Any = cast.SHELTER_LEAD) -> None:
    proposals.confirm(proposal_id=proposals.propose(desk_id=desk_id, said=said, by=by).pk, by=SECOND)


@pytest.fixture(autouse=True)
def _second(the_cast: None) -> None:
    Account.objects.create(pk=SECOND.account_id, username="secretary-2")


def test_quarters_and_vettings_at_their_edges() -> None:
    assert rules.quarters_back(date(2028, 2, 29)) == [(2027, 1), (2027, 2), (2027, 3), (2027, 4)]
    assert rules.quarters_back(date(2028, 3, 31))[-1] == (2027, 4), "its last day is not over yet"
    assert rules.quarters_back(date(2028, 4, 1))[-1] == (2028, 1)
    assert rules.first_day((2027, 4)) == date(2027, 10, 1)
    today = date(2028, 2, 29)
    days = {0: rules.RUNS_OUT, 60: rules.RUNS_OUT, 61: rules.VETTED, -1: rules.EXPIRED}
    assert {n: rules.vetting(today + timedelta(days=n), today) for n in days} == days
    assert rules.vetting(None, today) == rules.NEVER
    groups = {
        (): [],
        ("women",): ["men"],
        ("women", "girls", "boys"): ["men"],
        ("boys",): ["girls"],
        ("men", "women"): [],
    }
    assert {one: rules.left_out(one) for one in groups} == groups


def test_men_are_found_silence_leaves_nobody_out_and_a_service_may_differ_from_its_desk() -> None:
    """Planted faults: silence taken for no, the offer left aside, an old number shown as free."""
    Desk.objects.filter(pk="hostel").update(eligibility=[])
    found = {one.desk.pk: one for one in queries.search(service="emergency_shelter", region=cast.NORTH, group="men")}
    assert (found["hostel"].why_not, found["hostel"].says_whom) == ("", False)
    assert found["shelter"].why_not
    confirmed("shelter", Said("emergency_shelter", gives=True, eligibility=("men",), languages=("wo",), places=4))
    [shelter, hostel] = queries.search(service="emergency_shelter", region=cast.NORTH, group="men", language="wo")
    assert (shelter.desk.pk, shelter.why_not, shelter.free_places, shelter.speaks) == ("shelter", "", None, True)
    asked = {"service": "emergency_shelter", "region": cast.NORTH, "gender_group": "man"}
    able = [one.desk.pk for one in queries.offers_for(**asked) if not one.why_not]  # type: ignore[arg-type]
    assert able == ["shelter", "hostel"] or able == ["hostel", "shelter"]
    # The desk as a whole, and its other services, stay as they were; and so does what a later reading finds.
    assert Desk.objects.get(pk="shelter").eligibility == ["women", "girls", "boys"]
    assert queries.search(service="social_support", group="men", region=cast.NORTH)[-1].why_not
    places.say(desk_id="shelter", service="emergency_shelter", word="more", by=cast.SHELTER)
    assert _free("shelter") == 1
    assert Desk.objects.get(pk="shelter").capacity_free == 3
    with clock.stopped(factories.TUESDAY + timedelta(hours=24, seconds=1)):
        assert _free("shelter") is None
        assert next(one for one in _shelters() if one.desk.pk == "hostel").room.once == 6


def _shelters() -> list[Any]:
    return queries.offers_for(service="emergency_shelter", region=cast.NORTH)


def _free(desk_id: str) -> int | None:
    return next(one.free_places for one in _shelters() if one.desk.pk == desk_id)


def test_two_taps_keep_the_places_and_only_at_ones_own_desk() -> None:
    assert places.say(desk_id="shelter", service="", word="less", by=cast.SHELTER) == 2
    assert capacity.say(desk_id="shelter", word="full", by=cast.SHELTER_COLLEAGUE) == 0
    assert capacity.say(desk_id="shelter", word="unknown", by=cast.SHELTER) is None
    for service in ("", "legal_aid"):
        refuses(lambda s=service: places.say(desk_id="shelter", service=s, word="less", by=cast.HOSTEL), NotFound)  # type: ignore[misc]
    refuses(lambda: places.say(desk_id="shelter", service="x", word="less", by=cast.SHELTER), NotValid)
    refuses(lambda: capacity.say(desk_id="labour-north", word="less", by=cast.INSPECTOR), NotValid)
    refuses(lambda: capacity.say(desk_id="ward", word="most", by=cast.NURSE), NotFound)


def test_what_a_desk_gives_takes_two_people_and_one_proposal_at_a_time() -> None:
    said = Said("legal_aid", gives=True, eligibility=("boys", "men"))
    refuses(lambda: proposals.propose(desk_id="shelter", said=said, by=cast.SHELTER), NotPermitted)
    refuses(lambda: proposals.propose(desk_id="shelter", said=said, by=cast.LAWYER), NotFound)
    for wrong in (
        Said("nothing", gives=True),
        Said("legal_aid", gives=False),
        Said("legal_aid", gives=True, eligibility=("all",)),
        Said("legal_aid", gives=True, languages=("xx",)),
        Said("legal_aid", gives=True, places=9999),
    ):
        refuses(lambda w=wrong: proposals.propose(desk_id="shelter", said=w, by=cast.SHELTER_LEAD), NotValid)  # type: ignore[misc]
    row = proposals.propose(desk_id="shelter", said=said, by=cast.SHELTER_LEAD)
    assert row.eligibility == ["men", "boys"]
    assert (
        refuses(lambda: proposals.propose(desk_id="shelter", said=said, by=cast.SHELTER_LEAD), NotNow).code
        == "proposal_waits"
    )
    refuses(lambda: proposals.confirm(proposal_id=row.pk, by=cast.SHELTER_LEAD), NotPermitted)
    assert "legal_aid" not in Desk.objects.get(pk="shelter").services
    proposals.confirm(proposal_id=row.pk, by=cast.SECRETARY)
    assert "legal_aid" in Desk.objects.get(pk="shelter").services
    assert refuses(lambda: proposals.refuse(proposal_id=row.pk, by=SECOND), NotNow).code == "proposal_confirmed"
    confirmed("shelter", Said("legal_aid", gives=False))
    assert "legal_aid" not in Desk.objects.get(pk="shelter").services
    assert not Offer.objects.filter(service="legal_aid").exists()
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=row.pk).update(decided_by=cast.SHELTER_LEAD.account_id)


def test_a_provider_without_account_is_entered_proposed_vetted_and_closed_by_the_secretariat() -> None:
    desk = desks.add(institution_id="daw", said=ENTRY, by=cast.SECRETARY)
    assert (desk.pk, desk.reached_by, desk.services) == ("foyer-sanad", "link", [])
    for changes in (
        {"names": {**NAMES, "ar": ""}},
        {"names": {**NAMES, "ar": "Sanad"}},
        {"names": {**NAMES, "fr": "سند"}},
        {"names": {**NAMES, "fr": "x" * 201}},
        {"kind": "circus"},
        {"regions": ()},
        {"regions": ("mars",)},
        {"phone": "call me"},
        {"phone": "", "reached_by": "phone"},
        {"reached_by": "pigeon"},
        {"after_hours": "nowhere"},
        {},
    ):
        wrong = _but(**changes)
        refuses(lambda w=wrong: desks.add(institution_id="daw", said=w, by=cast.SECRETARY), NotValid)  # type: ignore[misc]
    refuses(lambda: desks.add(institution_id="daw", said=ENTRY, by=cast.SHELTER_LEAD), NotPermitted)
    refuses(lambda: desks.change(desk_id=desk.pk, said=_but(after_hours=desk.pk), by=cast.SECRETARY), NotValid)
    row = proposals.propose(desk_id=desk.pk, said=Said("emergency_shelter", gives=True), by=cast.SECRETARY)
    assert (
        refuses(lambda: proposals.confirm(proposal_id=row.pk, by=cast.SECRETARY), NotPermitted).code == "own_proposal"
    )
    proposals.confirm(proposal_id=row.pk, by=SECOND)
    # It is in the directory, and no ordinary referral is sent where nobody has an account.
    assert desk.pk in [one.desk.pk for one in queries.search(service="emergency_shelter") if not one.why_not]
    found = queries.offers_for(service="emergency_shelter", region=cast.NORTH)
    assert desk.pk not in [one.desk.pk for one in found if not one.why_not]
    last = clock.today() + timedelta(days=59)
    for wrong_way, until in (("hearsay", last), ("visit", clock.today() - timedelta(days=1)), ("visit", None)):
        refuses(lambda w=wrong_way, u=until: vettings.record(desk_id=desk.pk, until=u, way=w, by=SECOND), NotValid)
    vettings.record(desk_id=desk.pk, until=last, way=states.REFERENCE, by=SECOND)
    assert queries.to_renew()[0].pk == desk.pk
    with transaction.atomic(), pytest.raises(DatabaseError), transaction.atomic():
        Vetting.objects.update(until=last + timedelta(days=900))
    desks.keep_hours(desk_id=desk.pk, hours={"mon": ["08:30-16:30"]}, by=cast.SECRETARY)
    refuses(lambda: desks.keep_hours(desk_id="shelter", hours="24/7", by=cast.SECRETARY), NotFound)
    refuses(lambda: desks.keep_hours(desk_id="shelter", hours="24/7", by=cast.SHELTER), NotPermitted)
    refuses(lambda: desks.keep_hours(desk_id="shelter", hours={"x": []}, by=cast.SHELTER_LEAD), NotValid)
    desks.close(desk_id=desk.pk, on=clock.today(), by=SECOND)
    assert desk.pk not in [one.desk.pk for one in queries.search()]
    for deed in (
        lambda: desks.close(desk_id=desk.pk, on=clock.today(), by=SECOND),
        lambda: desks.change(desk_id=desk.pk, said=_but(phone="05"), by=SECOND),
        lambda: vettings.record(desk_id=desk.pk, until=last, way="visit", by=SECOND),
    ):
        refuses(deed, NotNow)


def _but(**changes: Any) -> desks.Said:
    base = {"names": NAMES, "kind": "ngo", "regions": (cast.NORTH,), "phone": "05 00 00 04 10", "reached_by": "link"}
    return desks.Said(**{**base, **changes})


def test_a_file_loaded_again_undoes_nothing_that_is_kept_in_the_directory() -> None:
    pack = content.load_pack("demo")
    packs.load(pack=pack, by=SYSTEM)
    one = pack.desks[0]
    vettings.record(desk_id=one.id, until=date(2028, 2, 29), way=states.VISIT, by=cast.SECRETARY)
    packs.load(pack=pack, by=SYSTEM)
    assert Desk.objects.get(pk=one.id).vetted_until == date(2028, 2, 29)


def test_a_gap_is_counted_without_a_person_hidden_while_small_and_becomes_one_need() -> None:
    """Planted faults: the search counted twice, a small number shown, a gap that nobody may see put all the same."""
    missing = {"service": "legal_aid", "region": cast.SOUTH}
    assert not queries.counted(cast.SHELTER, **missing)
    gaps.note(**missing, by=cast.SHELTER)
    assert refuses(lambda: gaps.note(**missing, by=cast.SHELTER_LEAD), NotNow).code == "gap_counted"
    assert queries.counted(cast.SHELTER_LEAD, **missing)
    for desk in (cast.INSPECTOR, cast.LAWYER):
        assert not queries.counted(desk, **missing)
        gaps.note(**missing, by=desk)
    for bad in ({"service": "x"}, {"region": "mars"}):
        asked = {**missing, **bad}
        refuses(lambda a=asked: gaps.note(**a, by=cast.SHELTER), NotValid)  # type: ignore[misc]
    screenings.find_no_service(service="legal_aid", region=cast.SOUTH, by=cast.INSPECTOR)
    assert sorted(Gap.objects.values_list("kind", "count")) == [("search", 1)] * 3
    # Seen red: the running quarter was shown, and one look after another said which day something was counted.
    assert {one.cells for one in service_gaps.of_last_quarters(cast.SECRETARY).rows} == {(0, 0, 0, 0)}
    with clock.stopped(factories.TUESDAY + timedelta(days=40)):
        _hidden_while_small_and_a_need_once()


def _hidden_while_small_and_a_need_once() -> None:
    [row] = [
        one
        for one in service_gaps.of_last_quarters(cast.SECRETARY).rows
        if (one.service, one.region) == ("legal_aid", cast.SOUTH)
    ]
    assert (row.cells, row.nobody, row.is_a_need) == ((0, 0, 0, None), False, False)
    Tally.objects.filter(kind="no_service").update(count=9)
    table = service_gaps.of_last_quarters(cast.SECRETARY)
    [row] = [one for one in table.rows if (one.service, one.region) == ("legal_aid", cast.SOUTH)]
    assert (row.cells, row.shown, row.is_a_need, table.totals) == ((0, 0, 0, 10), 10, True, (0, 0, 0, 10))
    nobody = {(one.service, one.region) for one in table.rows if one.nobody}
    assert ("emergency_shelter", cast.SOUTH) in nobody
    assert ("emergency_shelter", cast.NORTH) not in nobody
    assert [(one.service, one.left_out) for one in table.rows if one.left_out] == [
        ("material_help", ("men",)),
    ]
    refuses(lambda: service_gaps.of_last_quarters(cast.SHELTER_LEAD), NotPermitted)
    cycle = at.cycle()
    gap = {"cycle_id": cycle.pk, "institution_id": "labour", "service": "legal_aid", "region": cast.SOUTH}
    need = gap_needs.put(**gap, by=cast.SECRETARY)
    assert put.put_in(cycle)["legal_aid", cast.SOUTH] == need
    assert refuses(lambda: gap_needs.put(**gap, by=SECOND), NotNow).code == "gap_put"
    assert refuses(lambda: gap_needs.put(**{**gap, "service": "x"}, by=SECOND), NotValid).code == "gap_unknown"
    refuses(lambda: gap_needs.put(**gap, by=cast.SHELTER_LEAD), NotPermitted)
    assert Need.objects.exclude(seed="").count() == 1


def test_a_quarter_of_gaps_less_the_months_of_a_desk_is_no_hidden_month() -> None:
    """Seen red: forty-one less twice twenty was the one that the January of that desk hides."""
    staffed("shelter", "hostel")
    for month, n in ((1, 1), (2, 20), (3, 20)):
        tally = {"month": date(2026, month, 1), "answer": "legal_aid", "region": cast.SOUTH}
        Tally.objects.create(kind="no_service", desk_id="shelter", count=n, **tally)
        for desk, kind, of in (("shelter", "answered", 55), ("shelter", "received", 60), ("hostel", "sent", 60)):
            Tally.objects.create(kind=kind, month=date(2026, month, 1), desk_id=desk, answer="60", count=of)
    months = [desk_counts.of_month(cast.SECRETARY, date(2026, month, 1)).table for month in (1, 2, 3)]
    assert [one.rows["shelter"]["no_service"] for one in months] == [None, 20, 20]
    table = service_gaps.of_last_quarters(cast.SECRETARY)
    [row] = [one for one in table.rows if (one.service, one.region) == ("legal_aid", cast.SOUTH)]
    assert (row.cells[1], row.shown, row.is_a_need, table.totals[1]) == (40, 40, True, 40)
    assert table.quarters[1] == (2026, 1)


def test_the_audit_of_a_counted_gap_names_neither_service_nor_region() -> None:
    """Planted fault, seen red: beside the same worker's reading of a file, the row said what that person needs."""
    gaps.note(service="legal_aid", region=cast.SOUTH, by=cast.SHELTER)
    row = AuditEvent.objects.get(action="gap.noted")
    assert (row.object_type, row.object_id, row.code) == ("gap", "", "")
    assert not AuditSubject.objects.filter(event=row).exists()


def test_a_desk_says_its_own_region_among_those_it_covers_and_never_where_people_are_sheltered() -> None:
    said = _but(own_region=cast.NORTH)
    desk = desks.add(institution_id="daw", said=said, by=cast.SECRETARY)
    assert Desk.objects.get(pk=desk.pk).own_region_id == cast.NORTH
    wrong = _but(own_region=cast.SOUTH)
    assert refuses(lambda: desks.change(desk_id=desk.pk, said=wrong, by=cast.SECRETARY), NotValid).code == "own_region"
    desks.change(desk_id=desk.pk, said=_but(), by=cast.SECRETARY)
    assert Desk.objects.get(pk=desk.pk).own_region_id is None
    desks.change(desk_id=desk.pk, said=said, by=cast.SECRETARY)
    confirmed(desk.pk, Said("legal_aid", gives=True), by=cast.SECRETARY)
    assert Desk.objects.get(pk=desk.pk).own_region_id == cast.NORTH
    confirmed(desk.pk, Said("emergency_shelter", gives=True), by=cast.SECRETARY)
    assert Desk.objects.get(pk=desk.pk).own_region_id is None, "the place is secret from then on"
    assert refuses(lambda: desks.change(desk_id=desk.pk, said=said, by=cast.SECRETARY), NotValid).code == "own_region"
    assert Desk.objects.get(pk=desk.pk).own_region_id is None
