"""New sets of answers beside the old ones: a case assessed again under another version, or one answer set right."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, given, policy, rules_assessing
from himaya.cases.models import Case, Submission
from himaya.instruments import queries, triage, usage
from himaya.instruments.models import Version
from himaya.kernel import wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.unit import unit


@dataclass(frozen=True)
class Assessed:
    """The new set of answers, and the next step of the case after it. The same form sent again gives the same."""

    submission_id: UUID
    next_step: str


def add(*, case_id: UUID, version_id: int, answers: Mapping[str, str], instance_id: UUID, by: Actor) -> Assessed:
    """Keep new answers of an open case under the version in force, or under the one that its desk tries.

    The old answers stay as they were, under their version. The next step of the case becomes the more urgent of the
    two; the age group is looked at as at a hand-over. From here on the case counts under the new version
    (`instruments.usage`): it is the one that its next reader meets. No screening is tallied, because nobody new was
    met, and no field note is written: signals count the forms that were handed over, and this one is not.
    Raises NotFound, NotNow (closed, not in force, answered under this version before), NotValid (what was sent).
    """
    policy.check_hand_over(by)
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        if (done := _already(case, instance_id)) is not None:
            return done
        if case.state != "open":
            raise NotNow(_("This file is closed. Open it again first, on its page “Closing”."), code="case_closed")
        before = list(_of(case))
        _check_version(before, version_id, desk_id=case.desk_id)
        version = given.verified(version_id, answers)
        row = given.keep(case, version, answers, instance_id=instance_id)
        _look_again(case, given.facts(version, answers))
        usage.moved(before[-1].version_id, version.pk, case.institution_id)
        u.log("assessment.added", object_type="case", object_id=case.pk, code=case.next_step, subjects=[case.person_id])
        return Assessed(row.pk, case.next_step)


def correct(*, case_id: UUID, name: str, value: str, purpose: str, by: Actor) -> UUID:
    """Set one answer of the latest set right: a new set under the same version; the one before stays, sealed.

    Inside the caller's unit the reading that this takes joins its audit. A closed file can be set right too. The next
    step only rises, as at an assessment. Raises NotFound, NotNow (nothing was answered), NotValid (no such answer).
    """
    policy.check_hand_over(by)
    if not name or not value:
        raise NotValid(_("Choose the question and the answer that is right."), code="answers_unknown")
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        last = Submission.objects.select_related("version").filter(case=case).order_by("number").last()
        if last is None:
            raise NotNow(_("No answers are kept in this case."), code="no_answers")
        with Access(by, purpose, action="case.read", about=("case", case.pk)) as reader:
            reader.open(last)
            answers, details = {**(last.answers or {}), name: value}, last.details or {}
            if (last.answers or {}).get(name) == value:
                raise NotNow(_("This answer stands so already. Nothing was changed."), code="answer_stands")
            version = given.verified(last.version_id, answers)
            row = given.keep(case, version, answers, instance_id=new_id(), details=details)
            _look_again(case, given.facts(version, answers))
        u.log("answer.corrected", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row.pk


def _of(case: Case) -> "list[Submission]":
    rows = Submission.objects.select_related("version").defer("answers", "details").filter(case=case)
    return list(rows.order_by(*given.IN_ORDER))


def _already(case: Case, instance_id: UUID) -> Assessed | None:
    """The case is held, so of two that send the same form at once the second finds what the first kept."""
    with wall.beyond(wall.EVERYTHING):
        kept = Submission.objects.defer("answers", "details").filter(instance_id=instance_id).first()
    if kept is None:
        return None
    if kept.case_id != case.pk:
        raise NotFound
    return Assessed(kept.pk, case.next_step)


def _check_version(before: list[Submission], version_id: int, *, desk_id: str) -> None:
    version = Version.objects.filter(pk=version_id).first()
    if version is None or version.name not in {one.version.name for one in before}:
        raise NotValid(_("This form is not the one of this case. Open it again from the case."), code="version_unknown")
    if version_id in {one.version_id for one in before}:
        raise NotNow(
            _("This case has answers under this version already. They are on the case page; nothing was added."),
            code="already_assessed",
        )
    if queries.in_force(version.name, desk_id=desk_id).pk != version_id:
        raise NotNow(
            _(
                "This version is not in force at your desk. Nothing was kept. Look at the questions of the version in "
                "force, then send."
            ),
            code="version_not_in_force",
        )


def _look_again(case: Case, facts: triage.Facts) -> None:
    case.next_step = rules_assessing.more_urgent(case.next_step, str(triage.next_step(facts).step))
    case.age_group = rules_assessing.age_group_again(case.route, str(facts.age), before=case.age_group)
    case.save(update_fields=["next_step", "age_group"])
