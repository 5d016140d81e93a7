"""The verbs of an awareness activity: planned, checked by two people, shown, ended; the calls of weeks around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import policy, rules, states, writing
from himaya.training import rules_awareness as checks
from himaya.training.locks import lock_activity, lock_row
from himaya.training.models import AwarenessActivity, AwarenessCount, PlanLine, TrainingPlan
from himaya.training.words_awareness import ACTIVITY_STATES

FIRST, SECOND = "first", "second"


@dataclass(frozen=True, slots=True)
class Says:
    """What an activity says, to whom, by which channels, when; `messages` by language."""

    messages: dict[str, str]
    channels: Sequence[str]
    audience: str
    languages: Sequence[str]
    region_id: str
    first_day: date | None
    last_day: date | None
    budget_source: str = ""
    reach_planned: int | None = None


def plan(*, line_id: UUID, institution_id: str = "", says: Says, by: Actor) -> AwarenessActivity:
    """Plan an activity of a line of awareness; held by the line's institution unless another is named.

    Raises NotPermitted, NotFound, NotNow, NotValid.
    """
    with unit(by=by) as u:
        line = _line(by, line_id)
        holder = writing.institution(institution_id or line.owner_id)
        policy.check_holds(by, holder.pk)
        row = AwarenessActivity(line=line, institution=holder, state=states.ACTIVITY_PLANNED)
        _fill(row, says)
        row.save(force_insert=True)
        _log(u, row, "planned")
        return row


def change(*, activity_id: UUID, seen: int, says: Says, by: Actor) -> bool:
    """Say it anew before it is shown. True where a check was made void by it: all but the budget and the planned reach
    is what was checked.

    Raises NotPermitted, NotFound, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = _held(by, activity_id, "change")
        writing.unchanged(seen, row.revision)
        before, checked = _what_is_checked(row), bool(row.checks)
        _fill(row, says)
        voids = checked and before != _what_is_checked(row)
        if voids:
            row.state = writing.moved(states.ACTIVITY_TRANSITIONS, "void", row.state, ACTIVITY_STATES)
            row.checks, row.checked_on, row.checked_by, row.seconded_by = {}, None, None, None
        row.revision += 1
        row.save()
        _log(u, row, "voided" if voids else "changed")
        return voids


def check(*, activity_id: UUID, seen: int, answers: Mapping[str, checks.Answer], by: Actor) -> list[str]:
    """Answer each question of safety, as the first of two. What comes back is to be mended first.

    Raises NotPermitted, NotFound, NotNow, NotValid for a question left open.
    """
    with unit(by=by) as u:
        row = _held(by, activity_id, "check")
        writing.unchanged(seen, row.revision)
        row.checks = {FIRST: _answered(answers)}
        row.checked_on, row.checked_by_id, row.seconded_by = clock.today(), by.account_id, None
        missing = checks.wanting(answers)
        if not missing:
            row.state = states.ACTIVITY_CHECKED
        row.revision += 1
        row.save()
        _log(u, row, "found_wanting" if missing else "checked", writing.codes(missing))
        if not missing:
            two_people.begun(u, "awareness", row.pk)
        return missing


def second(*, activity_id: UUID, seen: int, answers: Mapping[str, checks.Answer], by: Actor) -> list[str]:
    """Answer the same questions as another person. One "no" sends it back: it is mended and checked anew.

    Raises NotPermitted for whoever checked it first, NotFound, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = _held(by, activity_id, "second")
        if row.seconded_by_id is not None:
            raise NotNow(_("Two people have checked this already. Look at the page as it stands."), code="seconded")
        if row.checked_by_id == by.account_id:
            raise NotPermitted(_("You checked it first. Somebody else does it the second time."), code="own_check")
        writing.unchanged(seen, row.revision)
        row.checks = {**row.checks, SECOND: _answered(answers)}
        missing = checks.wanting(answers)
        if missing:
            row.state = states.ACTIVITY_PLANNED
        else:
            row.seconded_by_id = by.account_id
        row.revision += 1
        row.save()
        _log(u, row, "found_wanting" if missing else "seconded", writing.codes(missing))
        return missing


def start(*, activity_id: UUID, by: Actor) -> None:
    """It is shown from today on. Raises NotPermitted, NotFound, NotNow (one check alone, not its days)."""
    with unit(by=by) as u:
        row = _held(by, activity_id, "begin")
        if row.seconded_by_id is None:
            raise NotNow(_("Two people check it before it is shown: a second is missing."), code="not_seconded")
        if not row.first_day <= clock.today() <= row.last_day:
            raise NotNow(
                _("Today is not one of its days. Change the days, and have it checked for them."), code="not_its_days"
            )
        row.state = states.ACTIVITY_RUNNING
        row.save(update_fields=["state"])
        _log(u, row, "begun")


def end(*, activity_id: UUID, last_day: date | None, reach: int | None, reach_how: str, by: Actor) -> None:
    """It is over since `last_day`; how many it reached and how that was counted, or why nobody counted.

    Raises NotPermitted, NotFound, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = _held(by, activity_id, "end")
        if last_day is None or not row.first_day <= last_day <= clock.today():
            raise NotValid(
                _("Write the last day on which it was shown: from its first day until today."), code="ended_on"
            )
        row.reach = _number(reach, "reach")
        row.reach_how = writing.said(
            reach_how, 160, missing=_("Say how the reach was counted, or why it was not counted.")
        )
        row.state, row.last_day = states.ACTIVITY_ENDED, last_day
        row.save(update_fields=["state", "last_day", "reach", "reach_how"])
        mondays = [one.monday for one in checks.weeks(row.first_day, row.last_day)]
        # Ended earlier than it was planned: a week that lies no more around it is no part of its series.
        row.counts.exclude(week__in=mondays).delete()
        _log(u, row, "ended")


def cancel(*, activity_id: UUID, reason: str, by: Actor) -> None:
    """Cancel it, or stop it while it is shown, with a reason. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        row = _held(by, activity_id, "cancel")
        row.cancelled_reason = writing.said(reason, 240, missing=_("Say in one sentence why it is cancelled."))
        row.state = states.ACTIVITY_CANCELLED
        row.save(update_fields=["state", "cancelled_reason"])
        _log(u, row, "cancelled")


def count_week(*, activity_id: UUID, week: date | None, calls: int | None, source: str, by: Actor) -> None:
    """Enter how many calls a helpline had in a week, and who counted them. Raises as `correct_week`."""
    with unit(by=by) as u:
        row = _held(by, activity_id, "count")
        monday = _week(row, week)
        if row.counts.filter(week=monday).exists():
            raise NotNow(_("This week was entered already. Correct it if it is not right."), code="week")
        AwarenessCount.objects.create(activity=row, week=monday, calls=_calls(calls), source=_source(source))
        _log(u, row, "counted", monday.isoformat())


def correct_week(*, activity_id: UUID, week: date | None, calls: int | None, source: str, by: Actor) -> None:
    """Correct a week that was entered, as long as weeks are entered; the audit keeps that it was done.

    Raises NotPermitted, NotFound, NotNow (weeks are entered no more), NotValid.
    """
    with unit(by=by) as u:
        row = _held(by, activity_id, "count")
        monday = _week(row, week)
        held = AwarenessCount.objects.select_for_update().filter(activity=row, week=monday).first()
        if held is None:
            raise NotNow(_("This week was not entered yet. Enter it first."), code="week")
        held.calls, held.source = _calls(calls), _source(source)
        held.save(update_fields=["calls", "source"])
        _log(u, row, "corrected", monday.isoformat())


def _line(by: Actor, line_id: UUID) -> PlanLine:
    policy.check_reads(by)
    plan_id = PlanLine.objects.filter(pk=line_id).values_list("plan_id", flat=True).first()
    visible = TrainingPlan.objects.all() if policy.leads(by) else TrainingPlan.objects.exclude(state=states.PLAN_DRAFT)
    if plan_id is None:
        raise NotFound
    held = lock_row(visible, plan_id)
    line = lock_row(PlanLine.objects.select_related("plan"), line_id)
    if not policy.leads(by):
        policy.check_holds(by, line.owner_id)
    if held.state != states.PLAN_ADOPTED:
        raise NotNow(_("The plan is not in force: put it in force first."), code="plan_not_adopted")
    if line.dropped_on is not None:
        raise NotNow(_("This line was dropped. Look at the plan as it stands."), code="line_dropped")
    if line.kind != rules.AWARENESS:
        raise NotValid(_("This line is a training: it has sessions and no activities."), code="kind")
    return line


def _held(by: Actor, activity_id: UUID, verb: str) -> AwarenessActivity:
    row = lock_activity(by, activity_id)
    writing.moved(states.ACTIVITY_TRANSITIONS, verb, row.state, ACTIVITY_STATES)
    return row


def _what_is_checked(row: AwarenessActivity) -> tuple[Any, ...]:
    names = ("title_fr", "title_ar", "title_en", "channels", "audience", "languages", "region_id")
    return (*(getattr(row, name) for name in names), row.first_day, row.last_day)


def _fill(row: AwarenessActivity, says: Says) -> None:
    for name, text in writing.titles(says.messages).items():
        setattr(row, name, text)
    row.channels = _chosen(says.channels, states.CHANNELS, "channels", _("Choose one channel at least."))
    row.audience = writing.said(says.audience, 160, missing=_("Say for whom it is, without naming anybody."))
    row.languages = _chosen(says.languages, states.LANGUAGES, "languages", _("Choose one language at least."))
    row.region = writing.region(says.region_id)
    _days(row, says)
    row.budget_source = writing.said(says.budget_source, 160)
    row.reach_planned = _number(says.reach_planned, "reach_planned")


def _days(row: AwarenessActivity, says: Says) -> None:
    first, last = says.first_day, says.last_day
    if first is None or first < clock.today():
        raise NotValid(_("Write its first day, today or later: it is checked before it is shown."), code="first_day")
    if last is None or last < first or (last - first).days >= checks.LONGEST_DAYS:
        raise NotValid(
            _("Write its last day: not before the first, and within half a year. Plan a longer one as several."),
            code="last_day",
        )
    row.first_day, row.last_day = first, last


def _chosen(said: Sequence[str], known: Sequence[str], code: str, sentence: Promise) -> list[str]:
    if not said or not set(said) <= set(known):
        raise NotValid(sentence, code=code)
    return [one for one in known if one in said]


def _number(number: int | None, code: str) -> int | None:
    if number is not None and not 0 <= number <= writing.MOST_REACHED:
        raise NotValid(_("Write a number without a sign, or leave it empty."), code=code)
    return number


def _answered(answers: Mapping[str, checks.Answer]) -> dict[str, dict[str, str]]:
    left = checks.open_questions(answers)
    if left:
        raise NotValid(
            _("Answer each question. Where the answer is no, write what is to be mended."), code=f"q_{left[0]}"
        )
    return {
        code: {"answer": answers[code].answer, "note": writing.said(answers[code].note, 240)}
        for code in checks.QUESTIONS
    }


def _week(row: AwarenessActivity, week: date | None) -> date:
    if week is None or week not in [one.monday for one in checks.weeks(row.first_day, row.last_day)]:
        raise NotValid(_("Choose a week of the list."), code="week")
    if not checks.is_over(week, clock.today()):
        raise NotValid(_("This week is not over yet. Enter it next week."), code="week")
    if clock.today() > checks.counting_ends(row.last_day):
        raise NotNow(_("Weeks of this activity are entered no more: its series stays as it is."), code="week")
    return week


def _calls(calls: int | None) -> int:
    found = _number(calls, "calls")
    if found is None:
        raise NotValid(_("Write how many calls there were; 0 where there were none."), code="calls")
    return found


def _source(source: str) -> str:
    return writing.said(source, 160, missing=_("Say who counted the calls, such as the name of the helpline."))


def _log(u: Unit, row: AwarenessActivity, did: str, code: str = "") -> None:
    u.log(f"awareness_activity.{did}", object_type="awareness_activity", object_id=row.pk, code=code)
