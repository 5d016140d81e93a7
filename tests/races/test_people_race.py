"""Two secretaries on one institution at the same moment, on PostgreSQL: one acts, the other is told what happened.

The two meet between the reading of the mandates and the writing. With the lock they cannot both be there.
"""

from collections.abc import Callable
from threading import Barrier, BrokenBarrierError, Event
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.actions import handovers, invitations, progress, questions, seats
from himaya.coordination.models import Invitation, ProgressReport, Question, RoundTable, Seat
from himaya.institutions import rules_mandates
from himaya.institutions.actions import institutions, mandates
from himaya.institutions.models import Delegate, Institution, Mandate
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.kernel.models import AuditEvent
from tests import cast
from tests.races.test_two_actors import MEETING_SECONDS, together
from tests.rooms.coordination import at_the_table, following_at_hand

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("store"), pytest.mark.capability("A1")]
FIRST, SECOND = cast.SECRETARY, cast.actor("secretary-2", "secretariat", "secretariat")
NAMES = {"fr": "Agence", "ar": "وكالة", "en": "Agency"}
Deed = Callable[[], Any]


@pytest.fixture(name="meet_at")
def _meet_at(monkeypatch: pytest.MonkeyPatch, store: None) -> Callable[[ModuleType, str], None]:
    """Called when the stage is set: from then on two verbs wait for each other at this judgement."""

    def meet_at(module: ModuleType, name: str) -> None:
        place, judge = Barrier(2), getattr(module, name)

        def meet(*args: Any, **kwargs: Any) -> Any:
            try:
                place.wait(timeout=MEETING_SECONDS)
            except BrokenBarrierError:
                place.abort()
            return judge(*args, **kwargs)

        monkeypatch.setattr(module, name, meet)

    return meet_at


def person(name: str, institution: str = "hospital") -> UUID:
    return Delegate.objects.create(institution_id=institution, name_latin=name, function_fr="Chef").pk


def give(who: UUID, by: Any, role: str = states.TITULAR) -> Deed:
    return lambda: mandates.give(
        institution_id="hospital",
        delegate_id=who,
        role=role,
        valid_from=clock.today(),
        letter_reference="D/1",
        letter_on=clock.today(),
        by=by,
    )


def hand_over(mandate: Mandate, who: UUID, by: Any) -> Deed:
    return lambda: handovers.hand_over(
        mandate_id=mandate.pk,
        to_delegate_id=who,
        on=clock.today(),
        letter_reference="D/2",
        letter_on=clock.today(),
        by=by,
    )


def told(found: list[object], *allowed: type) -> list[NotNow]:
    assert all(isinstance(one, (NotNow, *allowed)) for one in found), found
    return [one for one in found if isinstance(one, NotNow)]


def convened() -> tuple[Mandate, RoundTable]:
    """The titular of the hospital, a table that they chair, and a question that they owe."""
    table = at_the_table.convened()
    held = Mandate.objects.get(institution_id="hospital", role=states.TITULAR)
    RoundTable.objects.update(chair=held.delegate)
    Question.objects.create(
        table=table,
        owed_by_id="hospital",
        delegate=held.delegate,
        text="?",
        due_on=clock.today(),
        state=states.QUESTION_OPEN,
    )
    return held, table


@pytest.mark.parametrize("role", rules_mandates.ONE_AT_A_TIME)
def test_of_two_who_give_one_role_one_wins_and_the_other_learns_who_holds_it(
    role: str, meet_at: Callable[[ModuleType, str], None]
) -> None:
    one, other = person("Salma Idrissi"), person("Omar Alami")
    meet_at(rules_mandates, "clash")
    refused = told(together(give(one, FIRST, role), give(other, SECOND, role)), Mandate)
    assert [each.code for each in refused] == ["mandate_held"]
    held = Mandate.objects.get(institution_id="hospital")
    assert held.delegate.name_latin in str(refused[0].sentence)
    assert AuditEvent.objects.filter(action="mandate.given").count() == 1


def test_of_two_handovers_at_once_one_moves_everything_and_the_other_learns_to_whom(
    meet_at: Callable[[ModuleType, str], None],
) -> None:
    held, table = convened()
    one, other = person("Salma Idrissi"), person("Omar Alami")
    meet_at(mandates, "check_passes")
    refused = told(together(hand_over(held, one, FIRST), hand_over(held, other, SECOND)), Mandate)
    assert [each.code for each in refused] == ["handed_over"]
    new = Mandate.objects.get(follows=held)
    assert new.delegate.name_latin in str(refused[0].sentence)
    assert new.moved == {"invitations": 1, "questions": 1, "chairs": 1}
    table.refresh_from_db()
    assert (table.chair_id, Question.objects.get().delegate_id) == (new.delegate_id, new.delegate_id)


def test_a_handover_beside_the_end_of_the_mandate_leaves_no_two_titulars() -> None:
    held, _table = convened()
    deeds = (
        hand_over(held, person("Salma Idrissi"), FIRST),
        lambda: mandates.end(mandate_id=held.pk, on=clock.today(), by=SECOND),
    )
    told(together(*deeds), Mandate, type(None))
    new = Mandate.objects.get(follows=held)
    held.refresh_from_db()
    assert held.valid_to is not None
    assert held.valid_to < new.valid_from


def test_an_answer_beside_a_handover_is_kept_and_neither_locks_the_other_out() -> None:
    held, table = convened()
    invitation = at_the_table.invitation(table)

    def answer() -> object:
        return invitations.answer(
            invitation_id=invitation.pk,
            answer=states.EXCUSED,
            delegate_id=None,
            standing_in="",
            reason="",
            how=states.MAIL,
            received_on=clock.today(),
            seen=invitation.revision,
            by=SECOND,
        )

    found = together(hand_over(held, person("Salma Idrissi"), FIRST), answer)
    assert told(found, Mandate, Invitation) == []
    invitation.refresh_from_db()
    assert invitation.answer == states.EXCUSED


def test_one_code_is_taken_once_and_the_other_is_told_a_free_one() -> None:
    def add(by: Any, arabic: str) -> Deed:
        names = {**NAMES, "ar": arabic}
        return lambda: institutions.add(code="agence", kind="council", names=names, valid_from=clock.today(), by=by)

    refused = told(together(add(FIRST, "وكالة"), add(SECOND, "وكالة أخرى")), Institution)
    assert [one.code for one in refused] == ["code_taken"]
    assert Institution.objects.filter(pk="agence").count() == 1


def test_an_institution_becomes_another_one_once() -> None:
    convened()

    def succeed(code: str, by: Any) -> Deed:
        return lambda: handovers.succeed(
            institution_id="hospital",
            code=code,
            kind="ministry",
            names={**NAMES, "fr": code},
            on=clock.today(),
            by=by,
        )

    refused = told(together(succeed("health", FIRST), succeed("care", SECOND)), Institution)
    assert [one.code for one in refused] == ["institution_ended"]
    new = Institution.objects.get(pk__in=("health", "care"))
    assert Seat.objects.filter(valid_to__isnull=True, institution=new).count() == 1
    assert not Seat.objects.filter(valid_to__isnull=True, institution_id="hospital").exists()


def test_a_seat_given_beside_a_succession_locks_nobody_out(monkeypatch: pytest.MonkeyPatch, store: None) -> None:
    _held, table = convened()
    place = Barrier(2)

    def meet(module: ModuleType, name: str) -> None:
        judge = getattr(module, name)

        def wait(*args: Any, **kwargs: Any) -> Any:
            try:
                place.wait(timeout=MEETING_SECONDS)
            except BrokenBarrierError:
                place.abort()
            return judge(*args, **kwargs)

        monkeypatch.setattr(module, name, wait)

    # One has the tables and wants the cycle, the other has the cycle and wants the tables.
    meet(handovers, "_ask_anew")
    meet(seats, "_seat")
    cycle = table.cycle_id
    deeds: tuple[Deed, Deed] = (
        lambda: handovers.succeed(
            institution_id="hospital", code="care", kind="ministry", names=NAMES, on=clock.today(), by=FIRST
        ),
        lambda: seats.give(
            cycle_id=cycle, kind=states.OBSERVER, institution_id="minors", valid_from=clock.today(), by=SECOND
        ),
    )
    assert told(together(*deeds), Institution, Seat) == []
    assert {"care", "minors"} <= set(
        Seat.objects.filter(valid_to__isnull=True).values_list("institution_id", flat=True)
    )


def test_an_answer_given_during_a_handover_keeps_the_name_of_whoever_gave_it(
    monkeypatch: pytest.MonkeyPatch, store: None
) -> None:
    held, table = convened()
    # A table that was held: its question is not behind the lock of the tables ahead.
    RoundTable.objects.filter(pk=table.pk).update(state=states.TABLE_CLOSED)
    question = Question.objects.get()
    place, follow = Barrier(2), mandates.follow

    def late(*args: Any, **kwargs: Any) -> Any:
        try:
            place.wait(timeout=4 * MEETING_SECONDS)
        except BrokenBarrierError:
            place.abort()
        return follow(*args, **kwargs)

    monkeypatch.setattr(mandates, "follow", late)

    def answer() -> object:
        try:
            return questions.answer(question_id=question.pk, text="Le service de garde.", how=states.LETTER, by=SECOND)
        finally:
            try:
                place.wait(timeout=4 * MEETING_SECONDS)
            except BrokenBarrierError:
                place.abort()

    assert told(together(hand_over(held, person("Salma Idrissi"), FIRST), answer), Mandate, type(None)) == []
    question.refresh_from_db()
    assert (question.state, question.delegate_id) == (states.QUESTION_ANSWERED, None)


def test_a_report_that_a_contributor_hands_in_as_it_becomes_another_one_passes_to_that_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who hands in holds the recommendation: the successor waits, and takes over what was handed in."""
    at_the_table.people()
    draft = following_at_hand.report(following_at_hand.recommendation(lead="police", contributors=["hospital"]))
    ProgressReport.objects.update(institution=Institution.objects.get(pk="hospital"))
    reading, became, keep = Event(), Event(), progress._save

    def save(*args: Any) -> None:
        reading.set()
        became.wait(timeout=1)
        keep(*args)

    def succeed() -> None:
        reading.wait(timeout=10)
        handovers.succeed(
            institution_id="hospital", code="agency", kind="ministry", names=NAMES, on=clock.today(), by=FIRST
        )
        became.set()

    monkeypatch.setattr(progress, "_save", save)
    found = together(lambda: progress.submit(report_id=draft.pk, by=at_the_table.HEALTH), succeed)
    assert found == [None, None]
    draft.refresh_from_db()
    assert (draft.institution_id, draft.state) == ("agency", following.REPORT_SUBMITTED)
