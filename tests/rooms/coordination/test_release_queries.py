"""What a desk learns of a release, and why a question is asked."""

from datetime import timedelta

import pytest

from himaya.coordination import states
from himaya.coordination.actions import release_pilots, reviews, suspensions
from himaya.coordination.actions import releases as verbs
from himaya.coordination.models import Release, Reservation
from himaya.coordination.queries import releases
from himaya.coordination.queries.releases import DeskRelease
from himaya.institutions.models import Desk
from himaya.kernel import clock
from tests import cast
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.coordination.at_the_table import SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A7", "B5")]


def at(desk: str) -> list[DeskRelease]:
    return releases.changes_for(Desk.objects.get(pk=desk))


# --- what changes ----------------------------------------------------------------------------------------------------
def test_a_desk_hears_of_what_touches_its_forms_and_of_nothing_else() -> None:
    row = hand.live(hand.edition(hand.document(), hand.replaced()))
    found = at("labour-north")
    assert [one.release for one in found] == [row]
    assert [form.name for form in found[0].forms] == [hand.LABOUR_FORM]
    assert at("ward") == []
    assert at("secretariat") == []


def test_a_changed_question_shows_before_and_after() -> None:
    hand.live(hand.edition(hand.document(), hand.replaced(), hand.reworded(words="Autrement")))
    changes = {one.uid: one for one in at("labour-north")[0].changes}
    replaced, reworded = changes["FL-09-2"], changes[hand.UID]
    assert (replaced.what, replaced.replaces) == ("replaced", hand.OTHER_UID)
    assert replaced.after["fr"] == f"{replaced.before['fr']} (?)"
    assert (reworded.what, reworded.after["fr"]) == ("reworded", "Autrement")
    assert not reworded.answers_change
    assert len(reworded.choices_after) == 5


def test_before_it_is_announced_a_desk_hears_of_it_only_when_it_must_do_something() -> None:
    row = hand.up_to(states.PILOT)
    assert at("labour-north") == []
    row = hand.begin_pilot(row)
    assert [one.pilot is not None for one in at("labour-north")] == [True]
    assert at("labour-south") == []
    hand.find(row)
    assert row.pilot_until is not None
    with clock.stopped(row.pilot_until):
        release_pilots.end(release_id=row.pk, by=SECRETARY)
    row.refresh_from_db()
    row = hand.up_to(states.TRAINING, row)
    assert [one.owed for one in at("labour-south")] == [True]
    reviews.acknowledge_training(release_id=row.pk, institution_id="labour", by=cast.LABOUR_LEAD)
    assert at("labour-south") == []


def test_what_is_long_on_the_screens_is_no_news_and_what_a_desk_owes_comes_first() -> None:
    row = hand.live()
    owed = hand.up_to(states.TRAINING, hand.opened(hand.edition(row.document)))
    assert [one.release for one in at("labour-north")] == [owed, row]
    with clock.stopped(clock.now() + timedelta(days=61)):
        assert [one.release for one in at("labour-north")] == [owed]


# --- why -------------------------------------------------------------------------------------------------------------
def test_why_names_the_table_that_adopted_the_words_of_the_clause() -> None:
    first = hand.live(hand.edition(hand.document(), hand.reworded(words="Premiers mots")))
    second = hand.live(hand.edition(first.document, hand.replaced()))
    old = releases.why(hand.version_of(second).pk, hand.UID)
    new = releases.why(hand.version_of(second).pk, "FL-09-2")
    assert old is not None
    assert new is not None
    assert (old.adopted, old.edition) == (first.edition, second.edition)
    assert (new.adopted, new.replaces) == (second.edition, hand.OTHER_UID)
    assert new.replaced_texts["fr"] in new.texts["fr"]
    assert old.table_number == first.edition.decision.table.number
    assert old.live_since == second.live_at


def test_a_model_and_a_clause_of_another_form_have_no_why() -> None:
    model = hand.models()[0]
    assert releases.why(model.pk, hand.UID) is None
    row = hand.live()
    assert releases.why(hand.version_of(row).pk, "FL-99") is None
    assert releases.why(99_999, hand.UID) is None


def test_why_prints_what_is_held_back_from_the_clause_until_it_is_lifted() -> None:
    row = hand.live()
    for institution, clause in (("labour", hand.UID), ("hospital", ""), ("social", hand.OTHER_UID)):
        Reservation.objects.create(
            decision=row.edition.decision,
            institution_id=institution,
            clause=clause,
            text="Sauf la nuit",
            review_on=clock.today(),
        )
    assert held(row) == [("labour", hand.UID), ("hospital", "")]
    Reservation.objects.filter(institution="labour").update(lifted_on=clock.today())
    assert held(row) == [("hospital", "")]


def held(row: Release) -> list[tuple[str, str]]:
    found = releases.why(hand.version_of(row).pk, hand.UID)
    assert found is not None
    return [(one.institution.pk, one.uid) for one in found.reservations]


def test_the_version_that_stands_in_for_another_has_the_same_origin() -> None:
    row = hand.live()
    one = suspensions.ask(release_id=row.pk, uid=hand.OTHER_UID, reason="Fait peur", by=SECRETARY)
    suspensions.confirm(suspension_id=one.pk, by=hand.OFFICER)
    found = releases.why(hand.in_force().pk, hand.UID)
    assert found is not None
    assert (found.release, found.suspended) == (row, False)


def test_a_rolled_back_clause_has_the_release_that_brought_it_back() -> None:
    first = hand.live()
    second = hand.live(hand.edition(first.document, hand.replaced()))
    third = verbs.roll_back(release_id=second.pk, to_edition_id=first.edition_id, reason="Retour", by=SECRETARY)
    third.refresh_from_db()
    while third.state == states.PREPARING:
        third = hand.pass_gate(third, third.gate)
    hand.at_last(third)
    found = releases.why(hand.in_force().pk, hand.OTHER_UID)
    assert found is not None
    assert found.release == third
