"""The states of a proposal, the ways of vetting, the kinds of a gap."""

WAITING, CONFIRMED, REFUSED = "waiting", "confirmed", "refused"
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "confirm": ((WAITING,), CONFIRMED),
    "refuse": ((WAITING,), REFUSED),
}
VISIT, PAPER, REFERENCE = "visit", "paper", "reference"
WAYS = (VISIT, PAPER, REFERENCE)
# A line of a plan that could not be had; a look into the directory that found nobody.
PLAN_LINE, SEARCH = "plan_line", "search"
GAPS = (PLAN_LINE, SEARCH)
