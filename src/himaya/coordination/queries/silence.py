"""Who has not been heard: of many recommendations at once, what is known of the silence of their leads."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from himaya.coordination.models import FollowUpReminder, Recommendation
from himaya.coordination.rules_following import Silence
from himaya.kernel import clock


def silences(rows: Iterable[Recommendation]) -> dict[UUID, Silence]:
    """The silence of each, by id, in one question to the store. Only reminders that went out count."""
    known = list(rows)
    days = reminded_on([row.pk for row in known])
    return {row.pk: silence(row, days.get(row.pk, [])) for row in known}


def silence(row: Recommendation, reminded: list[date]) -> Silence:
    """What is known of one."""
    return Silence(row.state, row.answer_by, row.heard_on, tuple(reminded))


def reminded_on(ids: list[UUID]) -> dict[UUID, list[date]]:
    """The days on which reminders went out, by recommendation, in order. Nothing of the future counts."""
    found: dict[UUID, list[date]] = defaultdict(list)
    # Above some hundreds of ids the whole list is read: a store has a limit to what it takes in one question.
    sent = FollowUpReminder.objects.filter(sent_on__isnull=False, sent_on__lte=clock.today())
    if len(ids) <= 500:
        sent = sent.filter(recommendation__in=ids)
    for key, on in sent.order_by("sent_on").values_list("recommendation_id", "sent_on"):
        if on is not None:
            found[key].append(on)
    return dict(found)
