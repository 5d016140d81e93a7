"""What means danger on the way or there is never only a line: who is told, by when somebody is in contact, the risk."""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.errors import NotPermitted
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.open_items import open_items
from himaya.ops import worker
from himaya.returns import rules_follow, words_later
from himaya.returns.actions import after, returns
from himaya.returns.models import ReturnLine
from himaya.risks.actions import risk_events
from himaya.risks.models import RiskEvent
from himaya.risks.queries import running
from himaya.risks.queries_clocks import open_events
from himaya.tasks.models import Task
from tests.pages import body
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY, SECOND
from tests.rooms.returns.test_alarms_hold import looked, planned
from tests.rooms.risks import assessed
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]
# Written from domain/risk.md (Scale: an incident or a new contact is looked at) and review of the walks, before the
# code: which of what can go wrong means danger. What was promised and not there is asked for; "something else" is read.
GRAVE = {
    "held": True,
    "harmed": True,
    "not_met": False,
    "exploited": True,
    "no_place": True,
    "gone": True,
    "other": False,
}


@pytest.fixture(name="case")
def _case() -> Case:
    found = gone.case()
    later.to_received(found.pk)
    return found


def wrong(case: Case, what: str) -> ReturnLine:
    return after.note_adverse(case_id=case.pk, what=what, said="Canary door", instance_id=new_id(), by=BY)


def alarms(case: Case) -> list[tuple[str, str, bool]]:
    worker.drain()
    rows = Task.objects.filter(case=case, kind__startswith="risk_worse", state="open")
    return sorted((one.kind, one.desk_id, one.urgent) for one in rows)


def told(case: Case) -> list[tuple[str, str, bool]]:
    return [(kind, case.desk_id, True) for kind in ("risk_worse", "risk_worse_lead")]


def forced(case: Case) -> list[str]:
    return list(RiskEvent.objects.filter(case=case, ended_on__isnull=True).values_list("kind", flat=True))


def test_somebody_who_left_and_is_not_reached_any_more_is_told_of_when_nobody_asks_again(case: Case) -> None:
    """Seen red where the end of the asking was the end of it, and nobody but its writer knew."""
    returns.end(case_id=case.pk, reason="unreachable", instance_id=new_id(), by=BY)
    assert alarms(case) == told(case)
    assert forced(case) == ["incident"]


def test_somebody_who_never_left_and_is_not_reached_is_no_alarm_of_a_journey() -> None:
    case = gone.case()
    returns.open_for(case_id=case.pk, instance_id=new_id(), by=BY)
    returns.end(case_id=case.pk, reason="unreachable", instance_id=new_id(), by=BY)
    assert alarms(case) == forced(case) == []


def test_every_answer_about_what_went_wrong_is_weighed() -> None:
    assert set(GRAVE) == set(words_later.ADVERSE)
    assert {code for code, grave in GRAVE.items() if grave} == rules_follow.GRAVE


@pytest.mark.parametrize("what", GRAVE)
def test_what_means_danger_is_an_urgent_task_for_the_desk_and_its_lead_and_a_look_today(case: Case, what: str) -> None:
    wrong(case, what)
    assert alarms(case) == (told(case) if GRAVE[what] else [])
    assert forced(case) == (["incident"] if GRAVE[what] else [])


def test_exploited_again_is_told_at_once_and_somebody_is_in_contact_within_a_day(case: Case) -> None:
    """Seen red: the next contact stayed four weeks on, and nobody was told."""
    later.asked(case.pk, again="yes")
    assert alarms(case) == told(case)
    assert forced(case) == ["incident"]
    (contact,) = Task.objects.filter(case=case, kind="return_follow", state="open")
    assert contact.due_on == clock.today() + timedelta(days=1)
    (line,) = [one for one in open_items(BY, case.pk) if one.kind.code == "risk"]
    assert line.waits.on == clock.today()
    assert len(open_events(case.pk)) == 1, "what a closing names (risks.still_open)"


@pytest.mark.parametrize(("reached", "again", "days"), [
    ("not_reached", "not_said", 1), ("reached", "not_said", 1), ("reached", "yes", 1), ("reached", "no", None),
])  # fmt: skip
def test_it_is_tried_daily_until_somebody_hears_that_it_has_ended(
    case: Case, reached: str, again: str, days: int | None
) -> None:
    later.asked(case.pk, again="yes")
    with clock.stopped(clock.now() + timedelta(days=1)):
        line = later.asked(case.pk, reached, again)
        assert line.due_on is not None
        away = (line.due_on - clock.today()).days
        assert away == days if days else away > 7


def test_after_the_last_month_there_is_still_a_next_day(case: Case) -> None:
    """Seen red: after twelve months nobody could write down how it went on."""
    with clock.stopped(clock.now() + timedelta(days=366)):
        assert later.asked(case.pk, again="yes").due_on == clock.today() + timedelta(days=1)
    with clock.stopped(clock.now() + timedelta(days=367)):
        assert later.asked(case.pk, again="no").due_on is None


def test_a_look_settles_it_and_a_safety_plan_does_not(case: Case) -> None:
    # A look that began before is none at it.
    begun = running(case.pk)
    assert begun is not None
    assessed.finished(begun, 1)
    later.asked(case.pk, again="yes")
    assert alarms(case) == told(case)
    with clock.stopped(clock.now() + timedelta(hours=1)):
        planned(case.pk, BY)
        assert alarms(case) == told(case)
        looked(case, SECOND)
        assert alarms(case) == []
        assert forced(case) == []


def test_it_is_told_once_for_a_line_and_nothing_of_what_was_said_comes_along(case: Case) -> None:
    line = later.asked(case.pk, again="yes")
    messages = str(list(OutboxMessage.objects.values()))
    worker.drain()
    again = risk_events.call_for_look(
        case_id=case.pk, instance_id=line.pk, desk_id=line.desk_id, noted_by=line.written_by
    )
    assert again is not None
    assert RiskEvent.objects.filter(case=case).count() == 1
    rows = Task.objects.filter(case=case).defer("words")
    found = messages + str([*rows.values("kind", "about_kind"), *AuditEvent.objects.values("action", "code")])
    for word in ("exploit", "again_yes", "anew", "harmed", "held", "Canary"):
        assert word not in found, word
    with pytest.raises(NotPermitted):
        risk_events.call_for_look(
            case_id=case.pk, instance_id=new_id(), desk_id=line.desk_id, noted_by=line.written_by, by=BY
        )


@pytest.mark.parametrize(("first", "second"), list(product(("exploited", "anew"), repeat=2)))
def test_the_page_says_who_is_told_and_leads_to_the_risk(case: Case, sit: Sit, first: str, second: str) -> None:
    client, page = sit(BY), reverse("returns:after", args=[case.pk])
    link = f'href="{reverse("risks:begin", args=[case.pk])}"'
    assert link not in body(client.get(page))
    for what in (first, second):
        wrong(case, what) if what == "exploited" else later.asked(case.pk, again="yes")
        shown = body(client.get(page))
        assert link in shown
        assert "This desk and its lead are told at once" in shown
        assert alarms(case)[:1] == told(case)[:1]
    later.asked(case.pk, again="no")
    assert link not in body(client.get(page))
