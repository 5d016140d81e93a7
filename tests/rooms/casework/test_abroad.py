"""The pages of somebody found abroad: asked, stopped without a trace, announced; and at the desk that receives."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from himaya.cases.actions import inbound
from himaya.cases.models import Case, InboundSheet, Tally
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.models import AuditEvent, Stamp
from tests import cast
from tests.pages import body, main_words
from tests.rooms.cases import found_abroad
from tests.rooms.cases.found_abroad import CONSUL, CONSUL_WHO_READS, PARTNER, RECEIVER, expected, sent
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("F2")
FIRST = {"here": "first", "danger": "no", "wants": "yes", "afraid": "no", "age": "adult"}
ABROAD, SENT = "/abroad/", "/abroad/sent/"


@pytest.fixture(autouse=True)
def _abroad(the_cast: None) -> None:
    found_abroad.set_up()


def sheet(**changes: Any) -> dict[str, Any]:
    return {
        **FIRST,
        "here": "sheet",
        "instance": str(uuid4()),
        "to_desk": "hostel",
        "language_spoken": "ary",
        "interpreter": "none",
        "called": found_abroad.CALLED,
        "way": "phone",
        "phone": found_abroad.PHONE,
        "words": found_abroad.WORDS,
        "place": found_abroad.PLACE,
        "needs": ["papers"],
        "arrives_on": (clock.today() + timedelta(days=2)).isoformat(),
        "told": "yes",
        "agreed": "yes",
        **changes,
    }


def counts() -> tuple[int, ...]:
    return InboundSheet.objects.count(), AuditEvent.objects.count(), Session.objects.count()


def test_nothing_is_kept_on_the_way_and_the_sheet_names_nobody_afterwards(sit: Sit) -> None:
    browser = sit(CONSUL)
    before = counts()
    assert "Somebody of ours" in browser.get(ABROAD).content.decode()
    shown = browser.post(ABROAD, FIRST).content.decode()
    assert "Desk hostel" in shown
    assert "Desk police-north" not in shown
    assert counts() == before
    answer = browser.post(ABROAD, sheet())
    assert (answer.status_code, answer["Location"]) == (302, SENT)
    after = browser.get(SENT).content.decode()
    assert "Received; nobody has answered yet" in after
    for word in (found_abroad.CALLED, found_abroad.PLACE, found_abroad.WORDS, found_abroad.PHONE):
        assert word not in after


@pytest.mark.parametrize(
    ("changes", "sentence", "partner"),
    [
        ({"danger": "yes"}, "call the emergency number of the country", False),
        ({"wants": "no"}, "Staying and a third country are as good", True),
        ({"wants": "unsure"}, "Staying and a third country are as good", True),
        ({"afraid": "yes"}, "nothing was sent or kept", True),
        ({"afraid": "unsure"}, "nothing was sent or kept", True),
    ],
)
def test_where_nothing_is_sent_nothing_is_kept_and_a_partner_is_named(
    sit: Sit, changes: dict[str, str], sentence: str, partner: bool
) -> None:
    browser = sit(CONSUL)
    before = counts()
    page = body(browser.post(ABROAD, {**FIRST, **changes}))
    assert sentence in page
    assert ("0500000099" in page) is partner
    assert 'name="to_desk"' not in page
    assert counts() == before


def test_a_form_that_skips_the_questions_is_stopped_by_them(sit: Sit) -> None:
    browser = sit(CONSUL)
    for name, value, status in (("danger", "yes", 200), ("wants", "no", 200), ("afraid", "yes", 200), ("age", "", 422)):
        assert browser.post(ABROAD, sheet(**{name: value})).status_code == status, name
    assert not InboundSheet.objects.exists()


@pytest.mark.parametrize(
    ("name", "value", "field", "status"),
    [
        ("to_desk", "", "abroad-to_desk", 422),
        ("to_desk", "police-north", "abroad-to_desk", 422),
        ("language_spoken", "x", "language_spoken", 422),
        ("interpreter", "", "abroad-interpreter", 422),
        ("arrives_on", "tomorrow", "arrives_on", 422),
        ("arrives_on", "", "arrives_on", 422),
        ("arrives_on", "2001-01-01", "arrives_on", 422),
        ("phone", "", "phone", 422),
        ("place", "x" * 390, "place", 422),
        ("needs", ["story"], "abroad-needs", 422),
        ("told", "", "told", 422),
        ("agreed", "", "agreed", 422),
        ("instance", "none", "abroad-to_desk", 422),
    ],
)
def test_what_is_missing_says_so_by_its_field_and_keeps_what_was_typed(
    sit: Sit, name: str, value: Any, field: str, status: int
) -> None:
    answer = sit(CONSUL).post(ABROAD, sheet(**{name: value}))
    shown = answer.content.decode()
    assert answer.status_code == status
    assert f'href="#{field}"' in shown
    assert f'id="{field}"' in shown
    assert f'value="{found_abroad.WORDS}"' in shown
    assert not InboundSheet.objects.exists()


def test_questions_left_out_are_asked_again(sit: Sit) -> None:
    for name in ("danger", "wants", "afraid", "age"):
        assert f'href="#abroad-{name}"' in body(sit(CONSUL).post(ABROAD, {**FIRST, name: ""}), 422)


def test_wanting_nothing_of_it_is_a_count(sit: Sit) -> None:
    browser = sit(CONSUL)
    before = counts()
    assert browser.post(ABROAD, {"here": "refuse"}).status_code == 302
    assert (counts(), Tally.objects.get().kind) == (before, "refused")


def test_of_a_child_the_page_names_desks_that_protect_children_and_calls_no_family(sit: Sit) -> None:
    shown = sit(CONSUL).post(ABROAD, {**FIRST, "age": "maybe_child"}).content.decode()
    assert "Desk children" in shown
    assert "Desk hostel" not in shown
    assert "nobody calls the family" in shown


def test_an_afraid_person_at_a_partner_is_shown_partners_only(sit: Sit) -> None:
    shown = sit(PARTNER).post(ABROAD, {**FIRST, "afraid": "yes"}).content.decode()
    assert "Desk shelter" in shown
    assert "Desk hostel" not in shown


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_each_page_speaks_three_languages(sit: Sit, language: str) -> None:
    sent()
    waiting = expected()
    for who, address in (
        (CONSUL, ABROAD),
        (CONSUL, SENT),
        (RECEIVER, "/casework/arrivals/"),
        (RECEIVER, f"/casework/arrivals/{waiting}/"),
    ):
        assert f'lang="{language}"' in body(sit(who, language).get(address))


def test_taken_back_at_the_page_and_once_it_is_over_said_so(sit: Sit) -> None:
    browser, row = sit(CONSUL), sent()
    assert browser.post(f"{SENT}{row}/take-back/").status_code == 302
    assert browser.post(f"{SENT}{row}/take-back/").status_code == 409
    assert browser.post(f"{SENT}{uuid4()}/take-back/").status_code == 404


def test_the_desk_that_receives_expects_meets_and_reads_nothing_before(sit: Sit) -> None:
    row, browser = sent(), sit(RECEIVER)
    door = f"/casework/arrivals/{row}/"
    assert "One desk abroad announces somebody" in browser.get("/casework/").content.decode()
    assert found_abroad.CALLED not in browser.get(door).content.decode()
    assert browser.post(door, {"do": "meet"}).status_code == 409
    answer = browser.post(door, {"do": "accept"})
    case = Case.objects.get(pk=InboundSheet.objects.values_list("case_id", flat=True).get(pk=row))
    assert answer["Location"] == f"/casework/cases/{case.pk}/"
    shown = browser.post(f"/casework/cases/{case.pk}/", {"show": "identity", "purpose": "give_service"})
    assert found_abroad.CALLED in shown.content.decode()
    assert browser.post(door, {"do": "accept"}).status_code == 409
    assert browser.post(door, {"do": "meet"}).status_code == 302
    assert browser.post(door, {"do": "else"}).status_code == 404


def test_how_to_reach_whoever_is_expected_stands_as_they_chose_it(sit: Sit) -> None:
    """Seen red while the file said that what was agreed on contact had not come along, and hid their words."""
    browser, row = sit(RECEIVER), expected()
    case = InboundSheet.objects.values_list("case_id", flat=True).get(pk=row)
    shown = browser.post(f"/casework/cases/{case}/", {"show": "identity", "purpose": "give_service"}).content.decode()
    assert found_abroad.WORDS in shown
    assert "agree it anew" not in shown


def test_declined_for_a_reason_of_the_list(sit: Sit) -> None:
    row, browser = sent(), sit(RECEIVER)
    page = body(browser.post(f"/casework/arrivals/{row}/", {"do": "decline", "reason": "her story"}), 422)
    assert 'href="#decline-reason"' in page
    assert browser.post(f"/casework/arrivals/{row}/", {"do": "decline", "reason": "no_place"}).status_code == 302
    assert "No desk expects the person" in sit(CONSUL).get(SENT).content.decode()


def same(one: Client, there: str, absent: str) -> bool:
    """The matrix compares every byte; here the page without its tokens and its own address."""
    found, missing = (one.get(address) for address in (there, absent))
    mains = [answer.content.decode().split("<main")[1] for answer in (found, missing)]
    return found.status_code == missing.status_code and mains[0] == mains[1]


def test_police_border_and_consuls_see_no_arrival_and_learn_of_none(sit: Sit) -> None:
    """Seen red with a list that was empty for police instead of absent."""
    row = expected()
    for who in (cast.OFFICER, CONSUL_WHO_READS):
        browser = sit(who)
        assert browser.get("/casework/arrivals/").status_code == 404
        assert browser.get(f"/casework/arrivals/{row}/").status_code == 404
        assert same(browser, f"/casework/arrivals/{row}/", f"/casework/arrivals/{uuid4()}/")
        assert browser.post(f"/casework/arrivals/{row}/", {"do": "meet"}).status_code == 404
    assert sit(CONSUL).get("/casework/arrivals/").status_code == 403
    assert sit(cast.OFFICER).get(ABROAD).status_code == 403


def test_what_was_heard_meanwhile_stands_on_no_page_abroad(sit: Sit) -> None:
    row = expected()
    browser = sit(CONSUL)
    before = browser.get(SENT).content.decode().split("<main")[1]
    inbound.meet(sheet_id=row, by=RECEIVER)
    assert browser.get(SENT).content.decode().split("<main")[1].count("Somebody expects the person") == 1
    assert "met" not in before.replace("method", "").split()


@pytest.mark.parametrize("by", [CONSUL, PARTNER], ids=["consular service", "partner"])
def test_of_a_child_no_desk_abroad_names_a_day_or_says_what_was_decided(sit: Sit, by: Actor) -> None:
    """Seen red while a partner chose “decided” and a day beside it."""
    shown = sit(by).post(ABROAD, {**FIRST, "age": "child"}).content.decode()
    assert 'name="arrives_on"' not in shown
    assert 'name="best_interest"' not in shown
    assert "the desk that protects children decides it with them" in shown
    forged = sheet(age="child", to_desk="children", best_interest="decided", agreed="")
    page = body(sit(by).post(ABROAD, forged), 422)
    assert 'href="#arrives_on"' in page
    assert 'id="arrives_on"' in page
    assert sit(by).post(ABROAD, {**forged, "arrives_on": ""}).status_code == 302
    assert InboundSheet.objects.get().arrives_on is None


def test_the_desk_that_protects_children_writes_down_the_day(sit: Sit) -> None:
    heard = replace(found_abroad.HEARD, age="child")
    row = sent(heard=heard, agreed=False, to_desk_id="children", in_days=None)
    door, browser = f"/casework/arrivals/{row}/", sit(cast.CHILDREN)
    assert "When does the child come?" not in browser.get(door).content.decode()
    browser.post(door, {"do": "accept"})
    assert "When does the child come?" in browser.get(door).content.decode()
    day = (clock.today() + timedelta(days=4)).isoformat()
    for typed, field in (({"arrives_on": day}, "decided"), ({"arrives_on": "soon", "decided": "yes"}, "arrives_on")):
        page = body(browser.post(door, {"do": "day", **typed}), 422)
        assert f'href="#{field}"' in page
        assert f'id="{field}"' in page
        assert f'value="{typed["arrives_on"]}"' in page
    assert browser.post(door, {"do": "day", "arrives_on": day, "decided": "yes"})["Location"] == door
    assert browser.post(door, {"do": "day", "arrives_on": day, "decided": "yes"}).status_code == 409
    assert "When does the child come?" not in browser.get(door).content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_what_the_desk_abroad_says_later_is_a_question_to_the_person(sit: Sit, language: str) -> None:
    """Seen red while the page said to close the file."""
    row = expected()
    inbound.take_back(sheet_id=row, by=CONSUL)
    browser = sit(RECEIVER, language)
    shown = [browser.get(url).content.decode() for url in ("/casework/arrivals/", f"/casework/arrivals/{row}/")]
    if language == "en":
        for page in shown:
            assert "Ask the person by the way that they chose" in page
            assert "Close the file" not in page
    assert 'value="meet"' in shown[1]
    assert browser.post(f"/casework/arrivals/{row}/", {"do": "meet"}).status_code == 302


def test_the_file_says_who_announced_the_person_when_they_come_and_under_which_number(sit: Sit) -> None:
    sheet_id = expected()
    row = InboundSheet.objects.select_related("case", "from_desk__institution").get(pk=sheet_id)
    assert row.case is not None
    assert row.arrives_on is not None
    where = f"/casework/cases/{row.case.pk}/"
    desk = sit(RECEIVER)
    page = body(desk.get(where))
    card = page[page.index('id="announced"') :].split("</section>")[0]
    for said in (row.from_desk.name, row.from_desk.institution.name, row.reference, f"/casework/arrivals/{sheet_id}/"):
        assert said in card
    assert f"{row.arrives_on.day} November 2026" in card
    assert "Your desk expects the person; nobody has met them yet" in card
    assert row.reference in page[page.index('id="known"') :].split("</p>")[0]
    assert "announced from abroad" in page
    assert "Care that cannot wait" not in page
    for secret in (found_abroad.CALLED, found_abroad.PLACE, found_abroad.WORDS, found_abroad.PHONE):
        assert secret not in page
    inbound.take_back(sheet_id=sheet_id, by=CONSUL)
    assert "The desk abroad says that they do not come: ask the person" in body(desk.get(where))
    inbound.meet(sheet_id=sheet_id, by=RECEIVER)
    page = body(desk.get(where))
    assert "The person was met" in page
    assert "Care that cannot wait" in page


def test_numbers_that_are_given_abroad_can_be_dialled_from_there(sit: Sit) -> None:
    Stamp.objects.create(kind="demo", pack="demo", created_on=clock.today())
    Desk.objects.filter(pk="hostel").update(phone="05 00 00 01 71")
    browser = sit(CONSUL)
    assert "+999 500000099" in main_words(body(browser.post(ABROAD, {**FIRST, "wants": "no"})))
    sent()
    assert "+999 5 00 00 01 71" in main_words(body(browser.get(SENT)))
