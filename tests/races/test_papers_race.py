"""Two at one paper, at the same moment, on PostgreSQL: one makes it, one number is given, one text goes round."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from himaya.coordination import states
from himaya.coordination.actions import corrections, letters, minutes, renditions, scans
from himaya.coordination.actions.renditions import Claimed
from himaya.coordination.models import Letter, LetterScan, Minutes, MinutesVersion, Rendition
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.models import AuditEvent
from tests.races.test_two_actors import MEETING_SECONDS, together
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand
from tests.rooms.coordination.test_letters import picture

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("written"), pytest.mark.capability("A8")]


@pytest.fixture(name="written")
def _written(store: None) -> None:
    """A store of its own with the people of the round tables."""
    at.people()


@pytest.fixture(name="meet")
def _meet(monkeypatch: pytest.MonkeyPatch, written: None) -> Callable[[], None]:
    """Called when the stage is set: two verbs then wait for each other after reading the state. With the lock they
    cannot both be there, so the meeting times out and the test goes on; without it both would act.
    """
    place, judge = Barrier(2), states.leads_to

    def meeting(table: states.Transitions, verb: str, state: str) -> str | None:
        try:
            place.wait(timeout=MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()
        return judge(table, verb, state)

    return lambda: monkeypatch.setattr(states, "leads_to", meeting)


def named(found: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in found)


def ask(object_id: Any) -> Rendition:
    return renditions.ask(
        kind="letter", object_id=object_id, institution_id="", mode="fr", format="docx", by=at.SECRETARY
    )


def test_two_workers_never_claim_the_same_paper() -> None:
    cycle = at.cycle()
    for _ in range(3):
        ask(hand.letter(cycle).pk)
    now = clock.now()
    found = together(*[lambda: renditions.claim(now)] * 4)
    claimed = [one for one in found if isinstance(one, Claimed)]
    assert len(claimed) == 3, found
    assert len({one.id for one in claimed}) == 3
    assert Rendition.objects.filter(state=states.RUNNING, attempts=1).count() == 3


def test_a_paper_left_behind_is_taken_over_by_one_and_kept_once() -> None:
    row = ask(hand.letter().pk)
    late = renditions.claim(clock.now())
    assert late is not None
    again = clock.now() + timedelta(minutes=11)
    found = together(lambda: renditions.claim(again), lambda: renditions.claim(again))
    second = next(one for one in found if isinstance(one, Claimed))
    assert found.count(None) == 1
    kept = together(lambda: renditions.keep(late, b"late"), lambda: renditions.keep(second, b"second"))
    assert kept == [False, True]
    assert bytes(Rendition.objects.get(pk=row.pk).content or b"") == b"second"


def test_the_same_paper_asked_for_at_once_is_one_paper() -> None:
    letter = hand.letter()
    found = together(*[lambda: ask(letter.pk)] * 4)
    assert {getattr(one, "pk", one) for one in found} == {Rendition.objects.get().pk}


def test_minutes_go_round_once(meet: Callable[[], None]) -> None:
    table = hand.held()
    with hand.writing():
        meet()
        found = together(
            *[lambda: minutes.circulate(table_id=table.pk, deadline_on=hand.DEADLINE, by=at.SECRETARY)] * 2
        )
    assert named(found) == ["MinutesVersion", "NotNow"], found
    assert MinutesVersion.objects.count() == 1
    assert AuditEvent.objects.filter(action="minutes.circulated").count() == 1


def test_minutes_are_begun_once() -> None:
    table = hand.held()
    found = together(*[lambda: minutes.draft(table_id=table.pk, by=at.SECRETARY)] * 3)
    assert {getattr(one, "pk", one) for one in found} == {Minutes.objects.get().pk}


def test_a_correction_is_settled_once(meet: Callable[[], None]) -> None:
    row = hand.circulated()
    with hand.writing():
        asked = corrections.ask(
            minutes_id=row.pk, institution_id="hospital", item_id=None, text="Lire dix.", how="click", by=at.HEALTH
        )
        meet()
        found = together(
            lambda: corrections.settle(correction_id=asked.pk, taken=True, answer="Pris.", by=at.SECRETARY),
            lambda: corrections.settle(correction_id=asked.pk, taken=False, answer="Non.", by=at.SECRETARY),
        )
    assert sum(isinstance(one, NotNow) for one in found) == 1, found
    asked.refresh_from_db()
    assert MinutesVersion.objects.count() == (2 if asked.state == states.TAKEN else 1)


def test_two_corrections_taken_at_once_make_two_versions_and_lose_neither(meet: Callable[[], None]) -> None:
    row = hand.circulated()
    with hand.writing():
        asked = [
            corrections.ask(
                minutes_id=row.pk,
                institution_id=actor.institution_id,
                item_id=None,
                text="Lire.",
                how="click",
                by=actor,
            )
            for actor in (at.HEALTH, at.LABOUR)
        ]
        meet()
        together(
            *[
                lambda one=one: corrections.settle(correction_id=one.pk, taken=True, answer="Pris.", by=at.SECRETARY)
                for one in asked
            ]
        )
    last = MinutesVersion.objects.get(number=3)
    assert len(last.content["corrections"]) == 2


def test_of_an_approval_and_a_correction_at_once_none_is_lost(meet: Callable[[], None]) -> None:
    row = hand.circulated()
    later = hand.next_table(row.table.cycle, there=at.SEATED)
    with hand.writing():
        meet()
        found = together(
            lambda: minutes.approve(table_id=row.table_id, at_table_id=later.pk, by=at.SECRETARY),
            lambda: corrections.ask(
                minutes_id=row.pk, institution_id="hospital", item_id=None, text="Lire.", how="click", by=at.HEALTH
            ),
        )
    row.refresh_from_db()
    refused = [one for one in found if isinstance(one, NotNow)]
    assert len(refused) == 1, found
    assert (row.state == states.APPROVED) == (not row.corrections.exists())


def test_locked_minutes_are_not_corrected_and_corrected_ones_are_locked_as_they_are(meet: Callable[[], None]) -> None:
    row = hand.approved()
    version = row.versions.get()
    with clock.stopped(hand.NEXT):
        meet()
        found = together(
            lambda: minutes.lock(table_id=row.table_id, by=at.SECRETARY),
            lambda: minutes.lock(table_id=row.table_id, by=at.SECRETARY),
            lambda: corrections.ask(
                minutes_id=row.pk, institution_id="hospital", item_id=None, text="Lire.", how="click", by=at.HEALTH
            ),
        )
    assert named(found) == ["Minutes", "NotNow", "NotNow"], found
    row.refresh_from_db()
    assert (row.state, row.sha256) == (states.LOCKED, version.sha256)


def test_one_of_two_letters_gets_the_number_and_the_other_is_told_which_has_it(meet: Callable[[], None]) -> None:
    cycle = at.cycle()
    rows = [hand.letter(cycle, institution_id=one) for one in ("hospital", "labour")]
    meet()
    found = together(
        *[lambda row=row: letters.number(letter_id=row.pk, number="12/SP", by=at.SECRETARY) for row in rows]
    )
    assert named(found) == ["Letter", "NotValid"], found
    refusal = next(one for one in found if isinstance(one, NotValid))
    assert any(name in str(refusal.sentence) for name in ("hospital", "labour"))
    assert Letter.objects.filter(number="12/SP").count() == 1


def test_one_letter_numbered_twice_at_once_keeps_one_number(meet: Callable[[], None]) -> None:
    row = hand.letter()
    meet()
    found = together(*[lambda n=n: letters.number(letter_id=row.pk, number=n, by=at.SECRETARY) for n in ("1", "2")])
    assert named(found) == ["Letter", "NotNow"], found


def test_a_letter_is_sent_once(meet: Callable[[], None]) -> None:
    today = clock.today()
    row = hand.letter(number="9", state=states.NUMBERED, visa="Chef", visa_on=today)
    meet()
    found = together(*[lambda: letters.send(letter_id=row.pk, on=today, by=at.SECRETARY)] * 2)
    assert named(found) == ["NoneType", "NotNow"], found


def test_a_letter_has_one_scan() -> None:
    row = hand.letter(number="9", state=states.SENT)
    found = together(*[lambda: scans.add(letter_id=row.pk, data=picture(), by=at.SECRETARY)] * 2)
    assert named(found) == ["LetterScan", "NotNow"], found
    assert LetterScan.objects.count() == 1
