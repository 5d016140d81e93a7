"""What was said a moment ago stands there as known, with its time; what is older than the sitting is asked."""

from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from himaya.instruments.source import read_document
from himaya.interviews.models import Draft
from himaya.kernel import clock
from tests.pages import body
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, Held
from tests.rooms.risks import assessed
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("C3"), pytest.mark.usefixtures("able")]
SHIPPED = Path(__file__).parents[3] / "content/instruments/interview/interview-adult.yaml"
SAID = {
    "language_of_talk": "wo",
    "agrees": "yes",
    "told": "purpose uses research own_data retention withdraw cndp",
    "research_ok": "yes",
    "present": "interpreter",
}


@pytest.fixture(autouse=True)
def _shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the form that is shipped, so that a question which is named otherwise there is missed here."""
    monkeypatch.setattr(at_hand, "SOURCE", read_document(SHIPPED))


def talk(client: Client, one: Held) -> str:
    return unescape(body(client.get(f"/interviews/{one.pk}/talk/")))


def test_what_the_sitting_began_with_stands_in_the_form_and_is_not_asked_again(sit: Sit) -> None:
    """Nothing is kept of it until somebody writes. Seen red: language, agreement and who is there were asked anew."""
    one = at_hand.begun()
    page = talk(sit(LEADER), one)
    for name, value in SAID.items():
        assert f"<{name}>{value}</{name}>" in page
    known = page.split('id="known"')[1].split("</section>")[0]
    assert "Wolof" in known
    assert known.count('class="meta">') == len(SAID) + 1
    assert f'href="/interviews/{one.pk}/begin/"' in known
    assert Draft.objects.get(interview=one.pk).turn == 0


def test_an_agreement_of_an_earlier_day_is_asked(sit: Sit) -> None:
    """Fault to plant: the last word on each item, of whichever day."""
    with clock.stopped(clock.now() - timedelta(days=1)):
        one = at_hand.agreed()
    at_hand.begun(at_hand.prepared(one))
    page = talk(sit(LEADER), one)
    assert "<language_of_talk>wo</language_of_talk>" in page
    assert "<agrees/>" in page
    assert "<told/>" in page


def test_the_beginning_takes_language_and_interpreter_from_the_preparation(sit: Sit) -> None:
    one = at_hand.prepared()
    page = body(sit(LEADER).get(f"/interviews/{one.pk}/begin/"))
    assert '<option value="wo" selected>' in page
    assert 'name="present" value="interpreter" checked' in page


def test_a_danger_that_was_looked_at_today_is_not_asked_again(sit: Sit) -> None:
    """Yesterday's is asked. Seen red without the look at the risks of the file."""
    one = at_hand.opened()
    client, at, open_ = sit(LEADER), f"/interviews/{one.pk}/prepare/", 'name="risk" value="yes" checked'
    assert open_ not in body(client.get(at))
    row = assessed.begun(one.case, by=LEADER)
    assessed.answered(row, "R1", "1", "1", by=LEADER)
    assessed.finished(row, 1, by=LEADER)
    page = body(client.get(at))
    assert open_ in page
    assert "Looked at today under Risks" in page
    with clock.stopped(clock.now() + timedelta(days=1)):
        assert open_ not in body(sit(LEADER).get(at))
