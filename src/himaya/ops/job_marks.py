"""Which of the worker's appointments did not go through, for `himaya doctor`: names and classes, never a message.

A file beside the data, because what fails may be the database. It is no part of a backup.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FILE = "worker-faults.json"


@dataclass(frozen=True)
class Mark:
    """One that failed: the class of what it met last, and how often in a row."""

    fault: str
    times: int


def standing() -> dict[str, Mark]:
    """Those that failed when they were last tried."""
    try:
        told = json.loads(_file().read_text(encoding="utf-8"))
        return {str(name): Mark(str(one["fault"]), int(one["times"])) for name, one in told.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def failed(name: str, fault: Exception) -> None:
    """Mark one."""
    marks = standing()
    before = marks[name].times if name in marks else 0
    _write({**marks, name: Mark(type(fault).__name__, before + 1)})


def went_well(name: str) -> None:
    """Take its mark away."""
    marks = standing()
    if marks.pop(name, None) is not None:
        _write(marks)


def _file() -> Path:
    return Path(settings.HIMAYA_HOME) / FILE


def _write(marks: dict[str, Mark]) -> None:
    fresh = _file().with_suffix(".new")
    told = {name: {"fault": one.fault, "times": one.times} for name, one in marks.items()}
    # On a full disk the log has it still.
    with suppress(OSError):
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(told, file)
        fresh.replace(_file())
