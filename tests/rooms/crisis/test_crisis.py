"""Ask, act, look again within a day, end by a second look: by the verbs, with the task that the desk is told of."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import override

from himaya.cases import access as cases
from himaya.cases.actions import closures
from himaya.cases.actions.closures import Ending
from himaya.cases.models import Case, Grant, Referral
from himaya.crisis import access, still_open
from himaya.crisis.actions import crisis_rounds
from himaya.crisis.models import CrisisAct, CrisisRound
from himaya.disclosures import holdings
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotOpened, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.ops import worker
from himaya.plans.actions import health_offers
from himaya.tasks import words as task_words
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.crisis import looked
from tests.rooms.crisis.looked import BY, SAID

pytestmark = pytest.mark.capability("D5")
DAY = timedelta(days=1)


def owed() -> list[Task]:
    worker.drain()
    return list(Task.objects.filter(kind="see_again", state__in=("open", "taken")).defer("words"))


def test_a_look_is_owed_within_a_day_and_again_until_a_second_look_ends_it() -> None:
    case = looked.case()
    looked.begun(case.pk)
    (task,) = owed()
    assert (task.desk_id, task.urgent, task.due_at) == ("labour-north", True, factories.TUESDAY + DAY)
    with clock.stopped(factories.TUESDAY + DAY):
        looked.again(case.pk, said=replace(SAID, within="6"))
        (same,) = owed()
        assert (same.pk, same.due_at) == (task.pk, factories.TUESDAY + DAY + timedelta(hours=6))
    with clock.stopped(factories.TUESDAY + 2 * DAY):
        looked.ended(case.pk)
        assert owed() == []
        looked.begun(case.pk)
        assert len(owed()) == 1, "it can begin again at any time"


def test_the_last_look_that_can_be_kept_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crisis_rounds, "MOST", 2)
    case = looked.case()
    looked.begun(case.pk)
    looked.again(case.pk)
    with refused(NotNow, "full"):
        looked.again(case.pk)


def test_a_task_that_was_put_away_unlooked_comes_back_at_its_moment() -> None:
    case = looked.case()
    looked.begun(case.pk)
    (task,) = owed()
    Task.objects.filter(pk=task.pk).update(state="done", ended_at=clock.now())
    assert owed() == []
    with clock.stopped(factories.TUESDAY + DAY):
        (again,) = owed()
        assert again.pk != task.pk


def test_the_task_says_nothing_of_what_it_is_about() -> None:
    case = looked.case()
    looked.begun(case.pk)
    (task,) = owed()
    said = f"{task.kind} {task.about_kind} {task_words.KINDS[task.kind]}".casefold()
    assert not any(word in said for word in ("life", "death", "crisis", "suicide", "danger", "rape"))
    assert Task.objects.filter(pk=task.pk, words__isnull=True).exists()


@pytest.mark.parametrize(
    ("after", "by", "ends"),
    [(timedelta(0), BY, False), (timedelta(0), cast.INSPECTOR_COLLEAGUE, True), (DAY, BY, True)],
    ids=["the same look over again", "somebody else looks", "the next day"],
)
def test_it_ends_by_a_second_look_whatever_was_said(after: timedelta, by: Actor, ends: bool) -> None:
    for answers in ({}, {"thoughts": "no"}, {"plan": "yes", "means": "yes"}):
        case, said = looked.case(), replace(SAID, answers=answers)
        looked.begun(case.pk)
        with clock.stopped(factories.TUESDAY + after):
            if ends:
                assert looked.ended(case.pk, said=said, by=by).next_look_at is None
                continue
            with refused(NotNow, "second_look"):
                looked.ended(case.pk, said=said, by=by)


def test_whoever_was_not_reached_is_looked_for_again_and_ends_nothing() -> None:
    case = looked.case()
    looked.begun(case.pk)
    missed = replace(SAID, way="not_reached", within="2")
    with refused(NotValid, "way"):
        looked.ended(case.pk, said=missed, by=cast.INSPECTOR_COLLEAGUE)
    looked.again(case.pk, said=missed)
    assert owed()[0].due_at == factories.TUESDAY + timedelta(hours=2)


def test_only_a_look_at_which_somebody_saw_or_heard_the_person_counts_as_the_one_before() -> None:
    """Seen red against the last round of any way: nobody had seen the person but the one who ended it."""
    missed = replace(SAID, way="not_reached")
    case = looked.case()
    looked.begun(case.pk, said=missed)
    with clock.stopped(factories.TUESDAY + DAY), refused(NotNow, "second_look"):
        looked.ended(case.pk, by=cast.INSPECTOR_COLLEAGUE)
    with clock.stopped(factories.TUESDAY + DAY):
        looked.again(case.pk)
        looked.again(case.pk, said=missed, by=cast.INSPECTOR_COLLEAGUE)
        with refused(NotNow, "second_look"):
            looked.ended(case.pk)
        looked.ended(case.pk, by=cast.INSPECTOR_COLLEAGUE)


def test_a_look_of_a_time_that_has_ended_is_not_the_first_of_two() -> None:
    case = looked.case()
    looked.begun(case.pk)
    with clock.stopped(factories.TUESDAY + DAY):
        looked.ended(case.pk, by=cast.INSPECTOR_COLLEAGUE)
    with clock.stopped(factories.TUESDAY + 30 * DAY):
        looked.begun(case.pk, said=replace(SAID, way="not_reached"))
        with refused(NotNow, "second_look"):
            looked.ended(case.pk, by=cast.INSPECTOR_COLLEAGUE)


@pytest.mark.parametrize(
    ("within", "after", "due"),
    [("24", 1, 3), ("2", 1, 2), ("6", 7, 9)],
    ids=["two hours from now", "what was owed before that stays", "what was owed is over"],
)
def test_not_reached_never_moves_the_owed_look_later(within: str, after: int, due: int) -> None:
    """Hours from the first look. Seen red: the form said 24 hours, and so it was."""
    case, hours = looked.case(), timedelta(hours=1)
    looked.begun(case.pk, said=replace(SAID, within=within))
    with clock.stopped(factories.TUESDAY + after * hours):
        row = looked.again(case.pk, said=replace(SAID, way="not_reached", within="24"))
    assert row.next_look_at == factories.TUESDAY + due * hours


def test_who_was_not_reached_at_first_is_looked_for_within_two_hours() -> None:
    row = looked.begun(looked.case().pk, said=replace(SAID, way="not_reached"))
    assert row.next_look_at == factories.TUESDAY + timedelta(hours=2)


def test_every_question_may_be_left_and_what_is_wrong_is_named() -> None:
    case = looked.case()
    looked.begun(case.pk, said=replace(SAID, answers={}, words=""))
    with access.open_rounds(BY, case.pk) as (_case, (one,)):
        assert set(one.said["answers"].values()) == {"not_asked"}
    for changes, code in (
        ({"answers": {"plan": "4"}}, "plan"),
        ({"way": ""}, "way"),
        ({"within": "48"}, "within"),
        ({"words": "x" * 1001}, "words"),
    ):
        with refused(NotValid, code):
            looked.again(case.pk, said=replace(SAID, **changes))
    for changes, code in (({"acts": ("pray",)}, "acts"), ({"stays": ""}, "stays"), ({"told": ""}, "told")):
        with refused(NotValid, code):
            looked.recorded(case.pk, done=replace(looked.DONE, **changes))


def test_what_does_not_run_is_neither_looked_at_again_nor_ended_and_nothing_begins_twice() -> None:
    case = looked.case()
    for deed in (looked.again, looked.ended, looked.recorded):
        with refused(NotNow, "not_running"):
            deed(case.pk)
    looked.begun(case.pk)
    with refused(NotNow, "running"):
        looked.begun(case.pk)


def test_the_same_form_sent_again_keeps_one() -> None:
    case, form = looked.case(), new_id()
    for _time in range(2):
        crisis_rounds.begin(case_id=case.pk, said=SAID, instance_id=form, by=BY)
        crisis_rounds.record(case_id=case.pk, done=looked.DONE, instance_id=form, by=BY)
    assert (CrisisRound.objects.count(), CrisisAct.objects.count()) == (1, 1)


def test_a_closed_file_says_what_to_do_all_the_same_and_opening_it_brings_the_look_back() -> None:
    case = looked.case()
    looked.begun(case.pk)
    assert {one.code: one.count(case.pk) for one in still_open.OPEN} == {"crisis": 1, "act_now": 0}
    _close(case.pk)
    assert owed() == []
    for deed in (looked.begun, looked.again, looked.ended, looked.recorded):
        with refused(NotNow, "closed") as refusal:
            deed(case.pk)
        with override("en"):
            assert "emergency service" in str(refusal.value.sentence)
    closures.reopen(case_id=case.pk, reason="person_came_back", by=BY)
    assert len(owed()) == 1


def _close(case_id: UUID) -> None:
    running = tuple(Referral.objects.filter(case_id=case_id).values_list("pk", flat=True))
    closures.close(case_id=case_id, ending=Ending("goals_reached", left_running=running, knowing=True), by=BY)


def test_only_the_desk_that_holds_the_case_and_any_role_of_it() -> None:
    case = looked.case()
    for stranger in (cast.INSPECTOR_SOUTH, cast.SHELTER, cast.NURSE, cast.OFFICER):
        for deed in (looked.begun, looked.again, looked.ended, looked.recorded):
            with pytest.raises(NotFound):
                deed(case.pk, by=stranger)
        with pytest.raises(NotFound), access.open_rounds(stranger, case.pk):
            pass
    with pytest.raises(NotPermitted):
        looked.begun(case.pk, by=cast.SECRETARY)
    for role in ("front_line", "case_manager", "interviewer", "health_professional", "legal_counsel", "desk_lead"):
        by = replace(cast.INSPECTOR_COLLEAGUE, roles=frozenset({role}))
        if CrisisRound.objects.exists():
            looked.again(case.pk, by=by)
        else:
            looked.begun(case.pk, by=by)


def test_a_desk_of_police_reads_its_own_looks_and_no_older_word_of_another() -> None:
    case = looked.case()
    looked.begun(case.pk)
    looked.recorded(case.pk)
    Desk.objects.filter(pk="labour-north").update(kind="police")
    row = CrisisRound.objects.defer("said").get()
    with access.open_rounds(BY, case.pk) as (_case, rounds):
        assert [one.row.pk for one in rounds] == [row.pk], "what it wrote itself"
    # As if the file had come from elsewhere.
    Desk.objects.filter(pk="labour-south").update(kind="police")
    Case.objects.filter(pk=case.pk).update(desk_id="labour-south")
    Grant.objects.filter(case=case).update(desk_id="labour-south")
    with access.open_rounds(cast.INSPECTOR_SOUTH, case.pk) as (_case, rounds):
        assert rounds == ()
    # What it does after a look of the other desk is there, with the day of that look and none of its words.
    looked.recorded(case.pk, by=cast.INSPECTOR_SOUTH)
    with access.open_rounds(cast.INSPECTOR_SOUTH, case.pk) as (_case, (other,)):
        assert (other.other, other.said, other.row.at) == (True, {}, row.at)
        assert [act.desk_id for act, _done in other.acts] == ["labour-south"]
        with pytest.raises(NotOpened):
            _ = other.row.said
    looked.again(case.pk, by=cast.INSPECTOR_SOUTH)
    with access.open_rounds(cast.INSPECTOR_SOUTH, case.pk) as (_case, rounds):
        assert [(one.row.number, one.other) for one in rounds] == [(2, False), (1, True)]


def answered(by: Actor, case_id: UUID) -> list[str]:
    """The parts of the answer to the person that a look, an act or an offer of care makes."""
    with cases.open_case(by, case_id, purpose="answer_the_person") as opened:
        return [one.name for one in holdings.items(opened) if one.name.split(":")[0] in ("look", "act", "care_offer")]


def test_a_desk_of_police_answers_the_person_with_its_own_looks_acts_and_offers_only() -> None:
    """Seen red without the filter: every word of the inspector was opened for the answer of a police desk."""
    case = looked.case()
    for by in (BY, cast.INSPECTOR_SOUTH):
        Case.objects.filter(pk=case.pk).update(desk_id=by.desk_id)
        Grant.objects.filter(case=case).update(desk_id=by.desk_id)
        (looked.again if CrisisRound.objects.exists() else looked.begun)(case.pk, by=by)
        looked.recorded(case.pk, by=by)
        health_offers.say(case_id=case.pk, said="declined", instance_id=new_id(), by=by)
    whole = ["care_offer:1", "care_offer:2", "look:1", "look:2", "act:1", "act:2"]
    assert answered(cast.INSPECTOR_SOUTH, case.pk) == whole
    Desk.objects.filter(pk="labour-south").update(kind="police")
    assert answered(cast.INSPECTOR_SOUTH, case.pk) == ["care_offer:2", "look:2", "act:1"]


def test_lines_never_change_and_no_answer_stands_in_the_audit_or_the_outbox() -> None:
    case = looked.case()
    looked.begun(case.pk)
    looked.recorded(case.pk)
    for model in (CrisisRound, CrisisAct):
        with pytest.raises(DatabaseError), transaction.atomic():
            model._base_manager.update(at=F("at"))
    events = AuditEvent.objects.filter(action__startswith="crisis_").values_list("action", "code")
    assert sorted(events) == [("crisis_act.recorded", ""), ("crisis_round.begun", "")]
    told = OutboxMessage.objects.filter(event__startswith="crisis_").values_list("ids", flat=True)
    assert {tuple(ids) for ids in told} == {("case",)}
