"""The pages of minutes: what holds them back, what will be printed, what an institution may ask."""

import re
from typing import Any

import pytest

from himaya.coordination import states
from himaya.coordination.models import AgendaItem, Correction, Decision, Minutes
from himaya.kernel import clock
from tests.pages import body
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand
from tests.signed_in import Sit

pytestmark = pytest.mark.capability("A8")


def url(table: Any, *more: str) -> str:
    return f"/round-tables/tables/{getattr(table, 'pk', table)}/minutes/" + "".join(f"{part}/" for part in more)


def test_a_draft_shows_what_is_to_settle_and_what_will_be_printed(sit: Sit) -> None:
    table = hand.held()
    AgendaItem.objects.filter(table=table, kind=states.OTHER).update(said_ar="")
    with hand.writing():
        shown = body(sit(at.SECRETARY).get(url(table)))
    assert "One thing to settle" in shown
    assert "The Arabic is missing: what was said." in shown
    assert "Le protocole de repérage est adopté." in shown
    assert re.search(r'aria-disabled="true"[^>]*>Send the minutes round', shown)
    assert "The list above is settled first." in shown


def test_the_minutes_are_shown_in_the_language_that_is_chosen(sit: Sit) -> None:
    table = hand.held()
    with hand.writing():
        client = sit(at.SECRETARY, "ar")
        arabic = body(client.get(url(table)))
        assert "محضر اجتماع المائدة المستديرة" in arabic
        assert "Procès-verbal de la table ronde" not in arabic
        both = body(client.get(url(table) + "?mode=both"))
    assert "Procès-verbal de la table ronde" in both
    assert "محضر اجتماع المائدة المستديرة" in both


def test_an_institution_does_not_see_a_draft(sit: Sit) -> None:
    table = hand.held()
    with hand.writing():
        shown = body(sit(at.HEALTH).get(url(table)))
    assert "There are no minutes of this table yet" in shown
    assert "protocole" not in re.sub(r"<title>.*", "", shown, flags=re.DOTALL)
    with hand.writing():
        body(sit(at.MINORS).get(url(table)), 404)


def test_what_was_said_is_written_on_the_page_and_kept_when_it_cannot_be_taken(sit: Sit) -> None:
    table = hand.held()
    decision = Decision.objects.get(table=table)
    Decision.objects.filter(pk=decision.pk).update(wording_ar="")
    place = f"/round-tables/minutes/points/{decision.item_id}/"
    with hand.writing():
        client = sit(at.SECRETARY)
        typed = {"said_fr": "Nouveau texte.", "said_ar": "نص جديد.", f"wording-{decision.pk}_ar": "تم الاعتماد."}
        assert client.post(place, typed).status_code == 302
        decision.refresh_from_db()
        assert (decision.wording_ar, decision.item.said_fr) == ("تم الاعتماد.", "Nouveau texte.")
        shown = body(client.post(place, {"said_fr": "Long. " * 2000, "said_ar": "نص آخر."}), 422)
        assert "نص آخر." in shown
        assert "This is too long" in shown
        body(client.get(place), 405)


def test_minutes_with_something_to_settle_do_not_go_round_and_say_so(sit: Sit) -> None:
    table = hand.held()
    AgendaItem.objects.filter(table=table, kind=states.OTHER).update(said_fr="Rappeler Mme Zahra Canary.")
    with hand.writing():
        shown = body(sit(at.SECRETARY).post(url(table), {"do": "circulate", "deadline_on": "2026-12-24"}), 409)
    assert "The check found 1 thing to settle" in shown
    assert "the name of a person" in shown
    assert 'value="2026-12-24"' in shown


def test_the_secretariat_sends_approves_and_locks_by_three_buttons(sit: Sit) -> None:
    table = hand.held()
    with hand.writing():
        client = sit(at.SECRETARY)
        shown = body(client.post(url(table), {"do": "circulate", "deadline_on": "2026-11-01"}), 422)
        assert "between today and six months" in shown
        assert client.post(url(table), {"do": "circulate", "deadline_on": ""}).status_code == 302
        shown = body(client.get(url(table)))
        assert "The minutes are with the institutions" in shown
        assert "No later table of the cycle has begun" in shown
    later = hand.next_table(table.cycle)
    with clock.stopped(hand.NEXT):
        client = sit(at.SECRETARY)
        assert 'value="approve"' in body(client.get(url(table)))
        body(client.post(url(table), {"do": "approve"}), 422)
        assert client.post(url(table), {"do": "approve", "at_table": later.pk}).status_code == 302
        assert "tacit agreement" in body(client.get(url(table)))
        assert client.post(url(table), {"do": "lock"}).status_code == 302
        locked = body(client.get(url(table)))
        assert "nothing in them changes any more" in locked
        told = body(client.post(url(table), {"do": "lock"}), 409)
    assert "their hash is printed" in told
    digest = Minutes.objects.get(table=table).sha256
    assert digest[:8] in locked
    assert digest[-8:] in locked


def test_an_institution_asks_and_sees_the_answer_beside_its_correction(sit: Sit) -> None:
    row = hand.circulated()
    with hand.writing():
        client = sit(at.HEALTH)
        assert "Ask for a correction" in body(client.get(url(row.table_id)))
        shown = body(client.post(url(row.table_id, "correction"), {"text": "Rappeler Mme Zahra Canary"}), 422)
        assert "the name of a person" in shown
        assert "Rappeler Mme" in shown
        assert client.post(url(row.table_id, "correction"), {"text": "Lire 48 heures."}).status_code == 302
        asked = Correction.objects.get()
        assert (asked.institution_id, asked.how) == ("hospital", states.CLICK)
        assert "Lire 48 heures." in body(client.get(url(row.table_id)))
        assert "Lire 48 heures." not in body(sit(at.LABOUR).get(url(row.table_id)))


def test_the_secretariat_enters_a_letter_and_settles_with_a_new_version(sit: Sit) -> None:
    row = hand.circulated()
    item = AgendaItem.objects.filter(table=row.table_id).order_by("position")[0]
    typed = {"institution": "justice", "how": "letter", "received_on": "2026-12-14", "item": item.pk, "text": "48 h"}
    with hand.writing():
        client = sit(at.SECRETARY)
        assert client.post(url(row.table_id, "correction"), typed).status_code == 302
        asked = Correction.objects.get()
        place = f"/round-tables/minutes/corrections/{asked.pk}/"
        assert hand.SAID["fr"] in body(client.get(place))
        body(client.post(place, {"answer": "Précisé."}), 422)
        settled = {"taken": "yes", "answer": "Précisé.", "said_fr": "Le délai est de 48 heures.", "said_ar": "48 ساعة."}
        assert client.post(place, settled).status_code == 302
        shown = body(client.get(url(row.table_id)))
        assert "Version" in shown
        assert "Le délai est de 48 heures." in shown
        assert "settled already" in body(client.post(place, settled), 409)


def test_an_institution_neither_settles_nor_sends(sit: Sit) -> None:
    row = hand.circulated()
    with hand.writing():
        asked = Correction.objects.create(
            minutes=row, institution_id="hospital", text="x", how="click", asked_on=clock.today(), state=states.ASKED
        )
        client = sit(at.HEALTH)
        body(client.get(f"/round-tables/minutes/corrections/{asked.pk}/"), 403)
        body(client.post(url(row.table_id), {"do": "circulate"}), 403)


def test_nobody_else_comes_in(sit: Sit) -> None:
    table = hand.held()
    with hand.writing():
        body(sit(at.cast.INSPECTOR).get(url(table)), 403)
        body(sit(at.SECRETARY).get("/round-tables/tables/00000000-0000-4000-8000-000000000000/minutes/"), 404)
