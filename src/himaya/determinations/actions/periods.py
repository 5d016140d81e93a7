"""The recovery and reflection period: begun where one is configured, made longer with a reason. It gates nothing."""

from datetime import date
from uuid import UUID

from himaya.cases import access as cases
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.cases.policy import account_of, check_hand_over
from himaya.determinations import access, queries, rules_days, sheets, states, words
from himaya.determinations.models import Naming, Period
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit


def start(*, case_id: UUID, by: Actor) -> UUID:
    """Begin it: counted by the entry in force from the day of its event. Raises NotFound, NotPermitted, NotNow."""
    check_hand_over(by)
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        naming, since_on, last_on = check_start(case)
        row = _line(u, case, states.STARTED, naming, since_on, last_on, None)
        u.log("period.started", **access.about(case.pk, case.person_id))
        u.tell("period.started", case=str(case.pk), period=str(row.pk))
        return row.pk


def check_start(case: Case) -> tuple[Naming, date, date]:
    """The entry, the day of its event and the last day. Raises NotNow with what is missing."""
    if case.state != "open":
        raise NotNow(words.CLOSED, code="closed")
    naming = queries.configured_period()
    if naming is None or naming.days is None:
        raise NotNow(words.NO_PERIOD, code="no_period")
    if queries.last_period(case.pk) is not None:
        raise NotNow(words.PERIOD_BEGUN, code="begun")
    since_on = queries.since(case.pk, naming.since)
    if since_on is None:
        raise NotNow(words.EVENT_TO_COME[naming.since], code="event")
    return naming, since_on, rules_days.last_day(since_on, naming.days)


def extend(*, case_id: UUID, last_on: date, reason: str, by: Actor) -> UUID:
    """Make it longer, with the reason. Raises NotFound, NotPermitted, NotNow (none begun, closed), NotValid."""
    check_hand_over(by)
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        if case.state != "open":
            raise NotNow(words.CLOSED, code="closed")
        last = queries.last_period(case.pk)
        if last is None:
            raise NotNow(words.PERIOD_NOT_BEGUN, code="not_begun")
        said = sheets.plain(reason, "reason", needed=True)
        longest = rules_days.last_day(last.since_on, rules_days.LONGEST_DAYS)
        if not max(last.last_on, clock.today()) < last_on <= longest:
            raise NotValid(words.LATER_DAY, code="last_on")
        row = _line(u, case, states.EXTENDED, last.naming, last.since_on, last_on, said)
        u.log("period.extended", **access.about(case.pk, case.person_id))
        u.tell("period.extended", case=str(case.pk), period=str(last.pk))
        return row.pk


def _line(u: Unit, case: Case, word: str, naming: Naming, since_on: date, last_on: date, reason: str | None) -> Period:
    row = Period(
        case=case,
        person_id=case.person_id,
        number=Period.objects.filter(case=case).count() + 1,
        word=word,
        naming=naming,
        since_on=since_on,
        last_on=last_on,
        at=clock.now(),
        desk_id=u.by.desk_id,
        written_by=account_of(u.by),
    )
    seal(row, reason=reason)
    row.save(force_insert=True)
    quiet.stirred(case.pk)
    if last_on >= clock.today():
        about = {"case": str(case.pk), "period": str(row.pk)}
        on, over = rules_days.warn_on(last_on, clock.today()), rules_days.day_after(last_on)
        u.tell("period.ending", due_at=rules_days.morning_of(on, clock.here()), **about)
        u.tell("period.over", due_at=rules_days.morning_of(over, clock.here()), **about)
    return row
