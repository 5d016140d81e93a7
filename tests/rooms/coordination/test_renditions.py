"""Papers: asked for once, made by whoever holds the ticket, tried three times, kept for a day, shown to whom it is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from himaya.adapters import pdf
from himaya.coordination import states
from himaya.coordination.actions import letters, renditions
from himaya.coordination.actions.renditions import Claimed
from himaya.coordination.models import Letter, Rendition
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A8")]


def ask(kind: str = "letter", object_id: UUID | None = None, by: Actor = at.SECRETARY, **changes: Any) -> Rendition:
    given = {"institution_id": "", "mode": "fr", "format": "docx", **changes}
    return renditions.ask(kind=kind, object_id=object_id or hand.letter().pk, by=by, **given)


def claim(minutes: int = 0) -> Claimed:
    found = renditions.claim(clock.now() + timedelta(minutes=minutes))
    assert found is not None
    return found


def test_the_same_paper_asked_for_twice_is_made_once() -> None:
    letter = hand.letter()
    assert ask(object_id=letter.pk) == ask(object_id=letter.pk)
    assert ask(object_id=letter.pk, mode="ar") != ask(object_id=letter.pk)


def test_a_paper_of_changed_content_is_another_one() -> None:
    letter = hand.letter()
    first = ask(object_id=letter.pk)
    Letter.objects.filter(pk=letter.pk).update(body_fr="Autre texte.")
    assert ask(object_id=letter.pk) != first


def test_one_worker_claims_a_paper_and_keeps_it() -> None:
    row = ask()
    claimed = claim()
    assert renditions.claim(clock.now()) is None
    renditions.progress(claimed, 87)
    row.refresh_from_db()
    assert (row.state, row.done) == (states.RUNNING, 87)
    assert renditions.keep(claimed, b"paper")
    row.refresh_from_db()
    assert (row.state, bytes(row.content or b"")) == (states.READY, b"paper")
    logged = AuditEvent.objects.filter(object_id=str(row.pk)).values_list("action", flat=True)
    assert set(logged) == {"rendition.asked", "rendition.made"}


def test_a_paper_left_by_a_killed_worker_is_taken_over_and_the_late_one_is_thrown_away() -> None:
    row = ask()
    late = claim()
    assert renditions.claim(clock.now() + timedelta(minutes=9)) is None
    second = claim(minutes=11)
    assert not renditions.keep(late, b"late")
    renditions.progress(late, 3)
    renditions.fail(late, "late")
    row.refresh_from_db()
    assert (row.state, row.done, row.fault) == (states.RUNNING, 0, "")
    assert renditions.keep(second, b"second")


@pytest.mark.sqlite
def test_at_the_next_start_what_was_left_is_taken_up_at_once() -> None:
    ask()
    claim()
    assert renditions.release() == 1
    assert claim(minutes=1)


def test_after_three_faults_a_paper_is_given_up_and_can_be_asked_for_again() -> None:
    letter = hand.letter()
    row = ask(object_id=letter.pk)
    for _attempt in range(3):
        renditions.fail(claim(), "too_large")
    row.refresh_from_db()
    assert (row.state, row.fault) == (states.FAILED, "too_large")
    assert renditions.claim(clock.now()) is None
    again = ask(object_id=letter.pk)
    assert (again.pk, again.state, again.attempts) == (row.pk, states.QUEUED, 0)


def test_a_worker_that_dies_three_times_over_a_paper_does_not_die_a_fourth_time() -> None:
    row = ask()
    for turn in range(3):
        claim(minutes=11 * turn)
    assert renditions.claim(clock.now() + timedelta(minutes=44)) is None
    row.refresh_from_db()
    assert (row.state, row.fault) == (states.FAILED, "worker_gone")


def test_papers_are_forgotten_after_a_day() -> None:
    ask()
    assert renditions.forget(clock.now()) == 0
    assert renditions.forget(clock.now() + timedelta(seconds=1)) == 1
    assert not Rendition.objects.exists()


def test_where_no_pdf_can_be_made_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "missing", lambda: "libpango-1.0-0")
    with pytest.raises(NotNow, match="pdf_missing") as refusal:
        ask(format="pdf")
    assert "libpango-1.0-0" in str(refusal.value.sentence)
    assert ask(format="docx").state == states.QUEUED


@pytest.mark.parametrize("changes", [{"mode": "es"}, {"format": "odt"}])
def test_an_unknown_form_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(NotValid, match="paper_form"):
        ask(**changes)


def may(actor: Actor, kind: str, object_id: UUID, institution_id: str = "") -> bool:
    try:
        row = ask(kind, object_id, actor, institution_id=institution_id)
        return renditions.of(actor, row.pk) == row
    except NotFound:
        return False


def test_an_institution_gets_what_concerns_it_and_is_ready() -> None:
    table = hand.held()
    assert not may(at.HEALTH, "draft", table.pk)
    version = hand.circulated(table).versions.get()
    assert may(at.HEALTH, "minutes", version.pk)
    assert may(at.HEALTH, "restitution", table.pk)
    assert may(at.HEALTH, "packet", table.pk)
    assert not may(at.HEALTH, "attendance", table.pk)
    sent = hand.letter(table.cycle, state=states.SENT)
    assert may(at.HEALTH, "letter", sent.pk)
    assert not may(at.HEALTH, "letter", hand.letter(table.cycle).pk)
    assert not may(at.LABOUR, "letter", sent.pk)


def test_a_packet_and_a_restitution_are_always_one_s_own() -> None:
    table = hand.held()
    row = ask("packet", table.pk, at.HEALTH, institution_id="labour")
    assert row.institution_id == "hospital"
    other = ask("restitution", table.pk, at.SECRETARY)
    with pytest.raises(NotFound):
        renditions.of(at.HEALTH, other.pk)


def test_a_stranger_gets_no_paper_at_all_and_the_secretariat_every_one() -> None:
    table = hand.held()
    version = hand.circulated(table).versions.get()
    sent = hand.letter(table.cycle, state=states.SENT)
    things = (("minutes", version.pk), ("restitution", table.pk), ("packet", table.pk), ("letter", sent.pk))
    for kind, object_id in things:
        assert not may(at.MINORS, kind, object_id)
        assert not may(cast.INSPECTOR, kind, object_id)
        assert may(at.SECRETARY, kind, object_id, "hospital")


def test_a_paper_of_the_draft_of_a_letter_is_gone_once_the_letter_has_its_number() -> None:
    row = hand.letter()
    draft = ask(object_id=row.pk)
    letters.number(letter_id=row.pk, number="12", by=at.SECRETARY)
    letters.clear(letter_id=row.pk, visa="Le directeur", on=clock.today(), by=at.SECRETARY)
    letters.send(letter_id=row.pk, on=clock.today(), by=at.SECRETARY)
    with pytest.raises(NotFound):
        renditions.of(at.HEALTH, draft.pk)
    with pytest.raises(NotFound):
        renditions.of(at.SECRETARY, draft.pk)
