"""The verbs of a reminder to the lead of a recommendation: found due by the clock, sent by letter by the secretariat.

Mail goes out by `reminding`, outside every unit. What has gone out stands in the history of the recommendation.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import owing, policy, rules_following, states, stepping
from himaya.coordination import states_following as following
from himaya.coordination.models import FollowUpReminder, Recommendation
from himaya.coordination.queries.silence import silences
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit


def remind_due(*, by: Actor = SYSTEM) -> int:
    """Make the reminders that have fallen due, take back those that a word has overtaken; returns how many were made.

    Run by the clock; doing it twice makes nothing twice. Each is a transaction of its own.
    """
    policy.check_secretariat(by)
    for key in FollowUpReminder.objects.filter(sent_on__isnull=True).order_by("pk").values_list("pk", flat=True):
        _take_back_if_heard(key, by)
    rows = list(Recommendation.objects.filter(state__in=following.WITH_THE_LEAD).order_by("number"))
    quiet, today = silences(rows), clock.today()
    due = [row.pk for row in rows if rules_following.next_reminder(quiet[row.pk], today) is not None]
    return sum(_make(key, by) for key in due)


def _take_back_if_heard(reminder_id: UUID, by: Actor) -> None:
    with unit(by=by) as u:
        row = _held(reminder_id, by)
        if row is not None and row.sent_on is None and not owing.still_owed(row):
            owing.drop(u, row)


def _make(recommendation_id: UUID, by: Actor) -> bool:
    with unit(by=by) as u:
        row = stepping.lock(by, recommendation_id)
        found = owing.due(row)
        if found is None or FollowUpReminder.objects.filter(recommendation=row, sent_on__isnull=True).exists():
            return False
        kind, since, number = found
        made = FollowUpReminder.objects.create(
            recommendation=row,
            kind=kind,
            number=number,
            since=since,
            made_on=clock.today(),
            owed=owing.channel(row),
        )
        u.log("follow_up_reminder.made", object_type="follow_up_reminder", object_id=made.pk, code=made.owed)
        return True


def record(*, reminder_ids: Sequence[UUID], how: str, sent_on: date | None, by: Actor) -> int:
    """Write down that reminders went out, in one letter or mail of the secretariat; returns how many.

    All of them or none. Raises NotPermitted, NotFound, NotValid, NotNow when one has gone out or is no longer owed.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        if how not in (states.MAIL, states.LETTER):
            raise NotValid(_("Say whether the reminder went out by mail or by letter."), code="how_missing")
        if sent_on is None or sent_on > clock.today():
            raise NotValid(_("Write the day on which it went out: today or before."), code="sent_on")
        if not reminder_ids:
            raise NotValid(_("Choose what the letter reminds of."), code="reminders_missing")
        for row in _all_held(reminder_ids, by):
            if row.sent_on is not None or not owing.still_owed(row):
                raise NotNow(
                    _("Of one of these a reminder has gone out, or a word has come in. Look at the list again."),
                    code="reminder_not_owed",
                )
            if sent_on < row.since:
                raise NotValid(
                    _("On that day nothing was late yet. Write the day on which the reminder went out."),
                    code="sent_on",
                )
            if not owing.may_go_out(row, sent_on):
                raise NotValid(
                    _("The reminder before went out less than fifteen days earlier. Write the day of this one."),
                    code="sent_on",
                )
            sent(u, row, how=how, on=sent_on)
        return len(set(reminder_ids))


def _all_held(reminder_ids: Sequence[UUID], by: Actor) -> list[FollowUpReminder]:
    """Held in the order of their recommendations, so that two lists never lock each other out. Raises NotFound."""
    known = FollowUpReminder.objects.filter(pk__in=reminder_ids).order_by("recommendation_id", "number")
    found = [_held(key, by) for key in known.values_list("pk", flat=True)]
    kept = [one for one in found if one is not None]
    if len(kept) != len(set(reminder_ids)):
        raise NotFound(_("One of these reminders is no longer there. Look at the list again."), code="gone")
    return kept


def _held(reminder_id: UUID, by: Actor) -> FollowUpReminder | None:
    """A reminder, its recommendation held before it; None when it was taken back meanwhile."""
    rows = FollowUpReminder.objects.filter(pk=reminder_id)
    recommendation_id = rows.values_list("recommendation_id", flat=True).first()
    if recommendation_id is None:
        return None
    held = stepping.lock(by, recommendation_id)
    row = rows.select_for_update().first()
    if row is not None:
        row.recommendation = held
    return row


def sent(u: Unit, row: FollowUpReminder, *, how: str, on: date) -> None:
    """A reminder has gone out: it stands in the history while the lead is awaited. Both rows are held."""
    row.sent_on, row.how, row.owed, row.claimed_at = on, how, "", None
    row.save()
    if row.recommendation.state in following.WITH_THE_LEAD:
        stepping.done(u, row.recommendation, "reminded", code=how)


def mailed(*, reminder_ids: Sequence[UUID], by: Actor = SYSTEM) -> int:
    """Mark reminders whose mail has left; returns how many. One that was recorded or taken back meanwhile stays so."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        known = FollowUpReminder.objects.filter(pk__in=reminder_ids).order_by("recommendation_id", "number")
        count = 0
        for key in known.values_list("pk", flat=True):
            row = _held(key, by)
            if row is not None and row.sent_on is None:
                sent(u, row, how=states.MAIL, on=clock.today())
                count += 1
        return count
