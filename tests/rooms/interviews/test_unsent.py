"""What a browser could not send of an interview: opened as the interview is, logged, and gone with the form."""

import json

import pytest
from django.http import HttpRequest
from django.test import Client

from himaya.interviews import access, queries
from himaya.interviews.actions import drafts
from himaya.kernel import subjects
from himaya.kernel.models import AuditEvent
from himaya.web import unattended
from tests import cast
from tests.pages import body
from tests.rooms.account.test_unattended import sealed_to
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, Held
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("C3")
WORDS = "Canary told this قصر"


@pytest.fixture(autouse=True)
def _able(everybody_is_able: None) -> None:
    """Everybody may lead here."""


@pytest.fixture(name="one")
def _one() -> Held:
    return at_hand.begun()


def left_by(client: Client, one: Held) -> dict[str, str]:
    """What the script of the page leaves in its browser, and posts to have it opened."""
    page = client.get(f"/interviews/{one.pk}/talk/").content.decode()
    key = page.split("data-draft=")[1].split('data-key="')[1].split('"')[0].replace("&#x27;", "'")
    text = sealed_to(key, json.dumps({"xml": WORDS}))
    return {"of": "holder", "where": f"/interviews/{one.pk}/draft/", "text": text, "key": key}


def key_of(left: dict[str, str]) -> str:
    """The key to which it was sealed."""
    return left["key"]


def test_it_opens_for_who_may_know_the_interview_and_is_logged(sit: Sit, one: Held) -> None:
    client = sit(LEADER)
    left = left_by(client, one)
    assert client.post("/account/kept/", left).json() == {"xml": WORDS}
    told = AuditEvent.objects.filter(action="interview.unsent_opened")
    assert [(row.object_type, str(row.object_id), row.account_id) for row in told] == [
        ("interview", str(one.pk), LEADER.account_id)
    ]


@pytest.mark.parametrize("who", [cast.INSPECTOR, cast.OFFICER])
def test_who_may_not_know_the_interview_is_answered_as_if_there_were_none(sit: Sit, one: Held, who: object) -> None:
    """Red when the page opens whatever was sealed to the account: the file may be another desk's by now."""
    client = sit(who)
    answer = client.post("/account/kept/", {"of": "holder", "where": f"/interviews/{one.pk}/draft/", "text": "AAAA"})
    assert answer.status_code == 404
    assert not AuditEvent.objects.filter(action="interview.unsent_opened").exists()


def test_a_grant_that_ended_ends_it_too_and_the_words_wait(
    sit: Sit, one: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """404 and not 422, at which the page would let go of them: the grant may come back within the week."""
    client = sit(LEADER)
    left = left_by(client, one)
    monkeypatch.setattr("himaya.interviews.policy.works_at", lambda desk: False)
    assert client.post("/account/kept/", left).status_code == 404


def test_the_secret_is_of_one_form_sealed_and_goes_with_it(sit: Sit, one: Held) -> None:
    """Red when the key follows from the account and the address alone."""
    client = sit(LEADER)
    left = left_by(client, one)
    with access.open_unsent(LEADER, one.row) as (secret,):
        assert len(bytes.fromhex(secret)) == 32
    assert client.post("/account/kept/", left).status_code == 200
    subjects.erase(one.case.person_id, kinds=["story"], by=LEADER)
    assert client.post("/account/kept/", left).status_code == 422


def test_two_forms_have_two_secrets() -> None:
    found: set[str] = set()
    for one in [at_hand.begun() for _ in range(2)]:
        with access.open_unsent(LEADER, one.row) as secrets:
            found.update(secrets)
    assert len(found) == 2


def test_without_its_secret_no_key_is_made() -> None:
    with pytest.raises(ValueError, match="secret"):
        unattended.public_key(HttpRequest(), "/x/", secret="")


def test_who_chooses_their_own_words_destroys_nobody_s(sit: Sit, one: Held) -> None:
    """Red when a later form is saved over: one audit row, both readable on the page of the interview."""
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("the others' words"), revision=0, by=LEADER)
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    mine = {"xml": at_hand.filled("my words"), "revision": "0"}
    assert client.post(f"{at}draft/", mine).status_code == 409
    assert client.post(f"{at}draft/", {**mine, "revision": "1", "over": "1"}).json()["revision"] == 2
    assert AuditEvent.objects.filter(action="interview.draft_overwritten", object_id=one.pk).count() == 1
    shown = client.get(at).content.decode()
    assert "the others&#x27; words" in shown
    assert "my words" in client.get(f"{at}talk/").content.decode()
    # A saving in the ordinary course sets nothing aside.
    client.post(f"{at}draft/", {"xml": at_hand.filled("more words"), "revision": "2"})
    with access.open_earlier(LEADER, one.row) as earlier:
        assert [(row.number, "the others' words" in xml) for row, xml in earlier] == [(1, True)]


@pytest.mark.parametrize("pasted", ["\x0b", "\x1f", "\ufffe", "\uffff", "\x0c\x08"])
def test_a_pasted_character_that_xml_cannot_hold_stops_no_saving(sit: Sit, one: Held, pasted: str) -> None:
    """Word puts U+000B where a line ends without a paragraph. Red when the record is refused for it."""
    client, at = sit(LEADER), f"/interviews/{one.pk}/"
    posted = {"xml": at_hand.filled(f"before{pasted}after\n\tand on"), "revision": "0"}
    assert client.post(f"{at}draft/", posted).status_code == 200
    with access.open_draft(LEADER, queries.draft(one.row)) as (xml, _values):  # type: ignore[arg-type]
        assert "<account>beforeafter\n\tand on</account>" in xml
    page = body(client.post(f"{at}finish/", {"xml": at_hand.filled(f"a{pasted}b", papers=""), "revision": "1"}), 422)
    assert "&lt;account&gt;ab&lt;/account&gt;" in page
