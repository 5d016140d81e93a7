"""How a letter that somebody shows stands: its two days, found by the mark that follows from number and phrase."""

from dataclasses import dataclass
from datetime import date

from himaya.kernel import rooms


@dataclass(frozen=True, slots=True)
class Standing:
    """The last day on which a letter is valid, and the day on which it was taken back. Nothing of its file or room."""

    valid_until: date
    taken_back_on: date | None


def by_mark(mark: str) -> Standing | None:
    """The letter of any room that this mark leads to; None for none.

    Each room that makes letters has a `letters_shown` with `by_mark`. All are asked, whichever has it: an answer takes
    as long, and says no more, for a letter of one room than of another.
    """
    found = [room.by_mark(mark) for room in rooms.modules("letters_shown")]
    return next((one for one in found if one is not None), None)
