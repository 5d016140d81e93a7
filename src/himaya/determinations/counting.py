"""What is counted of decisions: each number of the nation by month, without a body, a desk or a place.

Source: metadata of SDG indicator 16.2.2 (detected victims). A decision is rare: a count beside a desk would tell of one
person.
"""

from himaya.cases.tallies import Count

DECIDED = "decided"


def recorded(status: str) -> Count:
    """One more decision that said this."""
    return Count(DECIDED, answer=status)
