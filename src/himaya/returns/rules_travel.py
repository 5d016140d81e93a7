"""What stands against travelling on a day, and against boarding. Pure: facts in, codes out.

Source: domain/assistance.md section 4, steps 4 and 6 (papers; escort, medical fitness, transit assistance; discreet);
do-no-harm 10 (a choice holds until boarding). Fitness is what somebody can do on the way and what they need for it:
no diagnosis. What stands against arranging a return at all, `rules.against` says of the day of travel; it comes first.
A model, not adopted.

>>> against(Facts())
('no_day', 'no_paper', 'fitness_missing', 'transit_missing')
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

FIT, WITH_HELP, NOT_FIT, NOT_SEEN = "fit", "with_help", "not_fit", "not_seen"
# Told of the risk, and wishes no look: of an adult it stands against nothing.
NOT_WISHED = "not_wished"
FITNESS: Final = (FIT, WITH_HELP, NOT_FIT, NOT_SEEN, NOT_WISHED)
SEEN: Final = (FIT, WITH_HELP, NOT_FIT)
# What a person needs on the way, in words of what they can do.
NEEDS: Final = ("walks_little", "sits_with_breaks", "needs_company", "carries_medicine", "needs_quiet", "needs_sign")
# Seen so long ago it is asked anew.
FITNESS_DAYS: Final = 14
FURTHEST_DAYS: Final = 60

NO_DAY, DAY_PAST, NO_PAPER, FITNESS_MISSING = "no_day", "day_past", "no_paper", "fitness_missing"
UNFIT, FITNESS_OLD, HELP_MISSING, TRANSIT_MISSING = "unfit", "fitness_old", "help_missing", "transit_missing"
NOT_ASKED, NOT_THE_DAY = "not_asked_at_gate", "not_the_day"
AGAINST: Final = (
    NO_DAY, DAY_PAST, NO_PAPER, UNFIT, FITNESS_MISSING, FITNESS_OLD, HELP_MISSING, TRANSIT_MISSING, NOT_THE_DAY,
    NOT_ASKED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What is written of the way. `day`: of the travel; `asked_on`: when the person was asked at the gate, and goes.

    `adult`: somebody who is known to be one.
    """

    day: date | None = None
    today: date = date.min
    paper: bool = False
    fitness: str = ""
    fit_on: date | None = None
    adult: bool = False
    escort: bool = False
    transit: bool = False
    asked_on: date | None = None


def against(facts: Facts, before: Iterable[str] = ()) -> tuple[str, ...]:
    """Everything that stands against travelling on that day; `before` is what the gate and the steps of a child say."""
    return (*before, *_against(facts))


def against_boarding(facts: Facts, before: Iterable[str] = ()) -> tuple[str, ...]:
    """The same at the gate: on the day itself, and the person was asked once more that day."""
    return (*before, *_against(facts), *_at_the_gate(facts))


def _against(facts: Facts) -> Iterator[str]:
    if facts.day is None:
        yield NO_DAY
    elif facts.day < facts.today:
        yield DAY_PAST
    if not facts.paper:
        yield NO_PAPER
    yield from _fitness(facts)
    if not facts.transit:
        yield TRANSIT_MISSING


def _fitness(facts: Facts) -> Iterator[str]:
    enough = (FIT, WITH_HELP, NOT_WISHED) if facts.adult else (FIT, WITH_HELP)
    if facts.fitness == NOT_FIT:
        yield UNFIT
    elif facts.fitness not in enough or facts.fit_on is None:
        yield FITNESS_MISSING
    elif not timedelta() <= (facts.day or facts.today) - facts.fit_on < timedelta(days=FITNESS_DAYS):
        yield FITNESS_OLD
    if facts.fitness == WITH_HELP and not facts.escort:
        yield HELP_MISSING


def _at_the_gate(facts: Facts) -> Iterator[str]:
    if facts.day is not None and facts.day > facts.today:
        yield NOT_THE_DAY
    if facts.asked_on != facts.today:
        yield NOT_ASKED


def latest_day(today: date) -> date:
    """The last day that somebody would plan for now."""
    return today + timedelta(days=FURTHEST_DAYS)
