"""Days and hours in words, as administrations in Morocco write them (domain/style.md); and as forms send them. Pure."""

import re
from datetime import date, datetime, time, timedelta

# A day of a form lies in these: what is added to or taken from it still is a day.
YEARS = range(1900, 2200)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    # Not the months of Django's own Arabic catalogue, which nobody in Morocco uses.
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "en": "January February March April May June July August September October November December",
}
_TODAY = {"fr": "aujourd’hui", "ar": "اليوم", "en": "today"}
_TOMORROW = {"fr": "demain", "ar": "غدا", "en": "tomorrow"}
_YESTERDAY = {"fr": "hier", "ar": "أمس", "en": "yesterday"}
# Before a day that has a word of its own, and before a date.
_UNTIL = {"fr": ("jusqu’à ", "jusqu’au "), "ar": ("إلى غاية ", "إلى غاية "), "en": ("until ", "until ")}
# The whole of today, of tomorrow, of a date.
_TO_THE_END = {
    "fr": ("jusqu’à ce soir, minuit", "jusqu’à demain soir, minuit", "jusqu’au {} inclus"),
    "ar": ("إلى نهاية هذا اليوم", "إلى نهاية يوم غد", "إلى نهاية يوم {}"),
    "en": ("until the end of today", "until the end of tomorrow", "until the end of {}"),
}


def typed(text: str) -> date:
    """A day as browsers send it, `2026-12-01`, in whichever digits. Raises ValueError for anything else.

    >>> typed("٢٠٢٦-١٢-٠١")
    datetime.date(2026, 12, 1)
    """
    found = _ISO.fullmatch(text)
    if found is None:
        raise ValueError("not a day as browsers send it")
    day = date(*(int(part) for part in found.groups()))
    if not lies_near(day):
        raise ValueError("a day of another age")
    return day


def lies_near(day: date) -> bool:
    """False for a day so far away that it was mistyped or made up."""
    return day.year in YEARS


def month_name(day: date, language: str) -> str:
    """The month’s name in `fr`, `ar` or `en`."""
    return _MONTHS[language].split()[day.month - 1]


def in_words(day: date, language: str) -> str:
    """`12 septembre 2026`, `12 شتنبر 2026`, `12 September 2026`."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {month_name(day, language)} {day.year}"


def month_in_words(day: date, language: str) -> str:
    """`septembre 2026`."""
    return f"{month_name(day, language)} {day.year}"


def hour_in_words(moment: datetime, language: str) -> str:
    """`14 h 30` in French, `14:30` elsewhere. The moment is already in the nation's time zone."""
    if language == "fr":
        return f"{moment.hour} h" if not moment.minute else f"{moment.hour} h {moment.minute:02d}"
    return f"{moment.hour:02d}:{moment.minute:02d}"


def near(day: date, today: date, language: str) -> str:
    """`aujourd’hui`, `demain`, `hier`, else the date."""
    close = {today: _TODAY, today + timedelta(days=1): _TOMORROW, today - timedelta(days=1): _YESTERDAY}
    return close[day][language] if day in close else in_words(day, language)


def moment_in_words(moment: datetime, today: date, language: str) -> str:
    """`demain, 10 h`, `12 شتنبر 2026، 14:30`. The moment is already in the nation's time zone."""
    comma = "، " if language == "ar" else ", "
    return near(moment.date(), today, language) + comma + hour_in_words(moment, language)


def until_in_words(moment: datetime, today: date, language: str) -> str:
    """Until a moment, as one phrase: `jusqu’à demain, 1 h 37`, `jusqu’au 12 septembre 2026, 9 h`.

    At midnight a day is over: it is named itself, and not the first second after it. The moment is already in the
    nation's time zone.

    >>> until_in_words(datetime(2026, 12, 11), date(2026, 12, 1), "fr")
    'jusqu’au 10 décembre 2026 inclus'
    """
    if moment.time() == time():
        day = moment.date() - timedelta(days=1)
        ends = dict(zip((today, today + timedelta(days=1)), _TO_THE_END[language], strict=False))
        return ends.get(day) or _TO_THE_END[language][2].format(in_words(day, language))
    said = moment_in_words(moment, today, language)
    if language == "ar":
        # After a preposition the two adverbs stand with their noun.
        said = said.replace(_TOMORROW["ar"], "يوم غد").replace(_YESTERDAY["ar"], "يوم أمس")
    is_date = near(moment.date(), today, language) == in_words(moment.date(), language)
    return _UNTIL[language][is_date] + said
