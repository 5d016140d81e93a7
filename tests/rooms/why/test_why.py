"""Why a question is asked: true words about a model, the decision behind an adopted clause, and what came after."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from himaya.coordination import states
from himaya.coordination.actions import suspensions
from himaya.coordination.models import HarmReport, Release, Reservation
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.models import AuditEvent
from tests import cast, factories
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.frontline.walking import row_counts
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("B5")


def why(version: Version, uid: str) -> str:
    return f"/why/{version.pk}/{uid}/"


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[-500:]
    return re.sub(r"</?bdi[^>]*>", "", answer.content.decode())


def live_release(*changes: hand.Change) -> Release:
    return hand.live(hand.edition(hand.document(), *changes))


def test_a_model_says_truthfully_that_nobody_decided_it(anybody: Client) -> None:
    page = body(anybody, why(factories.version(), "FL-08"))
    assert "Nobody has decided it. It is a model that Himaya ships" in page
    assert "Model, not adopted" in page
    assert "FL-08 · Indicator" in page or "FL-08 · Question" in page
    assert "This version is in force since 24 November 2026" in page
    assert "Decision" not in page[page.index("<main") :]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_clause_stands_in_the_language_of_the_page_with_the_others_below(language: str) -> None:
    version = factories.version()
    label = next(row["label"] for row in version.source["survey"] if row.get("uid") == "FL-08")
    page = Client(headers={"accept-language": language}).get(why(version, "FL-08")).content.decode()
    main = page[page.index("<main") :]
    places = {code: main.index(f'<div lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">') for code in label}
    assert min(places, key=lambda code: places[code]) == language
    assert len(places) == 3


@pytest.mark.parametrize("address", ["/why/0/FL-08/", "/why/{}/FL-99/", "/why/{}/%20/", f"/why/{'9' * 30}/FL-08/"])
def test_an_unknown_version_or_clause_is_a_page_that_says_so(anybody: Client, address: str) -> None:
    assert "There is no such question here" in body(anybody, address.format(factories.version().pk), 404)


def test_looking_keeps_nothing(anybody: Client) -> None:
    version, before = factories.version(), row_counts()
    body(anybody, why(version, "FL-08"))
    assert row_counts() == before


def test_an_adopted_clause_names_its_decision_and_its_table(anybody: Client) -> None:
    row = live_release()
    decision = row.edition.decision
    page = body(anybody, why(hand.version_of(row), hand.UID))
    main = page[page.index("<main") : page.index("</main")]
    assert f"{decision.number} · Round table {decision.table.number}" in main
    assert "Adopté." in main
    assert "No reservation stands on it." in main
    assert "Model, not adopted" not in main


def test_a_reservation_stands_with_its_institution_its_words_and_its_day(anybody: Client) -> None:
    made = hand.edition(hand.document())
    Reservation.objects.create(
        decision=made.decision,
        institution_id="hospital",
        clause=hand.UID,
        text="Seulement avec un interprète",
        review_on=clock.today() + timedelta(days=90),
    )
    row = hand.live(made)
    page = body(anybody, why(hand.version_of(row), hand.UID))
    assert "hospital" in page
    assert "Seulement avec un interprète" in page
    assert "looked at again on" in page
    assert "Seulement avec un interprète" not in body(anybody, why(hand.version_of(row), hand.OTHER_UID))


def test_what_it_replaces_and_what_replaced_it_lead_to_each_other(anybody: Client) -> None:
    old = hand.models()[0]
    row = live_release(hand.replaced(by="FL-09-2"))
    new = hand.version_of(row)
    after = body(anybody, why(new, "FL-09-2"))
    assert "It replaces" in after
    assert "FL-09" in after
    before = body(anybody, why(old, "FL-09"))
    assert "Version 3 is in force." in before
    assert why(new, "FL-09-2") in before
    assert f'href="{why(new, "FL-08")}"' in body(anybody, why(old, "FL-08"))


def test_a_clause_that_is_asked_no_more_says_so(anybody: Client) -> None:
    version = factories.version()
    factories.next_version(q08="Another question")
    assert "The version in force does not ask it." in body(anybody, why(version, "FL-08"))


def test_a_suspended_clause_says_so_though_no_form_asks_it(anybody: Client) -> None:
    row = live_release()
    with clock.stopped(row.live_at or clock.now()):
        asked = suspensions.ask(release_id=row.pk, uid=hand.UID, reason="Fait peur", by=hand.LEAD)
        suspensions.confirm(suspension_id=asked.pk, by=hand.OFFICER)
        assert hand.in_force() != hand.version_of(row)
        for version in (hand.version_of(row), hand.in_force()):
            page = body(anybody, why(version, hand.UID))
            assert "Suspended: it is off the screens" in page
            assert "until a table has looked at it" in page


def test_a_version_that_is_tried_is_adopted_and_in_force_nowhere(sit: Sit, anybody: Client) -> None:
    row = hand.up_to(states.PILOT)
    hand.begin_pilot(row)
    page = body(sit(cast.INSPECTOR), why(hand.version_of(row), hand.UID))
    assert "Tried at your desk" in page
    assert "is in force nowhere yet" in page
    assert f"Round table {row.edition.decision.table.number}" in page
    assert "Tried at your desk" not in body(anybody, why(hand.version_of(row), hand.UID))


# --- harm ------------------------------------------------------------------------------------------------------------
TYPED = {"kind": "fear", "text": "La question fait peur et la personne est partie."}


def test_whoever_has_no_account_is_told_how_to_tell(anybody: Client) -> None:
    version = factories.version()
    page = body(anybody, why(version, "FL-08"))
    assert "Tell the focal point of your institution" in page
    assert "/harm/" not in page
    assert anybody.get(f"{why(version, 'FL-08')}harm/").headers["Location"].startswith("/account/in/")
    assert anybody.post(f"{why(version, 'FL-08')}harm/", TYPED).headers["Location"].startswith("/account/in/")


def test_a_desk_notes_harm_about_a_clause_without_a_name(sit: Sit) -> None:
    version, client = factories.version(), sit(cast.INSPECTOR)
    assert "Harm noticed" in body(client, why(version, "FL-08"))
    assert "not about the person" in body(client, f"{why(version, 'FL-08')}harm/")
    answer = client.post(f"{why(version, 'FL-08')}harm/", TYPED)
    assert answer.headers["Location"] == why(version, "FL-08")
    row = HarmReport.objects.get()
    assert (row.version, row.uid, row.kind, row.desk_id) == (version, "FL-08", "fear", "labour-north")
    assert AuditEvent.objects.filter(action="harm.reported").count() == 1
    assert "Noted in the register of harm" in body(client, why(version, "FL-08"))


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"kind": ""}, "Choose what kind of harm it was"), ({"kind": "level"}, "Choose what kind of harm it was"),
    ({"text": " "}, "Say in a few sentences"), ({"text": "Née le 3 mars 1998"}, "a date of birth"),
    ({"text": "x" * 20_000}, "too long"),
])  # fmt: skip
def test_what_cannot_be_noted_has_its_sentence_and_nothing_is_lost(
    sit: Sit, typed: dict[str, str], sentence: str
) -> None:
    said = {**TYPED, **typed}
    answer = sit(cast.INSPECTOR).post(f"{why(factories.version(), 'FL-08')}harm/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert said["text"].strip()[:40] in page
    assert not HarmReport.objects.exists()


@pytest.mark.parametrize("uid", ["FL-99", "FL-08"])
def test_who_does_not_work_with_people_notes_nothing_and_learns_nothing(sit: Sit, uid: str) -> None:
    client, address = sit(cast.AUDITOR), f"{why(factories.version(), uid)}harm/"
    assert client.get(address).status_code == client.post(address, TYPED).status_code == 403
    assert sit(cast.INSPECTOR).post(address, TYPED).status_code == (404 if uid == "FL-99" else 302)
