"""An erasure beside somebody who writes, hands over, sends, holds, decides or turns the keys, on PostgreSQL.

Whoever comes first, one of two things is true afterwards: all of the person is there, or nothing of them is.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from himaya.cases import erasing
from himaya.cases.actions import erasures, holds, retention
from himaya.cases.actions.screenings import HandedOver
from himaya.cases.journal import Erased
from himaya.cases.models import Case, Compartment, Erasure, LegalHold, Referral, Submission
from himaya.disclosures.models import LegalDemand
from himaya.kernel import clock, keys, subjects
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.models import AuditEvent, DataKey, Subject
from himaya.persons.actions import people
from himaya.persons.models import IndexToken, Person
from tests import cast, factories
from tests.races.conftest import address
from tests.races.test_two_actors import MEETING_SECONDS, together
from tests.rooms.cases import apart_at_hand as at_hand
from tests.rooms.cases.test_erasures import OFFICER, close, ended, person_of
from tests.rooms.legal import demanding

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("X1")]
AUTHORITY = cast.actor("authority-officer", "oversight", "data_protection_officer")


@pytest.fixture(name="meet")
def _meet(monkeypatch: pytest.MonkeyPatch, store: None) -> Callable[[], None]:
    """From then on an erasure waits for somebody, with everything locked, just before it erases."""
    place, judge = Barrier(2), erasing.carry_out

    def late(*args: Any, **named: Any) -> Any:
        try:
            place.wait(timeout=MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()
        return judge(*args, **named)

    def meet() -> None:
        place.reset()
        monkeypatch.setattr(erasing, "carry_out", late)

    return meet


def asked(done: HandedOver, scope: str = "all") -> UUID:
    return erasures.ask(case_id=done.case_id, scope=scope, ground="person_asked", by=cast.INSPECTOR)


def confirm(number: UUID, by: Actor = OFFICER) -> Callable[[], None]:
    return lambda: erasures.confirm(erasure_id=number, by=by)


def whole_or_gone(person: UUID) -> None:
    """All of it, or none: no row without its key, no key without its row."""
    there = Person.objects.filter(pk=person).exists()
    assert Subject.objects.filter(pk=person).exists() == there
    assert DataKey.objects.filter(subject_id=person).exists() == there
    assert IndexToken.objects.filter(person_id=person).exists() == there
    for model in (Case, Submission, Referral):
        assert model.objects.filter(person_id=person).exists() == there, model


def test_of_two_who_decide_one_erases_and_the_other_is_told(meet: Callable[[], None]) -> None:
    """Fault to plant: with the state read before the lock only, both counted and both signed."""
    done = ended()
    person, number = person_of(done), asked(done)
    meet()
    found = together(confirm(number), confirm(number, AUTHORITY))
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "NotNow"], found
    assert AuditEvent.objects.filter(action="erasure.done").count() == 1
    whole_or_gone(person)


def test_of_two_who_erase_once_more_after_a_restore_one_does_and_the_other_finds_nobody(
    meet: Callable[[], None],
) -> None:
    """Fault to plant: looked at before the files are held only, both erased and both counted."""
    done = ended()
    person = person_of(done)
    first = Erased(uuid4(), person, done.case_id, "all", factories.TUESDAY.date())
    meet()
    found = together(lambda: erasures.anew(first=first), lambda: erasures.anew(first=first))
    assert sorted(type(one).__name__ for one in found) == ["NotFound", "bool"], found
    assert AuditEvent.objects.filter(action="erasure.anew").count() == 1
    assert Erasure.objects.get().pk == first.erasure
    whole_or_gone(person)


def test_an_erasure_beside_a_hand_over_of_the_same_person_leaves_all_or_nothing(meet: Callable[[], None]) -> None:
    """Fault to plant: without the lock in `_known_person` the hand-over pointed at a person who was gone, and fell."""
    for _ in range(3):
        done = ended(factories.hand_over())
        person, number = person_of(done), asked(done)
        meet()
        found = together(confirm(number), lambda p=person: factories.hand_over(identity=None, person_id=p))
        erased, handed = found
        assert (erased is None) == isinstance(handed, NotFound), found
        assert erased is None or isinstance(erased, NotNow), found
        whole_or_gone(person)


def test_an_erasure_beside_a_further_referral_never_pulls_it_away(meet: Callable[[], None]) -> None:
    for _ in range(3):
        done = ended(factories.hand_over())
        person, number = person_of(done), asked(done)
        meet()
        later = clock.now() + timedelta(minutes=1)
        erased, sent = together(confirm(number), lambda d=done, at=later: factories.send_again(d, agreed_at=at))
        assert (erased is None and isinstance(sent, NotFound)) or (
            isinstance(erased, NotNow) and isinstance(sent, UUID)
        ), (erased, sent)
        whole_or_gone(person)


def test_an_erasure_beside_a_correction_leaves_no_name_behind(meet: Callable[[], None]) -> None:
    for scope in ("all", "identity"):
        done = ended(factories.hand_over())
        person, number = person_of(done), asked(done, scope)
        meet()
        found = together(
            confirm(number),
            lambda p=person: people.correct(person_id=p, identity=factories.identity(), by=cast.INSPECTOR),
        )
        assert found[0] is None, found
        assert found[1] is None or isinstance(found[1], NotFound | NotNow), found
        assert not IndexToken.objects.filter(person_id=person).exists()
        left = Person.objects.filter(pk=person).first()
        assert left is None or left.__dict__["full_name"] is None


def test_an_erasure_beside_a_hold_obeys_it_or_came_before_it(meet: Callable[[], None]) -> None:
    done = ended()
    person, number = person_of(done), asked(done)
    until = clock.today() + timedelta(days=30)
    meet()
    found = together(
        confirm(number),
        lambda: holds.place(case_id=done.case_id, ground="court_order", until=until, by=cast.LABOUR_LEAD),
    )
    held = LegalHold.objects.filter(person_id=person).exists()
    assert isinstance(found[0], NotNow) == held, found
    assert isinstance(found[1], NotFound) != held, found
    whole_or_gone(person)


def test_an_erasure_beside_a_demand_about_the_file_hears_of_it_or_came_before_it(meet: Callable[[], None]) -> None:
    """Fault to plant: no lock in `demands._case`, and the demand fails on a file that is gone."""
    done = ended()
    number = asked(done)
    reference = Case.objects.get(pk=done.case_id).reference
    meet()
    found = together(confirm(number), lambda: demanding.recorded(file=reference))
    recorded = LegalDemand.objects.filter(case__isnull=False).exists()
    assert isinstance(found[0], NotNow) == recorded, found
    assert isinstance(found[1], NotFound) != recorded, found


def test_two_nightly_runs_erase_once(meet: Callable[[], None]) -> None:
    done = ended()
    person = person_of(done)
    close(done, 80)
    meet()
    found = together(retention.run, retention.run)
    assert sum(one.files for one in found) == 1, found  # type: ignore[attr-defined]
    assert Erasure.objects.filter(state="done").count() == 1
    whole_or_gone(person)


def test_an_erasure_beside_a_rotation_stays_erased_and_no_key_is_lost() -> None:
    """Fault to plant: a rotation that inserts what it read, instead of changing what is there, brings the key back."""
    erased, kept = ended(factories.hand_over()), factories.hand_over()
    person, number = person_of(erased), asked(erased)
    for _ in range(200):
        subjects.create("note", key_kinds=[subjects.NOTE])
    epoch = keys.add_epoch(Path(settings.HIMAYA_KEYS))
    try:
        found = together(confirm(number), lambda: subjects.rotate(by=SYSTEM))
        assert found[0] is None, found
        assert isinstance(found[1], int), found
        whole_or_gone(person)
        subjects.rotate(by=SYSTEM)
        assert set(DataKey.objects.values_list("epoch", flat=True)) == {epoch}
        other = person_of(kept)
        assert set(subjects.data_keys([other])) == {(other, "identity"), (other, "story")}
    finally:
        (Path(settings.HIMAYA_KEYS) / f"kek-{epoch}.key").unlink()
        keys.forget()


def test_an_erasure_holds_no_key_of_which_a_rotation_could_wait_for_an_earlier_one() -> None:
    """A rotation holds the keys of its batch by their number; an erasure takes those of several subjects.

    Seen red without `subjects.hold`: the erasure held the person's keys while it waited for one with a lower number,
    and a rotation that held that one would have waited for the person's, for ever.
    """
    done = factories.hand_over()
    apart = at_hand.begun(Case.objects.get(pk=done.case_id))
    at_hand.written(apart)
    person, number = person_of(ended(done)), asked(done)
    # Keys of the person made after the notes' own, as a later file makes them.
    DataKey.objects.filter(subject_id=Compartment.objects.get(pk=apart).subject_id).update(id=0)
    store = address(str(connection.settings_dict["NAME"]))
    with psycopg.connect(store) as rotation, psycopg.connect(store, autocommit=True) as watching:
        rotation.execute("SELECT id FROM data_key WHERE id = 0 FOR UPDATE")

        def ask_for_the_next() -> None:
            waits(watching)
            rotation.execute("SELECT id FROM data_key WHERE subject_id = %s ORDER BY id FOR UPDATE NOWAIT", [person])
            rotation.commit()

        found = together(confirm(number), ask_for_the_next)
    assert found == [None, None]
    whole_or_gone(person)


def waits(watching: psycopg.Connection) -> None:
    """Returns once somebody waits for a lock in this store."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    end = monotonic() + 20
    while watching.execute(waiting).fetchone() == (0,):
        assert monotonic() < end, "nobody waits"


def test_the_same_form_sent_again_beside_its_erasure_does_not_come_back(meet: Callable[[], None]) -> None:
    instance = uuid4()
    done = ended(factories.hand_over(instance_id=instance))
    person, number = person_of(done), asked(done)
    meet()
    found = together(confirm(number), lambda: factories.hand_over(instance_id=instance))
    assert found[0] is None, found
    assert isinstance(found[1], HandedOver | NotNow), found
    assert not Case.objects.exists()
    whole_or_gone(person)
