"""The races of stepped care and of a clinician's letter: two of one desk write, release, print or take back at once."""

from functools import partial
from uuid import UUID, uuid4

from himaya.health.actions import care_steps, clinician_letters
from himaya.health.models import CareStep, ClinicianLetter
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.models import OutboxMessage
from himaya.tasks.actions import raising_apart
from himaya.tasks.models import Task
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.health import stepped

races = Table()
MEMBERS = (cast.NURSE, stepped.SECOND)
ADDED = "care_step.added"


def _apart() -> UUID:
    stepped.seat(stepped.SECOND)
    return stepped.apart()


def _begun() -> UUID:
    case = _apart()
    stepped.begun(case, 2)
    return case


def _placed(count: int) -> bool:
    return sorted(CareStep.objects.values_list("place", flat=True)) == list(range(1, count + 1))


@races.of("care_steps.begin")
def of_two_who_begin_a_course_one_does() -> Race:
    case = _apart()
    return once(lambda by: stepped.begun(case, by=by), ADDED, lambda: _placed(1), by=MEMBERS)


@races.of("care_steps.review")
def two_who_look_at_once_both_write_each_in_its_place() -> Race:
    case = _begun()

    def review(by: Actor) -> object:
        return care_steps.review(case_id=case, reason="helps", words="", instance_id=uuid4(), by=by)

    return both(review, ADDED, lambda: _placed(3), by=MEMBERS)


@races.of("care_steps.step_up")
def of_two_who_step_up_to_the_same_step_one_does() -> Race:
    case = _begun()

    def step_up(by: Actor) -> object:
        return care_steps.step_up(case_id=case, step=3, reason="impairment", words="", instance_id=uuid4(), by=by)

    return once(step_up, ADDED, lambda: _placed(2), by=MEMBERS)


@races.of("care_steps.step_up")
def of_two_who_step_up_for_a_life_one_tells() -> Race:
    case = _begun()

    def step_up(by: Actor) -> object:
        return care_steps.step_up(
            case_id=case, step=4, reason="suicidality", words="", instance_id=uuid4(), by=by, tells_holder=True
        )

    def told() -> bool:
        return OutboxMessage.objects.filter(event="care_step.act_now").count() == 2

    return once(step_up, ADDED, lambda: _placed(2) and told(), by=MEMBERS)


@races.of("care_steps.step_down")
def of_two_who_step_down_to_the_same_step_one_does() -> Race:
    case = _begun()

    def step_down(by: Actor) -> object:
        return care_steps.step_down(case_id=case, step=1, reason="better", words="", instance_id=uuid4(), by=by)

    return once(step_down, ADDED, lambda: _placed(2), by=MEMBERS)


@races.of("clinician_letters.draft")
def the_same_draft_sent_twice_is_kept_once() -> Race:
    case, form = _apart(), uuid4()

    def draft(by: Actor) -> UUID:
        return clinician_letters.draft(case_id=case, wish=stepped.wish(), instance_id=form, by=by)

    return both(draft, "clinician_letter.drafted", lambda: ClinicianLetter.objects.count() == 1, by=MEMBERS, rows=1)


@races.of("clinician_letters.release")
def a_letter_is_released_once() -> Race:
    case = _apart()
    letter = stepped.drafted(case)

    def release(by: Actor) -> None:
        stepped.answered(case, letter, by=by)

    return once(release, "clinician_letter.released", partial(_only, "released_on"), by=MEMBERS)


@races.of("clinician_letters.print_out")
def a_letter_that_stands_is_printed_by_both() -> Race:
    case = _apart()
    letter = stepped.released(case)
    return both(
        lambda by: clinician_letters.print_out(case_id=case, letter_id=letter, by=by),
        "clinician_letter.printed",
        partial(_only, "released_on"),
        by=MEMBERS,
    )


@races.of("clinician_letters.revoke")
def a_letter_is_revoked_once() -> Race:
    case = _apart()
    letter = stepped.released(case)
    return once(
        lambda by: clinician_letters.revoke(case_id=case, letter_id=letter, by=by),
        "clinician_letter.revoked",
        partial(_only, "revoked_on"),
        by=MEMBERS,
    )


@races.of("raising_apart.bring_in_line")
def what_waits_apart_is_one_task_of_the_desk() -> Race:
    day = clock.today()
    return both(
        lambda by: raising_apart.bring_in_line(desk_id="ward", due_on=day, by=by),
        "task.raised",
        lambda: Task.objects.filter(kind=raising_apart.KIND).count() == 1,
        by=(SYSTEM, SYSTEM),
        rows=1,
    )


def _only(day: str) -> bool:
    return ClinicianLetter.objects.filter(**{f"{day}__isnull": False}).count() == 1
