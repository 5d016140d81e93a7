"""What forms of this desk share: one thing to choose, and a day or an hour as it was typed."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose: what is sent back, what is shown, a line below it."""

    value: str
    label: str
    hint: str = ""


def day(typed: str) -> date | None:
    """A day as browsers send it; None for anything else."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def hour(typed: str) -> time | None:
    """An hour and its minutes as browsers send them; None for anything else."""
    try:
        return time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None
