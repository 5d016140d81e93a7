"""The verbs of one test of a session: opened by its trainer or the secretariat, closed, counted, opened again.

Whose answers are counted is written down when it is closed, and stays: else two looks, one before and one after
somebody sends or a sheet is entered, would be their score (`rules_results.may_count`).
"""

import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit
from himaya.training import policy, rules_results, rules_tests, states, writing
from himaya.training.locks import lock_row, lock_session
from himaya.training.models import TestForm, TestRound, TestSitting, TrainingSession
from himaya.training.queries import results
from himaya.training.words_tests import ROUND_STATES


def start(*, session_id: UUID, moment: str, form_id: UUID | None = None, by: Actor) -> TestRound:
    """Open a test, or open it again. The first of a session says which forms; the later ones take the same.

    Raises NotFound, NotPermitted, NotNow (not the moment), NotValid (moment, form).
    """
    with unit(by=by) as u:
        session = lock_session(by, session_id)
        policy.check_runs_tests(by, session)
        if moment not in states.MOMENTS:
            raise NotValid(_("Choose which test it is."), code="moment")
        check_moment(session, moment)
        row = TestRound.objects.select_for_update().filter(session=session, moment=moment).first()
        if row is None:
            pair = _pair(session, form_id)
            row = TestRound(session=session, moment=moment, form_a=pair[0], form_b=pair[1])
            row.token, row.state, row.opened_on = secrets.token_urlsafe(16), states.ROUND_OPEN, clock.today()
            row.save(force_insert=True)
        else:
            row.state = writing.moved(states.ROUND_TRANSITIONS, "open", row.state, ROUND_STATES)
            if row.closed_on != clock.today():
                # Who keeps the old address is not asked any more. On one day it stays: answers stand on screens still.
                row.token = secrets.token_urlsafe(16)
            row.closed_on = None
            row.save(update_fields=["state", "closed_on", "token"])
        _log(u, row, "opened")
        return row


def close(*, round_id: UUID, by: Actor) -> None:
    """Nothing is sent any more, and what is here is counted where it may be. Raises NotFound, NotPermitted, NotNow."""
    with unit(by=by) as u:
        row = _held(by, round_id)
        _close(u, row)


def close_with(u: Unit, session: TrainingSession, moments: Collection[str] = states.MOMENTS) -> None:
    """Close what is open of these moments with its session, which the caller holds and has moved already."""
    found = TestRound.objects.filter(session=session, moment__in=moments, state=states.ROUND_OPEN)
    for row in found.select_for_update().order_by("pk"):
        row.session = session
        _close(u, row)


def count(*, round_id: UUID, by: Actor) -> None:
    """Count the sheets that were entered since a test was closed. Raises NotFound, NotPermitted, NotNow (too few)."""
    with unit(by=by) as u:
        row = _held(by, round_id)
        writing.moved(states.ROUND_TRANSITIONS, "count", row.state, ROUND_STATES)
        if not _count(row):
            raise NotNow(
                _("Too few came since: counted now, a small group could be computed. From ten on it can be done."),
                code="too_few",
            )
        row.save(update_fields=["counted"])
        _log(u, row, "counted")


def may_be_counted(row: TestRound) -> bool:
    """Whether what came since a test was closed can be counted: it gives no small group."""
    held = row.session.state == states.HELD
    return rules_results.may_count(_counted(row), row.moment, _here(row), held=held)


def _held(by: Actor, round_id: UUID) -> TestRound:
    session_id = TestRound.objects.filter(pk=round_id).values_list("session_id", flat=True).first()
    if session_id is None:
        raise NotFound
    policy.check_runs_tests(by, lock_session(by, session_id))
    return lock_row(TestRound.objects.all(), round_id)


def _close(u: Unit, row: TestRound) -> None:
    row.state = writing.moved(states.ROUND_TRANSITIONS, "close", row.state, ROUND_STATES)
    row.closed_on = clock.today()
    _count(row)
    row.save(update_fields=["state", "closed_on", "counted"])
    _log(u, row, "closed")


def _count(row: TestRound) -> bool:
    """Write down whose answers are counted from now on, where that gives no small group."""
    if not may_be_counted(row):
        return False
    since = row.counted["at"] if row.counted else clock.now().isoformat()
    row.counted = {"at": since, "codes": sorted(_here(row))}
    return True


def _counted(row: TestRound) -> dict[str, set[str]]:
    rounds = TestRound.objects.filter(session_id=row.session_id, counted__isnull=False)
    return {one.moment: results.codes_of(one) for one in rounds}


def _here(row: TestRound) -> set[str]:
    sittings = TestSitting.objects.filter(session_id=row.session_id, moment=row.moment)
    return set(sittings.values_list("code", flat=True))


def check_moment(session: TrainingSession, moment: str) -> None:
    """Raises NotNow where a test of this moment is neither opened nor sent today.

    For opening and for sending alike: a test that stays open past its time would measure another one.
    """
    if session.state not in (states.OPEN, states.HELD):
        raise NotNow(_("Tests belong to a session that is open or was held."), code="not_open")
    if moment == states.PRE and session.state == states.HELD:
        raise NotNow(_("The session was held: what was known before it can no longer be asked."), code="too_late")
    last = session.half_days.order_by("-number").first()
    if moment == states.POST and (last is None or last.starts_at > clock.now()):
        raise NotNow(_("The test after the training is taken from its last half-day on."), code="too_early")
    wait = rules_tests.EARLIEST.get(moment)
    if wait is None:
        return
    if session.state != states.HELD or last is None:
        raise NotNow(_("Close the session first: the later tests count from its last half-day."), code="not_held")
    first_day = last.ends_at.date() + timedelta(days=wait)
    last_day = first_day + timedelta(days=rules_tests.OPEN_FOR)
    if clock.today() < first_day:
        said = {"day": days.in_words(first_day, languages.current())}
        raise NotNow(_("This test is taken from %(day)s on.") % said, code="too_early")
    if clock.today() > last_day:
        said = {"day": days.in_words(last_day, languages.current())}
        raise NotNow(
            _("This test could be taken until %(day)s. Later it would measure another time.") % said, code="too_late"
        )


def _pair(session: TrainingSession, form_id: UUID | None) -> tuple[TestForm, TestForm]:
    before = session.rounds.select_related("form_a", "form_b").first()
    if before is not None:
        return before.form_a, before.form_b
    chosen = TestForm.objects.filter(pk=form_id, state=states.FORM_IN_USE).first() if form_id else None
    if chosen is None:
        raise NotValid(_("Choose a test that is in use."), code="form")
    first, second = TestForm.objects.filter(code=chosen.code, version=chosen.version).order_by("letter")
    return first, second


def _log(u: Unit, row: TestRound, did: str) -> None:
    u.log(f"test_round.{did}", object_type="training_session", object_id=row.session_id, code=row.moment)
