"""A step up for thoughts of suicide is never only a line: what to do now, who is told, and nobody learns why."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from himaya.cases.models import Case, Referral
from himaya.crisis.actions import crisis_rounds
from himaya.crisis.actions.crisis_rounds import Said
from himaya.health import rules_care
from himaya.health.actions import care_steps
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.open_items import LIFE, open_items
from himaya.ops import worker
from himaya.tasks.models import Task
from tests import cast
from tests.pages import body
from tests.rooms.health import stepped
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("D4", "D5")]
# Which reason of a step up calls for an act now, written from domain/risk.md ("Suicide path", "Stepped care") before
# the code.
ACTS = {"impairment": False, "suicidality": True, "psychosis": False, "no_change": False}
TOLD_TO_HOLDER = "Tell the desk that holds the file: danger now, act"


@pytest.fixture(name="case")
def _case() -> UUID:
    found = stepped.apart()
    stepped.begun(found)
    return found


def up(case: UUID, reason: str = "suicidality", *, tells: bool = False) -> None:
    care_steps.step_up(
        case_id=case, step=4, reason=reason, words="", instance_id=uuid4(), by=cast.NURSE, tells_holder=tells
    )
    worker.drain()


def seen_again() -> list[tuple[str, bool]]:
    rows = Task.objects.filter(kind="see_again", state="open").order_by("desk_id")
    return [(one.desk_id, one.urgent) for one in rows]


def test_every_reason_is_weighed() -> None:
    assert set(ACTS) == set(rules_care.TRIGGERS)
    assert {reason for reason in rules_care.TRIGGERS if rules_care.calls_for_act(reason)} == {"suicidality"}


@pytest.mark.parametrize("reason", [one for one in ACTS if one != "no_change"])
def test_the_person_is_seen_again_within_a_day_at_the_desk_of_the_clinician(case: UUID, reason: str) -> None:
    """Seen red: the next look was in four to six weeks, and nobody had a task."""
    up(case, reason)
    assert seen_again() == ([("ward", True)] if ACTS[reason] else [])
    for one in Task.objects.filter(kind="see_again"):
        assert one.due_at == clock.now() + timedelta(hours=24)


def test_the_desk_that_holds_the_file_hears_only_what_the_clinician_tells_it_and_never_why(case: UUID) -> None:
    up(case)
    assert [one for one in open_items(cast.INSPECTOR, case) if one.kind.weight == LIFE] == []
    stepped.down(case, 2)
    up(case, tells=True)
    (danger,) = [one for one in open_items(cast.INSPECTOR, case) if one.kind.weight == LIFE]
    with translation.override("en"):
        assert str(danger.sentence).startswith("Danger now: act")
    assert seen_again() == [("labour-north", True), ("ward", True), ("ward", True)]
    crisis_rounds.begin(case_id=case, said=Said(), instance_id=uuid4(), by=cast.INSPECTOR)
    worker.drain()
    (danger,) = [one for one in open_items(cast.INSPECTOR, case) if one.kind.weight == LIFE]
    with translation.override("en"):
        assert "Danger now" not in str(danger.sentence)


def test_it_never_falls_to_the_holder_by_itself(case: UUID) -> None:
    """The referral ended before the worker came. Seen red: the desk that holds the file had the task."""
    care_steps.step_up(case_id=case, step=4, reason="suicidality", words="", instance_id=uuid4(), by=cast.NURSE)
    Referral.objects.filter(case_id=case).update(state="withdrawn")
    worker.drain()
    assert seen_again() == []


def test_nothing_of_a_step_stands_in_what_is_handed_on(case: UUID) -> None:
    up(case, tells=True)
    care = stepped.kept(case)
    for row in Task.objects.filter(desk_id=Case.objects.get(pk=case).desk_id).defer("words"):
        assert row.about_id not in {care.pk}
    told = str([*OutboxMessage.objects.values(), *Task.objects.defer("words").values("kind", "about_kind", "reason")])
    told += str(list(AuditEvent.objects.values("action", "code")))
    for word in ("suicid", "psychosis", "step_up", "self-harm"):
        assert word not in told


@pytest.mark.parametrize("reason", ["suicidality", "impairment"])
def test_the_page_says_what_to_do_now(case: UUID, sit: Sit, reason: str) -> None:
    client, page = sit(cast.NURSE), reverse("health:care", args=[case])
    before = body(client.get(page))
    assert TOLD_TO_HOLDER in before
    assert "Danger now: act" not in before
    typed = {"do": "step_up", "step": "4", "reason": reason, "tells": "holder", "words": "", "instance": str(uuid4())}
    refused = body(client.post(page, {**typed, "step": ""}), 422)
    assert 'name="tells" value="holder" checked' in refused
    client.post(page, typed)
    shown = body(client.get(page))
    assert ("Danger now: act" in shown) is ACTS[reason]
    assert ("see the person again within a day" in shown) is ACTS[reason]
    # Beside it no look in weeks: seen red with both on one page.
    assert ("Look again" in shown) is not ACTS[reason]
    worker.drain()
    assert bool(seen_again()) is ACTS[reason]
