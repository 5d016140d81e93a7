"""An interview from its door to its close: gates, agreement, sittings, form, facts; who may, what is refused."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from himaya.cases.models import Case, Grant
from himaya.institutions import queries_qualifications
from himaya.institutions.words import NOT_QUALIFIED
from himaya.instruments.models import Usage
from himaya.interviews import access, policy, queries, rules, states
from himaya.interviews.actions import (
    agreements,
    drafts,
    facts,
    happenings,
    interviews,
    notes,
    preparations,
    sittings,
    tellings,
)
from himaya.interviews.actions.happenings import Happened
from himaya.interviews.actions.interviews import Afterwards, Closing, NextTime
from himaya.interviews.actions.preparations import Gates
from himaya.interviews.actions.sittings import Distress, Opening
from himaya.interviews.actions.tellings import Told
from himaya.interviews.models import Draft, Fact, Interpreter, Moment, Preparation, Sitting
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from tests import cast, factories, worlds
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER, READY

pytestmark = pytest.mark.capability("C3")


@pytest.fixture(name="able", autouse=True)
def _able() -> Iterator[set[object]]:
    """Who holds the qualification in these tests: the shelter's interviewer."""
    able: set[object] = {LEADER.account_id}

    def qualified(account: object, kind: str, on: object) -> bool:
        return kind == "identification_interview" and account in able

    with worlds.changed(policy, "qualified", qualified, told=("interviews", able)):
        yield able


def test_the_whole_way_with_two_sittings() -> None:
    one = at_hand.begun()
    assert (one.row.state, Usage.objects.get(version__name="interview-adult").open) == (states.SITTING, 1)
    kept = drafts.keep(interview_id=one.pk, xml=at_hand.filled("first"), revision=0, by=LEADER)
    sittings.pause(interview_id=one.pk, by=LEADER)
    sittings.resume(interview_id=one.pk, by=LEADER)
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    with clock.stopped(factories.TUESDAY + timedelta(days=1)):
        with pytest.raises(NotNow, match="prepare_first"):
            sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)
        at_hand.prepared(one)
        sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)
        done = drafts.finish(interview_id=one.pk, xml=at_hand.filled("second"), revision=kept.revision, by=LEADER)
        assert (done.flaws, done.revision) == ((), 2)
        at_hand.fact(one)
        sittings.end(interview_id=one.pk, ending=states.ENOUGH, by=LEADER)
        interviews.close(interview_id=one.pk, closing=Closing(states.ORIENTED, "yes", "Canary"), by=LEADER)
        interviews.note_after(interview_id=one.pk, after=Afterwards(True, True, "Canary"), by=LEADER)
    assert [one.ending for one in queries.sittings(one.row)] == ["done", "enough"]
    assert (one.row.state, one.row.outcome, Usage.objects.get(version__name="interview-adult").open) == (
        states.CLOSED,
        "oriented",
        0,
    )
    assert Draft.objects.defer("xml", "values").get().instance.startswith("uuid:")


# No answer of the last closes: a guardian never stands in the way.
@pytest.mark.parametrize("gate", [gate for gate in READY if gate != rules.TRUST])
def test_a_closed_gate_greys_the_beginning(gate: str) -> None:
    closed = next((one for one in rules.ANSWERS[gate] if one not in rules.OPENS[gate]), "")
    one = at_hand.agreed(at_hand.prepared(**{gate: closed}))
    with pytest.raises(NotNow, match=gate):
        sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)
    assert not Sitting.objects.exists()


def test_nobody_in_the_directory_blocks_until_a_reason_is_written() -> None:
    one = at_hand.opened()
    Case.objects.filter(pk=one.case_id).update(region="nowhere")
    left = preparations.answer(
        interview_id=one.pk, gates=Gates({**READY, "interpreter": "none_needed"}, language="wo"), by=LEADER
    )
    assert left == (rules.MAP,)
    gates = Gates({**READY, "interpreter": "none_needed"}, language="wo", reason="Canary: known by telephone")
    assert preparations.answer(interview_id=one.pk, gates=gates, by=LEADER) == ()


def test_the_map_is_never_ticked() -> None:
    one = at_hand.opened()
    Case.objects.filter(pk=one.case_id).update(region="nowhere")
    gates = Gates({**READY, "interpreter": "none_needed", rules.MAP: rules.LISTED}, language="wo")
    assert preparations.answer(interview_id=one.pk, gates=gates, by=LEADER) == (rules.MAP,)


@pytest.mark.parametrize("answer", [one for one in rules.ANSWERS[rules.TRUST] if one not in ("present", "implicated")])
def test_for_a_child_a_guardian_never_blocks_and_the_circuit_is_due(answer: str) -> None:
    one = at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="maybe_child"), trust=answer))
    assert one.row.child
    assert OutboxMessage.objects.filter(event="interview.step_due").count() == 1
    said = set(AuditEvent.objects.values_list("action", flat=True))
    assert not [one for one in said if "circuit" in one or "due" in one], "no line of the audit tells the answer"
    at_hand.begun(one)
    assert one.row.state == states.SITTING


def test_where_a_guardian_may_be_implicated_a_child_is_not_asked_alone_and_the_circuit_is_due() -> None:
    one = at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="maybe_child"), trust=rules.IMPLICATED))
    assert OutboxMessage.objects.filter(event="interview.step_due").count() == 1
    with pytest.raises(NotNow, match="trust"):
        at_hand.begun(one)


def test_for_a_child_the_form_and_the_assent_are_those_of_a_child() -> None:
    at_hand.form("interview-child")
    one = at_hand.prepared(at_hand.opened(age_group="child"))
    said = agreements.Said("wo", "spoken", "nobody")
    with pytest.raises(NotValid, match="assent"):
        agreements.note(interview_id=one.pk, answers=dict.fromkeys(at_hand.ITEMS, "yes"), said=said, by=LEADER)
    at_hand.begun(at_hand.agreed(one))
    assert one.row.version is not None
    assert one.row.version.name == "interview-child"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"no_tie_to_community": False}, "tie_to_community"),
        ({"no_tie_to_suspect": False}, "tie_to_suspect"),
        ({"vetted_on": None}, "vetted_on"),
        ({"signed_on": None}, "signed_on"),
        ({"accepted": False}, "accepted"),
        ({"name": " "}, "name"),
        ({"language": "klingon"}, "language"),
        ({"sex": "x"}, "sex"),
        ({"mode": "x"}, "mode"),
    ],
)
def test_an_interpreter_with_a_tie_or_unvetted_is_refused(changed: dict[str, object], code: str) -> None:
    one = at_hand.opened()
    with pytest.raises(NotValid, match=code):
        at_hand.interpreter(one, **changed)
    assert not Interpreter.objects.exists()


def test_an_interpreter_of_another_interview_is_not_taken() -> None:
    other = at_hand.interpreter(at_hand.opened())
    one = at_hand.opened()
    with pytest.raises(NotValid, match="interpreter"):
        preparations.answer(interview_id=one.pk, gates=Gates(READY, interpreter=other), by=LEADER)


def test_without_the_qualification_nobody_leads(able: set[object]) -> None:
    one = at_hand.agreed()
    able.clear()
    with pytest.raises(NotPermitted, match="not_qualified") as refusal:
        sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)
    assert refusal.value.sentence == NOT_QUALIFIED["missing"], "what is missing, and who can enter it"


def test_without_the_certificate_none_is_opened_and_no_gate_is_answered(able: set[object]) -> None:
    """Seen red with the page alone asking for it: a posted form opened one, and ten gates were kept."""
    one = at_hand.opened()
    able.clear()
    with pytest.raises(NotPermitted, match="not_qualified") as refusal:
        preparations.answer(interview_id=one.pk, gates=Gates({"alone": "yes"}), by=LEADER)
    assert refusal.value.sentence == NOT_QUALIFIED["missing"]
    assert not Preparation.objects.exists()
    interviews.postpone(interview_id=one.pk, reason="", next_time=NextTime(), by=LEADER)
    interviews.refuse(interview_id=one.pk, by=LEADER)
    with pytest.raises(NotPermitted, match="not_qualified"):
        interviews.open_for(case_id=one.case_id, by=LEADER)
    assert one.row.state == states.CLOSED, "what ends it asks for no certificate"
    able.add(LEADER.account_id)
    assert interviews.open_for(case_id=one.case_id, by=LEADER)


def test_a_qualification_that_waits_or_ended_says_so(able: set[object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault to plant: one sentence for all of them."""
    one = at_hand.agreed()
    able.clear()
    for why, sentence in NOT_QUALIFIED.items():
        monkeypatch.setattr(policy.queries_qualifications, "why_not", lambda *_, said=why: said)
        with pytest.raises(NotPermitted) as refusal:
            sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)
        assert refusal.value.sentence == sentence


def test_a_colleague_who_is_no_interviewer_reads_and_does_not_write() -> None:
    one = at_hand.prepared()
    assert access.known(cast.SHELTER_LEAD, one.pk).pk == one.pk
    for verb in (
        lambda: sittings.pause(interview_id=one.pk, by=cast.SHELTER_LEAD),
        lambda: interviews.close(interview_id=one.pk, closing=Closing(states.NOT_HELD, ""), by=cast.SHELTER_LEAD),
        lambda: interviews.open_for(case_id=one.case_id, by=cast.SHELTER_LEAD),
    ):
        with pytest.raises(NotPermitted, match="not_an_interviewer"):
            verb()


@pytest.mark.parametrize(
    "actor",
    [*cast.NOT_OF_THE_CASE, cast.SHELTER_COLLEAGUE, cast.CHILDREN, cast.HOSTEL],
    ids=lambda one: str(one.desk_id),
)
def test_for_everybody_else_it_does_not_exist(actor: Actor) -> None:
    one = at_hand.begun()
    for read in (
        lambda: access.known(actor, one.pk),
        lambda: access.known_case(actor, one.case_id),
        lambda: access.open_facts(actor, one.case).__enter__(),
        lambda: sittings.pause(interview_id=one.pk, by=actor),
        lambda: tellings.note(case_id=one.case_id, told=Told("ngo"), by=actor),
        lambda: interviews.open_for(case_id=one.case_id, by=actor),
    ):
        with pytest.raises(NotFound):
            read()


def test_police_hold_no_interview_and_read_none_though_they_hold_the_case() -> None:
    """Seen red without the kinds of desk in `policy.works`: a file that is handed over takes its interviews along."""
    one = at_hand.begun()
    Case.objects.filter(pk=one.case_id).update(desk_id="police-north", institution_id="police")
    Grant.objects.filter(case_id=one.case_id, desk_id="shelter").update(desk_id="police-north")
    police = replace(cast.OFFICER, roles=frozenset({"desk_lead", "interviewer"}))
    with pytest.raises(NotFound):
        access.known(police, one.pk)
    with pytest.raises(NotFound):
        interviews.open_for(case_id=one.case_id, by=police)


def test_one_interview_at_a_time_so_that_nothing_is_told_twice() -> None:
    one = at_hand.opened()
    with pytest.raises(NotNow, match="one_at_a_time"):
        interviews.open_for(case_id=one.case_id, by=LEADER)


def test_a_no_ends_kindly_and_closes_nothing_else() -> None:
    one = at_hand.agreed(interview="no")
    with pytest.raises(NotNow, match="said_no"):
        sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)
    interviews.refuse(interview_id=one.pk, by=LEADER)
    assert (one.row.outcome, one.case.state) == (states.REFUSED, "open")
    assert interviews.open_for(case_id=one.case_id, by=LEADER)


def test_what_is_taken_back_stops_what_goes_on() -> None:
    one = at_hand.begun()
    agreements.withdraw(interview_id=one.pk, item="interview", by=LEADER)
    assert one.row.state == states.BETWEEN
    at_hand.prepared(one)
    with pytest.raises(NotNow, match="said_no"):
        sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)
    with pytest.raises(NotNow, match="item"):
        agreements.withdraw(interview_id=one.pk, item="interview", by=LEADER)


def test_limits_are_read_aloud_first() -> None:
    one = at_hand.agreed()
    with pytest.raises(NotValid, match="limits_read"):
        sittings.begin(interview_id=one.pk, opening=Opening(False), by=LEADER)


def test_putting_off_needs_neither_reason_nor_day() -> None:
    one = at_hand.opened()
    interviews.postpone(interview_id=one.pk, reason="", next_time=NextTime(), by=LEADER)
    interviews.postpone(
        interview_id=one.pk, reason="tired", next_time=NextTime(clock.today() + timedelta(days=2)), by=LEADER
    )
    assert Moment.objects.filter(kind=states.POSTPONE).count() == 2
    with pytest.raises(NotValid, match="next_on"):
        interviews.postpone(
            interview_id=one.pk, reason="", next_time=NextTime(clock.today() - timedelta(days=1)), by=LEADER
        )


def test_distress_stops_the_questions_and_leaves_its_topic_for_the_day() -> None:
    one = at_hand.begun()
    said = Distress(("stop", "orient"), "Canary wept", "E")
    sittings.note_distress(interview_id=one.pk, distress=said, by=LEADER)
    assert one.row.state == states.PAUSED
    assert access.resting_topics(LEADER, one.row, clock.today()) == ("E",)
    assert access.resting_topics(LEADER, one.row, clock.today() + timedelta(days=1)) == ()
    assert [moment.kind for moment in queries.moments(one.row)] == [states.PAUSE, states.DISTRESS]


@pytest.mark.parametrize("state", [states.PREPARING, states.BETWEEN, states.CLOSED])
def test_what_is_of_a_running_sitting_is_refused_while_none_runs(state: str) -> None:
    """The state alone answers for it: nothing looks for a sitting in any other. Seen red for each of the four without
    its look at the state."""
    one = at_hand.agreed() if state == states.PREPARING else at_hand.begun()
    if state != states.PREPARING:
        sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    if state == states.CLOSED:
        interviews.close(interview_id=one.pk, closing=Closing(states.HEARD, "yes"), by=LEADER)
    before = Moment.objects.count()
    seen = Distress(("stop",), "Canary wept", "E")
    for verb in (
        lambda: sittings.pause(interview_id=one.pk, by=LEADER),
        lambda: sittings.resume(interview_id=one.pk, by=LEADER),
        lambda: sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER),
        lambda: sittings.note_distress(interview_id=one.pk, distress=seen, by=LEADER),
    ):
        with pytest.raises(NotNow) as refusal:
            verb()
        assert refusal.value.code == state
    assert (one.row.state, Moment.objects.count()) == (state, before)


def test_a_sitting_without_an_end_is_there_exactly_while_the_state_says_that_one_runs() -> None:
    """On this rests `stopping.running`, which asks the state nothing. Seen red without the end of the sitting in
    `stopping.stop`, and without the new state there."""
    one, went = at_hand.agreed(), list[str]()

    def then(verb: Callable[[], object]) -> None:
        verb()
        went.append(one.row.state)
        assert Sitting.objects.filter(interview=one.pk, ended_at__isnull=True).count() == (
            one.row.state in states.RUNNING
        )

    seen = Distress(("stop",), "", "")
    then(lambda: at_hand.begun(one))
    then(lambda: sittings.pause(interview_id=one.pk, by=LEADER))
    then(lambda: sittings.resume(interview_id=one.pk, by=LEADER))
    then(lambda: sittings.note_distress(interview_id=one.pk, distress=seen, by=LEADER))
    then(lambda: sittings.end(interview_id=one.pk, ending=states.AFTER_DISTRESS, by=LEADER))
    at_hand.prepared(one)
    then(lambda: at_hand.begun(one))
    then(lambda: agreements.withdraw(interview_id=one.pk, item="interview", by=LEADER))
    then(lambda: interviews.close(interview_id=one.pk, closing=Closing(states.HEARD, "yes"), by=LEADER))
    assert went == ["sitting", "paused", "sitting", "paused", "between", "sitting", "between", "closed"]


def test_the_version_stays_that_of_the_first_sitting() -> None:
    one = at_hand.begun()
    first = one.row.version_id
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    factories.next_version("interview-adult")
    at_hand.prepared(one)
    sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)
    assert one.row.version_id == first


def test_a_correction_is_a_line_of_its_own_also_after_the_close() -> None:
    one = at_hand.begun()
    first = at_hand.fact(one, interpretation="Canary guess")
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    interviews.close(interview_id=one.pk, closing=Closing(states.HEARD, "yes"), by=LEADER)
    second = facts.amend(interview_id=one.pk, number=first, change=rules.CORRECTION, text="Canary now", by=LEADER)
    with access.open_facts(LEADER, one.case) as told:
        assert [(fact.number, fact.text, fact.stands, fact.amends) for fact in told] == [
            (first, at_hand.WORDS, False, None),
            (second, "Canary now", True, first),
        ]
    with pytest.raises(NotNow, match="closed"):
        at_hand.fact(one)


@pytest.mark.parametrize("model", [Fact, Preparation, Moment, Interpreter])
def test_the_store_itself_refuses_to_change_a_line(model: type[Fact]) -> None:
    one = at_hand.begun()
    at_hand.fact(one)
    sittings.pause(interview_id=one.pk, by=LEADER)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET number = number + 1")  # noqa: S608


def test_words_as_they_were_said_need_a_reason() -> None:
    one = at_hand.begun()
    with pytest.raises(NotValid, match="verbatim"):
        at_hand.fact(one, verbatim="habit")
    assert at_hand.fact(one, verbatim=rules.WISH) == 1


def test_an_inconsistency_without_an_explanation_is_not_taken() -> None:
    one = at_hand.begun()
    with pytest.raises(NotValid, match="explanations"):
        notes.inconsistency(interview_id=one.pk, said="Canary dates", explanations=(), by=LEADER)
    notes.inconsistency(interview_id=one.pk, said="Canary dates", explanations=("calendar",), by=LEADER)


def test_her_own_view_is_added_and_never_written_over() -> None:
    one = at_hand.begun()
    notes.own_view(interview_id=one.pk, rating="very_much", said="Canary fear", by=LEADER)
    notes.own_view(interview_id=one.pk, rating="some", said="", by=LEADER)
    with access.open_interview(LEADER, one.row, purpose=access.PURPOSE) as opened:
        assert [said["rating"] for note, said in opened.notes if note.kind == rules.OWN_VIEW] == ["very_much", "some"]


def test_events_have_no_date_and_stand_in_her_order() -> None:
    one = at_hand.begun()
    for kind, values in (("exploitation", ("Servitude",)), ("recruitment", ("AtWork",)), ("transit", ())):
        happened = Happened(kind, "Canary", "the feast", values)
        happenings.add(interview_id=one.pk, happened=happened, by=LEADER)
    happenings.place(interview_id=one.pk, event=2, how=rules.BEFORE, other=1, by=LEADER)
    with access.open_interview(LEADER, one.row, purpose=access.PURPOSE) as opened:
        assert opened.order == ((2, 3), (1,))
    happenings.place(interview_id=one.pk, event=2, how=rules.NOT_SAID, other=0, by=LEADER)
    with access.open_interview(LEADER, one.row, purpose=access.PURPOSE) as opened:
        assert opened.order == ((1, 2, 3),)
    with pytest.raises(NotValid, match="values"):
        happenings.add(interview_id=one.pk, happened=Happened("transit", "x y", "", ("AtWork",)), by=LEADER)
    with pytest.raises(NotValid, match="other"):
        happenings.place(interview_id=one.pk, event=1, how=rules.AFTER, other=1, by=LEADER)


def test_without_a_form_in_force_facts_can_be_written() -> None:
    one = at_hand.begun(with_form=False)
    assert (one.row.version, queries.draft(one.row)) == (None, None)
    assert at_hand.fact(one) == 1


def test_the_summary_is_read_back_before_it_closes() -> None:
    one = at_hand.begun()
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    with pytest.raises(NotValid, match="read_back"):
        interviews.close(interview_id=one.pk, closing=Closing(states.HEARD, ""), by=LEADER)


def test_the_qualification_is_asked_of_the_house() -> None:
    assert policy.IDENTIFICATION_INTERVIEW == "identification_interview"
    assert callable(queries_qualifications.is_qualified)
