"""A question is put, institutions speak with one voice each, it is concluded; nothing is decided without a quorum."""

from datetime import date, timedelta

import pytest

from himaya.coordination import states
from himaya.coordination.actions import agenda, attendance, decisions, tables
from himaya.coordination.actions.decisions import Reserve
from himaya.coordination.models import AgendaItem, Position, Quorum, Reservation, RoundTable
from himaya.coordination.queries import decisions as known
from himaya.institutions.models import Mandate
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests import factories
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import AFTERNOON, HEALTH, HEALTH_ALTERNATE, LABOUR, MORNING, SECRETARY
from tests.rooms.coordination.deciding_at_the_table import (
    LATER,
    THERE,
    _in_the_morning,
    all_agree,
    conclude,
    next_table,
    put,
    say,
    table_with,
)

__all__ = ["_in_the_morning"]
pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A6")]


# --- consensus, consent, vote ----------------------------------------------------------------------------------------
def test_what_nobody_objects_to_is_agreed_and_says_how_many_were_there() -> None:
    table = table_with()
    decision = put(table)
    all_agree(decision)
    done = conclude(decision)
    assert (done.state, done.result["why"], done.result["counts"]["agree"]) == (states.AGREED, "all_asked", 6)
    for quorum in (done.quorum, done.concluded_quorum):
        assert quorum is not None
        assert (quorum.there, quorum.seats, quorum.needed, quorum.reached) == (6, 8, 5, True)
        assert quorum.detail["statuses"]["daw"] == states.ABSENT
    said = list(AuditEvent.objects.filter(object_type="decision").values_list("action", flat=True))
    assert said.count("position.said") == 6
    assert {"decision.put", "decision.concluded"} < set(said)


def test_one_objection_defeats_consensus_and_its_point_comes_back_at_the_next_table() -> None:
    table = table_with()
    decision = put(table)
    item = decision.item
    all_agree(decision, "police")
    say(decision, "police", states.OBJECT)
    assert conclude(decision).state == states.NOT_AGREED
    item.refresh_from_db()
    assert item.state == states.ITEM_CARRIED
    later = next_table(table)
    agenda.seed(table_id=later.pk, by=SECRETARY)
    assert AgendaItem.objects.get(table=later, carried_from=item).title_fr == item.title_fr


def test_consensus_waits_until_whoever_is_silent_was_asked() -> None:
    decision = put(table_with())
    all_agree(decision, "police")
    with refused(NotNow, says="police"):
        conclude(decision)
    done = conclude(decision, asked=True)
    assert (done.state, done.result["why"], done.result["silent"]) == (states.AGREED, "silence_agreed", ["police"])


def test_nobody_s_silence_decides() -> None:
    assert conclude(put(table_with()), asked=True).result["why"] == "nobody_agreed"


def test_a_vote_counts_those_who_agree_and_object() -> None:
    decision = put(table_with(), method=states.VOTE)
    for institution, stance in zip(THERE, ("agree", "agree", "reserve", "object", "object"), strict=False):
        say(decision, institution, stance)
    done = conclude(decision)
    assert (done.state, done.result["why"]) == (states.AGREED, "majority")


def test_the_chair_settles_a_tie_where_the_rules_say_so() -> None:
    for casts, state in ((False, states.NOT_AGREED), (True, states.AGREED)):
        decision = put(table_with(method=states.VOTE, chair_casts=casts))
        say(decision, "justice")
        say(decision, "police", states.OBJECT)
        assert conclude(decision).state == state


# --- one voice -------------------------------------------------------------------------------------------------------
def test_a_delegate_speaks_for_their_own_institution_only() -> None:
    decision = put(table_with())
    row = say(decision, "hospital", by=HEALTH)
    assert (row.how, row.role) == (states.BY_DELEGATE, states.TITULAR)
    with refused(NotPermitted, "other_institution"):
        say(decision, "labour", by=HEALTH)


def test_a_second_delegate_learns_what_was_said_and_only_the_chair_corrects() -> None:
    decision = put(table_with())
    say(decision, "hospital", states.ABSTAIN, by=HEALTH)
    assert say(decision, "hospital", states.ABSTAIN, by=HEALTH).stance == states.ABSTAIN
    for actor in (HEALTH_ALTERNATE, HEALTH):
        with refused(NotNow, says="abstains") as refusal:
            say(decision, "hospital", by=actor)
        assert "titular" in str(refusal.value.sentence)
    say(decision, "hospital", states.OBJECT, reason="Le délai")
    assert Position.objects.get(decision=decision).stance == states.OBJECT
    assert AuditEvent.objects.filter(action="position.corrected", object_id=decision.pk).count() == 1


def test_the_alternate_speaks_when_the_titular_is_not_the_one_there() -> None:
    table = table_with()
    decision = put(table)
    with refused(NotNow, "titular_speaks"):
        say(decision, "hospital", by=HEALTH_ALTERNATE)
    alternate = at_the_table.delegate("hospital", states.ALTERNATE)
    table.attendances.filter(institution="hospital").update(delegate=alternate)
    assert say(decision, "hospital", by=HEALTH_ALTERNATE).role == states.ALTERNATE


def test_a_lapsed_mandate_does_not_speak_not_even_entered_by_the_chair() -> None:
    decision = put(table_with())
    Mandate.objects.filter(institution="labour").update(valid_to=at_the_table.DAY - timedelta(days=1))
    for actor in (LABOUR, SECRETARY):
        with pytest.raises((NotPermitted, NotFound)):
            say(decision, "labour", by=actor)
    Mandate.objects.filter(institution="police").update(valid_to=at_the_table.DAY)
    assert say(decision, "police", by=SECRETARY).stance == states.AGREE
    # Nobody waits for an institution whose delegate cannot speak.
    assert [one.pk for one in known.silent(decision, MORNING)] == ["justice", "prosecution", "hospital", "social"]


def test_whoever_is_represented_without_a_mandate_is_heard_and_does_not_decide() -> None:
    table = table_with(represented_counts=True)
    at_the_table.mark(table, MORNING, "social", states.REPRESENTED)
    decision = put(table)
    with refused(NotNow, "represented"):
        say(decision, "social")
    assert "social" not in {one.pk for one in known.voices_there(table, MORNING)}


@pytest.mark.parametrize(("institution", "code"), [("daw", "not_there"), ("minors", "no_voice")])
def test_whoever_is_not_there_or_has_no_voice_does_not_speak(institution: str, code: str) -> None:
    decision = put(table_with())
    with refused((NotNow, NotPermitted), code):
        say(decision, institution)


def test_what_an_objector_said_stands_after_leaving() -> None:
    table = table_with()
    decision = put(table)
    all_agree(decision, "police")
    say(decision, "police", states.OBJECT)
    attendance.mark(
        table_id=table.pk,
        half_day=MORNING,
        institution_id="police",
        status=states.ABSENT,
        delegate_id=None,
        standing_in="",
        by=SECRETARY,
    )
    assert conclude(decision).result["why"] == "objection"


def test_the_chair_runs_the_question_and_a_delegate_does_not() -> None:
    table = table_with()
    RoundTable.objects.filter(pk=table.pk).update(chair=at_the_table.delegate("hospital"))
    with pytest.raises(NotPermitted):
        put(table, by=LABOUR)
    decision = put(table, by=HEALTH)
    say(decision, "labour", by=HEALTH)
    with pytest.raises(NotPermitted):
        conclude(decision, by=LABOUR)
    assert conclude(decision, asked=True, by=HEALTH).state == states.AGREED
    other = AgendaItem.objects.get(table=table, position=2)
    agenda.start(item_id=other.pk, by=HEALTH)
    agenda.say(item_id=other.pk, said={"fr": "Dit."}, by=HEALTH)
    with pytest.raises(NotPermitted):
        agenda.finish(item_id=other.pk, by=LABOUR)


# --- what must be said with it ---------------------------------------------------------------------------------------
def test_an_objection_needs_its_reason() -> None:
    decision = put(table_with())
    with refused(NotValid, "objection_without_reason"):
        say(decision, "police", states.OBJECT, reason="  ")
    assert not Position.objects.exists()


def test_a_reservation_has_its_words_and_a_day_after_the_meeting() -> None:
    decision = put(table_with())
    for held, code in (
        (None, "reservation_text"),
        (Reserve("7", " "), "reservation_text"),
        (Reserve("7", "Sauf le délai", at_the_table.DAY), "reservation_day"),
    ):
        with refused(NotValid, code):
            say(decision, "police", states.RESERVE, reservation=held)
    say(decision, "police", states.RESERVE)
    assert Reservation.objects.get().review_on == date(2027, 12, 10)
    say(decision, "police", states.RESERVE, reservation=Reserve("8", "Sauf le coût", LATER))
    assert (Reservation.objects.get().clause, Reservation.objects.get().review_on) == ("8", LATER)
    say(decision, "police")
    assert not Reservation.objects.exists()


def test_a_question_has_words_and_one_is_put_at_a_time() -> None:
    table = table_with()
    for changes, code in (
        ({"wording": {"fr": " "}}, "wording_missing"),
        ({"method": "lot"}, "method"),
        ({"parts": ["1"]}, "parts"),
    ):
        with refused(NotValid, code):
            put(table, **changes)
    assert not Quorum.objects.exists()
    put(table)
    with refused(NotNow, "question_is_put"):
        put(table)
    with pytest.raises(NotNow):
        agenda.finish(item_id=at_the_table.open_item(table).pk, by=SECRETARY)


def test_nothing_about_one_protected_person_is_written_into_a_decision() -> None:
    table = table_with()
    told = "Appeler le 06 12 34 56 78"
    with refused(NotValid, "case_data"):
        put(table, wording={"fr": told})
    decision = put(table)
    for stance, changes in (
        (states.OBJECT, {"reason": told}),
        (states.RESERVE, {"reservation": Reserve("7", told)}),
    ):
        with pytest.raises(NotValid):
            say(decision, "police", stance, **changes)
    assert not Position.objects.exists()


# --- quorum ----------------------------------------------------------------------------------------------------------
def test_a_quorum_lost_at_noon_stops_the_putting_and_the_concluding() -> None:
    table = table_with()
    decision = put(table)
    all_agree(decision)
    with at_the_table.in_the_afternoon():
        for institution in THERE[:4]:
            at_the_table.mark(table, AFTERNOON, institution)
        with refused(NotNow, "quorum_lost", says="4 of 8, 5 needed") as refusal:
            conclude(decision)
        assert "next table" in str(refusal.value.sentence)
        decisions.withdraw(decision_id=decision.pk, carry=True, by=SECRETARY)
        decision.item.refresh_from_db()
        assert decision.item.state == states.ITEM_CARRIED
        agenda.start(item_id=AgendaItem.objects.get(table=table, position=2).pk, by=SECRETARY)
        with pytest.raises(NotNow):
            put(table)
        at_the_table.mark(table, AFTERNOON, THERE[4])
        assert put(table).half_day == AFTERNOON


def test_a_meeting_that_runs_over_stays_in_its_last_half_day() -> None:
    table = table_with()
    for institution in THERE:
        at_the_table.mark(table, AFTERNOON, institution)
    with factories.clock.stopped(at_the_table.ENDS + timedelta(hours=4)):
        assert put(table).half_day == AFTERNOON


def test_nothing_is_put_before_or_after_the_session() -> None:
    for state in (states.INVITED, states.TABLE_CLOSED):
        table = table_with()
        item = at_the_table.open_item(table)
        RoundTable.objects.filter(pk=table.pk).update(state=state)
        with pytest.raises(NotNow):
            put(table, item_id=item.pk)


def test_a_table_does_not_close_over_an_open_question() -> None:
    table = table_with()
    put(table)
    with pytest.raises(NotNow):
        tables.close(table_id=table.pk, by=SECRETARY)
