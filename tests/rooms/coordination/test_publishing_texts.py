"""Which texts are public: what tables of this nation adopted, with what is held back, and never a model."""

from datetime import timedelta
from typing import Any

import pytest

from himaya.coordination import publishing_texts, states
from himaya.coordination.actions import reservations, suspensions
from himaya.coordination.models import Cycle, Decision, Document, Edition, Release, Reservation
from himaya.instruments.actions import versions
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.ops import published, worker
from himaya.publications.models import Bundle
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.coordination import texting
from tests.rooms.coordination.at_the_table import LABOUR, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A11")]


def listed() -> list[dict[str, Any]]:
    return [*publishing_texts.body()["texts"]]


def bundle() -> list[dict[str, Any]]:
    """What the public process would read, once the worker did what is due."""
    worker.drain()
    return [*Bundle.objects.get(kind=publishing_texts.KIND).body["texts"]]


def versions_and_states(rows: list[dict[str, Any]]) -> list[tuple[str, bool, bool]]:
    return sorted((row["version"], bool(row["in_force_since"]), bool(row["suspended_since"])) for row in rows)


def reserve(edition: Edition, clause: str = "", text: str = "Sauf le délai") -> Reservation:
    return Reservation.objects.create(
        decision=edition.decision, institution_id="labour", clause=clause, text=text, review_on=clock.today()
    )


def live_again(row: Release) -> Release:
    """The next edition of the same text, on the screens."""
    assert row.live_at is not None
    with clock.stopped(row.live_at + timedelta(days=1)):
        return hand.live(hand.edition(row.document))


# --- what is on the list ---------------------------------------------------------------------------------------------
def test_a_model_in_force_is_not_an_adopted_text_and_an_adopted_one_is_no_model() -> None:
    hand.models()
    published.models_in_force(by=SYSTEM)
    published.adopted_texts(by=SYSTEM)
    assert listed() == []
    models = Bundle.objects.get(kind=published.KIND).body["instruments"]
    assert {row["name"] for row in models} == set(hand.FORMS)
    version = hand.models()[0]
    versions.note_adoption(version_id=version.pk, reference="TRI 1 · 1 · 2026-01-01", by=SYSTEM)
    published.models_in_force(by=SYSTEM)
    models = Bundle.objects.get(kind=published.KIND).body["instruments"]
    assert {row["name"] for row in models} == set(hand.FORMS) - {version.name}


def test_an_adopted_text_has_its_decision_its_languages_and_no_day_before_it_is_in_force() -> None:
    edition = texting.edition()
    (row,) = listed()
    assert row["titles"] == [
        {"lang": "fr", "text": "Protocole"},
        {"lang": "ar", "text": "بروتوكول"},
        {"lang": "en", "text": "Protocol"},
    ]
    assert (row["version"], row["languages"], row["sha256"]) == ("1", ["fr", "ar", "en"], edition.sha256)
    number, day = edition.decision.table.number, "2026-11-24"
    assert row["decision"]["reference"] == f"TRI {number} · 1 · {day}"
    assert (row["in_force_since"], row["suspended_since"], row["reservations"]) == (None, None, [])


def test_a_language_with_a_gap_is_not_one_of_its_languages() -> None:
    content = texting.small()
    content["clauses"][1]["texts"]["ar"] = ""
    texting.edition(content=content)
    assert listed()[0]["languages"] == ["fr", "en"]


def test_what_only_a_source_tells_is_not_adopted_here() -> None:
    edition = texting.edition()
    Cycle.objects.filter(pk=edition.document.cycle_id).update(recorded=True)
    assert listed() == []


def test_a_text_whose_decision_does_not_bind_is_not_there() -> None:
    edition = texting.edition()
    Decision.objects.filter(pk=edition.decision_id).update(state=states.NOT_CONFIRMED)
    assert listed() == []


def test_a_form_of_the_house_that_was_adopted_as_it_was_is_there_since_the_decision() -> None:
    version = hand.models()[0]
    text = hand.document(version=version)
    decision = hand._decision(text)
    assert listed() == []
    from_the_decision = f"TRI {decision.table.number} · {decision.number} · {clock.today().isoformat()}"
    versions.note_adoption(version_id=version.pk, reference=from_the_decision, by=SYSTEM)
    (row,) = listed()
    assert (row["version"], row["sha256"]) == (version.version, version.hash)
    assert row["in_force_since"] == clock.today().isoformat()
    # In part: what was adopted is not this form.
    Decision.objects.filter(pk=decision.pk).update(parts=["FL-01"])
    assert listed() == []


# --- in force, replaced, suspended -----------------------------------------------------------------------------------
def test_in_force_since_the_day_on_which_it_came_on_the_screens() -> None:
    row = hand.live()
    assert row.live_at is not None
    assert [one["in_force_since"] for one in listed()] == [row.live_at.astimezone(clock.here()).date().isoformat()]


def test_a_later_edition_stands_beside_the_one_in_force_until_it_takes_its_place() -> None:
    first = hand.live()
    hand.edition(first.document)
    assert versions_and_states(listed()) == [("1", True, False), ("2", False, False)]


def test_an_edition_that_was_replaced_is_history() -> None:
    live_again(hand.live())
    assert versions_and_states(listed()) == [("2", True, False)]


def test_a_whole_suspension_is_said_and_what_was_there_before_is_in_force_again() -> None:
    second = live_again(hand.live())
    asked = suspensions.ask(release_id=second.pk, reason="La question fait peur", by=SECRETARY)
    suspensions.confirm(suspension_id=asked.pk, by=hand.SECOND_SECRETARY)
    assert versions_and_states(listed()) == [("1", True, False), ("2", False, True)]


def test_a_first_release_that_is_suspended_leaves_nothing_in_force() -> None:
    row = hand.live()
    asked = suspensions.ask(release_id=row.pk, reason="La question fait peur", by=SECRETARY)
    suspensions.confirm(suspension_id=asked.pk, by=hand.SECOND_SECRETARY)
    assert versions_and_states(listed()) == [("1", False, True)]
    # Why it was stopped is for those who mend it.
    assert "peur" not in str(listed())


def test_one_suspended_clause_is_counted_and_the_rest_stays_in_force() -> None:
    row = hand.live()
    asked = suspensions.ask(release_id=row.pk, uid=hand.OTHER_UID, reason="La question fait peur", by=SECRETARY)
    suspensions.confirm(suspension_id=asked.pk, by=hand.SECOND_SECRETARY)
    (one,) = listed()
    assert (bool(one["in_force_since"]), one["clauses_suspended"]) == (True, 1)


# --- reservations ----------------------------------------------------------------------------------------------------
def test_what_is_held_back_is_there_in_its_words_with_its_clause_until_it_is_lifted() -> None:
    edition = texting.edition()
    kept, lifted = reserve(edition, "Q-01"), reserve(edition)
    (row,) = listed()
    assert {one["text"] for one in row["reservations"]} == {"Sauf le délai"}
    by_clause = {one["clause"]: one for one in row["reservations"]}
    assert by_clause["Q-01"]["label"][0] == {"lang": "fr", "text": texting.words("Q-01")["fr"]}
    assert by_clause[""]["label"] == []
    reservations.lift(reservation_id=lifted.pk, table_id=None, by=LABOUR)
    assert [one["clause"] for one in listed()[0]["reservations"]] == [kept.clause]


def test_an_earlier_reservation_goes_on_where_its_clause_is_still_there() -> None:
    document: Document = texting.document()
    first = texting.edition(document)
    reserve(first, "Q-01")
    reserve(first, "GONE-01")
    texting.edition(document, {**texting.small(), "forms": []})
    (row,) = listed()
    assert (row["version"], [one["clause"] for one in row["reservations"]]) == ("2", ["Q-01"])


def test_a_reservation_that_seems_to_hold_data_of_a_person_stands_without_its_words() -> None:
    reserve(texting.edition(), text="Voir Mme Amal Tazi au 06 12 34 56 78")
    (held,) = listed()[0]["reservations"]
    assert held["text"] is None
    assert held["institution"]["fr"]


# --- it follows by itself --------------------------------------------------------------------------------------------
def test_the_public_list_follows_what_the_tables_do_and_is_not_written_for_nothing() -> None:
    published.adopted_texts(by=SYSTEM)
    row = hand.live()
    assert versions_and_states(bundle()) == [("1", True, False)]
    asked = suspensions.ask(release_id=row.pk, reason="La question fait peur", by=SECRETARY)
    suspensions.confirm(suspension_id=asked.pk, by=hand.SECOND_SECRETARY)
    assert versions_and_states(bundle()) == [("1", False, True)]
    held = reserve(row.edition)
    published.adopted_texts(by=SYSTEM)
    assert len(bundle()[0]["reservations"]) == 1
    reservations.lift(reservation_id=held.pk, table_id=None, by=LABOUR)
    assert bundle()[0]["reservations"] == []
    before = Bundle.objects.get(kind=publishing_texts.KIND)
    with clock.stopped(clock.now() + timedelta(days=3)):
        published.adopted_texts(by=SYSTEM)
    assert Bundle.objects.get(kind=publishing_texts.KIND).made_on == before.made_on
