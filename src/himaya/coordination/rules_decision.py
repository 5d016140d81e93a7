"""What becomes of a question: the voices at the table and what they said go in, an outcome with its reason comes out.

Pure. Sources: design/coordination.md section 6 (consensus by default, one voice per institution, an objection has a
reason); domain/round-tables.md section 4 (simple majority and the chair's casting vote as parameters).

| method    | objection | somebody there is silent                  | agreed when                                     |
|-----------|-----------|-------------------------------------------|-------------------------------------------------|
| consensus | defeats   | must be asked; then silence does not stop | nobody objects, at least one agrees             |
| consent   | defeats   | does not stop                             | nobody objects, at least one agrees             |
| vote      | counts    | does not count                            | agree > majority of agree and object            |

`reserve` is an agreement with a reservation. `abstain` stops nothing and carries nothing. The casting vote settles a
tie only: the chair's voice then counts twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from himaya.coordination import states
from himaya.coordination.rules import CycleRules

SILENT = "silent"
# Why a question was agreed, or was not. Each has its sentence in `words_decisions`.
ALL_ASKED, SILENCE_AGREED, NOBODY_OBJECTS, MAJORITY, CHAIR_CAST = (
    "all_asked",
    "silence_agreed",
    "nobody_objects",
    "majority",
    "chair_cast",
)
OBJECTION, NOBODY_AGREED, NOT_ALL_ASKED, NO_MAJORITY, MAJORITY_AGAINST, TIE, CHAIR_CAST_AGAINST = (
    "objection",
    "nobody_agreed",
    "not_all_asked",
    "no_majority",
    "majority_against",
    "tie",
    "chair_cast_against",
)
WHY = (
    ALL_ASKED,
    SILENCE_AGREED,
    NOBODY_OBJECTS,
    MAJORITY,
    CHAIR_CAST,
    OBJECTION,
    NOBODY_AGREED,
    NOT_ALL_ASKED,
    NO_MAJORITY,
    MAJORITY_AGAINST,
    TIE,
    CHAIR_CAST_AGAINST,
)
# A text that these defeat is not adopted; others are looked at again as they are.
AGAINST = (MAJORITY_AGAINST,)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`state` is AGREED or NOT_AGREED; `counts` has every stance and the silent; `why` is one of WHY."""

    state: str
    counts: Mapping[str, int]
    why: str


def silent(voices_there: Iterable[str], positions: Mapping[str, str]) -> list[str]:
    """The institutions that are there with a voice and have said nothing, in their order."""
    return [one for one in dict.fromkeys(voices_there) if one not in positions]


def outcome(
    method: str,
    rules: CycleRules,
    voices_there: Iterable[str],
    positions: Mapping[str, str],
    chair: str = "",
    *,
    asked: bool = False,
) -> Outcome:
    """What the table decided. `positions` gives the stance by institution; one that is not there does not count.

    `chair` is the institution of the chair. `asked`: those who said nothing were asked one by one, and let it pass.
    """
    voices = list(dict.fromkeys(voices_there))
    counted = {one: positions[one] for one in voices if one in positions}
    counts = {stance: sum(said == stance for said in counted.values()) for stance in states.STANCES}
    counts[SILENT] = len(voices) - len(counted)
    if method == states.VOTE:
        agreed, why = _vote(Fraction(rules.majority), counts, counted.get(chair, "") if rules.chair_casts else "")
    else:
        agreed, why = _without_objection(method, counts, asked=asked)
    return Outcome(states.AGREED if agreed else states.NOT_AGREED, counts, why)


def _without_objection(method: str, counts: Mapping[str, int], *, asked: bool) -> tuple[bool, str]:
    if counts[states.OBJECT]:
        return False, OBJECTION
    if not counts[states.AGREE] + counts[states.RESERVE]:
        return False, NOBODY_AGREED
    if method == states.CONSENT:
        return True, NOBODY_OBJECTS
    if not counts[SILENT]:
        return True, ALL_ASKED
    return (True, SILENCE_AGREED) if asked else (False, NOT_ALL_ASKED)


def _vote(majority: Fraction, counts: Mapping[str, int], cast: str) -> tuple[bool, str]:
    agree, against = counts[states.AGREE] + counts[states.RESERVE], counts[states.OBJECT]
    if not agree:
        return False, MAJORITY_AGAINST if against else NOBODY_AGREED
    if agree == against and cast == states.OBJECT:
        return False, CHAIR_CAST_AGAINST
    if agree == against and cast in (states.AGREE, states.RESERVE):
        return (True, CHAIR_CAST) if agree + 1 > majority * (agree + against + 1) else (False, NO_MAJORITY)
    if agree > majority * (agree + against):
        return True, MAJORITY
    if agree == against:
        return False, TIE
    return False, MAJORITY_AGAINST if against > majority * (agree + against) else NO_MAJORITY


def review_day(meeting: date, months: int) -> date:
    """The day on which a reservation is looked at again: so many months after the meeting, on a day that exists.

    >>> review_day(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(meeting.month - 1 + months, 12)
    year = meeting.year + years
    for day in (meeting.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day, meeting.day))
        except ValueError:
            continue
    raise AssertionError
