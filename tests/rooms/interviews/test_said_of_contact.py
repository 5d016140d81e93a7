"""How to reach the person, as they said it in an interview: offered to the page of contact, and written down by nobody
but whoever agrees it there. “Never” stands alone, in every form that asks."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from himaya.instruments.source import read_document
from himaya.interviews.actions import drafts
from himaya.kernel.models import AuditEvent
from himaya.persons import words
from himaya.safety.models import ContactRules
from tests import cast
from tests.pages import body
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, Held
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("C3", "D3"), pytest.mark.usefixtures("able")]
CONTENT = Path(__file__).parents[3] / "content/instruments"
SAID = {"safe_contact": "message person", "safe_hours": "Canary morning", "safe_words": "Canary library"}


@pytest.fixture(name="one")
def _one() -> Held:
    return at_hand.begun()


def finished(one: Held, **said: str) -> drafts.Kept:
    return drafts.finish(interview_id=one.pk, xml=at_hand.filled(more={**SAID, **said}), revision=0, by=LEADER)


def at(one: Held) -> str:
    return f"/safety/cases/{one.case_id}/contact/"


def take(client: Client, one: Held) -> Any:
    return client.post(at(one), {"do": "take"})


def agree(client: Client, one: Held, after: int = 0, **fields: Any) -> None:
    answer = client.post(at(one), {"ways": ["call"], "messages": "no", "after": str(after), **fields})
    assert answer.status_code == 302, body(answer, answer.status_code)


def asking() -> list[tuple[str, Any]]:
    return [
        (path.stem, row)
        for folder in ("interview", "screenings")
        for path in sorted((CONTENT / folder).glob("*.yaml"))
        if path.stem != "clauses"
        for row in read_document(path)["survey"]
        if row.get("name") == "safe_contact"
    ]


def test_never_stands_alone_in_every_form_that_asks_how_to_be_reached() -> None:
    found = asking()
    assert {name for name, _row in found} >= {"interview-adult", "interview-child", "screening-labour"}
    for name, row in found:
        assert row["constraint"] == "not(selected(., 'never')) or count-selected(.) = 1", name
        assert row["constraint_message"]["en"].startswith("“Never” stands alone"), name
        assert {*row["constraint_message"]} == {"fr", "ar", "en"}, name


@pytest.mark.parametrize(
    ("said", "taken"), [("never phone", False), ("phone never", False), ("never", True), ("phone message", True)]
)
def test_never_beside_another_way_is_refused_where_the_form_is_verified(one: Held, said: str, *, taken: bool) -> None:
    kept = finished(one, safe_contact=said)
    assert [flaw.path.rpartition("/")[2] for flaw in kept.flaws] == ([] if taken else ["safe_contact"])


def test_it_is_offered_beside_what_stands_there_and_overwrites_nothing(one: Held, sit: Sit) -> None:
    client = sit(LEADER)
    assert "Said in the interview" not in body(client.get(at(one)))
    finished(one)
    page = body(client.get(at(one)))
    for shown in (
        "Said in the interview",
        str(words.WAYS["message"]),
        str(words.WAYS["person"]),
        "Canary morning",
        "Canary library",
    ):
        assert shown in page, shown
    # Offered, and not yet in the form.
    assert 'value="message" checked' not in page
    page = body(take(client, one))
    assert 'value="message" checked' in page
    assert 'value="through" checked' in page
    assert 'value="call" checked' not in page
    assert "Canary library" in page
    assert not ContactRules.objects.exists()
    agree(client, one, ways=["message", "through"], say="Canary library", words="10:00-12:00 · Canary morning")
    assert "Said in the interview" not in body(client.get(at(one)))


def test_what_was_agreed_before_stays_beside_what_is_taken_over(one: Held, sit: Sit) -> None:
    client = sit(LEADER)
    agree(client, one, word="Canary jasmine", words="Canary neighbour", every="20:00-08:00")
    finished(one)
    page = body(take(client, one))
    for kept in ("Canary jasmine", "Canary neighbour", "20:00-08:00", "Canary morning"):
        assert kept in page, kept
    assert ContactRules.objects.count() == 1


def test_only_what_was_said_of_contact_is_shown_and_it_is_in_the_audit(one: Held, sit: Sit) -> None:
    finished(one)
    before = AuditEvent.objects.filter(action="interview.draft_read").count()
    assert "short" not in body(sit(LEADER).get(at(one)))
    read = AuditEvent.objects.filter(action="interview.draft_read").order_by("pk")
    assert read.count() == before + 1
    assert read.last().purpose == "contact_person"  # type: ignore[union-attr]


def test_at_another_desk_it_is_as_if_nothing_was_said(one: Held, sit: Sit) -> None:
    finished(one)
    assert sit(cast.INSPECTOR_SOUTH).get(at(one)).status_code == 404
    assert sit(cast.INSPECTOR_SOUTH).post(at(one), {"do": "take"}).status_code == 404
