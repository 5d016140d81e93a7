"""The states of a proposal, the ways of vetting, the kinds of a gap."""

WAITING, CONFIRMED, REFUSED = "waiting", "confirmed", "refused"
TRANSITIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "confirm": ((WAITING,), CONFIRMED),
    "refuse": ((WAITING,), REFUSED),
}
VISIT, PAPER, REFERENCE = "visit", "paper", "reference"
WAYS = (VISIT, PAPER, REFERENCE)
# What is counted here: a look into the directory that found nobody. What a plan lacks is counted by `cases`.
SEARCH = "search"
