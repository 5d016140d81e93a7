"""The verbs of the first days: the six were asked, or left for later with a reason. Each is a row of its own."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, policy
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.sending import role_of
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.plans import rules_first_days as rules
from himaya.plans import words
from himaya.plans.access import SINCE
from himaya.plans.models import FirstDays

# One person is not asked more often than this; a round a day for months stays far below.
MOST_ROUNDS = 500


def ask(*, case_id: UUID, answers: Mapping[str, str], since: str, instance_id: UUID, by: Actor) -> FirstDays:
    """The six were asked, each answered yes, no or not yet known; `since` is a band of hours, `none` where there was no
    assault so lately, or empty where that was not asked or not said.

    The same form sent again keeps one round. Raises NotFound, NotNow (closed), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case = _held(by, case_id)
        missing = next((one for one in rules.QUESTIONS if answers.get(one) not in rules.READINGS), "")
        if missing:
            raise NotValid(words.answer_too(missing), code=missing)
        if since and since not in (*rules.BANDS, rules.NONE):
            raise NotValid(_("Choose one of the spans of time, or leave it open."), code=SINCE)
        said = {one: answers[one] for one in rules.QUESTIONS}
        return _round(u, case, instance_id, {**said, SINCE: since}, "")


def leave(*, case_id: UUID, reason: str, instance_id: UUID, by: Actor) -> FirstDays:
    """Not now: the reason is about the moment. Help and the plan go on. Raises NotFound, NotNow (closed), NotValid."""
    with unit(by=by) as u:
        case = _held(by, case_id)
        if reason not in rules.NOT_NOW:
            raise NotValid(_("Say why not now."), code="not_now")
        return _round(u, case, instance_id, None, reason)


def _held(by: Actor, case_id: UUID) -> Case:
    policy.check_hand_over(by)
    case = access.lock_case(by, case_id)
    if case.state != "open":
        raise NotNow(_("This file is closed. What was asked can still be read."), code="closed")
    return case


def _round(u: Unit, case: Case, instance_id: UUID, answers: dict[str, str] | None, reason: str) -> FirstDays:
    rows = FirstDays.objects.filter(case=case)
    done = rows.filter(instance_id=instance_id).first()
    if done is not None:
        return done
    if rows.count() >= MOST_ROUNDS:
        raise NotNow(_("These questions were asked here as often as can be kept."), code="full")
    row = FirstDays(
        person_id=case.person_id,
        case=case,
        instance_id=instance_id,
        number=rows.count() + 1,
        at=clock.now(),
        desk_id=u.by.desk_id,
        role=role_of(u.by),
        not_now=reason,
    )
    seal(row, answers=answers)
    row.save(force_insert=True)
    done_as = "first_days.left" if reason else "first_days.asked"
    quiet.stirred(case.pk)
    u.log(done_as, object_type="case", object_id=case.pk, code=reason, subjects=[case.person_id])
    if answers is not None and answers[rules.DANGER] == rules.YES:
        worker = str(policy.account_of(u.by))
        u.tell("first_days.in_danger", case=str(case.pk), desk=u.by.desk_id, worker=worker, said=str(row.pk))
    return row
