"""What an emergency opens: what its reason needs, for reading, to one person, for four hours."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from himaya.cases import access, queries_grants, rules_grants
from himaya.cases.actions import emergencies, grants
from himaya.cases.models import Case, Emergency
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.models import AuditEvent
from himaya.safety.access import open_plan
from tests import cast, factories
from tests.pages import body
from tests.rooms.crisis import looked
from tests.rooms.safety import made
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("X2")]
SOUTH = cast.INSPECTOR_SOUTH
WORDS, PLAN = "Canary night", made.PARTS["warning_signs"]
LOOK = {"do": "look_again", "way": "with_them", "within": "24"}
# Written from rest.md F17 and do-no-harm 14 before the rule: what was said of a life in danger, the safety plan.
OPENS = [
    ("danger_to_life", True, True),
    ("urgent_care", True, False),
    ("child_missing", False, True),
    ("desk_unreachable", False, False),
]


@pytest.fixture(name="written")
def _written(case: Case) -> Case:
    looked.begun(case.pk)
    looked.recorded(case.pk)
    made.plan(case)
    made.copy(case)
    return case


def crisis(case: Case) -> str:
    return f"/crisis/cases/{case.pk}/"


def plan(case: Case, page: str = "") -> str:
    return f"/safety/cases/{case.pk}/{page}"


def begun(case: Case, reason: str = "danger_to_life", **changes: Any) -> Emergency:
    said = {"reference": case.reference, "reason": reason, "proved_at": clock.now(), "by": SOUTH}
    return emergencies.begin(**{**said, **changes})


def answers(client: Client, case: Case) -> tuple[bool, bool]:
    """Whether the two pages are there, each with its words."""
    found = []
    for page, word in ((crisis(case), WORDS), (plan(case), PLAN)):
        answer = client.get(page)
        assert answer.status_code in (200, 404)
        there = answer.status_code == 200
        assert (word in answer.content.decode()) == there
        found.append(there)
    return found[0], found[1]


@pytest.mark.parametrize(("reason", "life", "paper"), OPENS)
def test_each_reason_opens_what_it_needs_and_nothing_else(
    written: Case, sit: Sit, reason: str, *, life: bool, paper: bool
) -> None:
    """Seen red with every part for every reason, and with none."""
    client = sit(SOUTH)
    assert answers(client, written) == (False, False)
    begun(written, reason)
    assert answers(client, written) == (life, paper)
    page = body(client.get(f"/casework/cases/{written.pk}/"))
    assert (f'href="{crisis(written)}"' in page, f'href="{plan(written)}"' in page) == (life, paper)
    assert f"/risks/cases/{written.pk}/" in page
    assert f"/casework/cases/{written.pk}/consents/" not in page
    with clock.stopped(factories.TUESDAY + timedelta(hours=rules_grants.EMERGENCY_HOURS)):
        assert answers(sit(SOUTH), written) == (False, False)


def test_every_reason_of_the_list_says_what_it_opens() -> None:
    assert [one for one, *_ in OPENS] == list(rules_grants.EMERGENCY_REASONS) == list(rules_grants.NEEDS)


def test_it_is_read_and_changed_by_nobody_but_the_desk(written: Case, sit: Sit) -> None:
    begun(written)
    client = sit(SOUTH)
    for page in (crisis(written), plan(written)):
        read = body(client.get(page))
        assert "Open to you in an emergency. You read; the desk that holds the file changes it." in read
        # The language and the way out stand on every page; nothing of this one is posted.
        assert f'action="{page}"' not in read
    assert client.post(crisis(written), LOOK).status_code == 404
    assert client.post(plan(written), {"do": "end", "after": "1", "reason": "done"}).status_code == 404
    # A copy may be found: none is made elsewhere, and what was said of one is not told.
    assert client.get(plan(written, "copy/")).status_code == 404
    assert client.post(plan(written, "sheet/"), {"version": "1"}).status_code == 404
    assert "Copy:" not in body(client.get(plan(written)))
    for by, told in ((SOUTH, False), (cast.INSPECTOR, True)):
        with open_plan(by, written.pk) as (_case, found):
            assert found is not None
            assert bool(found.copy) == told


def test_it_opens_to_one_person_and_ends_with_the_review(written: Case, sit: Sit) -> None:
    row = begun(written)
    other = cast.actor("somebody-south", "labour-south", "front_line", "desk_lead")
    for part in (rules_grants.CRISIS, rules_grants.SAFETY_PLAN):
        assert access.held_or_emergency(SOUTH, written.pk, part).pk == written.pk
        with pytest.raises(NotFound):
            access.held_or_emergency(other, written.pk, part)
    emergencies.review(emergency_id=row.pk, outcome="justified", by=cast.LABOUR_LEAD)
    assert answers(sit(SOUTH), written) == (False, False)


def test_the_reading_says_that_it_was_for_a_danger_and_the_reviewer_is_told_of_each(written: Case, sit: Sit) -> None:
    """Seen red before: of every page but the case itself the reviewer was told "0 readings"."""
    row = begun(written)
    assert answers(sit(SOUTH), written) == (True, True)
    # Of their own desk in the same hours: no reading of this file.
    own = factories.hand_over(by=SOUTH).case_id
    again = factories.hand_over(by=SOUTH, identity=None, person_id=written.person_id).case_id
    for other in (own, again):
        with access.open_case(SOUTH, other, purpose="give_service"):
            pass
    read = AuditEvent.objects.filter(account_id=SOUTH.account_id, action__in=("crisis_round.read", "safety_plan.read"))
    assert {(one.action, one.purpose) for one in read} == {
        ("crisis_round.read", "urgent_danger"),
        ("safety_plan.read", "urgent_danger"),
    }
    found = queries_grants.opened_under(Emergency.objects.select_related("case", "grant").get(pk=row.pk))
    assert (found.times, found.purposes) == (2, ("urgent_danger",))
    assert answers(sit(cast.INSPECTOR), written) == (True, True)
    at_the_desk = AuditEvent.objects.filter(account_id=cast.INSPECTOR.account_id, action="crisis_round.read")
    assert set(at_the_desk.values_list("purpose", flat=True)) == {"give_service"}


def test_whoever_was_let_in_to_name_and_answers_may_still_need_the_rest(written: Case, sit: Sit) -> None:
    grants.give(
        case_id=written.pk,
        to=f"account:{SOUTH.account_id}",
        kind=rules_grants.TEAM,
        level=rules_grants.FULL,
        sections=rules_grants.SECTIONS,
        until=clock.today() + timedelta(days=5),
        reason="joint_work",
        by=cast.LABOUR_LEAD,
    )
    assert answers(sit(SOUTH), written) == (False, False)
    with pytest.raises(NotNow, match="open_already"):
        begun(written, "desk_unreachable")
    begun(written)
    assert answers(sit(SOUTH), written) == (True, True)
    # Name and answers stay open for days; what the emergency opened does not. Seen red with the latest end of all.
    for address in ("/casework/cases/{}/", "/crisis/cases/{}/", "/safety/cases/{}/"):
        page = sit(SOUTH).get(address.format(written.pk)).content.decode()
        told = page.split("Open to you in an emergency.")[1].split("</p>")[0]
        assert "until today, 14:00" in told, address


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "For “Danger to life or freedom now” also: Life in danger, Safety plan."),
        ("fr", "Pour « Danger immédiat pour la vie ou la liberté », aussi : Vie en danger, Plan de sécurité."),
        ("ar", "مع السبب «خطر حالي على الحياة أو الحرية» يُفتح أيضا: حياة في خطر، خطة السلامة."),
    ],
)
def test_the_page_says_before_the_choice_what_each_reason_opens(sit: Sit, language: str, said: str) -> None:
    page = body(sit(SOUTH, language).get("/casework/emergency/"))
    assert said in page.replace("\u202f", " ").replace("\u00a0", " ")
