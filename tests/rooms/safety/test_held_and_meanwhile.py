"""What leads to a person is held like the number, and what somebody else did meanwhile is said, no word lost."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from himaya.adapters import pdf, sheet_html
from himaya.cases import sending
from himaya.cases.actions import links
from himaya.cases.models import Arrival, Case
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from himaya.safety.actions import safety_copies, safety_plans
from himaya.safety.models import ContactRules, SafetyCopy
from tests import cast, factories
from tests.pages import body
from tests.rooms.cases import at_a_partner
from tests.rooms.safety import made
from tests.rooms.safety.made import BY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D3")

LATE = factories.TUESDAY.replace(hour=21)
SHOW = {"show": "identity", "purpose": "contact_person"}
PLACE = "Canary bakery"
# No service of the catalogue is sent both today; the page holds them together all the same.
BOTH = ("safe_contact", "meeting_place", "age_group", "language")
RIDE: dict[str, Any] = {
    "service": "safe_transport",
    "to_desk_id": "police-north",
    "data_classes": ("meeting_place", "age_group", "language"),
}


def close(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today(), close_reason="goals_reached")


@pytest.mark.parametrize("agreed", [{"ways": ("never",), "hours": {}}, {}])
def test_the_meeting_place_and_the_wishes_wait_like_the_number(sit: Sit, agreed: dict[str, Any]) -> None:
    case = made.case(identity=factories.identity(meeting_place=PLACE))
    made.rules(case, **agreed)
    where = f"/casework/cases/{case.pk}/"
    with clock.stopped(LATE):
        client = sit(BY)
        page = body(client.post(where, SHOW))
        for way in (PLACE, factories.PHONE, "Canary aunt", "Canary pharmacy"):
            assert way not in page, way
        assert "Show it all the same" in page
        shown = body(client.post(where, {**SHOW, "despite": "yes"}))
        assert shown.index("Before any contact: what was agreed") < shown.index(PLACE)
        assert factories.PHONE in shown
        assert PLACE in body(client.post(where, {**SHOW, "purpose": "urgent_danger"}))


def test_at_the_desk_that_was_sent_it_too(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "check_wish", lambda wish: None)
    wish = factories.wish(data_classes=BOTH)
    referral = factories.referral_to_shelter(wishes=[wish], identity=factories.identity(meeting_place=PLACE))
    made.rules(Case.objects.get())
    where = f"/casework/referrals/{referral}/"
    with clock.stopped(LATE):
        client = sit(cast.SHELTER)
        page = body(client.post(where, {"purpose": "contact_person"}))
        assert "••••••" in page
        for way in (PLACE, factories.PHONE, "Canary aunt"):
            assert way not in page, way
        assert PLACE in body(client.post(where, {"purpose": "contact_person", "despite": "yes"}))
    assert PLACE in body(sit(cast.SHELTER).post(where, {"purpose": "contact_person"}))


def test_behind_a_link_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "check_wish", lambda wish: None)
    at_a_partner.partner()
    wish = factories.wish(data_classes=BOTH, to_desk_id=at_a_partner.PARTNER)
    done = factories.hand_over(wishes=[wish], identity=factories.identity(meeting_place=PLACE))
    link = links.make(referral_id=done.referral_ids[0], hours=72, by=BY)
    made.rules(Case.objects.get())
    client, where = Client(headers={"accept-language": "en"}), f"/partner/{link.token}/"
    with clock.stopped(LATE):
        client.post(where, {"code": link.code})
        page = body(client.get(f"{where}read/"))
        assert "••••••" in page
        for way in (PLACE, factories.PHONE, "Canary aunt"):
            assert way not in page, way
        shown = body(client.post(f"{where}read/", {"despite": "yes"}))
        assert shown.index("Before any contact: what was agreed") < shown.index(PLACE)


@pytest.mark.parametrize(("urgency", "asks"), [("soon", True), ("urgent", False)])
def test_a_place_sent_without_the_wishes_says_to_ask_first_whatever_was_agreed(
    sit: Sit, urgency: str, asks: bool
) -> None:
    wish = factories.wish(**RIDE, urgency=urgency)
    referral = factories.referral_to_shelter(wishes=[wish], identity=factories.identity(meeting_place=PLACE))
    page = body(sit(cast.OFFICER).post(f"/casework/referrals/{referral}/", {"purpose": "contact_person"}))
    assert PLACE in page
    assert ("Ask the desk that sent this" in page.split(PLACE)[0]) is asks


def arrived(sit: Sit) -> Case:
    case = made.case(identity=factories.identity(meeting_place=PLACE))
    Arrival.objects.bulk_create(
        [Arrival(person_id=case.person_id, case=case, from_desk_id="shelter", arrived_on=clock.today())]
    )
    return case


def test_a_file_from_elsewhere_asks_to_agree_anew_and_holds_the_number_until_then(sit: Sit) -> None:
    case = arrived(sit)
    client, where = sit(BY), f"/casework/cases/{case.pk}/"
    page = body(client.post(where, SHOW))
    assert "agree it with the person before the first call" in page
    for way in (PLACE, factories.PHONE, "Canary aunt"):
        assert way not in page, way
    assert not AuditEvent.objects.filter(action="contact_rules.passed").exists()
    shown = body(client.post(where, {**SHOW, "despite": "yes"}))
    assert shown.index("agree it with the person") < shown.index(factories.PHONE)
    passed = AuditEvent.objects.get(action="contact_rules.passed")
    assert (passed.purpose, passed.object_id) == ("contact_person", str(case.pk))
    assert factories.PHONE in body(client.post(where, {**SHOW, "purpose": "urgent_danger"}))
    assert AuditEvent.objects.filter(action="contact_rules.passed").count() == 1
    made.rules(case, hours={})
    agreed = body(client.post(where, SHOW))
    assert "agree it with the person before" not in agreed
    assert factories.PHONE in agreed


def test_the_same_form_is_one_line_and_who_was_slower_reads_first(sit: Sit) -> None:
    case = made.case()
    form = uuid4()
    assert made.rules(case, after=0, form=form) == made.rules(case, after=0, form=form) == 1
    with pytest.raises(NotNow, match="agreed_meanwhile"):
        made.rules(case, after=0, by=cast.INSPECTOR_COLLEAGUE)
    assert made.rules(case, after=1, by=cast.INSPECTOR_COLLEAGUE) == 2
    client, where = sit(BY), f"/safety/cases/{case.pk}/contact/"
    typed = {"ways": ["call"], "messages": "no", "every": "22:00-06:00", "words": "Autre canari", "after": "1"}
    late = body(client.post(where, {**typed, "instance": str(uuid4())}), 409)
    assert "Other rules were written down meanwhile" in late
    assert "Autre canari" in late
    assert 'name="after" value="2"' in late
    again = {**typed, "after": "2", "instance": str(uuid4())}
    for _tap in range(2):
        assert client.post(where, again).status_code == 302
    assert ContactRules.objects.count() == 3
    changed = body(client.post(where, {**again, "words": "Encore canari"}), 409)
    assert "Encore canari" in changed
    assert "Autre canari" in changed
    assert ContactRules.objects.count() == 3


def sent(page: str) -> dict[str, str]:
    """What the form carries unseen."""
    return dict(re.findall(r'name="(after|instance)" value="([^"]*)"', page))


def test_a_form_that_was_changed_after_it_was_sent_is_said_to_be_saved_and_saves_again(sit: Sit) -> None:
    case = made.case()
    client, where = sit(BY), f"/safety/cases/{case.pk}/contact/"
    typed = {"ways": ["call"], "messages": "no", "every": "22:00-06:00", "words": "Autre canari"}
    first = sent(body(client.get(where)))
    assert client.post(where, {**typed, **first}).status_code == 302
    back = {**typed, **first, "words": "Encore canari"}
    page = body(client.post(where, back), 409)
    assert "This form was saved already" in page
    assert "Other rules were written down meanwhile" not in page
    assert ">Encore canari</textarea>" in page
    assert sent(page)["after"] == "1"
    assert sent(page)["instance"] != first["instance"]
    assert ContactRules.objects.count() == 1
    for _tap in range(2):
        assert client.post(where, {**back, **sent(page)}).status_code == 302
    assert ContactRules.objects.count() == 2


def test_a_colleague_who_wrote_after_the_same_form_is_read_first(sit: Sit) -> None:
    case = made.case()
    client, where = sit(BY), f"/safety/cases/{case.pk}/contact/"
    typed = {"ways": ["call"], "messages": "no", "every": "22:00-06:00", "words": "Autre canari"}
    first = sent(body(client.get(where)))
    assert client.post(where, {**typed, **first}).status_code == 302
    made.rules(case, by=cast.INSPECTOR_COLLEAGUE, words="Un canari de plus")
    back = {**typed, **first, "words": "Encore canari"}
    page = body(client.post(where, back), 409)
    assert "Other rules were written down meanwhile" in page
    assert "Un canari de plus" in page
    assert ">Encore canari</textarea>" in page
    assert client.post(where, {**back, **sent(page)}).status_code == 302
    assert ContactRules.objects.count() == 3


def test_a_form_changed_after_it_was_sent_and_after_the_file_was_closed_says_so(sit: Sit) -> None:
    case = made.case()
    client, where = sit(BY), f"/safety/cases/{case.pk}/contact/"
    typed = {"ways": ["call"], "messages": "no", "words": "Autre canari"}
    first = sent(body(client.get(where)))
    assert client.post(where, {**typed, **first}).status_code == 302
    close(case)
    page = body(client.post(where, {**typed, **first, "words": "Encore canari"}), 409)
    assert "This file is closed" in page
    for other in ("save it again", "Other rules were written down meanwhile"):
        assert other not in page, other
    assert "Encore canari" in page


def test_a_copy_is_asked_about_the_version_that_was_shown(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_html, "render", lambda sheet, seconds: b"%PDF sheet")
    case = made.case()
    made.plan(case)
    made.revised(case)
    with pytest.raises(NotNow, match="revised"):
        made.copy(case, version=1)
    assert not SafetyCopy.objects.exists()
    client, where = sit(BY), f"/safety/cases/{case.pk}/copy/"
    typed = {"do": "answer", "version": "1", "finds": "no", "harm": "no", "wish": "carries"}
    page = body(client.post(where, typed), 409)
    assert "The plan was revised meanwhile" in page
    assert 'value="carries" checked' in page
    assert 'name="version" value="2"' in page
    made.copy(case, version=2)
    assert "revised meanwhile" in body(client.post(f"/safety/cases/{case.pk}/sheet/", {"version": "1"}), 409)
    with pytest.raises(NotNow, match="revised"):
        safety_copies.note_printed(case_id=case.pk, version=1, answer=1, by=BY)
    assert not AuditEvent.objects.filter(action="safety_plan.printed").exists()
    assert client.post(f"/safety/cases/{case.pk}/sheet/", {"version": "2"}).status_code == 200
    assert AuditEvent.objects.filter(action="safety_plan.printed").count() == 1


def test_no_sheet_is_handed_over_once_they_said_no_while_it_was_made(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen red while the version alone was asked again."""
    case = made.case()
    made.plan(case)
    made.copy(case)

    def meanwhile(sheet: object, seconds: int) -> bytes:
        made.copy(case, "none")
        return b"%PDF sheet"

    monkeypatch.setattr(sheet_html, "render", meanwhile)
    said = body(sit(BY).post(f"/safety/cases/{case.pk}/sheet/", {"version": "1"}), 409)
    assert "Ask first whether the person wants a copy" in said
    assert not AuditEvent.objects.filter(action="safety_plan.printed").exists()


def test_what_was_not_made_was_not_printed(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(sheet: object, seconds: int) -> bytes:
        raise pdf.PdfFailed("time")

    monkeypatch.setattr(sheet_html, "render", fails)
    case = made.case()
    made.plan(case)
    made.copy(case)
    assert sit(BY).post(f"/safety/cases/{case.pk}/sheet/", {"version": "1"}).status_code == 409
    assert not AuditEvent.objects.filter(action="safety_plan.printed").exists()
    assert AuditEvent.objects.filter(action="safety_plan.read").exists()


def test_a_version_that_came_while_the_sheet_was_made_keeps_it_back(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    case = made.case()
    made.plan(case)
    made.copy(case)

    def slow(sheet: object, seconds: int) -> bytes:
        made.revised(case)
        return b"%PDF sheet"

    monkeypatch.setattr(sheet_html, "render", slow)
    assert "revised meanwhile" in body(sit(BY).post(f"/safety/cases/{case.pk}/sheet/", {"version": "1"}), 409)
    assert not AuditEvent.objects.filter(action="safety_plan.printed").exists()


def test_no_word_is_lost_where_the_file_was_closed_meanwhile(sit: Sit) -> None:
    case = made.case()
    made.plan(case)
    client = sit(BY)
    close(case)
    contact = {"ways": ["call"], "messages": "no", "every": "22:00-06:00", "mon": "09:00-10:00", "say": "Canari <i>"}
    page = body(client.post(f"/safety/cases/{case.pk}/contact/", contact), 409)
    for word in ("was not written down", "22:00-06:00", "09:00-10:00", "Canari &lt;i&gt;", "A call"):
        assert word in page, word
    plan = {"do": "revise", "after": "1", "language": "fr", "staff": "Rappellent <b>", "route": "Par la cour"}
    page = body(client.post(f"/safety/cases/{case.pk}/", plan), 409)
    for word in ("was not written down", "Rappellent &lt;b&gt;", "Par la cour"):
        assert word in page, word
    copy = {"do": "answer", "version": "1", "finds": "unknown", "harm": "no", "wish": "staff"}
    page = body(client.post(f"/safety/cases/{case.pk}/copy/", copy), 409)
    for word in ("was not written down", "Not known", "The desk keeps the sheet"):
        assert word in page, word


def test_no_word_is_lost_where_the_plan_was_ended_meanwhile(sit: Sit) -> None:
    case = made.case()
    made.plan(case)
    safety_plans.end(case_id=case.pk, after=1, reason="found", by=BY)
    said = {"do": "revise", "after": "1", "language": "fr", "staff": "Rappellent canari"}
    page = body(sit(BY).post(f"/safety/cases/{case.pk}/", said), 409)
    assert "Rappellent canari" in page
    copy = {"do": "answer", "version": "1", "finds": "no", "harm": "no", "wish": "carries"}
    assert "was not written down" in body(sit(BY).post(f"/safety/cases/{case.pk}/copy/", copy), 409)
