"""The follow-up behind the matrix: one that somebody outside the list leads, and one whose reminder is owed."""

from datetime import timedelta

from himaya.coordination import states
from himaya.coordination import states_following as following
from himaya.coordination.models import FollowUpReminder
from himaya.kernel import clock
from tests.rooms.coordination.following_at_hand import recommendation
from tests.security.matrix import rows


def set_up() -> dict[str, str]:
    """Outside any cycle; the silent one is led by an institution without a seat."""
    today = clock.today()
    outside = recommendation(following.ADDRESSED, lead_name="Agence de Talmire")
    since = today - timedelta(days=1)
    silent = recommendation(following.ADDRESSED, lead="minors", answer_by=since)
    reminder = FollowUpReminder.objects.create(
        recommendation=silent,
        kind=following.AWAITS_ANSWER,
        number=1,
        since=since,
        made_on=today,
        owed=states.LETTER,
    )
    return {rows.LED_OUTSIDE: str(outside.pk), rows.REMINDER: str(reminder.pk)}
