"""Who hears of a session and of a certificate: its kind and no more. What the name of an expert may hold."""

import pytest

from himaya.institutions.models import AccountNotice
from himaya.kernel.errors import NotValid
from himaya.training import states
from himaya.training.actions import certificates, training_sessions
from himaya.training.models import SessionTrainer
from himaya.web.account.words import NOTICES
from tests.rooms.training import at_hand, certifying
from tests.rooms.training.at_hand import DAW, LABOUR, SECRETARY, TRAINER

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G1", "G3")]


def told(kind: str) -> set[object]:
    assert kind in NOTICES
    rows = list(AccountNotice.objects.filter(kind=kind).values_list("account_id", flat=True))
    assert len(rows) == len(set(rows)), "one notice each"
    return set(rows)


def test_those_who_may_name_hear_that_it_opened_and_its_trainer_that_they_train() -> None:
    at_hand.session()
    assert told("training_opened") == {LABOUR.account_id, DAW.account_id}
    assert told("training_trains") == {TRAINER.account_id}


def test_another_hour_or_place_is_told_to_who_comes_trains_and_named_them_and_nothing_else_is() -> None:
    session = at_hand.session()
    named = at_hand.named(session, username="inspector")
    same = at_hand.session_says(half_days=at_hand.hours(), places=19)
    training_sessions.change(session_id=session.pk, seen=session.revision, says=same, by=SECRETARY)
    assert told("training_moved") == set()
    session.refresh_from_db()
    elsewhere = at_hand.session_says(place="Autre salle")
    training_sessions.change(session_id=session.pk, seen=session.revision, says=elsewhere, by=SECRETARY)
    assert told("training_moved") == {named.account_id, TRAINER.account_id, LABOUR.account_id}


def test_of_a_session_that_was_not_opened_its_trainer_alone_hears() -> None:
    session = at_hand.session(opened=False)
    training_sessions.cancel(session_id=session.pk, reason="Salle indisponible", by=SECRETARY)
    assert told("training_cancelled") == {TRAINER.account_id}


def test_cancelled_is_told_to_everybody_it_concerns() -> None:
    session = at_hand.session()
    named = at_hand.named(session, username="inspector")
    training_sessions.cancel(session_id=session.pk, reason="Salle indisponible", by=SECRETARY)
    assert told("training_cancelled") == {named.account_id, TRAINER.account_id, LABOUR.account_id}


def test_a_secretary_who_trains_is_not_told_what_they_did_themselves() -> None:
    session = at_hand.session()
    SessionTrainer.objects.create(session=session, account_id=SECRETARY.account_id)
    training_sessions.cancel(session_id=session.pk, reason="Salle indisponible", by=SECRETARY)
    assert told("training_cancelled") == {TRAINER.account_id}


def test_the_holder_hears_that_a_certificate_was_taken_back() -> None:
    account = certifying.interviewer()
    made = certifying.issued(username=account.username)
    certificates.revoke(certificate_id=made.pk, reason=next(iter(states.NEVER_TRUE)), by=SECRETARY)
    assert told("certificate_taken_back") == {account.pk}


@pytest.mark.parametrize("name", ["Docteur \u202eizaT", "n" * 161, "Amina Tazi 0612345678", "amina@exemple.org"])
def test_the_name_of_an_expert_is_a_name(name: str) -> None:
    session = at_hand.session()
    with pytest.raises(NotValid):
        training_sessions.add_trainer(session_id=session.pk, name=name, by=SECRETARY)
    assert not session.trainers.filter(account__isnull=True).exists()


def test_there_are_no_fewer_places_than_people_named() -> None:
    session = at_hand.session()
    at_hand.named(session)
    at_hand.named(session, "Karim Tazi")
    fewer = at_hand.session_says(places=1)
    with pytest.raises(NotValid, match="places"):
        training_sessions.change(session_id=session.pk, seen=session.revision, says=fewer, by=SECRETARY)
