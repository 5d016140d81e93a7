"""Who saw a file: each reading with desk, role, purpose and hour; for the person, desks and days; never content."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

import himaya
from himaya.cases import queries_readings
from himaya.cases.access import open_case, open_referral
from himaya.cases.models import Case
from himaya.institutions.actions import roles
from himaya.institutions.models import Desk, Institution, Membership
from himaya.kernel import audit, clock
from himaya.kernel.models import AuditEvent, AuditSubject
from himaya.web.oversight import readers
from tests import cast, factories
from tests.pages import body, words
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("X3")]
OFFICER = cast.actor("labour-officer", "labour-south", "data_protection_officer")
ELSEWHERE = cast.actor("shelter-officer", "shelter", "data_protection_officer")
AUTHORITY = cast.actor("authority-officer", "oversight", "data_protection_officer")


@pytest.fixture(autouse=True)
def _officers(the_cast: None) -> None:
    for actor, name in ((OFFICER, "one"), (ELSEWHERE, "two"), (AUTHORITY, "three")):
        cast.seat(actor, name)


@pytest.fixture(name="case")
def _case() -> Case:
    """A file that its own desk opened for a service and looked at without content, and the shelter read."""
    done = factories.hand_over()
    with open_case(cast.INSPECTOR, done.case_id, purpose="give_service"):
        pass
    with open_case(cast.INSPECTOR, done.case_id, purpose="supervise_delay"):
        pass
    with open_referral(cast.SHELTER, done.referral_ids[0], purpose="answer_referral"):
        pass
    return Case.objects.get(pk=done.case_id)


def test_the_officer_finds_the_file_by_any_writing_of_its_reference_and_by_ids(sit: Sit, case: Case) -> None:
    at = sit(OFFICER)
    typed = [case.reference, case.reference.lower().replace("-", " "), str(case.pk), f" {case.person_id} "]
    for one in typed:
        answer = at.post("/oversight/", {"reference": one})
        assert (answer.status_code, answer["Location"]) == (302, f"/oversight/files/{case.pk}/")


def test_each_reading_is_told_with_desk_role_purpose_and_hour_and_no_content(sit: Sit, case: Case) -> None:
    """Planted fault: a list by child rows alone misses who looked at days and states; then 2 stands here, not 3."""
    page = sit(OFFICER).get(f"/oversight/files/{case.pk}/")
    text = words(page.content)
    assert "3 readings of this file" in text
    assert "2 desks read it" in text
    for part in ("Desk labour-north", "Desk shelter", "Give the service asked for", "Answer a referral", "10:00"):
        assert part in text, part
    assert "Days and states only" in text
    assert "Case manager" in text
    for secret in (*factories.SAID.split(), factories.PHONE, "inspector", "shelter-worker"):
        assert secret not in page.content.decode().lower().replace("inspectorate", "")


def test_readings_of_a_day_at_a_desk_for_a_purpose_are_one_line(sit: Sit, case: Case) -> None:
    """123 readings of 24 minutes were 123 lines, which nobody reads."""
    for _again in range(60):
        with open_case(cast.INSPECTOR, case.pk, purpose="give_service"):
            pass
    page = sit(OFFICER).get(f"/oversight/files/{case.pk}/")
    text = words(page.content)
    assert "63 readings of this file" in text
    assert "Readings: 61 , the last at 10:00" in text
    assert page.content.decode().count('<th scope="row">') == 3


def _read_by_somebody() -> set[str]:
    """Every event under which a sealed row is opened, as the code names them."""
    found = set()
    for file in Path(himaya.__file__).parent.rglob("*.py"):
        for call in re.finditer(r"\bAccess\((?:[^()]|\([^()]*\))*\)", file.read_text()):
            found |= set(re.findall(r'action="([^"]+)"', call[0]))
    return found


def test_what_was_opened_is_never_empty(sit: Sit, case: Case) -> None:
    """Seen red with words for nine events: of most readings the officer and the person saw no word."""
    there = _read_by_somebody()
    assert {"plan.read", "risk_assessment.read", "interview.draft_read"} <= there
    for action in (*there, "interview.printed", "case.of_tomorrow"):
        one = queries_readings.Reading(at=clock.now(), desk=None, roles=(), purpose="", action=action, opened=True)
        assert str(readers.what_was_opened(one)), action
        audit.write(action, by=cast.INSPECTOR, purpose="give_service", object_type="case", object_id=case.pk)
    cells = re.findall(r"<td>([^<]*)</td></tr>", sit(OFFICER).get(f"/oversight/files/{case.pk}/").content.decode())
    assert cells
    assert all(cells)


def test_the_person_gets_desks_and_days_and_nothing_else(sit: Sit, case: Case) -> None:
    """Planted fault: with purposes or roles on the paper, whoever finds it knows what the person asked for."""
    page = sit(OFFICER).get(f"/oversight/files/{case.pk}/paper/")
    sheet = words(page.content.split(b'<div class="sheet">')[1].split(b"</main>")[0])
    assert "Desk labour-north" in sheet
    assert "Desk shelter" in sheet
    for part in ("Give the service", "Answer a referral", "Case manager", "10:00", "Zahra"):
        assert part not in sheet


@pytest.mark.parametrize(("path", "action"), [("", "readers.listed"), ("paper/", "readers.printed")])
def test_each_look_at_the_list_is_itself_written_down_and_is_no_reading(
    sit: Sit, case: Case, path: str, action: str
) -> None:
    at = sit(OFFICER)
    at.get(f"/oversight/files/{case.pk}/{path}")
    row = AuditEvent.objects.get(action=action)
    assert (row.account_id, row.object_id, row.purpose) == (OFFICER.account_id, str(case.pk), "")
    assert AuditSubject.objects.filter(event=row, subject_id=case.person_id).exists()
    assert "3 readings" in words(at.get(f"/oversight/files/{case.pk}/").content)


def test_absent_and_another_institutions_answer_alike_and_what_was_typed_stays(sit: Sit, case: Case) -> None:
    """Planted fault: a search without `overseen_cases` tells a foreign officer which references exist."""
    at = sit(ELSEWHERE)
    # With a sign that no key of a page has: taken out of one by chance, two pages would differ.
    seen = {}
    for name, typed in (
        ("foreign", case.reference),
        ("absent", "2346-79CD"),
        ("nonsense", "z?z"),
        ("id", str(uuid4())),
    ):
        page = body(at.post("/oversight/", {"reference": typed}), 404)
        assert typed in page
        seen[name] = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page).replace(typed, "")
    assert len(set(seen.values())) == 1
    assert at.get(f"/oversight/files/{case.pk}/").status_code == 404
    assert AuditEvent.objects.filter(action="refused", account_id=ELSEWHERE.account_id).count() == 5


def test_the_officer_of_the_data_authority_sees_every_institution_and_an_auditor_none(sit: Sit, case: Case) -> None:
    assert Institution.objects.get(pk=AUTHORITY.institution_id).kind == "data_authority"
    assert sit(AUTHORITY).get(f"/oversight/files/{case.pk}/").status_code == 200
    for actor in (cast.AUDITOR, cast.SECRETARY, cast.INSPECTOR, cast.OPERATOR):
        assert sit(actor).get(f"/oversight/files/{case.pk}/").status_code == 403


def test_a_role_is_that_of_the_day_and_a_desk_that_closed_is_still_told(sit: Sit, case: Case) -> None:
    Membership.objects.filter(account_id=cast.INSPECTOR.account_id).update(roles=["desk_lead"], valid_from="2027-01-01")
    AuditEvent.objects.filter(pk=0).exists()
    text = words(sit(OFFICER).get(f"/oversight/files/{case.pk}/").content)
    assert "Desk lead" not in text
    assert Desk.objects.filter(pk="shelter").exists()


def test_a_role_that_came_and_went_within_a_day_is_told_with_the_readings_made_in_it(case: Case) -> None:
    """Seen red before: given at nine, read, taken at ten, and the officer saw a reading in no role. Of a role changed
    at noon the morning’s readings showed the new one."""
    south = cast.INSPECTOR_SOUTH.account_id
    assert south is not None
    Membership.objects.filter(account_id=south).delete()

    def change(hour: float, seen: list[str], now: list[str]) -> None:
        with clock.stopped(factories.TUESDAY + timedelta(hours=hour)):
            roles.change(
                account_id=south,
                desk_id="labour-south",
                roles=now,
                seen=seen,
                opens=lambda who: frozenset(),
                by=cast.OPERATOR,
            )

    def read(hour: float) -> None:
        with clock.stopped(factories.TUESDAY + timedelta(hours=hour)):
            audit.write(
                "case.read", by=cast.INSPECTOR_SOUTH, purpose="give_service", object_type="case", object_id=case.pk
            )

    read(0.5)
    change(1, [], ["desk_lead"])
    read(1.5)
    change(2, ["desk_lead"], ["front_line"])
    read(2.5)
    change(3, ["front_line"], [])
    read(3.5)
    with clock.stopped(factories.TUESDAY + timedelta(days=9)):
        found = queries_readings.readers_of(OFFICER, case.pk).readings
    mine = [one.roles for one in found if one.desk is not None and one.desk.pk == "labour-south"]
    assert mine == [(), ("front_line",), ("desk_lead",), ()]


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "3 consultations de ce dossier"), ("ar", "3 اطلاعات على هذا الملف")]
)
def test_the_pages_speak_the_officers_language(sit: Sit, case: Case, language: str, title: str) -> None:
    at: Client = sit(OFFICER, language)
    assert title in words(at.get(f"/oversight/files/{case.pk}/").content)
    assert at.get("/oversight/").status_code == 200
    assert at.get(f"/oversight/files/{case.pk}/paper/").status_code == 200
