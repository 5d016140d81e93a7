"""Doubt about age at every moment; who may write; what a taken-back yes ends; what stands nowhere but sealed."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import override_settings

from himaya.cases import access as cases
from himaya.cases.models import Case, Grant
from himaya.cases.policy import granted
from himaya.cases.rules_grants import BREAK_GLASS
from himaya.disclosures import holdings
from himaya.disclosures.held_part import Item
from himaya.institutions.content_qualifications import load_qualifications
from himaya.institutions.queries import NO_STORIES
from himaya.interviews import access, policy, queries, rules, states
from himaya.interviews.actions import agreements, drafts, facts, interviews, notes, sittings, tellings
from himaya.interviews.actions.facts import Written
from himaya.interviews.actions.sittings import Distress, Opening
from himaya.interviews.actions.tellings import Told
from himaya.interviews.models import Draft, Moment
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotPermitted
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.legal import gate
from himaya.legal import rules as legal_rules
from himaya.ops.reactions import raise_step_before_interview
from himaya.tasks import words as task_words
from himaya.tasks.actions import looking_ahead, raising
from himaya.tasks.actions.raising import About
from himaya.tasks.models import Task
from tests import cast, factories
from tests.rooms.interviews import interview_at_hand as at_hand
from tests.rooms.interviews.interview_at_hand import LEADER
from tests.signed_in import Sit

pytestmark = [pytest.mark.capability("C3"), pytest.mark.usefixtures("able")]
COLLEAGUE = replace(LEADER, account_id=UUID(int=77))
CHILD = "interview-child"


def flip(one: at_hand.Held, age_group: str = "maybe_child") -> None:
    Case.objects.filter(pk=one.case_id).update(age_group=age_group)


def begin(one: at_hand.Held) -> None:
    sittings.begin(interview_id=one.pk, opening=Opening(True), by=LEADER)


@pytest.mark.parametrize("age_group", ["child", "maybe_child", "unknown", ""])
def test_whoever_is_not_known_to_be_an_adult_is_heard_as_a_child(age_group: str) -> None:
    one = at_hand.opened(age_group="adult")
    flip(one, age_group)
    assert queries.is_child(one.case)
    assert queries.form_name(one.row) == CHILD


def test_an_age_nobody_asked_opens_the_form_and_the_assent_of_a_child() -> None:
    at_hand.form(CHILD)
    one = at_hand.opened(age_group="unknown")
    assert one.row.child
    at_hand.begun(at_hand.agreed(at_hand.prepared(one)))
    version = one.row.version
    assert version is not None
    assert version.name == CHILD


def test_a_doubt_between_preparing_and_beginning_stops_the_beginning() -> None:
    one = at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="adult"), trust=""))
    flip(one)
    with pytest.raises(NotNow, match="trust"):
        begin(one)
    at_hand.prepared(one)
    with pytest.raises(NotNow, match="agreement"):
        begin(one)
    at_hand.agreed(one)
    begin(one)
    assert one.row.child


def test_a_doubt_between_two_sittings_begins_the_form_of_a_child_and_keeps_the_old_one() -> None:
    at_hand.form(CHILD)
    one = at_hand.begun(at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="adult"))))
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("Canary before"), revision=0, by=LEADER)
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)
    flip(one)
    at_hand.agreed(at_hand.prepared(one))
    begin(one)
    row = one.row
    assert row.version is not None
    assert (row.child, row.version.name) == (True, CHILD)
    new, (old,) = queries.draft(row), queries.drafts_aside(row)
    assert new is not None
    assert (new.turn, old.turn, old.version and old.version.name) == (0, 1, "interview-adult")
    with access.open_draft(LEADER, old) as (xml, _values):
        assert "Canary before" in xml
    drafts.keep(interview_id=one.pk, xml=at_hand.filled("now", name=CHILD), revision=0, by=LEADER)


def test_a_doubt_while_a_sitting_rests_stops_the_going_on(sit: Sit) -> None:
    one = at_hand.begun(at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="adult"))))
    sittings.pause(interview_id=one.pk, by=LEADER)
    flip(one)
    with pytest.raises(NotNow, match="may_be_child"):
        sittings.resume(interview_id=one.pk, by=LEADER)
    page = sit(LEADER).get(f"/interviews/{one.pk}/talk/").content.decode()
    assert "This person may be a child." in page
    sittings.end(interview_id=one.pk, ending=states.DONE, by=LEADER)


@pytest.mark.parametrize(("doubt", "moves"), [("yes", True), ("", False)])
def test_the_box_of_doubt_in_the_form_moves_the_file_and_stops_the_questions(doubt: str, *, moves: bool) -> None:
    one = at_hand.begun(at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="adult"))))
    xml = at_hand.filled(doubt=doubt)
    drafts.keep(interview_id=one.pk, xml=xml, revision=0, by=LEADER)
    expected = ("maybe_child", states.PAUSED) if moves else ("adult", states.SITTING)
    assert (one.case.age_group, one.row.state) == expected
    assert AuditEvent.objects.filter(action="interview.age_doubted").count() == int(moves)


def test_the_yes_taken_back_ends_the_sitting_and_nothing_new_is_written(sit: Sit) -> None:
    one = at_hand.begun()
    number = at_hand.fact(one)
    assert sit(LEADER).post(f"/interviews/{one.pk}/now/", {"do": "take_back"}).status_code == 302
    assert (one.row.state, queries.sittings(one.row)[0].ending) == (states.BETWEEN, states.STOPPED)
    with pytest.raises(NotNow, match="taken_back"):
        at_hand.fact(one)
    with pytest.raises(NotNow, match="taken_back"):
        notes.own_view(interview_id=one.pk, rating="much", said="", by=LEADER)
    facts.amend(interview_id=one.pk, number=number, change=rules.CORRECTION, text="Canary not so", by=LEADER)


def test_the_qualification_is_asked_again_after_a_break_and_of_every_other_hand(able: set[object]) -> None:
    one = at_hand.begun()
    sittings.pause(interview_id=one.pk, by=LEADER)
    able.clear()
    with pytest.raises(NotPermitted, match="not_qualified"):
        sittings.resume(interview_id=one.pk, by=LEADER)
    at_hand.fact(one)
    for verb in (
        lambda: facts.add(interview_id=one.pk, fact=Written("C", rules.SAID, "Canary"), by=COLLEAGUE),
        lambda: drafts.keep(interview_id=one.pk, xml=at_hand.filled(), revision=0, by=COLLEAGUE),
    ):
        with pytest.raises(NotPermitted, match="not_qualified"):
            verb()
    sittings.end(interview_id=one.pk, ending=states.STOPPED, by=COLLEAGUE)


def test_who_was_only_let_in_reads_and_writes_nothing() -> None:
    one = at_hand.begun()
    guest = replace(cast.HOSTEL, roles=LEADER.roles)
    team = Grant.objects.get(case_id=one.case_id, desk_id="shelter")
    Grant.objects.create(
        case_id=one.case_id,
        account_id=guest.account_id,
        institution_id=guest.institution_id,
        kind=BREAK_GLASS,
        level=team.level,
        sections=team.sections,
        granted_by=guest.account_id,
        granted_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=4),
    )
    assert granted(guest).filter(case_id=one.case_id).exists()
    assert access.known(guest, one.pk).pk == one.pk
    for verb in (
        lambda: sittings.end(interview_id=one.pk, ending=states.DONE, by=guest),
        lambda: agreements.withdraw(interview_id=one.pk, item="interview", by=guest),
        lambda: facts.add(interview_id=one.pk, fact=Written("C", rules.SAID, "Canary"), by=guest),
        lambda: drafts.keep(interview_id=one.pk, xml=at_hand.filled(), revision=0, by=guest),
        lambda: interviews.open_for(case_id=one.case_id, by=guest),
        lambda: tellings.note(case_id=one.case_id, told=Told("ngo"), by=guest),
    ):
        with pytest.raises(NotPermitted, match="not_held"):
            verb()


def test_no_sealed_answer_stands_in_a_code() -> None:
    one = at_hand.agreed(at_hand.prepared(at_hand.opened(age_group="maybe_child"), trust=rules.DANGER_TOLD))
    at_hand.begun(one, with_form=False)
    sittings.note_distress(interview_id=one.pk, distress=Distress(("stop",), "Canary", "E"), by=LEADER)
    sittings.end(interview_id=one.pk, ending=states.AFTER_DISTRESS, by=LEADER)
    codes = set(AuditEvent.objects.filter(action__startswith="interview.").values_list("code", flat=True))
    assert codes == {""}
    assert "code" not in {field.name for field in Moment._meta.fields}


@pytest.mark.parametrize("trust", rules.ANSWERS[rules.TRUST])
@pytest.mark.parametrize("alone", ["yes", "no"])
def test_word_of_a_step_goes_out_for_every_preparation_with_a_child(trust: str, alone: str) -> None:
    """Red when it goes out for some answers only: that there is a task tells the answer then."""
    at_hand.prepared(at_hand.opened(age_group="child"), trust=trust, alone=alone)
    assert OutboxMessage.objects.filter(event="interview.step_due").count() == 1


def test_no_word_of_a_step_goes_out_for_an_adult() -> None:
    at_hand.prepared(at_hand.opened(age_group="adult"), alone="no")
    assert not OutboxMessage.objects.filter(event="interview.step_due").exists()


def test_a_file_that_stirs_again_ends_no_task_before_an_interview() -> None:
    """Red when the end of one task about the file ends whatever else was raised about it."""
    one = at_hand.prepared(at_hand.opened(age_group="child"))
    raise_step_before_interview({"case": str(one.case_id)})
    raising.raise_for(kind="dormant", about=About("case", one.case_id, one.case_id))
    looking_ahead.look()
    states_ = dict(Task.objects.values_list("kind", "state"))
    assert (states_["dormant"], states_["before_interview"]) == ("closed", "open")


def test_the_desk_has_a_task_whose_word_tells_no_answer() -> None:
    one = at_hand.prepared(at_hand.opened(age_group="child"), trust=rules.ABSENT)
    raise_step_before_interview({"case": str(one.case_id)})
    raise_step_before_interview({"case": str(one.case_id)})
    task = Task.objects.defer("words").get(kind="before_interview")
    assert (task.desk_id, task.urgent, task.due_on) == ("shelter", True, clock.today())
    told = f"{task_words.KINDS[task.kind]} {task.kind}".lower()
    assert not [word for word in ("child", "circuit", "trust", "guardian", "stand for") if word in told]


def test_what_was_agreed_to_and_what_was_refused_is_in_the_answer_to_the_person() -> None:
    one = at_hand.agreed(research="no")
    interviews.refuse(interview_id=one.pk, by=LEADER)
    names = {item.name for item in _items(one)}
    assert "interview:1" in names
    assert len({name for name in names if name.startswith("agreed:1:")}) == len(queries.agreements(one.row))


def test_keeping_the_form_is_one_line_in_a_quarter_of_an_hour() -> None:
    one = at_hand.begun()
    told = AuditEvent.objects.filter(action="interview.draft_kept")
    with clock.stopped(factories.TUESDAY.replace(minute=1)):
        for turn in range(3):
            drafts.keep(interview_id=one.pk, xml=at_hand.filled(str(turn)), revision=turn, by=LEADER)
    assert told.count() == 1
    with clock.stopped(factories.TUESDAY.replace(minute=1) + timedelta(minutes=15)):
        drafts.keep(interview_id=one.pk, xml=at_hand.filled("4"), revision=3, by=LEADER)
    assert told.count() == 2
    assert Draft.objects.defer("xml", "values").get().kept_by == LEADER.account_id


def test_no_interpreter_is_named_before_the_legal_set_up_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    one = at_hand.opened()
    monkeypatch.setattr(gate, "standing", lambda _institution: gate.Standing(legal_rules.CLOSED))
    with override_settings(DEMO=False), pytest.raises(NotNow, match="legal_setup_missing"):
        at_hand.interpreter(one)


def test_whoever_keeps_no_story_holds_no_certificate_to_ask_for_one() -> None:
    """Fault to plant: the content lets somebody of another State hold one."""
    assert {"police", "consulate", "state"} <= NO_STORIES
    assert set(load_qualifications()[policy.IDENTIFICATION_INTERVIEW].not_in) == NO_STORIES


def _items(one: at_hand.Held) -> list[Item]:
    with cases.open_case(LEADER, one.case_id, purpose="answer_the_person") as opened:
        return list(holdings.items(opened))
