"""Talk, ask, choose, weigh, sign, or say “not now”: by the verbs, with what each refuses."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from himaya.cases.actions import closures
from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import AuditEvent
from himaya.ops import worker
from himaya.returns import access, queries, rules, states, still_open
from himaya.returns.actions import choices, returns, talks, weighing
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.returns import gone
from tests.rooms.returns.gone import BY, SECOND

pytestmark = pytest.mark.capability("F1")


def against(case: Case, by: Actor = BY) -> tuple[str, ...]:
    with access.open_return(by, case.pk) as opened:
        return opened.against


def state(case: Case) -> str:
    return VoluntaryReturn.objects.filter(case=case).order_by("-number")[0].state


def test_somebody_talks_weighs_and_two_sign() -> None:
    case = gone.case()
    gone.opened(case.pk)
    assert against(case) == (
        "fear_not_asked", "risk_not_assessed", "not_chosen", "not_weighed", "stay_not_weighed", "partner_missing",
        "services_missing", "unsigned",
    )  # fmt: skip
    gone.told(case.pk)
    gone.asked(case.pk)
    gone.chosen(case.pk)
    assert state(case) == states.WEIGHING
    gone.at_risk(case.pk)
    gone.weighed(case.pk)
    gone.partner(case.pk)
    gone.confirmed(case.pk)
    assert against(case) == ("unsigned",)
    gone.signed(case.pk)
    assert (state(case), against(case)) == (states.WEIGHING, ("one_signature",))
    gone.signed(case.pk, by=SECOND)
    assert (state(case), against(case)) == (states.PREPARING, ())


def test_a_choice_comes_after_the_talk() -> None:
    case = gone.case()
    gone.opened(case.pk)
    with refused(NotNow, says="informed"):
        gone.chosen(case.pk)


@pytest.mark.parametrize("way", [rules.STAY, rules.LATER])
def test_whoever_stays_or_chooses_later_is_talked_with(way: str) -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.chosen(case.pk, way)
    assert state(case) == states.TALKING
    assert "not_chosen" in against(case)


def test_one_word_leads_back_to_talking_and_what_was_signed_stands_no_more() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    choices.change_mind(case_id=case.pk, instance_id=new_id(), by=BY)
    assert state(case) == states.TALKING
    gone.chosen(case.pk)
    assert against(case) == ("unsigned",), "the sheets of the same country are fresh, the signatures are not"


def test_another_country_is_weighed_anew() -> None:
    case = gone.case()
    gone.to_signing(case.pk)
    gone.chosen(case.pk, country="Elsewhere")
    assert against(case) == ("not_weighed", "partner_missing", "services_missing", "unsigned")
    gone.chosen(case.pk, country=f" {gone.COUNTRY.upper()}  ")
    assert against(case) == ("unsigned",)


def test_the_same_person_never_signs_twice_and_the_second_leads_or_counsels() -> None:
    case = gone.case()
    gone.to_signing(case.pk)
    with refused(NotPermitted, says="signs first"):
        gone.signed(case.pk, by=cast.INSPECTOR_COLLEAGUE)
    gone.signed(case.pk)
    with refused(NotPermitted, says="You signed first"):
        gone.signed(case.pk)
    with refused(NotPermitted, says="second signature"):
        gone.signed(case.pk, by=cast.INSPECTOR_COLLEAGUE)
    assert state(case) == states.WEIGHING


def test_nobody_signs_what_stands_against_it_and_reads_why() -> None:
    case = gone.case()
    gone.to_signing(case.pk)
    gone.partner(case.pk, retaliation=rules.GRAVE)
    with refused(NotNow, says="Revenge and pressure: Grave"):
        gone.signed(case.pk)
    gone.partner(case.pk)
    gone.asked(case.pk, back=rules.YES)
    with refused(NotNow, says="asylum"):
        gone.signed(case.pk)


@pytest.mark.parametrize("anew", [gone.weighed, gone.partner])
def test_what_is_weighed_anew_is_signed_anew(anew: Callable[..., ReturnLine]) -> None:
    case = gone.case()
    gone.to_signing(case.pk)
    gone.signed(case.pk)
    anew(case.pk)
    assert against(case) == ("unsigned",)


def test_a_signature_is_for_what_was_read() -> None:
    case = gone.case()
    row = gone.to_signing(case.pk)
    seen = queries.last_number(row)
    gone.told(case.pk)
    with refused(NotNow, says="meanwhile"):
        weighing.sign(case_id=case.pk, seen=seen, instance_id=new_id(), by=BY)


def test_a_fear_that_is_told_late_takes_what_was_signed_back() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    gone.asked(case.pk, asylum=rules.YES)
    assert state(case) == states.WEIGHING
    assert against(case) == ("fear", "unsigned")


@pytest.mark.parametrize("back", [gone.weighed, gone.partner, gone.not_now, gone.changed])
def test_what_goes_back_has_no_day_of_travel(back: Callable[..., ReturnLine]) -> None:
    """Seen red with the day left where it was."""
    case = gone.case()
    gone.to_preparing(case.pk)
    VoluntaryReturn.objects.update(travel_on=clock.today() + timedelta(days=10))
    back(case.pk)
    assert VoluntaryReturn.objects.get().travel_on is None


def test_a_sheet_grows_old() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    for days, stands in ((29, ()), (30, ("old", "services_missing"))):
        with clock.stopped(factories.TUESDAY + timedelta(days=days)):
            assert against(case) == stands


def test_a_critical_risk_stands_against_it_from_the_assessment() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.at_risk(case.pk, "4", "4")
    assert "critical_risk" in against(case)


def test_a_child_cannot_pass_the_weighing() -> None:
    case = gone.child()
    gone.to_signing(case.pk)
    with refused(NotNow, says="child"):
        gone.signed(case.pk)


def test_not_now_has_reasons_alternatives_and_a_day_that_becomes_a_task() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.not_now(case.pk)
    worker.drain()
    task = Task.objects.defer("words").get(kind="return_again")
    assert (state(case), task.due_on, task.state) == (states.NOT_NOW, clock.today() + timedelta(days=14), "open")
    gone.not_now(case.pk, days=7)
    worker.drain()
    task.refresh_from_db(fields=["due_on"])
    assert task.due_on == clock.today() + timedelta(days=7)
    gone.weighed(case.pk)
    worker.drain()
    task.refresh_from_db(fields=["state"])
    assert (state(case), task.state) == (states.WEIGHING, "closed")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reasons": ()}, "reasons"),
        ({"alternatives": ()}, "alternatives"),
        ({"days": 0}, "review_on"),
        ({"days": 91}, "review_on"),
        ({"reasons": ("strange",)}, "reasons"),
    ],
)
def test_not_now_is_never_said_without_them(changes: dict[str, object], code: str) -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    given: dict[str, object] = {"reasons": ("danger",), "alternatives": ("stay_with_plan",), "days": 14, **changes}
    said = weighing.NotArranged(
        given["reasons"],  # type: ignore[arg-type]
        given["alternatives"],  # type: ignore[arg-type]
        clock.today() + timedelta(days=int(str(given["days"]))),
    )
    with refused(NotValid, code):
        weighing.not_now(case_id=case.pk, said=said, instance_id=new_id(), by=BY)


def test_whoever_goes_alone_is_asked_about_a_plan_and_can_come_back() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.not_now(case.pk)
    choices.leave_alone(case_id=case.pk, plan="wants_one", instance_id=new_id(), by=BY)
    assert state(case) == states.NOT_NOW
    returns.end(case_id=case.pk, reason="left_alone", instance_id=new_id(), by=BY)
    assert gone.opened(case.pk).number == 2


def test_one_runs_at_a_time_and_ends_once() -> None:
    case = gone.case()
    gone.opened(case.pk)
    with refused(NotNow, says="already"):
        gone.opened(case.pk)
    with refused(NotNow, says="not arrived"):
        returns.end(case_id=case.pk, reason="followed", instance_id=new_id(), by=BY)
    returns.end(case_id=case.pk, reason="stays", instance_id=new_id(), by=BY)
    with refused(NotNow, says="Nothing runs"):
        returns.end(case_id=case.pk, reason="stays", instance_id=new_id(), by=BY)


def test_the_same_form_sent_again_keeps_one_line() -> None:
    case, form = gone.case(), new_id()
    for _again in range(2):
        returns.open_for(case_id=case.pk, instance_id=form, by=BY)
        talks.go_through(case_id=case.pk, talk=gone.TALK, instance_id=form, by=BY)
    assert (VoluntaryReturn.objects.count(), ReturnLine.objects.count()) == (1, 1)


def test_no_line_is_changed_and_nothing_of_an_attempt_that_ended() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    returns.end(case_id=case.pk, reason="stays", instance_id=new_id(), by=BY)
    for rows, change in (
        (ReturnLine.objects.filter(case=case), {"number": F("number") + 1}),
        (VoluntaryReturn.objects.filter(case=case), {"review_on": clock.today()}),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize("kind", ["police", "border", "gendarmerie", "prosecution", "judiciary", "consulate", "state"])
def test_a_desk_where_no_story_is_kept_has_no_such_page_also_where_it_holds_the_file(kind: str) -> None:
    case = gone.case()
    gone.opened(case.pk)
    Desk.objects.filter(pk=BY.desk_id).update(kind=kind)
    with pytest.raises(NotFound), access.open_return(BY, case.pk):
        pass
    with pytest.raises(NotFound):
        gone.told(case.pk)


def test_other_desks_know_of_nothing() -> None:
    case = gone.case()
    gone.opened(case.pk)
    for stranger in (cast.SHELTER, cast.INSPECTOR_SOUTH, cast.NURSE, cast.LAWYER):
        with pytest.raises(NotFound), access.open_return(stranger, case.pk):
            pass
    for none in (cast.AUDITOR, cast.OPERATOR, cast.SECRETARY):
        with pytest.raises(NotPermitted), access.open_return(none, case.pk):
            pass


def test_a_reading_is_written_down_and_the_audit_tells_no_answer() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    before = AuditEvent.objects.filter(action="return.read").count()
    against(case)
    assert AuditEvent.objects.filter(action="return.read").count() == before + 1
    with pytest.raises(NotValid):
        talks.ask_fear(case_id=case.pk, answers={}, instance_id=new_id(), by=BY)


def test_closing_the_file_says_that_it_runs() -> None:
    case = gone.case()
    gone.opened(case.pk)
    still = next(one for one in still_open.OPEN if one.weight == "warns")
    assert still.count(case.pk) == 1
    returns.end(case_id=case.pk, reason="stays", instance_id=new_id(), by=BY)
    assert still.count(case.pk) == 0


def test_a_file_that_is_opened_again_has_its_day_to_look_again() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.not_now(case.pk)
    gone.closed(case.pk)
    worker.drain()
    waiting = Task.objects.filter(kind="return_again", state__in=("open", "taken"))
    assert not waiting.exists()
    with refused(NotNow, says="closed"):
        gone.told(case.pk)
    closures.reopen(case_id=case.pk, reason="person_came_back", by=BY)
    worker.drain()
    assert waiting.exists()
