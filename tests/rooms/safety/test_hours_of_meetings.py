"""A conference and the next time of an interview keep out of the hours at which nobody may reach the person."""

from datetime import date, datetime, time
from typing import Any

import pytest

from himaya.conferences.actions import conferences
from himaya.conferences.models import Conference
from himaya.institutions.rules import WEEKDAYS
from himaya.interviews.actions import interviews
from himaya.interviews.actions.interviews import NextTime
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotValid
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.pages import body
from tests.refusals import refused
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.safety import made
from tests.rooms.safety.made import BY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D3")
MORNINGS = dict.fromkeys(WEEKDAYS, "00:00-12:00")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.here())


def said_of(action: str) -> list[str]:
    """What the audit says besides each such change, in their order."""
    return list(AuditEvent.objects.filter(action=action).order_by("pk").values_list("code", flat=True))


def test_a_conference_keeps_out_of_the_hours_unless_the_person_agreed_to_this_one() -> None:
    case = made.case()
    made.rules(case, hours={**MORNINGS, "fri": "18:00-19:00"})
    base: dict[str, Any] = {"case_id": case.pk, "minutes": 60, "per_item": 10, "by": BY}
    for begins, agreed, ends in (
        (at(26, 9), None, None),
        (at(26, 9), at(26, 10), at(26, 11)),
        (at(27, 17, 30), None, None),
        # The word was given for another length, or for none.
        (at(26, 9), at(26, 9), at(26, 9, 30)),
        (at(26, 9), at(26, 9), None),
        (at(27, 17, 30), at(27, 17, 30), at(27, 18)),
    ):
        with refused(NotValid, "hour"):
            conferences.call(**base, begins_at=begins, agreed_hour=agreed, agreed_until=ends)
    far = datetime.combine(date.max, time(21), clock.here())
    with pytest.raises(NotValid, match="begins_at"):
        conferences.call(**base, begins_at=far)
    assert not Conference.objects.exists()
    conferences.call(**base, begins_at=at(27, 17, 30), agreed_hour=at(27, 17, 30), agreed_until=at(27, 18, 30))
    other = made.case(identity=None)
    made.rules(other, hours={**MORNINGS, "fri": "18:00-19:00"})
    conferences.call(**{**base, "case_id": other.pk}, begins_at=at(27, 17))
    third = made.case(identity=None)
    made.rules(third, hours=MORNINGS)
    open_hour = {"begins_at": at(26, 15), "agreed_hour": at(26, 15), "agreed_until": at(26, 16)}
    conferences.call(**{**base, "case_id": third.pk}, **open_hour)
    assert said_of("conference.called") == ["agreed_hour", "", ""], "a word that was not needed is not leaned on"


def test_the_page_of_a_conference_asks_for_the_word_of_the_person_for_that_hour_alone(sit: Sit) -> None:
    case = made.case()
    made.rules(case, hours=MORNINGS)
    client, where = sit(BY), f"/conferences/cases/{case.pk}/call/"
    typed = {"day": "2026-11-26", "hour": "09:00", "minutes": "60", "per_item": "10"}
    page = body(client.post(where, typed), 422)
    assert "Nobody may reach the person at this hour" in page
    assert 'href="#hour"' in page
    nine = f"{at(26, 9).isoformat()}/{at(26, 10).isoformat()}"
    tick = f'name="agreed_hour" value="{nine}"'
    assert tick in page
    assert "The person agreed to all of it: 26 November 2026, 09:00 – 26 November 2026, 10:00" in page
    assert f"{tick} checked" not in page
    moved = body(client.post(where, {**typed, "hour": "10:00", "agreed_hour": nine}), 422)
    assert f'name="agreed_hour" value="{at(26, 10).isoformat()}/{at(26, 11).isoformat()}"' in moved
    assert "checked" not in moved
    longer = body(client.post(where, {**typed, "minutes": "90", "agreed_hour": nine}), 422)
    assert f'name="agreed_hour" value="{at(26, 9).isoformat()}/{at(26, 10, 30).isoformat()}"' in longer
    assert "checked" not in longer
    for other in ("yes", at(26, 9).isoformat(), f"{nine}/", "/"):
        assert "checked" not in body(client.post(where, {**typed, "agreed_hour": other}), 422), other
    assert f"{tick} checked" in body(client.post(where, {**typed, "per_item": "7", "agreed_hour": nine}), 422)
    assert "agreed_hour" not in body(client.post(where, {**typed, "day": "9999-12-31", "hour": "23:30"}), 422)
    assert client.post(where, {**typed, "agreed_hour": nine}).status_code == 302
    assert Conference.objects.get().begins_at == at(26, 9)


def postponed(one: at_hand.Held, **next_time: Any) -> None:
    interviews.postpone(interview_id=one.pk, reason="", next_time=NextTime(**next_time), by=at_hand.LEADER)


def test_the_next_time_of_an_interview_keeps_out_of_them_too() -> None:
    one = at_hand.opened()
    case = made.Case.objects.get(pk=one.case_id)
    made.rules(case, by=at_hand.LEADER, hours={**MORNINGS, "fri": "00:00-24:00"})
    thursday, friday = date(2026, 11, 26), date(2026, 11, 27)
    midnight = datetime.combine(friday, time(), clock.here())
    for wrong, field in (
        ({"on": thursday, "at": at(26, 9)}, "next_hour"),
        ({"on": thursday, "at": at(26, 9), "agreed": at(26, 10)}, "next_hour"),
        ({"on": friday}, "next_on"),
        ({"on": friday, "agreed": at(26, 9)}, "next_on"),
        ({"at": at(26, 15)}, "next_on"),
        ({"on": date.max}, "next_on"),
        ({"on": date.max, "at": datetime.combine(date.max, time(21), clock.here())}, "next_on"),
    ):
        with refused(NotValid, field):
            postponed(one, **wrong)
    postponed(one, on=thursday)
    assert (one.row.next_on, one.row.next_at) == (thursday, None)
    postponed(one, on=friday, agreed=midnight)
    postponed(one, on=thursday, at=at(26, 9), agreed=at(26, 9))
    assert one.row.next_at == at(26, 9)
    postponed(one)
    assert (one.row.next_on, one.row.next_at) == (None, None)
    postponed(one, on=thursday, agreed=datetime.combine(thursday, time(), clock.here()))
    assert said_of("interview.postponed") == ["", "agreed_hour", "agreed_hour", "", ""]


def test_the_page_that_puts_an_interview_off_says_why_and_keeps_what_was_typed(sit: Sit) -> None:
    one = at_hand.opened()
    made.rules(made.Case.objects.get(pk=one.case_id), by=at_hand.LEADER, hours={**MORNINGS, "fri": "00:00-24:00"})
    client, where = sit(at_hand.LEADER), f"/interviews/{one.pk}/postpone/"
    typed = {"next_on": "2026-11-26", "next_hour": "09:00"}
    page = body(client.post(where, typed), 422)
    assert 'href="#next_hour"' in page
    assert 'value="09:00"' in page
    assert f'name="agreed_hour" value="{at(26, 9).isoformat()}"' in page
    day = body(client.post(where, {"next_on": "2026-11-27"}), 422)
    assert "on this day" in day
    assert "The person agreed to this day: 27 November 2026" in day
    assert body(client.post(where, {**typed, "next_hour": "noon"}), 422).count("such as 14:30") > 1
    assert "The person agreed" not in body(client.post(where, {"next_on": "2026-11-02"}), 422)
    assert client.post(where, {**typed, "agreed_hour": at(26, 9).isoformat()}).status_code == 302
    assert "09:00" in body(client.get(f"/interviews/{one.pk}/"), 200)


def test_whoever_is_not_at_the_desk_of_the_file_is_told_of_no_hour() -> None:
    case = made.case()
    made.rules(case, hours=MORNINGS)
    with pytest.raises(NotFound):
        conferences.call(case_id=case.pk, begins_at=at(26, 9), minutes=60, per_item=10, by=cast.SHELTER)


def test_hours_agreed_after_a_meeting_was_planned_are_said_on_its_page(sit: Sit) -> None:
    said = "It holds only if they agreed to it"
    one = at_hand.opened()
    case = made.Case.objects.get(pk=one.case_id)
    postponed(one, on=date(2026, 11, 26), at=at(26, 9))
    held = made.case()
    pk = conferences.call(case_id=held.pk, begins_at=at(26, 9), minutes=60, per_item=10, by=BY)
    pages = ((at_hand.LEADER, f"/interviews/{one.pk}/"), (BY, f"/conferences/{pk}/"))
    assert not any(said in body(sit(actor).get(where), 200) for actor, where in pages)
    made.rules(case, by=at_hand.LEADER, hours=MORNINGS)
    made.rules(held, hours=MORNINGS)
    for actor, where in pages:
        assert said in body(sit(actor).get(where), 200), where


def test_a_day_without_an_hour_that_closed_whole_after_it_was_planned_is_said_too(sit: Sit) -> None:
    said = "On this day nobody reaches the person"
    one = at_hand.opened()
    case = made.Case.objects.get(pk=one.case_id)
    where, friday = f"/interviews/{one.pk}/", {**MORNINGS, "fri": "00:00-24:00"}
    postponed(one, on=date(2026, 11, 27))
    for hours, closed in (({}, False), (MORNINGS, False), (friday, True)):
        made.rules(case, by=at_hand.LEADER, hours=hours)
        page = body(sit(at_hand.LEADER).get(where), 200)
        assert (said in page) is closed, hours
        assert "This hour lies where" not in page
    midnight = datetime.combine(date(2026, 11, 27), time(), clock.here())
    postponed(one, on=date(2026, 11, 27), at=at(27, 9), agreed=at(27, 9))
    page = body(sit(at_hand.LEADER).get(where), 200)
    assert "This hour lies where" in page
    assert said not in page
    postponed(one, on=date(2026, 11, 27), agreed=midnight)
    assert said in body(sit(at_hand.LEADER).get(where), 200)
    postponed(one)
    assert said not in body(sit(at_hand.LEADER).get(where), 200)
