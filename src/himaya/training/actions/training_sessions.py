"""The verbs of a session: planned, changed, opened for naming, closed, cancelled; its trainers and material."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.institutions import days
from himaya.institutions.models import Membership
from himaya.kernel import clock, subjects
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import people, policy, rules, rules_lists, states, telling, writing
from himaya.training.actions import test_rounds
from himaya.training.locks import lock_line, lock_plan, lock_row, lock_session
from himaya.training.models import (
    PlanLine,
    SessionHalfDay,
    SessionTrainer,
    TrainingMaterial,
    TrainingSession,
)
from himaya.training.words import SESSION_STATES

MOST_PLACES, MOST_HALF_DAYS, LONGEST_HALF_DAY = 500, 20, timedelta(hours=6)
# A session that was held before anybody planned it here: so many days at most, so that nobody certifies the past.
ENTERED_LATE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Says:
    """What a session says. Half-days are pairs of moments."""

    modules: Sequence[str]
    half_days: Sequence[tuple[datetime, datetime]]
    place: str
    online: bool
    region_id: str
    language: str
    places: int | None


def plan(*, line_id: UUID, says: Says, by: Actor) -> TrainingSession:
    """Plan a session of a line of a plan in force. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        line = _line(by, line_id)
        last = line.sessions.aggregate(last=Max("number"))["last"] or 0
        row = TrainingSession(
            line=line, number=last + 1, state=states.PLANNED, planned_on=clock.today(), code_key=uuid4()
        )
        _fill(row, says)
        row.subject = subjects.create("training", key_kinds=[subjects.NOTE])
        row.save(force_insert=True)
        _write_half_days(row, says)
        _log(u, row, "planned")
        return row


def change(*, session_id: UUID, seen: int, says: Says, by: Actor) -> None:
    """Say it anew; its half-days too, while nobody was marked. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        row = _led(by, session_id, "change")
        writing.unchanged(seen, row.revision)
        row.half_days_ever = max(row.half_days_ever or 0, row.half_days.count())
        where = (row.place, row.online)
        _fill(row, says)
        row.revision += 1
        row.sequence += 1
        row.save()
        before = [(one.starts_at, one.ends_at) for one in row.half_days.order_by("number")]
        if before != list(says.half_days):
            if row.half_days.filter(attendance__isnull=False).exists():
                raise NotNow(
                    _("Somebody was marked in a half-day already: its hours stay. Change the rest only."),
                    code="marked_already",
                )
            _write_half_days(row, says)
        if before != list(says.half_days) or where != (row.place, row.online):
            telling.whom_it_concerns(row, telling.MOVED, by=by)
        _log(u, row, "changed")


def open_naming(*, session_id: UUID, by: Actor) -> None:
    """From now on institutions name who takes part. Raises NotPermitted, NotFound, NotNow."""
    with unit(by=by) as u:
        row = _led(by, session_id, "open")
        if not _training(row).exists():
            raise NotValid(_("Enter who trains before institutions name anybody."), code="no_trainer")
        row.state = states.OPEN
        row.sequence += 1
        row.save(update_fields=["state", "sequence"])
        telling.whoever_may_name(row, telling.OPENED, by=by)
        _log(u, row, "opened")


def close(*, session_id: UUID, by: Actor) -> None:
    """It was held: attendance stays as it is, and what was known before is asked no more.

    Raises NotPermitted, NotFound, NotNow before its last half-day began.
    """
    with unit(by=by) as u:
        row = lock_session(by, session_id)
        policy.check_closes(by, row)
        row.state = writing.moved(states.SESSION_TRANSITIONS, "close", row.state, SESSION_STATES)
        last = row.half_days.order_by("-number").first()
        if last is None or last.starts_at > clock.now():
            raise NotNow(_("Its last half-day has not begun yet."), code="not_over")
        row.closed_on = clock.today()
        row.save(update_fields=["state", "closed_on"])
        test_rounds.close_with(u, row, (states.PRE,))
        _log(u, row, "closed")


def cancel(*, session_id: UUID, reason: str, by: Actor) -> None:
    """Cancel it with a reason; calendars hear of it, its tests are closed.

    Raises NotPermitted, NotFound, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = _led(by, session_id, "cancel")
        row.cancelled_reason = writing.said(reason, 240, missing=_("Say in one sentence why it is cancelled."))
        row.state, row.closed_on = states.CANCELLED, clock.today()
        row.sequence += 1
        row.save(update_fields=["state", "closed_on", "cancelled_reason", "sequence"])
        test_rounds.close_with(u, row)
        telling.whom_it_concerns(row, telling.CANCELLED, by=by)
        _log(u, row, "cancelled")


def add_trainer(
    *, session_id: UUID, username: str = "", name: str = "", organisation: str = "", by: Actor
) -> SessionTrainer:
    """Somebody with an account and the role, by its name; or an outside expert as the programme names them.

    Nobody enters themselves: whoever trains reads the names, and the secretariat names nobody (ADR 58).
    Raises NotPermitted, NotFound, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = _led(by, session_id, "train")
        if bool(username) == bool(name.strip()):
            raise NotValid(_("Write the account of a trainer, or the name of an outside expert."), code="trainer")
        account_id = _trainer(username) if username else None
        _check_another(account_id, by)
        if account_id and _training(row).filter(account_id=account_id).exists():
            raise NotNow(_("This trainer is entered already."), code="trainer_there")
        made = SessionTrainer.objects.create(
            session=row,
            account_id=account_id,
            name=_of_an_expert(name),
            organisation=_of_an_expert(organisation) if name.strip() else "",
        )
        if account_id is not None:
            telling.tell([account_id], telling.TRAINS, by=by)
        _log(u, row, "trainer_added", account_id)
        return made


def remove_trainer(*, session_id: UUID, trainer_id: UUID, by: Actor) -> None:
    """Take a trainer off; an open session keeps one, one that was held keeps one with an account.

    Nobody takes themselves off. Whoever has an account stays in the store as having trained.
    Raises NotPermitted, NotFound, NotNow.
    """
    with unit(by=by) as u:
        row = _led(by, session_id, "train")
        trainer = lock_row(_training(row), trainer_id, gone=_("This trainer was taken off already."))
        _check_another(trainer.account_id, by)
        if row.state == states.OPEN and _training(row).count() == 1:
            raise NotNow(_("An open session needs a trainer: enter the next one first."), code="last_trainer")
        others = _training(row).filter(account__isnull=False).exclude(pk=trainer.pk)
        if row.state == states.HELD and not others.exists():
            raise NotNow(
                _("A session that was held keeps a trainer with an account: enter the next one first."),
                code="last_trainer",
            )
        if trainer.account_id is None:
            # The name of an outside expert serves nothing any more: they enter no sheets here.
            trainer.delete()
        else:
            trainer.ended_on = clock.today()
            trainer.save(update_fields=["ended_on"])
        _log(u, row, "trainer_removed", trainer.account_id)


def add_material(
    *, session_id: UUID, titles: dict[str, str], module: str, version: str, language: str, where: str, by: Actor
) -> TrainingMaterial:
    """Note what is used, in which version. Raises NotPermitted, NotFound, NotNow, NotValid."""
    with unit(by=by) as u:
        row = lock_session(by, session_id)
        policy.check_closes(by, row)
        writing.moved(states.SESSION_TRANSITIONS, "change", row.state, SESSION_STATES)
        if module and module not in rules.MODULES:
            raise NotValid(_("Choose at least one module."), code="modules")
        if language and language not in states.LANGUAGES:
            raise NotValid(_("Choose the language."), code="language")
        made = TrainingMaterial.objects.create(
            session=row,
            **writing.titles(titles),
            module=module,
            version=writing.said(version, 40, missing=_("Say which version was used, such as its date.")),
            language=language,
            where=writing.said(where, 240),
        )
        _log(u, row, "material_added")
        return made


def _line(by: Actor, line_id: UUID) -> PlanLine:
    policy.check_leads(by)
    plan_id = PlanLine.objects.filter(pk=line_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise NotFound
    held = lock_plan(by, plan_id)
    line = lock_line(by, line_id)
    if held.state != states.PLAN_ADOPTED:
        raise NotNow(_("The plan is not in force: put it in force first."), code="plan_not_adopted")
    if line.dropped_on is not None:
        raise NotNow(_("This line was dropped. Look at the plan as it stands."), code="line_dropped")
    if line.kind != rules.TRAINING:
        raise NotValid(_("This line is awareness: it has activities and no sessions."), code="kind")
    return line


def _led(by: Actor, session_id: UUID, verb: str) -> TrainingSession:
    policy.check_leads(by)
    row = lock_session(by, session_id)
    writing.moved(states.SESSION_TRANSITIONS, verb, row.state, SESSION_STATES)
    return row


def _fill(row: TrainingSession, says: Says) -> None:
    row.modules = writing.modules(says.modules)
    row.online = says.online
    missing = "" if says.online else _("Say where it takes place, or that it is online.")
    row.place = writing.said(says.place, 200, missing=missing)
    row.region = writing.region(says.region_id)
    if says.language not in states.LANGUAGES:
        raise NotValid(_("Choose the language."), code="language")
    row.language = says.language
    if says.places is None or not 0 < says.places <= MOST_PLACES:
        raise NotValid(_("Write how many places there are, from 1 to 500."), code="places")
    if says.places < people.named(row):
        raise NotValid(_("More people are named already than there would be places."), code="places")
    row.places = says.places
    _check_half_days(row, says)
    row.half_days_ever = max(row.half_days_ever or 0, len(says.half_days))


def _check_half_days(row: TrainingSession, says: Says) -> None:
    if not says.half_days:
        raise NotValid(_("Enter one half-day at least, with its hours."), code="half_days")
    if len(says.half_days) > MOST_HALF_DAYS:
        raise NotValid(_("A session has twenty half-days at most: plan another one."), code="half_days")
    if says.half_days[0][0].astimezone(clock.here()).date() < row.planned_on - ENTERED_LATE:
        raise NotValid(
            _("A session is entered two weeks after it began at the latest. Check the days."), code="half_days"
        )
    end = None
    for starts, ends in says.half_days:
        days.check(starts.date(), code="half_days")
        if ends <= starts or ends - starts > LONGEST_HALF_DAY:
            raise NotValid(_("A half-day ends after it begins, and lasts six hours at most."), code="half_days")
        if end is not None and starts < end:
            raise NotValid(_("Half-days follow each other and do not overlap: check the days."), code="half_days")
        end = ends


def _write_half_days(row: TrainingSession, says: Says) -> None:
    """In place, by number: a calendar knows each half-day by it."""
    for number, (starts, ends) in enumerate(says.half_days, start=1):
        SessionHalfDay.objects.update_or_create(
            session=row, number=number, defaults={"starts_at": starts, "ends_at": ends}
        )
    row.half_days.filter(number__gt=len(says.half_days)).delete()


def _training(row: TrainingSession) -> "QuerySet[SessionTrainer]":
    """Who trains today, without those who were taken off."""
    return row.trainers.filter(ended_on__isnull=True)


def _of_an_expert(text: str) -> str:
    """A name as it stands on the printed programme, in clear: nothing else may stand here."""
    if rules_lists.disguised(text):
        raise NotValid(
            _("There are signs here that cannot be seen, such as marks that turn a text around. Type it anew."),
            code="trainer",
        )
    return writing.said(text, 160)


def _check_another(account_id: UUID | None, by: Actor) -> None:
    if account_id is not None and account_id == by.account_id:
        raise NotPermitted(
            _("Nobody enters themselves as a trainer or takes themselves off. Ask a colleague of the secretariat."),
            code="own_trainer",
        )


def _trainer(username: str) -> UUID:
    today = clock.today()
    seats = Membership.objects.filter(account__username=username, account__is_active=True, valid_from__lte=today)
    found = next(
        (one for one in seats.exclude(valid_to__lt=today) if policy.TRAINER in one.roles),
        None,
    )
    if found is None:
        raise NotValid(_("No account of this name has the role of a trainer."), code="trainer")
    return found.account_id


def _log(u: Unit, row: TrainingSession, did: str, account_id: UUID | None = None) -> None:
    """`account_id`: whose access it gave or took."""
    code = "" if account_id is None else str(account_id)
    u.log(f"training_session.{did}", object_type="training_session", object_id=row.pk, code=code)
