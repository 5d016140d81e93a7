"""Somebody was faster: the file was closed, the assessment finished, the talk settled. What was typed comes back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.risks.actions import assessments
from himaya.risks.models import DomainLine, OwnRating
from tests import cast, factories
from tests.pages import body
from tests.rooms.risks.assessed import answered, begun, finished, opened
from tests.rooms.risks.clocked import BY
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("D1")
TYPED = "Canary typed while the file was closed"
DUE = (factories.TUESDAY.date() + timedelta(days=3)).isoformat()
FORMS: dict[str, dict[str, str]] = {
    "1/R2/": {"likelihood": "3", "impact": "3", "protects": TYPED, "seen": "0"},
    "own/R2/": {"own": "high", "words": TYPED},
    "talk/R2/": {"stands": "hers", "words": TYPED, "seen": "0"},
    "clocks/": {"do": "note", "kind": "move", "words": TYPED},
    "measures/": {"do": "plan", "code": "guardian", "owner": BY.desk_id, "due_on": DUE, "words": TYPED},
}


@pytest.mark.parametrize("path", FORMS)
def test_what_was_typed_comes_back_where_the_file_was_closed_meanwhile(sit: Sit, path: str) -> None:
    """Seen red with `{% if open %}` before each form, as it stood; of a domain only its button goes."""
    row = begun(opened())
    Case.objects.filter(pk=row.case_id).update(state="closed", closed_on=clock.today())
    browser, address = sit(BY), f"/risks/cases/{row.case_id}/{path}"
    before = browser.get(address).content.decode()
    page = body(browser.post(address, {**FORMS[path], "instance": str(uuid4())}), 409)
    assert "closed" in page
    assert TYPED in page
    assert TYPED not in before


@pytest.mark.parametrize("how", ["finished", "taken_back"])
def test_a_domain_comes_back_where_the_assessment_was_finished_or_taken_back_meanwhile(sit: Sit, how: str) -> None:
    """Seen red with the refusal raised, as it stood: a page without a word of what was typed."""
    row = begun(opened())
    if how == "finished":
        answered(row, "R1", "2", "2")
        finished(row, 1, cast.INSPECTOR_COLLEAGUE)
    else:
        assessments.abandon(case_id=row.case_id, number=row.number, by=cast.INSPECTOR_COLLEAGUE)
    lines = DomainLine.objects.count()
    answer = sit(BY).post(f"/risks/cases/{row.case_id}/1/R2/", {**FORMS["1/R2/"], "concerns": ["household"]})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert TYPED in shown
    assert 'value="household" checked' in shown
    assert "begin another assessment" in shown
    assert "/1/finish/" not in shown
    assert DomainLine.objects.count() == lines


def test_a_talk_comes_back_where_nothing_is_left_to_settle_meanwhile(sit: Sit) -> None:
    row = begun(opened())
    answered(row, "R2")
    browser, top = sit(BY), f"/risks/cases/{row.case_id}/"
    browser.post(f"{top}own/R2/", {"own": "high", "words": ""})
    seen = OwnRating.objects.get().number
    answered(row, "R2", "4", "4", seen=1, by=cast.INSPECTOR_COLLEAGUE)
    page = body(browser.post(f"{top}talk/R2/", {**FORMS["talk/R2/"], "seen": str(seen)}), 409)
    assert TYPED in page
