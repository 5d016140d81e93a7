"""The verbs of stepped care: begun, reviewed, a step up, a step down. Each adds a line; none is ever changed."""

from datetime import datetime, time
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.health import access, access_care, keeping, policy
from himaya.health import rules_care as rules
from himaya.health.access_care import Course
from himaya.health.models import CareStep
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.kernel.untold import NotNow, NotValid

LONGEST = 2000
SENTENCES: dict[str, Promise] = {
    "step": _("Choose the step: a higher one to step up, a lower one to step down."),
    "reason": _("Choose why. “No change” can be said from the fourth week of a step on."),
    "words": _("These words are too long: at most 2000 letters."),
}
NOT_NOW: dict[str, Promise] = {
    "begun": _("Stepped care was begun already. Nothing else was changed."),
    "not_begun": _("Stepped care was not begun yet. Begin it first."),
}


def begin(*, case_id: UUID, step: int | None, words: str, instance_id: UUID, by: Actor) -> UUID:
    """Write the first step. Raises NotFound, NotNow (begun, closed), NotValid (step, words: the code names the field).

    The same form sent again keeps one line.
    """
    return _write(rules.BEGIN, case_id, step, "", words, instance_id, by)


def review(*, case_id: UUID, reason: str, words: str, instance_id: UUID, by: Actor) -> UUID:
    """Look again, and stay on the step. Raises NotFound, NotNow (not begun, closed), NotValid (reason, words)."""
    return _write(rules.REVIEW, case_id, None, reason, words, instance_id, by)


def step_up(
    *,
    case_id: UUID,
    step: int | None,
    reason: str,
    words: str,
    instance_id: UUID,
    by: Actor,
    tells_holder: bool = False,
) -> UUID:
    """Go up, for a trigger that the clinician judged. Raises as `review`, and NotValid (step).

    Where a life may be in danger, the clinician's desk has a task: the person is seen again within a day. With
    `tells_holder` the desk that holds the file hears "danger now: act", and never why.
    """
    return _write(rules.UP, case_id, step, reason, words, instance_id, by, tells_holder=tells_holder)


def step_down(*, case_id: UUID, step: int | None, reason: str, words: str, instance_id: UUID, by: Actor) -> UUID:
    """Go down, with a reason. Raises as `step_up`."""
    return _write(rules.DOWN, case_id, step, reason, words, instance_id, by)


def _write(
    done: str,
    case_id: UUID,
    to: int | None,
    reason: str,
    words: str,
    instance_id: UUID,
    by: Actor,
    *,
    tells_holder: bool = False,
) -> UUID:
    policy.check_works(by)
    with unit(by=by) as u:
        compartment = access.lock_health(by, case_id)
        before = keeping.sent_before(compartment, instance_id, CareStep)
        if before is not None:
            return before.pk
        keeping.check_open(compartment)
        with access_care.open_course(by, compartment) as course:
            said = _judged(done, course, to, reason, words, by)
            place = len(course.lines) + 1
        today = clock.today()
        row = CareStep(
            compartment=compartment,
            subject_id=compartment.subject_id,
            instance_id=instance_id,
            place=place,
            desk_id=by.desk_id,
            written_by=cases.account_of(by),
            written_on=today,
        )
        seal(row, said=said)
        row.save(force_insert=True)
        # One word for whatever was kept: who reads the audit learns of no step (ADR 51).
        u.log(
            "care_step.added",
            object_type="compartment",
            object_id=compartment.pk,
            subjects=[compartment.case.person_id],
        )
        u.tell("care_step.added", step=str(row.pk), case=str(case_id))
        due = datetime.combine(rules.window(today)[0], time(), clock.here())
        u.tell("care_step.review_due", due_at=due, step=str(row.pk), case=str(case_id))
        if rules.calls_for_act(reason):
            told = {by.desk_id, compartment.case.desk_id} if tells_holder else {by.desk_id}
            for desk_id in sorted(told):
                u.tell("care_step.act_now", step=str(row.pk), case=str(case_id), desk=desk_id)
        return row.pk


def _judged(done: str, course: Course, to: int | None, reason: str, words: str, by: Actor) -> dict[str, object]:
    """What the line will say. Raises NotFound (role), NotNow, NotValid."""
    days = (clock.today() - course.since).days if course.since is not None else 0
    wrong = rules.wrong(done, course.step, to, reason, days=days, roles=by.roles)
    if wrong == "role":
        raise NotFound
    if wrong in NOT_NOW:
        raise NotNow(NOT_NOW[wrong], code=wrong)
    text = words.replace("\0", "").strip()
    if not wrong and len(text) > LONGEST:
        wrong = "words"
    if wrong:
        raise NotValid(SENTENCES[wrong], code=wrong)
    return {"done": done, "step": course.step if to is None else to, "reason": reason, "words": text}
