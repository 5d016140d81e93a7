"""The pages under /safety/, and the rules that stand before every number anywhere."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import himaya.web
from himaya.adapters import sheet_html
from himaya.cases.actions import grants
from himaya.cases.models import Arrival
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from himaya.safety.models import ContactRules, SafetyCopy, SafetyPlan
from tests import cast, factories
from tests.pages import body
from tests.rooms.cases import at_a_partner
from tests.rooms.safety import made
from tests.rooms.safety.made import BY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D3")

LATE = factories.TUESDAY.replace(hour=21)
TO_CORRECT = "stand here to be corrected, not to be used now"
WRITTEN = "It is written down that they were shown."
SHOW = {"show": "identity", "purpose": "contact_person"}


def at(case: Any, page: str = "") -> str:
    return f"/safety/cases/{case.pk}/{page}"


def of(case: Any) -> str:
    return f"/casework/cases/{case.pk}/"


def test_it_is_agreed_on_a_page_that_begins_with_what_was_said_at_hand_over(sit: Sit) -> None:
    case = made.case()
    client = sit(BY)
    begun = body(client.get(at(case, "contact/")))
    assert 'value="call" checked' in begun
    assert "Canary aunt" in begun
    assert factories.PHONE not in begun
    wrong = {"ways": ["call"], "messages": "no", "every": "evening", "word": "Jasmin <b>"}
    page = body(client.post(at(case, "contact/"), wrong), 422)
    assert "Jasmin &lt;b&gt;" in page
    assert 'href="#every"' in page
    assert "evening" in page
    said = {**wrong, "every": "20:00-08:00", "sun": "00:00-24:00", "answer": "Menthe", "holds_until": "2026-12-24"}
    assert client.post(at(case, "contact/"), said).headers["Location"] == at(case, "contact/")
    row = ContactRules.objects.defer("content").get()
    assert (row.quiet["sun"], row.quiet["mon"]) == (["00:00-24:00"], ["20:00-08:00"])
    page = body(client.get(at(case, "contact/")))
    assert "Menthe" in page
    assert "Canary pharmacy" in page
    with clock.stopped(factories.TUESDAY.replace(month=12, day=28)):
        assert "ask the person again" in body(sit(BY).get(at(case, "contact/")))


def test_the_rules_stand_before_the_number_and_it_waits_at_bad_hours(sit: Sit) -> None:
    case = made.case()
    made.rules(case)
    page = body(sit(BY).post(of(case), SHOW))
    assert page.index("Jasmin canari") < page.index(factories.PHONE)
    with clock.stopped(LATE):
        client = sit(BY)
        late = body(client.post(of(case), SHOW))
        assert "Do not call or write now" in late
        assert factories.PHONE not in late
        assert not AuditEvent.objects.filter(action="contact_rules.passed").exists()
        assert factories.PHONE in body(client.post(of(case), {**SHOW, "despite": "yes"}))
        assert AuditEvent.objects.get(action="contact_rules.passed").purpose == "contact_person"
        danger = body(client.post(of(case), {**SHOW, "purpose": "urgent_danger"}))
        assert danger.index("Do not call or write now") < danger.index(factories.PHONE)
    assert AuditEvent.objects.filter(action="contact_rules.read").count() == 4


def test_a_person_whom_nobody_reaches_has_her_number_kept_back_at_any_hour(sit: Sit) -> None:
    case = made.case()
    made.rules(case, ways=("never",), hours={})
    page = body(sit(BY).post(of(case), SHOW))
    assert "Nobody reaches out to this person" in page
    assert factories.PHONE not in page


def test_whoever_was_let_in_to_the_identity_sees_the_rules_and_nobody_else_does(sit: Sit) -> None:
    case = made.case()
    made.rules(case)
    until = factories.TUESDAY.date().replace(day=28)
    grants.give(
        case_id=case.pk, to=f"account:{cast.INSPECTOR_SOUTH.account_id}", kind="team", level="full",
        sections=("identity",), until=until, reason="advice", by=cast.LABOUR_LEAD,
    )  # fmt: skip
    with clock.stopped(LATE):
        page = body(sit(cast.INSPECTOR_SOUTH).post(of(case), SHOW))
        assert "Jasmin canari" in page
        assert factories.PHONE not in page
    assert sit(cast.INSPECTOR_SOUTH).get(at(case, "contact/")).status_code == 404


def test_a_desk_that_was_sent_how_to_reach_her_sees_the_rules_first(sit: Sit) -> None:
    referral = factories.referral_to_shelter()
    case = made.Case.objects.get()
    made.rules(case)
    with clock.stopped(LATE):
        client, where = sit(cast.SHELTER), f"/casework/referrals/{referral}/"
        assert "Jasmin canari" not in body(client.get(where))
        page = body(client.post(where, {"purpose": "contact_person"}))
        assert "Jasmin canari" in page
        assert factories.PHONE not in page
        assert factories.PHONE in body(client.post(where, {"purpose": "contact_person", "despite": "yes"}))


def test_a_desk_that_was_not_sent_it_sees_no_rule(sit: Sit) -> None:
    classes = ("first_name", "age_group", "language", "needs")
    referral = factories.referral_to_shelter(wishes=[factories.wish(data_classes=classes)])
    made.rules(made.Case.objects.get())
    page = body(sit(cast.SHELTER).post(f"/casework/referrals/{referral}/", {"purpose": "contact_person"}))
    assert "Jasmin canari" not in page


def test_a_partner_behind_a_link_sees_them_too() -> None:
    _referral, link = at_a_partner.handed_link()
    made.rules(made.Case.objects.get())
    client = Client(headers={"accept-language": "en"})
    where = f"/partner/{link.token}/"
    with clock.stopped(LATE):
        client.post(where, {"code": link.code})
        page = body(client.get(f"{where}read/"))
        assert "Do not call or write now" in page
        assert factories.PHONE not in page
        assert factories.PHONE in body(client.post(f"{where}read/", {"despite": "yes"}))


def test_the_rules_stand_above_the_form_that_corrects_an_identity(sit: Sit) -> None:
    case = made.case()
    made.rules(case)
    page = body(sit(BY).post(f"{of(case)}identity/", {"open": "yes"}))
    assert page.index("Jasmin canari") < page.index(factories.PHONE)
    assert TO_CORRECT not in page
    assert not AuditEvent.objects.filter(action="contact_rules.passed").exists()


@pytest.mark.parametrize(("hour", "agreed"), [(21, {}), (10, {"ways": ("never",), "hours": {}})])
def test_what_is_corrected_at_a_bad_hour_says_so_and_is_written_down(
    sit: Sit, hour: int, agreed: dict[str, Any]
) -> None:
    case = made.case()
    made.rules(case, **agreed)
    where = f"{of(case)}identity/"
    with clock.stopped(factories.TUESDAY.replace(hour=hour)):
        client = sit(BY)
        body(client.get(where))
        assert not AuditEvent.objects.filter(action="contact_rules.passed").exists()
        page = body(client.post(where, {"open": "yes"}))
        assert page.index("Jasmin canari") < page.index(TO_CORRECT) < page.index(factories.PHONE)
        passed = AuditEvent.objects.get(action="contact_rules.passed")
        assert (passed.purpose, passed.object_id) == ("correct_record", str(case.pk))
        assert WRITTEN in page
        # What was typed is shown again, nothing that is kept: no second step.
        typed = body(client.post(where, {"save": "yes", "full_name": "Z" * 400}), 422)
        assert TO_CORRECT in typed
        assert WRITTEN not in typed
        assert AuditEvent.objects.filter(action="contact_rules.passed").count() == 1


def test_a_file_from_elsewhere_is_corrected_with_the_same_word(sit: Sit) -> None:
    case = made.case()
    Arrival.objects.bulk_create(
        [Arrival(person_id=case.person_id, case=case, from_desk_id="shelter", arrived_on=clock.today())]
    )
    page = body(sit(BY).post(f"{of(case)}identity/", {"open": "yes"}))
    assert page.index("agree it with the person") < page.index(TO_CORRECT) < page.index(factories.PHONE)
    assert AuditEvent.objects.get(action="contact_rules.passed").purpose == "correct_record"


def test_a_plan_is_written_revised_and_ended_on_its_page(sit: Sit) -> None:
    case = made.case()
    client = sit(BY)
    assert "may begin with one line" in body(client.get(at(case)))
    long = {"do": "write", "language": "fr", "staff": "Canary " * 100}
    page = body(client.post(at(case), long), 422)
    assert "Canary " * 99 in page
    assert 'href="#staff"' in page
    said = {"do": "write", "language": "fr", "staff": "Rappellent <i>"}
    assert client.post(at(case), said).headers["Location"] == at(case)
    assert "Rappellent &lt;i&gt;" in body(client.get(at(case)))
    assert "stands already" in body(client.post(at(case), said), 409)
    again = {**said, "do": "revise", "after": "1", "staff": "Rappellent à 9 h"}
    assert client.post(at(case), again).status_code == 302
    late = body(client.post(at(case), {**again, "staff": "Autre canari"}), 409)
    assert "A colleague revised" in late
    assert "Autre canari" in late
    assert body(client.post(at(case), {"do": "end", "reason": ""}), 422).count('href="#reason"') == 1
    assert client.post(at(case), {"do": "end", "after": "2", "reason": "found"}).status_code == 302
    assert client.post(at(case), {"do": "dance"}).status_code == 404
    assert SafetyPlan.objects.count() == 2


def test_a_copy_is_offered_after_the_risk_question_and_a_no_is_one_tap(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_html, "render", lambda sheet, seconds: b"%PDF sheet")
    case = made.case()
    client = sit(BY)
    assert "No safety plan stands" in body(client.get(at(case, "copy/")))
    assert client.post(at(case, "sheet/")).status_code == 409
    made.plan(case)
    assert "Ask first whether" in body(client.post(at(case, "sheet/"), {"version": "1"}), 409)
    assert client.post(at(case, "copy/"), {"do": "no", "version": "1"}).headers["Location"] == at(case)
    assert "No copy" in body(client.get(at(case)))
    assert body(client.post(at(case, "copy/"), {"do": "advise", "finds": "no"}), 422).count("Ask both questions") > 1
    risk = {"finds": "yes", "harm": "yes"}
    assert "It is safer to carry no paper" in body(client.post(at(case, "copy/"), {"do": "advise", **risk}))
    want = {"do": "answer", "version": "1", **risk, "wish": "carries"}
    refused = body(client.post(at(case, "copy/"), want), 422)
    assert "say that they heard it" in refused
    assert 'value="carries" checked' in refused
    assert client.post(at(case, "copy/"), {**want, "heard": "yes"}).headers["Location"] == at(case, "copy/")
    assert "Make the sheet" in body(client.get(at(case, "copy/")))
    answer = client.post(at(case, "sheet/"), {"version": "1"})
    assert answer["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert answer.content == b"%PDF sheet"
    assert AuditEvent.objects.filter(action="safety_plan.printed").count() == 1
    assert SafetyCopy.objects.count() == 2
    assert client.get(at(case, "sheet/")).status_code == 405


def test_nobody_else_learns_that_there_is_anything(sit: Sit) -> None:
    case = made.case()
    made.rules(case)
    made.plan(case)
    absent = "00000000-0000-4000-8000-000000000000"
    for page in ("", "contact/", "copy/"):
        for actor in (cast.SHELTER, cast.OFFICER, cast.INSPECTOR_SOUTH):
            client = sit(actor)
            told, none = client.get(at(case, page)), client.get(f"/safety/cases/{absent}/{page}")
            assert told.status_code == none.status_code == 404
        assert sit(cast.SECRETARY).get(at(case, page)).status_code == 403


def test_a_closed_file_shows_and_takes_nothing(sit: Sit) -> None:
    case = made.case()
    made.rules(case)
    made.plan(case)
    made.Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today(), close_reason="goals_reached")
    client = sit(BY)
    for page in ("", "contact/"):
        assert "This file is closed" in body(client.get(at(case, page)))
    assert client.post(at(case, "contact/"), {"ways": ["call"], "messages": "no"}).status_code == 409
    assert client.post(at(case, "copy/"), {"do": "no"}).status_code == 409


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_pages_speak_french_and_arabic(sit: Sit, language: str) -> None:
    case = made.case()
    made.rules(case)
    made.plan(case)
    client = sit(BY, language)
    words = {"fr": ("Comment joindre la personne", "Plan de sécurité"), "ar": ("كيفية الاتصال بالشخص", "خطة السلامة")}
    contact, plan = body(client.get(at(case, "contact/"))), body(client.get(at(case)))
    assert words[language][0] in contact
    assert words[language][1] in plan
    for page in (contact, plan, body(client.get(at(case, "copy/")))):
        assert not re.findall(r"(?:Never at|Which ways|Code word|Back to the|What does the|Ask about)", page)


# Where a page shows a number or another way to reach a person, and what stands before it. A new place is added here,
# with the rules before it.
TEMPLATES = {
    "casework/templates/casework/parts/wishes.html": "included below, after the rules",
    "casework/templates/casework/case.html": "rules",
    "casework/templates/casework/received.html": "rules",
    "casework/templates/casework/identity.html": "rules",
    "partner/templates/partner/read.html": "rules",
    "safety/templates/safety/contact.html": "rules",
    "frontline/templates/frontline/steps/person.html": "the person is there and says it now",
    "frontline/templates/frontline/abroad_sheet.html": "the person is there and says it now",
}
MODULES = {
    "case_wishes.py": "makes the words",
    "casework/packet.py": "makes the words",
    "casework/cases.py": "rules",
    "casework/referral.py": "rules",
    "casework/identity.py": "rules",
    "partner/views.py": "rules",
    "safety/contact.py": "rules; no number",
    "frontline/handover/person.py": "the person is there and says it now",
    "frontline/handover/sharing.py": "names the class; reads nothing of it",
}
WAY = re.compile(r"\bwishes\.|parts/wishes\.html|identity\.phone|typed\.phone|who\.phone|identity\.meeting_place")
READS = re.compile(r"safe_contact|wishes_from|identity\.phone|packet\.wishes|\"phone\", \"document\"")
# The telephone of a desk, which anybody may call.
OF_A_DESK = {"services/templates/services/provider.html", "attestations/templates/attestations/offer.html"}


def test_every_place_that_shows_how_to_reach_somebody_is_known_and_has_the_rules_before_it() -> None:
    web = Path(himaya.web.__file__).parent
    pages = {str(one.relative_to(web)): one.read_text("utf-8") for one in web.rglob("*.html")}
    shows = {name for name, text in pages.items() if WAY.search(text)} - OF_A_DESK
    assert shows == set(TEMPLATES)
    for name, why in TEMPLATES.items():
        if why == "rules":
            text = pages[name]
            assert text.index("safety/parts/reached.html") < (found := WAY.search(text)).start(), name  # type: ignore[union-attr]
            assert found is not None
    code = {str(one.relative_to(web)): one.read_text("utf-8") for one in web.rglob("*.py")}
    assert {name for name, text in code.items() if READS.search(text)} == set(MODULES)
