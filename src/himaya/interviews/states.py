"""Where an interview stands, and which verb leads from where to where."""

PREPARING, SITTING, PAUSED, BETWEEN, CLOSED = "preparing", "sitting", "paused", "between", "closed"
STATES = (PREPARING, SITTING, PAUSED, BETWEEN, CLOSED)
RUNNING = (SITTING, PAUSED)
# Where a sitting may be prepared, and where the whole may be closed.
AT_REST = (PREPARING, BETWEEN)
# verb -> (from which states, to which).
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "begin": (AT_REST, SITTING),
    "pause": ((SITTING,), PAUSED),
    "resume": ((PAUSED,), SITTING),
    "end": (RUNNING, BETWEEN),
    "close": (AT_REST, CLOSED),
}
# How a sitting ended: as planned, because the person said so, because it was enough to orient, after distress.
DONE, STOPPED, ENOUGH, AFTER_DISTRESS = "done", "stopped", "enough", "distress"
ENDINGS = (DONE, STOPPED, ENOUGH, AFTER_DISTRESS)
# How the interview ended. None of them says anything about the person.
HEARD, ORIENTED, REFUSED, BROKEN_OFF, NOT_HELD = "heard", "oriented", "refused", "broken_off", "not_held"
OUTCOMES = (HEARD, ORIENTED, REFUSED, BROKEN_OFF, NOT_HELD)
# What happens within a sitting, or instead of one.
PAUSE, RESUME, DISTRESS, END, POSTPONE = "pause", "resume", "distress", "end", "postpone"
MOMENTS = (PAUSE, RESUME, DISTRESS, END, POSTPONE)
