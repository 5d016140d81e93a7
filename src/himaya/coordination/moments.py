"""When a table meets, in words: by the clock of its place, and how far that is from UTC when it is not as today."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from himaya.coordination import rules_moments, states
from himaya.coordination.models import RoundTable
from himaya.coordination.queries import tables as queries
from himaya.kernel import clock, days, languages


def number_in_words(table: RoundTable) -> str:
    """`Round table 3`: neutral, so that it may stand in a calendar and on a mail."""
    return _("Round table %(number)s") % {"number": table.number}


def when(table: RoundTable) -> str:
    """`10 décembre 2026, 9 h – 17 h`; over several days, both days. History knows the day only."""
    language = languages.current()
    if table.state == states.RECORDED:
        return days.in_words(queries.meeting_day(table), language)
    starts, ends = queries.local(table, table.starts_at), queries.local(table, table.ends_at)
    comma = "، " if language == "ar" else ", "
    first = days.in_words(starts.date(), language) + comma + days.hour_in_words(starts, language)
    last = days.hour_in_words(ends, language)
    if ends.date() != starts.date():
        last = days.in_words(ends.date(), language) + comma + last
    return f"{first} – {last}"


def clock_note(table: RoundTable) -> str:
    """What to say when the nation's clock stands elsewhere on that day than today; empty when it does not."""
    here = ZoneInfo(table.zone)
    if not rules_moments.clock_differs(table.starts_at, clock.now(), here):
        return ""
    return _(
        "On that day the clock stands at %(then)s; today it stands at %(now)s. The hour above is the local one."
    ) % {
        "then": rules_moments.offset_words(table.starts_at, here),
        "now": rules_moments.offset_words(clock.now(), here),
    }


def half_day_in_words(half_day: str) -> str:
    """`2026-12-10-am` as `10 December 2026, morning`."""
    day, half = half_day[:10], half_day[11:]
    word = _("morning") if half == "am" else _("afternoon")
    comma = "، " if languages.current() == "ar" else ", "
    return days.in_words(date.fromisoformat(day), languages.current()) + comma + word
