"""The pages on which somebody is qualified: what is typed is kept, one clear action, a sentence where there is none."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from himaya.institutions import queries_qualifications as queries
from himaya.institutions.models import Membership, Qualification
from himaya.institutions.rules_qualifications import IDENTIFICATION_INTERVIEW, WAITING
from himaya.kernel import clock
from tests import cast, factories
from tests.pages import body
from tests.rooms.staff.conftest import OFFICER, account, told
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C3")
HOLDER = cast.INSPECTOR
PAGE = f"/staff/{HOLDER.account_id}/"
FORM = f"{PAGE}qualification/"
PAPER = {
    "kind": IDENTIFICATION_INTERVIEW,
    "institution": "labour",
    "issuer": "Training <b>centre</b>",
    "number": "C-77",
    "certificate_on": "2026-11-02",
    "first": "2026-11-24",
    "last": "2027-11-24",
}


@pytest.fixture(autouse=True)
def _an_interviewer(the_cast: None) -> None:
    Membership.objects.filter(account=account(HOLDER)).update(roles=["front_line", "interviewer"])


def entered(client: Client, **changes: str) -> str:
    """The address of what was entered."""
    answer = client.post(FORM, {**PAPER, **changes})
    assert answer.status_code == 302, answer.content.decode()[-800:]
    return str(answer.headers["Location"])


def test_a_lead_enters_an_officer_confirms_and_the_page_says_so(sit: Sit) -> None:
    lead, officer = sit(cast.LABOUR_LEAD), sit(OFFICER)
    assert "None is entered" in body(lead.get(PAGE))
    where = entered(lead)
    page = body(lead.get(where))
    assert "Training &lt;b&gt;centre&lt;/b&gt;" in page
    assert "Another person looks at the certificate" in page
    assert 'value="confirm"' not in page
    listed = body(officer.get("/staff/"))
    assert where in listed
    assert "waits for a second person" in body(officer.get(PAGE))
    assert "I have seen the certificate" in body(officer.get(where))
    assert "Look at the certificate first" in body(officer.post(where, {"do": "confirm"}), 422)
    assert officer.post(where, {"do": "confirm", "saw": "yes"}).headers["Location"] == PAGE
    assert "told again 30 days before" in body(officer.get(PAGE))
    assert "in force" in body(officer.get(PAGE))
    assert where not in body(officer.get("/staff/"))
    assert told(HOLDER) == ["qualification_given"]
    assert "A second person confirmed your qualification" in body(sit(HOLDER).get("/account/ways-in/"))
    assert queries.is_qualified(account(HOLDER).pk, IDENTIFICATION_INTERVIEW, clock.today())


def test_one_person_ends_it_with_a_reason_that_judges_nobody(sit: Sit) -> None:
    lead = sit(cast.LABOUR_LEAD)
    row = factories.qualify(HOLDER.account_id, answered_by_id=cast.INSPECTOR_SOUTH.account_id)
    where = f"/staff/qualifications/{row.pk}/"
    assert "Nothing is written here of how somebody works" in body(lead.get(where))
    page = body(lead.post(where, {"do": "end", "reason": ""}), 422)
    assert "Say why it ends" in page
    assert '<details class="card" open>' in page
    assert lead.post(where, {"do": "end", "reason": "other_work"}).status_code == 302
    page = body(lead.get(where))
    assert "ended early" in page
    assert "The holder does other work now" in page
    assert 'value="end"' not in page
    assert told(HOLDER) == ["qualification_ended"]
    assert "not in force" in body(lead.post(where, {"do": "end", "reason": "other_work"}), 409)


def test_whoever_entered_it_takes_it_back(sit: Sit) -> None:
    lead = sit(cast.LABOUR_LEAD)
    where = entered(lead)
    assert "Say why it is refused" in body(lead.post(where, {"do": "refuse", "reason": "x" * 5000}), 422)
    assert lead.post(where, {"do": "refuse", "reason": "entered_by_mistake"}).status_code == 302
    assert "It was entered by mistake" in body(lead.get(PAGE))
    assert Qualification.objects.get().confirmed_on is None
    assert "no longer waits" in body(sit(OFFICER).post(where, {"do": "confirm", "saw": "yes"}), 409)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last": ""}, "Choose the last day"),
        ({"first": "yesterday"}, "Choose the first day"),
        ({"certificate_on": "2026-13-45"}, "Choose the day that the certificate bears"),
        ({"certificate_on": "0001-01-01"}, "Choose the day that the certificate bears"),
        ({"certificate_on": "1901-01-01"}, "too far away"),
        ({"last": "2199-12-31"}, "months from its first day"),
        ({"first": "2026-12-24", "last": "2026-12-23"}, "lies before the first"),
        ({"issuer": ""}, "who issued"),
        ({"issuer": "x" * 5000}, "at most 120"),
        ({"number": "9" * 5000}, "at most 40"),
        ({"number": "   "}, "Write the number"),
        ({"kind": "<script>"}, "what the qualification is for"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_typed_is_lost(sit: Sit, changes: dict[str, str], sentence: str) -> None:
    page = body(sit(cast.LABOUR_LEAD).post(FORM, {**PAPER, **changes}), 422)
    assert sentence in page
    assert "Nothing you entered is lost" in page
    assert not Qualification.objects.exists()
    for name in {"number", "first", "last", "certificate_on"} - set(changes):
        assert f'value="{PAPER[name]}"' in page
    assert "<script>" not in page.split("<main", 1)[1].replace('<script src="', "")


def test_where_none_can_be_entered_the_button_says_why(sit: Sit) -> None:
    lead = sit(cast.LABOUR_LEAD)
    other = f"/staff/{cast.INSPECTOR_COLLEAGUE.account_id}/"
    page = body(lead.get(other))
    assert "holds no role that needs a qualification" in page
    assert 'aria-disabled="true"' in page
    assert "Enter it" not in body(lead.get(f"{other}qualification/"))
    assert "The role is given first" in body(lead.post(f"{other}qualification/", PAPER), 409)
    mine = f"/staff/{cast.LABOUR_LEAD.account_id}/"
    assert "Ask a colleague" in body(lead.get(mine))
    assert "Ask a colleague" in body(lead.post(f"{mine}qualification/", PAPER), 403)


@pytest.mark.parametrize("who", [HOLDER, cast.SHELTER_LEAD, cast.OFFICER, cast.SECRETARY, cast.AUDITOR])
def test_nobody_else_reads_or_changes_one(sit: Sit, who: Any) -> None:
    where = entered(sit(cast.LABOUR_LEAD))
    client = sit(who)
    for answer in (client.get(where), client.post(where, {"do": "confirm", "saw": "yes"}), client.get(FORM)):
        assert answer.status_code in (403, 404)
        assert "C-77" not in answer.content.decode()
    assert Qualification.objects.get().state == WAITING


def test_what_ends_soon_stands_on_the_page_of_accounts(sit: Sit) -> None:
    lead = sit(cast.LABOUR_LEAD)
    assert "end within 30 days" not in body(lead.get("/staff/"))
    factories.qualify(HOLDER.account_id, valid_to=clock.today() + timedelta(days=9))
    assert "Qualifications that end within 30 days" in body(lead.get("/staff/"))


def test_while_one_waits_the_page_leads_to_it_and_what_was_typed_meanwhile_is_kept(sit: Sit) -> None:
    lead = sit(cast.LABOUR_LEAD)
    where = entered(lead)
    page = body(lead.get(PAGE))
    assert "confirm or refuse that one first" in page
    assert where in page
    again = body(lead.post(FORM, {**PAPER, "number": "C-78"}), 409)
    assert 'value="C-78"' in again
    assert "Nothing was added" in again


def test_somebody_at_two_institutions_is_asked_which(sit: Sit) -> None:
    Membership.objects.create(
        account=account(HOLDER), desk_id="shelter", roles=["interviewer"], valid_from=clock.today()
    )
    operator = sit(cast.OPERATOR)
    page = body(operator.get(FORM))
    assert "At which institution" in page
    assert 'type="radio" name="institution" value="daw"' in page
    assert 'type="hidden" name="institution" value="labour"' in body(sit(cast.LABOUR_LEAD).get(FORM))
