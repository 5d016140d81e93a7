"""The state of a referral as a chip: a word and a tone, as the receiving desk or as the sending desk sees it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from himaya.cases import states, words
from himaya.cases.models import Referral
from himaya.kernel import clock, days, languages

LATE, WAIT, OK, CALM = "late", "wait", "ok", "calm"


@dataclass(frozen=True, slots=True)
class Chip:
    tone: str
    word: str


def for_receiver(row: Referral) -> Chip:
    """What this desk still owes."""
    now, today = clock.now(), clock.today()
    if row.state == states.SENT:
        if row.target_at < now:
            return Chip(LATE, late_by(now, row.target_at))
        return Chip(WAIT, _("to answer before %(moment)s") % {"moment": _moment(row.target_at)})
    if row.state == states.ASKED:
        return Chip(CALM, _("question sent, the sender answers"))
    if row.state in (states.ACCEPTED, states.ACCEPTED_IN_PART) and row.report_due_on is not None:
        due = {"day": _day(row.report_due_on)}
        if row.report_due_on < today:
            return Chip(LATE, _("report overdue, due %(day)s") % due)
        return Chip(OK, _("accepted, report back by %(day)s") % due)
    return ended(row)


def for_sender(row: Referral) -> Chip:
    """What this desk may expect, or must do."""
    now = clock.now()
    if row.state == states.SENT:
        if row.target_at < now:
            return Chip(LATE, _("no answer yet, %(late)s") % {"late": late_by(now, row.target_at)})
        return Chip(CALM, _("answer expected before %(moment)s") % {"moment": _moment(row.target_at)})
    if row.state == states.ASKED:
        return Chip(WAIT, _("a question for you"))
    if row.state in (states.ACCEPTED, states.ACCEPTED_IN_PART):
        tone = LATE if row.report_due_on is not None and row.report_due_on < clock.today() else OK
        word = _("report overdue, due %(day)s") if tone == LATE else _("accepted, report expected by %(day)s")
        return Chip(tone, word % {"day": _day(row.report_due_on)})
    return ended(row)


def ended(row: Referral) -> Chip:
    """States in which nothing more is expected of the receiving desk."""
    tone = OK if row.state == states.REPORTED_BACK else CALM if row.state == states.WITHDRAWN else WAIT
    return Chip(tone, str(words.STATES.get(row.state, row.state)))


def late_by(now: datetime, target: datetime) -> str:
    """How long ago an answer was due, in the largest unit that says it."""
    minutes = max(1, int((now - target).total_seconds() // 60))
    if minutes < 60:
        return ngettext("answer due %(n)s minute ago", "answer due %(n)s minutes ago", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("answer due %(n)s hour ago", "answer due %(n)s hours ago", hours) % {"n": hours}
    gone = hours // 24
    return ngettext("answer due %(n)s day ago", "answer due %(n)s days ago", gone) % {"n": gone}


def _moment(value: datetime) -> str:
    return days.moment_in_words(value.astimezone(clock.here()), clock.today(), languages.current())


def _day(value: date | None) -> str:
    return days.near(value, clock.today(), languages.current()) if value else ""
