"""Days and hours in words, as administrations in Morocco write them (domain/style.md). Pure."""

from datetime import date, datetime, timedelta

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    # Not the months of Django's own Arabic catalogue, which nobody in Morocco uses.
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "en": "January February March April May June July August September October November December",
}
_TODAY = {"fr": "aujourd’hui", "ar": "اليوم", "en": "today"}
_TOMORROW = {"fr": "demain", "ar": "غدا", "en": "tomorrow"}
_YESTERDAY = {"fr": "hier", "ar": "أمس", "en": "yesterday"}


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
