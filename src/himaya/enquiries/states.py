"""The states of an enquiry and of what a holding desk was told of one. No Django."""

# Over: its time ran out, and it stays for the two desks that found each other by it.
OPEN, WITHDRAWN, OVER = "open", "withdrawn", "over"
STATES = (OPEN, WITHDRAWN, OVER)

# At the holding desk. What it closes is deleted: a no leaves no line that leads from one file to the other.
WAITS, IN_TOUCH = "waits", "in_touch"
TOLD_STATES = (WAITS, IN_TOUCH)
