"""Mail that reminds the leads of recommendations, outside every unit, as `mailing` sends invitations.

One mail to an institution, however much is awaited of it. It says that a word is awaited and where to give it, and
nothing of what it is about. Rows are claimed, the mail leaves, the rows are marked; killed in between, it leaves again.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils.translation import override

from himaya.adapters import mail
from himaya.coordination import linking, owing, states, words_reminders
from himaya.coordination import states_following as following
from himaya.coordination.actions import reminders, reply_links
from himaya.coordination.mailing import CLAIM
from himaya.coordination.models import FollowUpReminder, ReplyLink
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.unit import Unit, unit

log = logging.getLogger("himaya.mail")
# A link that is mailed again holds for so long at least: a reminder is read some days after it came.
LEAST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, ready to leave, and the reminders that it is for."""

    reminder_ids: list[UUID]
    to: str
    subject: str
    body: str


def mail_waiting(limit: int = 20) -> int:
    """Send what waits, at most `limit` mails; returns how many left. Without a listed host nothing leaves."""
    left = 0
    while left < limit and mail.host_listed() and (letter := _claim()) is not None:
        try:
            mail.send(to=letter.to, subject=letter.subject, body=letter.body)
        except (mail.MailFailed, ValueError) as trouble:
            # The claim stays: it is tried again when it has run out.
            log.error("reminder %s not taken: %s", letter.reminder_ids[0], type(trouble).__name__)
            return left
        reminders.mailed(reminder_ids=letter.reminder_ids)
        left += 1
    return left


def _claim() -> Letter | None:
    """Take all that one institution is to be reminded of. What nobody reads by mail goes to the letters."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=clock.now() - CLAIM)
    with unit(by=SYSTEM) as u:
        while True:
            waiting = FollowUpReminder.objects.filter(free, owed=states.MAIL, sent_on__isnull=True)
            if connection.features.has_select_for_update_skip_locked:
                waiting = waiting.select_for_update(skip_locked=True, of=("self",))
            waiting = waiting.select_related("recommendation").order_by("claimed_at", "made_on", "pk")
            first = waiting.first()
            if first is None:
                return None
            lead = first.recommendation.lead_id
            rows = [one for one in waiting.filter(recommendation__lead=lead) if owing.still_owed(one)]
            letter = _written(u, lead, rows)
            if letter is not None:
                FollowUpReminder.objects.filter(pk__in=letter.reminder_ids).update(claimed_at=clock.now())
                return letter
            _put_aside(u, first, lead)


def _put_aside(u: Unit, first: FollowUpReminder, lead: str | None) -> None:
    """A word has come, or nobody has an address: nothing is left to be mailed of it."""
    if not owing.still_owed(first):
        owing.drop(u, first)
        return
    same = FollowUpReminder.objects.filter(owed=states.MAIL, sent_on__isnull=True, recommendation__lead=lead)
    same.update(owed=states.LETTER, claimed_at=None)


def _written(u: Unit, lead: str | None, rows: list[FollowUpReminder]) -> Letter | None:
    to = owing.addressee(lead)
    if lead is None or to is None or not rows:
        return None
    address = _address(lead, to)
    subjects, bodies = [], []
    for language in ("fr", "ar"):
        with override(language):
            subjects.append(words_reminders.subject())
            bodies.append(words_reminders.body(address, by_link=to.account_id is None))
    return Letter([one.pk for one in rows], to.email, " · ".join(subjects), "\n\n".join(bodies))


def _address(lead: str, to: Delegate) -> str:
    """Where the word is given: behind the sign-in, or by a reply link for whoever never signs in."""
    if to.account_id is not None:
        return f"{settings.HIMAYA_ADDRESS}/round-tables/follow-up/packet/"
    known = ReplyLink.objects.filter(
        institution_id=lead,
        delegate=to,
        role=following.SPEAKS_BY_LINK,
        revoked_at__isnull=True,
        expires_at__gte=clock.now() + LEAST,
    )
    link = known.order_by("-expires_at").first()
    if link is not None:
        return f"{settings.HIMAYA_ADDRESS}/reply/{linking.token_of(link)}/"
    _made, token = reply_links.make(institution_id=lead, delegate_id=to.pk, role=following.SPEAKS_BY_LINK, by=SYSTEM)
    return f"{settings.HIMAYA_ADDRESS}/reply/{token}/"
