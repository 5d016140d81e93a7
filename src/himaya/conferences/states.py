"""Where a case conference stands, where one of its items stands, and which verb leads from where to where."""

CALLED, RUNNING, HELD, AGREED, CANCELLED = "called", "running", "held", "agreed", "cancelled"
STATES = (CALLED, RUNNING, HELD, AGREED, CANCELLED)
LIVE = (CALLED, RUNNING)
# verb -> (from which states, to which).
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "move": ((CALLED,), CALLED),
    "begin": ((CALLED,), RUNNING),
    "end": ((RUNNING,), HELD),
    "agree": ((HELD,), AGREED),
    "cancel": (LIVE, CANCELLED),
}
WAITING, ON, HEARD, DROPPED = "waiting", "on", "heard", "dropped"
ITEM_STATES = (WAITING, ON, HEARD, DROPPED)
INVITED, COMES, WRITES, CANNOT = "invited", "comes", "writes", "cannot"
ANSWERS = (COMES, WRITES, CANNOT)
SEAT_STATES = (INVITED, *ANSWERS)
DRAFT, FINAL = "draft", "final"
MINUTES = (DRAFT, FINAL)
