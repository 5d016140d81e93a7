"""The page on which a case is handed over: a form while it is here, and no form once it went on elsewhere."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from himaya.cases import queries_handovers
from himaya.cases.actions import closures, handovers
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Referral
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from tests import cast, factories
from tests.pages import body
from tests.refusals import refused
from tests.rooms.cases import at_a_partner
from tests.rooms.cases.test_handovers import agree, offered
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E5")
FORM = 'name="desk"'


def page(browser: Client, case_id: object) -> str:
    return browser.get(f"/casework/cases/{case_id}/hand-over/").content.decode()


def went(*, reopened: bool = False) -> Case:
    """A case that the shelter took over into a file of its own; closed by mistake and opened again before, if so."""
    case = Case.objects.get(pk=factories.hand_over(wishes=[at_a_partner.at_the_ward()]).case_id)
    agree(case.pk)
    if reopened:
        with clock.stopped(clock.now() - timedelta(days=1)):
            close(case)
        closures.reopen(case_id=case.pk, reason="person_came_back", by=cast.LABOUR_LEAD)
    handovers.accept(handover_id=offered(case.pk, "shelter"), by=cast.SHELTER)
    return case


def close(case: Case) -> None:
    running = list(Referral.objects.filter(case=case).values_list("pk", flat=True))
    closures.close(case_id=case.pk, ending=Ending("moved", left_running=running, knowing=True), by=cast.LABOUR_LEAD)


def test_one_that_was_opened_again_earlier_on_the_day_on_which_it_went_is_gone(sit: Sit) -> None:
    """Seen red: it could be offered to a second institution."""
    assert FORM not in page(sit(cast.LABOUR_LEAD), went(reopened=True).pk)


def test_a_case_that_went_on_elsewhere_is_offered_to_nobody_again(sit: Sit) -> None:
    """Seen red while the form stood below the sentence that says it went."""
    case = went()
    shown = page(sit(cast.LABOUR_LEAD), case.pk)
    assert "goes on with this person in a file of its own" in shown
    assert FORM not in shown
    assert "Only the lead of this file" not in shown
    with refused(NotNow, "went_elsewhere"):
        offered(case.pk)


def test_a_file_that_was_closed_and_opened_again_since_is_offered_as_any_other(sit: Sit) -> None:
    case = went()
    close(case)
    closures.reopen(case_id=case.pk, reason="person_came_back", by=cast.LABOUR_LEAD)
    assert FORM in page(sit(cast.LABOUR_LEAD), case.pk)


def test_a_case_that_moved_inside_its_institution_and_back_went_nowhere(sit: Sit) -> None:
    case = Case.objects.get(pk=factories.hand_over().case_id)
    handovers.accept(handover_id=offered(case.pk), by=cast.INSPECTOR_SOUTH)
    lead = sit(cast.LABOUR_LEAD)
    assert lead.get(f"/casework/cases/{case.pk}/hand-over/").status_code == 404
    handovers.accept(handover_id=offered(case.pk, "labour-north", by=cast.INSPECTOR_SOUTH), by=cast.LABOUR_LEAD)
    assert queries_handovers.went_elsewhere(Case.objects.get(pk=case.pk)) is None
    assert FORM in page(lead, case.pk)


def test_what_is_not_agreed_yet_is_named_and_asked_and_the_answer_leads_back(sit: Sit) -> None:
    """Seen red: one sentence named neither a class nor a page, and both lists were ticked twice.

    Nothing of it stands in an address; a page of another site is no way back.
    """
    case = Case.objects.get(pk=factories.hand_over(wishes=[at_a_partner.at_the_ward()]).case_id)
    lead, of_case = sit(cast.LABOUR_LEAD), f"/casework/cases/{case.pk}"
    at, ask = f"{of_case}/hand-over/", f"{of_case}/consents"
    offer = {"desk": "shelter", "reason": "additional_services", "data_classes": ["needs", "work_sector"]}
    shown = body(lead.post(at, offer), 409)
    asked = shown.split('role="alert"')[1].split("</section>")[0]
    fields = re.findall(r'<input type="hidden" name="(to|back|data_classes)" value="([^"]*)"', asked)
    assert ("to", "desk:shelter") in fields
    assert ("back", at) in fields
    missing = [value for name, value in fields if name == "data_classes"]
    assert "work_sector" in missing
    assert "Sector of work" in asked
    form = {"to": "desk:shelter", "back": at, "data_classes": missing, "begin": "yes"}
    page_ = body(lead.post(f"{ask}/write/", form))
    assert '<option value="desk:shelter" selected>' in page_
    assert 'value="work_sector" checked' in page_
    assert f'name="back" value="{at}"' in page_
    for elsewhere in ("https://other.example/", "//other.example/", "/\\other.example", "javascript:alert(1)"):
        assert "other.example" not in body(lead.post(f"{ask}/write/", {**form, "back": elsewhere}))
    said = {**form, "answer": "given", "language": "ary", "interpreter": "none", "mode": "spoken"}
    del said["begin"]
    assert 'name="back"' in body(lead.post(f"{ask}/read/", said))
    assert lead.post(f"{ask}/write/", said).headers["Location"] == at
    back = body(lead.get(at))
    assert '<option value="shelter" selected>' in back
    assert 'value="work_sector" checked' in back
    assert lead.post(at, offer).status_code == 302


def test_a_desk_that_left_the_list_meanwhile_is_refused_without_a_question_for_the_person(sit: Sit) -> None:
    """Seen red: the page fell over what it would have asked them."""
    case = Case.objects.get(pk=factories.hand_over(wishes=[at_a_partner.at_the_ward()]).case_id)
    Desk.objects.filter(pk="shelter").update(services=[])
    typed = {"desk": "shelter", "reason": "other", "data_classes": ["needs"]}
    answer = sit(cast.LABOUR_LEAD).post(f"/casework/cases/{case.pk}/hand-over/", typed)
    assert answer.status_code == NotNow.status
    assert answer.context.get("ask") is None
