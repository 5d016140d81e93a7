"""Whether a panel could decide: quorum, recusals, votes. Pure. An option of the register, off by default.

Source: design/product.md C4 ("panel with quorum and recusal as an option"); the counting is a model, not adopted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

FOR, AGAINST, ABSTAINS, RECUSED = "for", "against", "abstains", "recused"
VOTES = (FOR, AGAINST, ABSTAINS, RECUSED)
SEATS = 9


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a panel: who, what they voted, and why they stepped aside."""

    name: str
    vote: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What is known of a panel outside its body: numbers."""

    present: int
    recused: int
    votes_for: int
    votes_against: int


def count(members: Iterable[Member]) -> Count:
    """Who stepped aside is not present: they count for no quorum and no vote."""
    votes = [one.vote for one in members]
    return Count(
        present=len(votes) - votes.count(RECUSED),
        recused=votes.count(RECUSED),
        votes_for=votes.count(FOR),
        votes_against=votes.count(AGAINST),
    )


def against(quorum: int, members: Iterable[Member]) -> str:
    """What stands against a decision of this panel: `no_panel`, `member`, `twice`, `recusal_reason`, `quorum`, `votes`.

    More of those present vote for it than against; a tie decides nothing.
    """
    held = list(members)
    if not quorum:
        return "no_panel" if held else ""
    if any(not one.name.strip() or one.vote not in VOTES for one in held):
        return "member"
    if len({one.name.strip().casefold() for one in held}) < len(held):
        return "twice"
    if any(one.vote == RECUSED and not one.reason.strip() for one in held):
        return "recusal_reason"
    found = count(held)
    if found.present < quorum:
        return "quorum"
    return "" if found.votes_for > found.votes_against else "votes"
