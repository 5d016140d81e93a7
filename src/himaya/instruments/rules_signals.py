"""What the counts of a clause tell. Pure.

Source: design/coordination.md section 7, point 11: per item use, missing rate, "unsure" rate, override of the suggested
outcome, per institution. These are raw counts; a page shows them through `insight.suppression`, with k = `TOGETHER`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from himaya.instruments.triage import OPEN, Reading

# The fewest forms that are counted at once (do-no-harm 22: k >= 11).
TOGETHER = 11
READINGS = frozenset(str(one) for one in Reading)
# An answer that is none of these: an age, a choice without a reading, a text. Never the answer itself.
ANSWERED = "answered"
# The form as a whole stands under this uid, with these two readings.
WHOLE = ""
FILLED, OVERRIDDEN = "filled", "overridden"


@dataclass(frozen=True, slots=True)
class Signal:
    """How one clause fared at one institution: `counts` by reading, of `filled` forms. `uid` '' is the whole form."""

    institution_id: str
    uid: str
    filled: int
    counts: Mapping[str, int] = field(default_factory=dict)
    overridden: int = 0

    @property
    def open(self) -> int:
        """How often it was not known, refused or not asked."""
        return sum(self.counts.get(str(one), 0) for one in OPEN)

    @property
    def share_open(self) -> float:
        """How much of what was filled left it open, from 0 to 1."""
        return self.open / self.filled if self.filled else 0.0

    @property
    def never_ticked(self) -> bool:
        """Nobody here said yes, nor gave another answer that stands for one."""
        return bool(self.uid) and not any(self.counts.get(one, 0) for one in ("yes", ANSWERED))


def heard(reading: str) -> str:
    """The word under which a reading is counted: what is not one of ours is an answer, and nothing more is kept of it.

    >>> heard("refused"), heard("Rabat")
    ('refused', 'answered')
    """
    return reading if reading in READINGS else ANSWERED
