"""The pages of invitations and attendance: two taps to answer, one tap to mark, the quorum always in view."""

import pytest
from django.test import Client
from icalendar import Calendar

from himaya.coordination import states
from himaya.coordination.models import Attendance, Invitation, Quorum
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import AFTERNOON, HEALTH, MORNING, SECRETARY
from tests.rooms.roundtable.browsing import HOME, body, of, sent
from tests.signed_in import Sit

# --- invitations -----------------------------------------------------------------------------------------------------


def at(row: Invitation) -> str:
    return f"{HOME}invitations/{row.pk}/"


def test_a_focal_point_answers_in_two_taps_and_may_change_it(sit: Sit) -> None:
    row = at_the_table.invitation(at_the_table.convened())
    client = sit(HEALTH)
    page = body(client, at(row))
    assert "Your institution has not answered" in page
    assert "Present: I will come myself" in page
    assert "Present: Delegate focal-health-2" in page
    me = at_the_table.delegate("hospital")
    sent(client, at(row), {"answer": f"present-{me.pk}", "seen": "0"})
    assert "Your institution: will be present · Delegate focal-health" in body(client, at(row))
    page = sent(client, at(row), {"answer": "represented", "standing_in": "", "seen": "1"}, 422)
    assert "Write the name of the person" in page
    page = sent(client, at(row), {"answer": "excused", "reason": "A congress", "seen": "0"}, 409)
    assert "has answered since this page was opened" in page
    assert 'value="A congress"' in page


def test_what_came_by_letter_is_entered_with_its_day(office: Client) -> None:
    table = at_the_table.convened()
    row = at_the_table.invitation(table, "justice")
    page = body(office, at(row))
    assert "justice has not answered" in page
    who = at_the_table.delegate("justice")
    letter = {"answer": f"present-{who.pk}", "how": "letter", "seen": "0"}
    assert "not a day in the future" in sent(office, at(row), {**letter, "received_on": "2027-01-01"}, 422)
    sent(office, at(row), {**letter, "received_on": "2026-11-23"})
    page = body(office, of(table, "invitations/"))
    assert "by letter, received on 23 November 2026" in page
    assert "1 of 8 institution has answered" in page


def test_reminders_go_to_one_or_to_all_that_have_not_answered(office: Client, sit: Sit) -> None:
    table = at_the_table.convened()
    row = at_the_table.invitation(table)
    sent(office, of(table, "invitations/"), {"invitation": str(row.pk)})
    assert "The secretariat reminded on 24 November 2026." in body(sit(HEALTH), at(row))
    sent(office, of(table, "invitations/"), {})
    assert Invitation.objects.filter(reminded_at__isnull=False).count() == 8


@pytest.mark.parametrize(
    ("actor", "institution", "status"),
    [(HEALTH, "police", 403), (at_the_table.MINORS, "police", 404)],
)
def test_another_institution_s_invitation(sit: Sit, actor: Actor, institution: str, status: int) -> None:
    row = at_the_table.invitation(at_the_table.convened(), institution)
    client = sit(actor)
    body(client, at(row), 404)
    sent(client, at(row), {"answer": "excused", "seen": "0"}, status)


def test_a_mandate_that_ends_before_the_meeting_is_told_on_the_page(sit: Sit) -> None:
    row = at_the_table.invitation(at_the_table.convened())
    at_the_table.Mandate.objects.filter(delegate__account_id=HEALTH.account_id).update(valid_to=clock.today())
    client = sit(HEALTH)
    assert "No mandate of yours is valid on the day of the meeting." in body(client, at(row))
    sent(client, at(row), {"answer": "excused", "seen": "0"}, 403)


@pytest.mark.parametrize(("actor", "asked"), [(SECRETARY, False), (HEALTH, True)])
def test_the_calendar_entry_is_neutral_and_asks_only_the_institution(sit: Sit, actor: Actor, asked: bool) -> None:
    table = at_the_table.convened()
    answer = sit(actor, "ar").get(of(table, "meeting.ics"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    event = Calendar.from_ical(answer.content.decode()).walk("VEVENT")[0]
    assert ("ATTENDEE" in event) is asked
    assert "1" in str(event["SUMMARY"])


# --- attendance ------------------------------------------------------------------------------------------------------


def test_one_tap_marks_an_institution_and_the_quorum_follows(office: Client) -> None:
    table = at_the_table.in_session(there=at_the_table.SEATED[:4])
    address = of(table, f"attendance/{MORNING}/")
    with at_the_table.in_the_morning():
        page = body(office, of(table, "attendance/"))
        assert "4 of 8 are there, 5 needed" in page
        assert "no quorum" in page
        who = at_the_table.delegate("hospital")
        where = sent(office, address, {"institution": "hospital", "do": f"present-{who.pk}"})
        assert where.endswith("#at-hospital")
        assert "quorum reached" in body(office, address)
        page = sent(office, address, {"institution": "daw", "do": "represented", "standing_in": ""}, 422)
        assert "Write the name of the person" in page
        sent(office, address, {"do": "freeze"})
        assert Quorum.objects.get().reached
        page = sent(office, address, {"institution": "daw", "do": "absent"}, 409)
        assert "The attendance of this half-day is closed: 5 of 8 were there, 5 needed." in page


def test_a_quorum_lost_at_noon_is_said_aloud(office: Client) -> None:
    table = at_the_table.in_session()
    for institution in at_the_table.SEATED[:3]:
        at_the_table.mark(table, AFTERNOON, institution)
    with at_the_table.in_the_afternoon():
        page = body(office, of(table, f"attendance/{AFTERNOON}/"))
    assert "3 of 8 are there, 5 needed" in page
    assert "The quorum was there in the half-day before and is lost now." in page


def test_a_delegate_checks_in_and_marks_nobody_else(sit: Sit) -> None:
    table = at_the_table.convened(state=states.IN_SESSION)
    client, address = sit(HEALTH), of(table, f"attendance/{MORNING}/")
    with at_the_table.in_the_morning():
        page = body(client, address)
        assert "I am here" in page
        assert "Close this half-day" not in page
        sent(client, address, {"do": "check_in"})
        assert "I am here" not in body(client, address)
        assert "Only the secretariat does this." in sent(
            client, address, {"institution": "police", "do": "absent"}, 403
        )
    assert Attendance.objects.get().institution_id == "hospital"


def test_expected_institutions_are_marked_in_one_tap(office: Client) -> None:
    table = at_the_table.convened(state=states.IN_SESSION)
    Invitation.objects.filter(institution_id="daw").update(answer=states.EXCUSED)
    with at_the_table.in_the_morning():
        assert "Mark one as expected" in body(office, of(table, "attendance/"))
        sent(office, of(table, f"attendance/{MORNING}/"), {"do": "prefill"})
    assert Attendance.objects.get().status == states.EXCUSED


def test_a_half_day_of_another_table_does_not_exist(office: Client) -> None:
    body(office, of(at_the_table.convened(), "attendance/2026-12-11-am/"), 404)


def test_the_sheet_to_sign_has_a_line_per_institution(office: Client) -> None:
    page = body(office, of(at_the_table.convened(), f"attendance/{MORNING}/sheet/"))
    assert page.count('<th scope="row">') == 8
    assert "Delegate focal-health" in page
