"""What is said of danger in an interview is told to the desk that holds the file and to its lead, and the risk is
looked at anew. What was said stays in the interview."""

import pytest

from himaya.institutions import consequences
from himaya.interviews import states
from himaya.interviews.actions import interviews, notes, sittings
from himaya.interviews.actions.interviews import NextTime
from himaya.interviews.actions.sittings import Distress
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.open_items import open_items
from himaya.ops import worker
from himaya.risks.models import RiskEvent
from himaya.tasks import states as of_tasks
from himaya.tasks.actions import tasks
from himaya.tasks.models import Task
from tests import cast
from tests.pages import body
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, Held, say
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("C3"), pytest.mark.usefixtures("able")]
KINDS = ["risk_worse", "risk_worse_lead"]
GRAVE = [
    (form, question, value)
    for form in ("interview-adult", "interview-child")
    for question, values in consequences.grave_in(form, "interview.in_danger").items()
    for value in values
]


@pytest.fixture(name="one")
def _one() -> Held:
    return at_hand.begun()


def live(case_id: object) -> list[str]:
    rows = Task.objects.filter(case_id=case_id, state__in=("open", "taken"), urgent=True, kind__in=KINDS)
    return sorted(rows.values_list("kind", flat=True))


def looks(case_id: object) -> list[str]:
    rows = RiskEvent.objects.filter(case_id=case_id, ended_on__isnull=True)
    return list(rows.values_list("kind", flat=True))


def test_the_table_has_answers_of_both_forms() -> None:
    assert {form for form, _question, _value in GRAVE} == {"interview-adult", "interview-child"}
    assert len(GRAVE) >= 8


@pytest.mark.parametrize(
    ("question", "value"), [(question, value) for form, question, value in GRAVE if form == "interview-adult"]
)
def test_each_grave_answer_is_told_once_to_the_desk_and_its_lead_and_asks_for_a_look(
    one: Held, question: str, value: str
) -> None:
    say(one, **{question: value})
    say(one, 1, **{question: value})
    assert live(one.case_id) == KINDS
    assert looks(one.case_id) == ["incident"]


def test_what_the_form_of_a_child_says_is_told_by_its_own_rows() -> None:
    form = "interview-child"
    at_hand.form(form)
    child = at_hand.begun(at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="child"))))
    say(child, form=form, afraid_back="no", children_there="still_there")
    assert live(child.case_id) == []
    say(child, 1, form=form, afraid_back="yes")
    assert live(child.case_id) == KINDS
    assert looks(child.case_id) == ["incident"]


def test_of_a_child_the_same_holds() -> None:
    """Only what the form of a child asks counts there, and what the form for an adult asks counts nowhere else."""
    grave = consequences.grave_in("interview-child", "interview.in_danger")
    assert (grave["afraid_back"], grave["others"]) == (("yes",), ("still_there",))
    assert "others" not in consequences.grave_in("interview-adult", "interview.in_danger")


@pytest.mark.parametrize("said", [{"own_rating": "much"}, {"contact_since": "none"}, {"relatives_at_risk": "refused"}])
def test_what_is_not_grave_tells_nobody(one: Held, said: dict[str, str]) -> None:
    say(one, **said)
    assert live(one.case_id) == looks(one.case_id) == []


def test_one_more_answer_is_looked_at_anew(one: Held) -> None:
    say(one, own_rating="now")
    for task in Task.objects.filter(kind__in=KINDS).order_by("kind"):
        tasks.close(task_id=task.pk, reason=of_tasks.NOT_DONE_REASONS[0], by=cast.SHELTER_LEAD)
    say(one, 1, own_rating="now", contact_since="threat")
    assert live(one.case_id) == KINDS
    assert looks(one.case_id) == ["incident", "incident"]


def test_it_stands_on_the_page_of_the_file_and_the_risk_is_due_today(one: Held) -> None:
    say(one, own_rating="now")
    weights = {(item.kind.code, item.kind.weight) for item in open_items(LEADER, one.case_id)}
    assert {("risk", "risk"), ("task", "owed")} <= weights


def test_a_view_of_very_much_danger_is_told(one: Held) -> None:
    notes.own_view(interview_id=one.pk, rating="much", said="", by=LEADER)
    worker.drain()
    assert live(one.case_id) == []
    notes.own_view(interview_id=one.pk, rating="very_much", said="", by=LEADER)
    worker.drain()
    assert live(one.case_id) == KINDS
    assert looks(one.case_id) == ["incident"]


def test_an_interview_that_is_put_off_for_danger_is_told(one: Held) -> None:
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    for reason in ("tired", "danger"):
        interviews.postpone(interview_id=one.pk, reason=reason, next_time=NextTime(), by=LEADER)
        worker.drain()
        assert live(one.case_id) == (KINDS if reason == "danger" else [])


def test_danger_beside_a_distress_calls_for_an_act_now(one: Held, sit: Sit) -> None:
    """Seen red where the box beside "words of death, injury, or danger close by" told nobody."""
    page = f"/interviews/{one.pk}/"
    sittings.note_distress(interview_id=one.pk, distress=Distress(), by=LEADER)
    worker.drain()
    assert not Task.objects.filter(kind="see_again").exists()
    sittings.note_distress(interview_id=one.pk, distress=Distress(danger=True), by=LEADER)
    worker.drain()
    (task,) = Task.objects.filter(kind="see_again", case_id=one.case_id)
    assert task.urgent
    assert 'id="act-now"' in body(sit(LEADER).get(page))


def test_what_was_said_stays_in_the_interview(one: Held) -> None:
    say(one, contact_since="threat")
    told = str([*Task.objects.values(), *OutboxMessage.objects.values(), *RiskEvent.objects.values("kind", "how")])
    told += str(list(AuditEvent.objects.filter(action="interview.in_danger").values("action", "code", "object_type")))
    for word in ("threat", "contact_since", "own_rating"):
        assert word not in told.lower(), word
