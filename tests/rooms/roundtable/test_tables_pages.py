"""The pages of cycles, tables and agendas: the news first, one thing to do, nothing typed is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from himaya.coordination import states
from himaya.coordination.models import AgendaItem, Cycle, Invitation, RoundTable, Seat
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import HEALTH, MORNING, SECRETARY
from tests.rooms.roundtable.browsing import HOME, body, of, sent
from tests.signed_in import Sit

# --- first page ------------------------------------------------------------------------------------------------------


def test_with_nothing_there_the_first_page_teaches_how_to_begin(office: Client) -> None:
    page = body(office, HOME)
    assert "No cycle of round tables is open" in page
    assert "Two institutions are enough to begin" in page


def test_the_headline_is_the_news_of_the_next_table(office: Client) -> None:
    table = at_the_table.convened()
    for institution in ("police", "labour", "hospital", "social"):
        Invitation.objects.filter(table=table, institution_id=institution).update(answer=states.PRESENT)
    assert "Round table 1 in 16 days: 4 of 8 institutions have answered" in body(office, HOME)


@pytest.mark.parametrize(
    ("answer", "news"),
    [
        (states.NO_ANSWER, "your institution has not answered"),
        (states.PRESENT, "your institution will be present"),
        (states.EXCUSED, "your institution is excused"),
    ],
)
def test_a_focal_point_reads_the_news_of_their_own_institution(sit: Sit, answer: str, news: str) -> None:
    table = at_the_table.convened()
    Invitation.objects.filter(table=table, institution_id="hospital").update(answer=answer)
    page = body(sit(HEALTH), HOME)
    assert f"Round table 1 in 16 days: {news}" in page
    assert f"/round-tables/invitations/{at_the_table.invitation(table).pk}/" in page


def test_a_planned_table_is_not_shown_to_institutions_yet(sit: Sit, office: Client) -> None:
    at_the_table.planned()
    assert "nobody has been convened yet" in body(office, HOME)
    assert "No round table is planned" in body(sit(HEALTH), HOME)


def test_a_lapsed_mandate_is_told_so_and_what_to_do(sit: Sit) -> None:
    at_the_table.convened()
    at_the_table.Mandate.objects.filter(delegate__account_id=HEALTH.account_id).update(
        valid_to=clock.today() - timedelta(days=1)
    )
    page = body(sit(HEALTH), HOME)
    assert "Your mandate is not valid today" in page
    assert "letter of designation" in page


# --- cycle -----------------------------------------------------------------------------------------------------------

RULES = {
    "quorum_share": "1/2",
    "quorum_more_than": "yes",
    "quorum_least": "2",
    "represented_counts": "no",
    "method": "consensus",
    "majority": "1/2",
    "chair_casts": "no",
    "confirm_by": "none",
    "answer_days": "7",
    "reminder_days": "3",
    "minutes_days": "5",
    "comment_days": "10",
    "review_months": "12",
    "pilot_days": "14",
    "notice_days": "7",
}
NEW = {"title_fr": "Cycle 2027", "organiser": "commission", "seated": ["labour", "daw"], "reserved": "2", **RULES}


def test_a_cycle_opens_with_two_institutions_and_defaults(office: Client) -> None:
    page = body(office, f"{HOME}cycles/new/")
    assert 'name="reserved" inputmode="numeric"' in page
    where = sent(office, f"{HOME}cycles/new/", {**NEW, "themes_fr": "Droit\nSignes", "themes_ar": "القانون"})
    cycle = Cycle.objects.get()
    assert where == f"{HOME}cycles/{cycle.pk}/"
    kinds = list(Seat.objects.order_by("number").values_list("kind", "institution_id"))
    assert kinds == [("member", "labour"), ("ngo", "daw"), ("ngo", None), ("ngo", None)]
    assert list(cycle.themes.order_by("code").values_list("code", "title_fr", "title_ar")) == [
        ("T1", "Droit", "القانون"),
        ("T2", "Signes", ""),
    ]
    page = body(office, where)
    assert "2 voices: 2 must be there" in page
    assert "Plan a table" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title_fr": ""}, "Write a title in at least one language."),
        ({"seated": ["labour"]}, "Choose at least two institutions"),
        ({"organiser": ""}, "Choose an institution of the list"),
        ({"reserved": "x"}, "Write how many seats to reserve"),
        ({"quorum_least": "0"}, "Write the least number of institutions"),
        ({"answer_days": "1000"}, "Write the days for an answer"),
    ],
)
def test_a_mistake_comes_back_with_its_sentence_and_all_that_was_typed(
    office: Client, changes: dict[str, Any], sentence: str
) -> None:
    page = sent(office, f"{HOME}cycles/new/", {**NEW, "legal_basis": "Décret 2-17-740", **changes}, 422)
    assert sentence in page
    assert "Nothing you entered is lost." in page
    assert 'value="Décret 2-17-740"' in page
    assert Cycle.objects.count() == 0


def test_every_mistake_is_named_at_once(office: Client) -> None:
    page = sent(office, f"{HOME}cycles/new/", {**NEW, "title_fr": "", "seated": []}, 422)
    assert "2 answers need another look." in page


def test_the_rules_say_what_they_mean_and_stay_once_used(office: Client) -> None:
    table = at_the_table.planned()
    address = f"{HOME}cycles/{table.cycle_id}/rules/"
    assert "8 voices: 5 must be there" in body(office, address)
    sent(office, address, {**RULES, "quorum_share": "2/3", "method": "vote", "chair_casts": "yes"})
    page = body(office, address)
    assert "8 voices: 6 must be there" in page
    assert "more than half of the voices given agree. The chair’s voice settles a tie." in page
    RoundTable.objects.update(state=states.INVITED)
    assert "so they stay" in sent(office, address, RULES, 409)


def test_seats_are_given_filled_and_ended_on_one_page(office: Client) -> None:
    cycle = at_the_table.cycle()
    address = f"{HOME}cycles/{cycle.pk}/seats/"
    sent(office, address, {"do": "give", "kind": "ngo", "institution": "", "valid_from": clock.today().isoformat()})
    reserved = Seat.objects.get(institution__isnull=True)
    page = sent(office, address, {"do": "fill", "seat": reserved.pk, "institution": ""}, 422)
    assert "Choose the association that takes the seat." in page
    page = sent(office, address, {"do": "fill", "seat": reserved.pk, "institution": "daw"}, 422)
    assert "One institution, one voice." in page
    labour = Seat.objects.get(institution_id="labour")
    sent(office, address, {"do": "end", "seat": labour.pk, "on": clock.today().isoformat()})
    sent(office, address, {"do": "end", "seat": labour.pk, "on": "2026-12-01"}, 409)
    assert "already ended" in sent(office, address, {"do": "end", "seat": labour.pk, "on": "2026-12-01"}, 409)


# --- table -----------------------------------------------------------------------------------------------------------

HOURS = {"day": "2026-12-10", "from": "09:00", "until": "17:00", "last_day": "", "place": "Salle 2", "kind": "table"}


def plan(office: Client, cycle: Cycle, status: int = 302, **changes: str) -> str:
    return sent(office, f"{HOME}cycles/{cycle.pk}/plan/", {**HOURS, **changes}, status)


def test_a_table_is_planned_by_the_local_hour_and_shows_it(office: Client) -> None:
    cycle = at_the_table.cycle()
    plan(office, cycle)
    table = RoundTable.objects.get()
    assert table.starts_at == at_the_table.STARTS
    page = body(office, of(table))
    assert "10 December 2026, 09:00 – 17:00" in page
    assert "the clock stands at" not in page


def test_a_table_in_ramadan_says_that_the_clock_stands_elsewhere(office: Client) -> None:
    plan(office, at_the_table.cycle(), day="2027-02-18")
    table = RoundTable.objects.get()
    assert table.starts_at == datetime(2027, 2, 18, 9, tzinfo=UTC)
    page = body(office, of(table))
    assert "18 February 2027, 09:00 – 17:00" in page
    assert "On that day the clock stands at UTC; today it stands at UTC+1." in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "2027-03-14", "from": "02:30"}, "There is no 02:30 on 14 March 2027: the clock jumps over that hour."),
        ({"day": "2027-02-07", "from": "02:30"}, "02:30 comes twice on 7 February 2027: the clock is set back."),
        ({"until": "08:00"}, "The table ends before it begins."),
        ({"day": "tomorrow"}, "Choose the day, the month and the year"),
        ({"from": "9 o’clock"}, "Write the hour as 09:30."),
        ({"day": "2026-11-01"}, "This day is over."),
        ({"kind": ""}, "Say what kind of table this is."),
    ],
)
def test_a_day_or_an_hour_that_cannot_be_is_named(office: Client, changes: dict[str, str], sentence: str) -> None:
    page = plan(office, at_the_table.cycle(), 422, **changes)
    assert sentence in page
    assert 'value="Salle 2"' in page
    assert RoundTable.objects.count() == 0


def test_moving_over_the_change_of_the_clock_keeps_the_hour_typed(office: Client) -> None:
    table = at_the_table.convened()
    page = body(office, of(table, "move/"))
    assert 'value="09:00"' in page
    sent(office, of(table, "move/"), {**HOURS, "do": "move", "day": "2027-02-18", "reason": "The hall is taken"})
    table.refresh_from_db()
    assert (table.starts_at, table.sequence) == (datetime(2027, 2, 18, 9, tzinfo=UTC), 1)
    page = sent(office, of(table, "move/"), {"do": "cancel", "cancel_reason": ""}, 422)
    assert "Give a reason in one sentence." in page
    sent(office, of(table, "move/"), {"do": "cancel", "cancel_reason": "Postponed"})
    assert "Postponed" in body(office, of(table))


def test_before_convening_the_page_names_who_has_no_mandate_and_who_never_signs_in(office: Client) -> None:
    table = at_the_table.planned()
    at_the_table.Mandate.objects.filter(institution_id="social").update(valid_to=clock.today())
    page = body(office, of(table, "convene/"))
    assert "8 institutions will be convened" in page
    warned, letters = page.split("Nobody signs in")
    assert "<li>social</li>" in warned
    assert "<li>justice</li>" in letters
    assert "Answers are due between" in sent(office, of(table, "convene/"), {"answer_by": "2026-12-11"}, 422)
    sent(office, of(table, "convene/"), {"answer_by": "2026-12-04"})
    assert Invitation.objects.filter(institution_id="social").count() == 1
    assert "already been convened" in sent(office, of(table, "convene/"), {"answer_by": "2026-12-04"}, 409)


def test_a_session_opens_on_its_day_and_closes_naming_what_is_carried(sit: Sit) -> None:
    table = at_the_table.convened()
    chair = {"chair": str(at_the_table.delegate("justice").pk)}
    assert "It can be opened that day" in sent(sit(SECRETARY), of(table, "open/"), chair, 409)
    with at_the_table.in_the_morning():
        office = sit(SECRETARY)
        assert "Delegate focal-commission" in body(office, of(table, "open/"))
        assert "Choose who presides" in sent(office, of(table, "open/"), {}, 422)
        sent(office, of(table, "open/"), chair)
        assert "2 points will be carried to the next table" in body(office, of(table, "close/"))
        assert "Mark the attendance" in sent(office, of(table, "close/"), {}, 409)
        at_the_table.mark(table, MORNING, "police")
        sent(office, of(table, "close/"), {})
        assert "already in session" not in sent(office, of(table, "close/"), {}, 409)
        RoundTable.objects.update(state=states.MINUTES_APPROVED)
        sent(office, of(table), {})
    assert RoundTable.objects.get().state == states.ARCHIVED


# --- agenda ----------------------------------------------------------------------------------------------------------


def test_the_agenda_says_whether_it_fits(office: Client) -> None:
    table = at_the_table.planned()
    page = body(office, of(table, "agenda/"))
    assert "3 points, and they fit" in page
    assert "6 h 30 min are left for breaks" in page
    AgendaItem.objects.filter(kind=states.THEME).update(minutes=480)
    assert "3 points: 1 h too many for the meeting" in body(office, of(table, "agenda/"))


def test_a_point_is_added_moved_changed_and_dropped(office: Client) -> None:
    table = at_the_table.planned()
    address = of(table, "agenda/")
    new = {"do": "add", "kind": "theme", "title_fr": "Orientation", "minutes": "20", "presenter": "daw"}
    page = sent(office, address, {**new, "minutes": "0"}, 422)
    assert "from 1 to 480" in page
    assert 'value="Orientation"' in page
    sent(office, address, new)
    item = AgendaItem.objects.get(title_fr="Orientation")
    where = f"{HOME}items/{item.pk}/"
    assert sent(office, where, {"do": "up"}) == f"{address}#point-{item.pk}"
    assert AgendaItem.objects.get(pk=item.pk).position == 2
    sent(office, where, {"do": "change", "title_ar": "الإحالة", "minutes": "25", "presenter": ""})
    assert "Give a reason in one sentence." in sent(office, where, {"do": "drop", "reason": ""}, 422)
    sent(office, where, {"do": "drop", "reason": "Too early"})
    assert "Too early" in body(office, address)


def test_an_institution_reads_the_agenda_and_changes_nothing(sit: Sit) -> None:
    table = at_the_table.convened()
    client = sit(HEALTH)
    page = body(client, of(table, "agenda/"))
    assert "Cadre juridique" in page
    assert "Add the point" not in page
    sent(client, of(table, "agenda/"), {"do": "seed"}, 403)


# --- for everybody ---------------------------------------------------------------------------------------------------


def test_in_arabic_and_in_french_every_page_is_there(sit: Sit) -> None:
    table = at_the_table.in_session()
    pages = ["", "agenda/", "invitations/", "attendance/", "move/", "close/", f"attendance/{MORNING}/sheet/"]
    for language in ("ar", "fr"):
        client = sit(SECRETARY, language)
        with at_the_table.in_the_morning():
            for page in pages:
                body(client, of(table, page))
            for page in ("", "rules/", "seats/", "documents/", "plan/"):
                body(client, f"{HOME}cycles/{table.cycle_id}/{page}")
            body(client, HOME)
