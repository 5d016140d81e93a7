"""What a packet abroad may hold, who may get it, who looks twice, and when silence is told. Pure.

Sources: do-no-harm 9 (no consulate, no State, without the person), 10 and 16; Palermo Protocol art. 8 (return with due
regard for safety); the issue, F3 ("minimum data"); Law 09-08 on transfers abroad (mark G: the gate asks for a number
and reads no text). Days and bounds are a model, not adopted.

>>> second_person(child=False, parts=("language",)), second_person(child=False, parts=("health_urgency",))
(False, True)
>>> second_person(child=False, parts=("language",), new_key=True)
True
>>> next_working_day(date(2026, 11, 27))
datetime.date(2026, 11, 30)
"""

from collections.abc import Iterable
from datetime import date, timedelta

ARRIVAL, WORDS = "arrival", "partner_words"
# Why a second person looks at a packet.
CHILD, OF_HEALTH, NEW_KEY = "child", "health", "new_key"
HEALTH = ("health_urgency",)
# Classes of data of the house, in the order in which a partner reads them. Signs, danger and papers are in no list.
PARTS = (
    "first_name", "identity", "safe_contact", "telephone", "age_group", "gender", "language", "needs", "dependants",
    *HEALTH, ARRIVAL, WORDS,
)  # fmt: skip
TYPED = (ARRIVAL, WORDS)
# Those that help; nobody who polices, judges, or speaks for a State, by whatever name.
PARTNER_KINDS = frozenset({"ngo", "international", "child_protection", "social_services", "hospital"})
# Of no State: of a child, and of whoever fears a State, only these are told anything.
OF_NO_STATE = frozenset({"ngo", "international"})
LONGEST_WAIT = timedelta(days=60)
MOST_HANDED, MOST_TRIES, TRIES_WITHIN = 3, 10, timedelta(hours=1)


def why_second(*, child: bool, parts: Iterable[str], new_key: bool = False) -> tuple[str, ...]:
    """Why the lead of the desk looks at it too before it leaves, of CHILD, OF_HEALTH and NEW_KEY (a first key of a
    partner, or another one than the last). Empty where nobody has to.

    >>> why_second(child=True, parts=("health_urgency",))
    ('child', 'health')
    """
    applies = {CHILD: child, OF_HEALTH: not set(HEALTH).isdisjoint(parts), NEW_KEY: new_key}
    return tuple(code for code, here in applies.items() if here)


def second_person(*, child: bool, parts: Iterable[str], new_key: bool = False) -> bool:
    """True where the lead of the desk looks at it too before it leaves."""
    return bool(why_second(child=child, parts=parts, new_key=new_key))


def in_order(parts: Iterable[str]) -> list[str]:
    """The parts that were ticked, each once, as a partner reads them."""
    chosen = set(parts)
    return [one for one in PARTS if one in chosen]


def reply_day_fits(reply_by: date, today: date) -> bool:
    """True for a day from tomorrow on, and not so far that nobody would wait for it."""
    return today < reply_by <= today + LONGEST_WAIT


def next_working_day(day: date) -> date:
    """The first day after this one that is no Saturday and no Sunday; holidays are not known here."""
    after = day + timedelta(days=1)
    while after.weekday() > 4:
        after += timedelta(days=1)
    return after
