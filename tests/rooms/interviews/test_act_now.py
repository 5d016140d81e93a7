"""What is answered of a life in danger leads to an act: one button, and one task that stands until somebody looked or
said why not. Why stays in the form."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from himaya.cases.actions import closures
from himaya.cases.actions.closures import Ending
from himaya.crisis.actions import crisis_rounds
from himaya.crisis.actions.crisis_rounds import Said
from himaya.institutions import consequences
from himaya.interviews import rules, states
from himaya.interviews.actions import drafts, sittings
from himaya.interviews.models import Draft
from himaya.kernel import still_open
from himaya.kernel.errors import NotNow
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.open_items import LIFE, open_items
from himaya.ops import worker
from himaya.tasks import states as of_tasks
from himaya.tasks.actions import tasks
from himaya.tasks.models import Task
from tests.pages import body
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, Held, say
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("C3"), pytest.mark.usefixtures("able")]
ROOT = Path(__file__).parents[3]
BUTTON = "Open “Life in danger”"


def table() -> list[tuple[str, str, bool]]:
    found = []
    for line in (ROOT / "tests/data/interview_life_truth.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            said, _, act = line.partition("->")
            thoughts, before = ("" if cell.strip() == "-" else cell.strip() for cell in said.split("|"))
            found.append((thoughts, before, act.strip() == "yes"))
    assert found
    return found


@pytest.fixture(name="one")
def _one() -> Held:
    return at_hand.begun()


def live() -> list[Task]:
    return list(Task.objects.filter(kind="see_again", state__in=("open", "taken")).defer("words"))


def gravest(one: Held) -> list[str]:
    return [str(item.sentence) for item in open_items(LEADER, one.case_id) if item.kind.weight == LIFE]


@pytest.mark.parametrize(("thoughts", "before", "act"), table())
def test_what_calls_for_an_act_is_what_the_table_says(thoughts: str, before: str, *, act: bool) -> None:
    said = {"thoughts": thoughts, "hurt_self_before": before}
    for form in ("interview-adult", "interview-child"):
        assert (rules.heard(said, consequences.grave_in(form, "interview.act_now")) > 0) is act


@pytest.mark.parametrize("question", ["thoughts", "hurt_self_before"])
def test_a_yes_is_one_urgent_task_and_one_button_while_the_form_is_still_filled_in(
    one: Held, question: str, sit: Sit
) -> None:
    """Whoever hears it stops the questions: the form may never be finished."""
    assert "Danger now: act" not in body(sit(LEADER).get(f"/interviews/{one.pk}/"))
    say(one, **{question: "yes"})
    say(one, 1, **{question: "yes"})
    (task,) = live()
    assert (task.urgent, task.case_id, task.desk_id) == (True, one.case_id, LEADER.desk_id)
    assert len(gravest(one)) == 1
    assert gravest(one)[0].startswith("Danger now: act")
    page = body(sit(LEADER).get(f"/interviews/{one.pk}/"))
    assert "Danger now: act" in page
    assert BUTTON in page
    assert f'href="{reverse("crisis:of_case", args=[one.case_id])}"' in page


def test_the_bar_of_a_running_sitting_leads_there_before_a_yes_is_kept(one: Held, sit: Sit) -> None:
    """Between the answer and the next load of the page nothing else does."""
    page = body(sit(LEADER).get(f"/interviews/{one.pk}/talk/"))
    assert "Danger now" not in page
    assert f'href="{reverse("crisis:of_case", args=[one.case_id])}"' in page


def test_it_stands_through_the_finished_form_until_somebody_looked(one: Held, sit: Sit) -> None:
    client: Client = sit(LEADER)
    drafts.finish(interview_id=one.pk, xml=at_hand.filled(more={"thoughts": "yes"}), revision=0, by=LEADER)
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    worker.drain()
    for page in ("", "facts/", "close/"):
        assert BUTTON in body(client.get(f"/interviews/{one.pk}/{page}"))
    crisis_rounds.begin(case_id=one.case_id, said=Said(), instance_id=new_id(), by=LEADER)
    worker.drain()
    assert BUTTON not in body(client.get(f"/interviews/{one.pk}/close/"))
    # The look after it is owed by the round: one task still, and said by the round.
    assert len(live()) == 1
    assert len(gravest(one)) == 1
    assert "Danger now" not in gravest(one)[0]


def test_it_goes_when_somebody_says_why_not(one: Held) -> None:
    say(one, thoughts="yes")
    tasks.close(task_id=live()[0].pk, reason=of_tasks.NOT_DONE_REASONS[0], by=LEADER)
    say(one, 1, thoughts="yes")
    assert live() == []
    assert gravest(one) == []


def test_one_more_yes_is_looked_at_anew(one: Held) -> None:
    """Somebody looked, or said why not; in the next sitting more is said. Seen red where a form is told of once."""
    say(one, hurt_self_before="yes")
    tasks.close(task_id=live()[0].pk, reason=of_tasks.NOT_DONE_REASONS[0], by=LEADER)
    say(one, 1, hurt_self_before="yes", thoughts="yes")
    (task,) = live()
    assert task.urgent
    say(one, 2, hurt_self_before="yes")
    say(one, 3, hurt_self_before="yes", thoughts="yes")
    assert len(live()) == 1


def test_no_file_is_closed_over_it(one: Held) -> None:
    """Seen red by a stranger: the file closed as "goals reached", and the task was not needed any more."""

    def close() -> None:
        closures.close(case_id=one.case_id, ending=Ending("goals_reached", knowing=True, despite="Canary"), by=LEADER)

    drafts.finish(interview_id=one.pk, xml=at_hand.filled(more={"thoughts": "yes"}), revision=0, by=LEADER)
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    worker.drain()
    assert "act_now" in [found.still.code for found in still_open.of_case(one.case_id)]
    with pytest.raises(NotNow, match="stops"):
        close()
    tasks.close(task_id=live()[0].pk, reason=of_tasks.NOT_DONE_REASONS[0], by=LEADER)
    assert "act_now" not in [found.still.code for found in still_open.of_case(one.case_id)]


def test_a_no_a_refusal_and_silence_call_for_nothing(one: Held) -> None:
    say(one, thoughts="no", hurt_self_before="refused")
    assert live() == []
    assert Draft.objects.get(interview=one.pk).acts_at is None


def test_why_stays_in_the_form(one: Held) -> None:
    """The task, the trace and what is handed on say that there is an act to do, and no word of what was said."""
    say(one, hurt_self_before="yes")
    told = str([*Task.objects.filter(kind="see_again").values(), *OutboxMessage.objects.values()])
    told += str(list(AuditEvent.objects.filter(action="interview.act_now").values("action", "code", "object_type")))
    for word in ("hurt", "thought", "suicid", "self"):
        assert word not in told.lower(), word
