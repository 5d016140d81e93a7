"""A file is not closed over a grave risk, or over what nobody assessed, before somebody says why all the same."""

import pytest

from himaya.cases.access import open_case
from himaya.cases.actions import closures, referrals
from himaya.cases.actions.closures import LONGEST, Ending
from himaya.cases.models import Case, Closure
from himaya.disclosures import holdings
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotOpened, NotValid
from himaya.kernel.models import AuditEvent
from himaya.risks import rules
from tests import cast, factories
from tests.pages import body, main_words
from tests.refusals import refuses_in_own_words as refuses
from tests.rooms.casework.waiting import risky
from tests.rooms.risks import assessed
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("E7")
WHY = "Canary left for another town"
ALL_LOW = dict.fromkeys(rules.DOMAINS, ("1", "1"))
FORM = {"do": "close", "reason": "goals_reached", "changed_safety": "better", "knowing": "yes"}


def settled(by: Actor = cast.INSPECTOR) -> Case:
    done = factories.hand_over(by=by)
    referrals.withdraw(referral_id=done.referral_ids[0], by=by)
    return Case.objects.get(pk=done.case_id)


def close(case: Case, despite: str = "", by: Actor = cast.INSPECTOR) -> None:
    closures.close(case_id=case.pk, ending=Ending("goals_reached", knowing=True, despite=despite), by=by)


@pytest.mark.parametrize(("scale", "asks"), [
    ({"R2": ("4", "4")}, True),
    ({"R2": ("1", "1")}, True),
    ({**ALL_LOW, "R2": ("3", "3")}, True),
    ({**ALL_LOW, "R2": ("4", "4")}, True),
    ({**ALL_LOW, "R2": ("2", "2")}, False),
    (ALL_LOW, False),
])  # fmt: skip
def test_why_is_asked_for_a_grave_level_and_for_what_nobody_assessed(
    scale: dict[str, tuple[str, str]], asks: bool
) -> None:
    case = settled()
    risky(case.pk, **scale)
    if asks:
        for nothing in ("", "  \n\0"):
            refuses(lambda said=nothing: close(case, said), NotNow, "despite")
        assert not Closure.objects.exists()
        close(case, WHY)
    else:
        close(case)
    assert Closure.objects.count() == 1
    assert AuditEvent.objects.filter(action="case.closed_at_risk", object_id=str(case.pk)).exists() is asks


def test_a_closing_that_is_refused_keeps_its_reading_in_the_audit() -> None:
    """Seen red with the question asked inside the unit alone: the refusal took the row of what it had opened along."""
    case = settled()
    risky(case.pk, R2=("4", "4"))
    before = AuditEvent.objects.filter(action="risk_assessment.read").count()
    refuses(lambda: close(case), NotNow, "despite")
    assert AuditEvent.objects.filter(action="risk_assessment.read").count() == before + 1


def test_a_file_that_nobody_ever_assessed_is_said_so_and_asks_nothing(sit: Sit) -> None:
    case = settled()
    page = main_words(body(sit(cast.INSPECTOR).get(f"/casework/cases/{case.pk}/closing/")))
    assert "The risk of this person was never assessed here." in page
    assert "Why is the file closed all the same?" not in page
    close(case)
    assert not AuditEvent.objects.filter(action="case.closed_at_risk").exists()


def test_what_the_person_says_themself_asks_for_a_reason_too() -> None:
    case = settled()
    row = assessed.begun(case)
    assessed.answered(row, "R2", "1", "1", own="critical")
    refuses(lambda: close(case), NotNow, "despite")


def test_the_page_names_level_day_and_what_nobody_assessed_and_loses_nothing(sit: Sit) -> None:
    case = settled()
    risky(case.pk)
    client, where = sit(cast.INSPECTOR), f"/casework/cases/{case.pk}/closing/"
    page = main_words(body(client.get(where)))
    assert "At least critical · Last assessed 24 November 2026" in page
    named = page.split("Nobody assessed:")[1].split("Why is the file closed")[0]
    assert named.count("·") == 9
    page = body(client.post(where, FORM), 409)
    assert 'href="#despite"' in page
    assert "Say why the file is closed all the same." in page
    assert '<option value="better" selected>' in page
    long = body(client.post(where, {**FORM, "despite": "é" * (LONGEST + 1)}), 422)
    assert "é" * (LONGEST + 1) in long
    assert not Closure.objects.exists()
    assert client.post(where, {**FORM, "despite": WHY}).status_code == 302


def test_why_is_sealed_and_read_for_a_purpose_and_by_the_person(sit: Sit) -> None:
    case = settled()
    risky(case.pk)
    close(case, WHY)
    with pytest.raises(NotOpened):
        str(Closure.objects.get().despite)
    client, where = sit(cast.INSPECTOR), f"/casework/cases/{case.pk}/"
    for address in (where, f"{where}closing/"):
        assert WHY not in body(client.get(address))
    assert WHY in body(client.post(where, {"show": "answers", "purpose": "give_service"}))


def test_police_are_named_nothing_of_health() -> None:
    case = settled(by=cast.OFFICER)
    row = assessed.begun(case, by=cast.OFFICER)
    mine = [code for code in rules.DOMAINS if code not in rules.HEALTH]
    for code in mine:
        assessed.answered(row, code, "1", "1", by=cast.OFFICER)
    assessed.finished(row, len(mine), by=cast.OFFICER)
    close(case, by=cast.OFFICER)
    assert Closure.objects.exists()


def test_too_long_a_reason_is_said_so_whatever_the_risk() -> None:
    refuses(lambda: close(settled(), "x" * (LONGEST + 1)), NotValid, "despite")


def test_the_answer_to_the_person_holds_why() -> None:
    case = settled()
    risky(case.pk)
    close(case, WHY)
    with open_case(cast.INSPECTOR, case.pk, purpose="answer_the_person") as opened:
        assert WHY in [one.value for one in holdings.items(opened)]
