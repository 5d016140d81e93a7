"""Which points the next agenda opens with: facts in, points out. Pure.

Source: design/coordination.md section 4 row 6 (last minutes, due or overdue items, texts reaching a decision, new
needs) and issue 3 item 2. A seed has a key: the same reason never comes twice to one table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from himaya.coordination import states

MINUTES = {
    states.MINUTES_ITEM: 10,
    states.FOLLOW_UP: 15,
    states.THEME: 45,
    states.DOCUMENT: 40,
    states.PRACTICE: 30,
    states.NEEDS: 20,
    states.RESERVATION_ITEM: 15,
    states.OTHER: 10,
}
Titles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Carried:
    """A point that the last tables did not finish."""

    key: str
    kind: str
    titles: Titles
    minutes: int
    theme: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a title and the day on which it falls due."""

    key: str
    titles: Titles
    on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when an agenda is seeded. `on` is the day of the table.

    `unapproved`: the earlier tables whose minutes wait for approval, in order; usually it is the last one.
    `suspensions`: what was taken off the screens since and no table has looked at, with the day of its suspension.
    `recommendations`: how many are due by that day, unanswered in time, or reported done and not verified.
    """

    on: date
    unapproved: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()
    reservations: tuple[Dated, ...] = ()
    questions: tuple[date, ...] = ()
    documents: tuple[Dated, ...] = ()
    new_needs: int = 0
    maps: tuple[Dated, ...] = ()
    suspensions: tuple[Dated, ...] = ()
    recommendations: int = 0


@dataclass(frozen=True, slots=True)
class Seed:
    """One point that the system proposes. `reason` is a word that the page knows; `titles` is empty where it says all.

    `carried`, `document`, `theme` name the rows it comes from, by id.
    """

    key: str
    kind: str
    minutes: int
    reason: str
    titles: Titles = field(default_factory=dict)
    count: int = 0
    carried: str = ""
    document: str = ""
    theme: str = ""


def seeds(facts: Facts) -> list[Seed]:
    """The points in the order in which a table takes them up: what is behind, what is owed, what is new, the rest.

    >>> [one.kind for one in seeds(Facts(on=date(2026, 12, 10)))]
    ['other']
    """
    brought = {one.document for one in facts.carried if one.document}
    found = [*_minutes(facts), *_suspensions(facts), *_recommendations(facts), *_carried(facts)]
    found += [*_reservations(facts), *_questions(facts)]
    for text in sorted(facts.documents, key=lambda one: (one.on, one.key)):
        if text.on <= facts.on and text.key not in brought:
            key = f"document:{text.key}"
            found.append(_seed(key, states.DOCUMENT, "decide", titles=text.titles, document=text.key))
    for one in sorted(facts.maps, key=lambda one: (one.on, one.key)):
        found.append(_seed(f"map:{one.key}", states.PRACTICE, "restitute", titles=one.titles))
    if facts.new_needs:
        found.append(_seed("needs", states.NEEDS, "needs", count=facts.new_needs))
    return [*found, _seed("other", states.OTHER, "other")]


def _minutes(facts: Facts) -> Iterator[Seed]:
    for table in facts.unapproved:
        yield _seed(f"minutes:{table}", states.MINUTES_ITEM, "minutes")


def _suspensions(facts: Facts) -> Iterator[Seed]:
    """What two people stopped, a table looks at: design/coordination.md section 7, point 10."""
    for one in sorted(facts.suspensions, key=lambda one: (one.on, one.key)):
        yield _seed(f"suspension:{one.key}", states.FOLLOW_UP, "suspension", titles=one.titles)


def _recommendations(facts: Facts) -> Iterator[Seed]:
    """What became of what was recommended opens the table: design/coordination.md section 4 row 38."""
    if facts.recommendations:
        yield _seed("recommendations", states.FOLLOW_UP, "recommendations", count=facts.recommendations)


def _carried(facts: Facts) -> Iterator[Seed]:
    for one in facts.carried:
        if one.kind in (states.MINUTES_ITEM, states.OTHER):
            continue
        yield Seed(
            key=f"carried:{one.key}",
            kind=one.kind,
            minutes=one.minutes,
            reason="carried",
            titles=one.titles,
            carried=one.key,
            document=one.document,
            theme=one.theme,
        )


def _reservations(facts: Facts) -> Iterator[Seed]:
    for one in sorted(facts.reservations, key=lambda one: (one.on, one.key)):
        if one.on <= facts.on:
            key = f"reservation:{one.key}"
            yield _seed(key, states.RESERVATION_ITEM, "review", titles=one.titles)


def _questions(facts: Facts) -> Iterator[Seed]:
    due = [one for one in facts.questions if one <= facts.on]
    if due:
        yield _seed("questions", states.FOLLOW_UP, "questions", count=len(due))


def _seed(
    key: str, kind: str, reason: str, *, titles: Titles | None = None, count: int = 0, document: str = ""
) -> Seed:
    return Seed(key, kind, MINUTES[kind], reason, titles or {}, count, document=document)
