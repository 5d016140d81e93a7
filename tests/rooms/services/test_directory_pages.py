"""The pages of the directory: found at night, two taps, hours typed, a gap counted and put on the table."""

from datetime import timedelta

import pytest

from himaya.coordination.models import Need
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.services.models import Gap, Proposal, Vetting
from tests import cast, factories
from tests.pages import body
from tests.rooms.coordination import at_the_table as at
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E4")

SHELTERS = "/services/?service=emergency_shelter&region=north"


def test_who_helps_tonight_is_found_with_reasons_and_a_number_to_call(sit: Sit) -> None:
    """Planted faults: the expired desk not struck, the age of a number left away, the telephone only in words."""
    Desk.objects.filter(pk="hostel").update(eligibility=[], phone="05 00 00 01 99", capacity_on=clock.now())
    Desk.objects.filter(pk="shelter").update(vetted_until=clock.today() - timedelta(days=1))
    with clock.stopped(factories.TUESDAY + timedelta(hours=12)):
        page = body(sit(cast.INSPECTOR).get(SHELTERS + "&group=men&language=wo"))
        assert "opens tomorrow, 08:30" in page
        assert 'href="tel:0500000199"' in page
        assert "6 free places, said today" in page
        assert "not said: ask" in page
        assert "<s><a" in page
        assert "send nobody there before the secretariat has looked" in page
        assert "an interpreter is needed" in page
        assert "While it is closed, Desk shelter answers." in page
    with clock.stopped(factories.TUESDAY + timedelta(hours=25)):
        page = body(sit(cast.SECRETARY).get(SHELTERS))
        assert "6 free said on yesterday: ask" in page
        assert "free places, said" not in page
    page = body(sit(cast.INSPECTOR).get("/services/?service=legal_aid&open=now&language=xx&group=all"))
    assert "Desk lawyers" in page
    assert "Desk police-north" in body(sit(cast.NURSE).get("/services/police-north/"))
    assert sit(cast.NURSE).get("/services/absent/").status_code == 404
    assert "/services/" in body(sit(cast.NURSE).get("/services/own/"))


def test_two_taps_hours_and_a_proposal_at_ones_own_desk(sit: Sit) -> None:
    worker, lead, secretary = sit(cast.SHELTER), sit(cast.SHELTER_LEAD), sit(cast.SECRETARY)
    page = body(worker.get("/services/own/"))
    assert page.count('name="word" value="') == 4
    assert worker.post("/services/own/places/", {"word": "less"}).status_code == 302
    assert Desk.objects.get(pk="shelter").capacity_free == 2
    assert worker.post("/casework/places/", {"word": "unknown"}).status_code == 302
    assert "free places not known today: ask" in body(sit(cast.INSPECTOR).get(SHELTERS))
    hours = "/services/shelter/hours/"
    typed = {"w_mon": "08:30-12:00, 14:30", "r_from": "2027-02-08", "r_mon": "9-15", "days": "2027-02-30"}
    page = body(lead.post(hours, typed), 422)
    assert "08:30-12:00, 14:30" in page
    assert "2027-02-30" in page
    assert page.count('class="error"') >= 3
    before = Desk.objects.get(pk="shelter").hours
    assert "at least one opening" in body(lead.post(hours, {"days": "2027-01-11"}), 422)
    assert Desk.objects.get(pk="shelter").hours == before
    typed = {"w_mon": "08:30-12:00, 14:30-16:30", "r_from": "2027-02-08", "r_to": "2027-03-09", "r_mon": "09:00-15:00"}
    assert lead.post(hours, {**typed, "days": "2027-01-11"}).status_code == 302
    kept = Desk.objects.get(pk="shelter").hours
    assert kept["ramadan"] == {"from": "2027-02-08", "to": "2027-03-09", "mon": ["09:00-15:00"]}
    assert kept["days"] == {"2027-01-11": []}
    assert "09:00-15:00" in body(lead.get(hours))
    assert "In Ramadan, 8 February 2027 to 9 March 2027" in body(worker.get("/services/shelter/"))
    asked = {"service": "legal_aid", "gives": "gives", "eligibility": ["men", "boys"], "places": "many"}
    assert "many" in body(lead.post("/services/shelter/propose/", asked), 422)
    for beyond in ("-1", "2001"):
        lead.post("/services/shelter/propose/", {**asked, "places": beyond})
        assert not Proposal.objects.exists()
    assert lead.post("/services/shelter/propose/", {**asked, "places": "3"}).status_code == 302
    row = Proposal.objects.get()
    assert "Men · Boys" in body(secretary.get("/services/keeping/"))
    assert secretary.post(f"/services/proposals/{row.pk}/confirm/").status_code == 302
    assert "decided this proposal already" in body(secretary.post(f"/services/proposals/{row.pk}/refuse/"), 409)
    assert body(worker.get("/services/own/")).count('name="service" value="legal_aid"') == 1


def test_the_secretariat_enters_vets_changes_and_closes_a_provider(sit: Sit) -> None:
    secretary = sit(cast.SECRETARY)
    new = {
        "institution": "new",
        "institution_kind": "ngo",
        "name_fr": "Foyer Sanad",
        "name_ar": "مأوى سند",
        "name_en": "Sanad hostel",
        "kind": "ngo",
        "regions": ["north"],
        "reached_by": "link",
        "phone": "05 00 00 04 10",
    }
    page = body(secretary.post("/services/keeping/add/", {**new, "name_ar": "Sanad"}), 422)
    assert "Write the Arabic name in Arabic letters." in page
    assert 'value="Foyer Sanad"' in page
    for institution in ("nobody-s", "<b>", ""):
        page = body(secretary.post("/services/keeping/add/", {**new, "institution": institution}), 422)
        assert "Choose the institution" in page
        assert 'value="Foyer Sanad"' in page
    assert not Desk.objects.filter(pk="foyer-sanad").exists()
    assert secretary.post("/services/keeping/add/", new).status_code == 302
    desk = Desk.objects.get(pk="foyer-sanad")
    assert (desk.reached_by, desk.institution_id, desk.regions) == ("link", "foyer-sanad", ["north"])
    at_desk = "/services/foyer-sanad/"
    assert "three years" in body(secretary.post(f"{at_desk}vet/", {"way": "visit", "until": "2031-01-01"}), 422)
    assert secretary.post(f"{at_desk}vet/", {"way": "paper", "until": "2027-06-30"}).status_code == 302
    assert "by its papers" in body(secretary.get(at_desk))
    assert Vetting.objects.get().by_desk_id == "secretariat"
    assert secretary.post(f"{at_desk}change/", {**new, "phone": "0500", "own_region": "north"}).status_code == 302
    assert Desk.objects.get(pk="foyer-sanad").own_region_id == "north"
    form = body(secretary.get(f"{at_desk}change/"))
    own = form[form.index('<select id="own_region"') :].split("</select>")[0]
    assert '<option value="north" selected>' in own
    assert "a place that is secret" in own
    page = body(secretary.post(f"{at_desk}change/", {**new, "own_region": "south"}), 422)
    assert "Choose one of the regions it covers, or none." in page
    assert 'id="own_region-error"' in page
    assert body(secretary.post(f"{at_desk}change/close/", {"closed_on": "soon"}), 422).count('value="soon"') == 1
    assert secretary.post(f"{at_desk}change/close/", {"closed_on": "2026-11-24"}).status_code == 302
    assert "It receives nothing any more." in body(secretary.get(at_desk))
    done = set(AuditEvent.objects.filter(object_type="desk").values_list("action", flat=True))
    assert {"desk.added", "desk.changed", "desk.closed", "vetting.recorded"} <= done


def test_what_nobody_gives_is_counted_with_one_press_and_becomes_a_need(sit: Sit) -> None:
    """Planted faults: the account of who pressed kept beside the count, the button shown where somebody helps."""
    worker, secretary = sit(cast.INSPECTOR), sit(cast.SECRETARY)
    nowhere = {"service": "emergency_shelter", "region": "south"}
    assert "count it" in body(worker.get("/services/", nowhere))
    assert "count it" not in body(worker.get(SHELTERS))
    assert "Counted. Nothing about a person was kept." in body(worker.post("/services/nobody/", nowhere, follow=True))
    assert "count it" not in body(worker.get("/services/", nowhere)), "seen red: the button stayed"
    assert "Your desk has counted this" in body(worker.get("/services/", nowhere))
    assert "count it" in body(sit(cast.SHELTER).get("/services/", nowhere)), "another desk has not"
    assert "Once is enough" in body(worker.post("/services/nobody/", nowhere), 409)
    assert "Choose a service and a region" in body(worker.post("/services/nobody/", {"service": "x"}), 422)
    assert Gap.objects.values_list("service", "region", "kind", "count").get() == (*nowhere.values(), "search", 1)
    assert {one.name for one in Gap._meta.fields} == {"id", "month", "service", "region", "kind", "desk_id", "count"}
    page = body(secretary.get("/services/gaps/"))
    assert "No cycle of round tables is open" in page
    cycle = at.cycle()
    page = body(secretary.get("/services/gaps/"))
    assert ">2026, quarter 4<" not in page
    assert ">2026, quarter 3<" in page
    assert (page.count(">hidden<"), "Only quarters that have ended" in page) == (0, True)
    with clock.stopped(factories.TUESDAY + timedelta(days=40)):
        page = body(sit(cast.SECRETARY).get("/services/gaps/"))
        assert ">2026, quarter 4<" in page
        assert page.count(">hidden<") == 2
        assert "All others are to the nearest ten" in page
        Gap.objects.update(count=27)
        page = body(sit(cast.SECRETARY).get("/services/gaps/"))
        assert page.count('about <bdi dir="ltr" class="ref">30</bdi>') == 2, "the row and the total"
    put = {**nowhere, "cycle": str(cycle.pk), "institution": "labour"}
    assert secretary.post("/services/gaps/", put).status_code == 302
    need = Need.objects.exclude(seed="").get()
    assert need.evidence == "Source: gaps of the directory of services. No vetted desk gives it there today."
    assert "It does not come twice." in body(secretary.post("/services/gaps/", put), 409)
    assert "Choose a gap of the list." in body(
        secretary.post("/services/gaps/", {**put, "service": "medical_care"}), 422
    )
    assert f"/round-tables/needs/{need.pk}/" in body(secretary.get("/services/gaps/"))
    assert "/services/gaps/" in body(secretary.get(f"/round-tables/needs/{need.pk}/"))


def test_the_directory_is_read_in_three_languages(sit: Sit) -> None:
    said = {"fr": "Le plus indiqué d’abord.", "ar": "الأنسب أولا."}
    for language, words in said.items():
        assert words in body(sit(cast.INSPECTOR, language).get(SHELTERS))
