"""What may be shown of lists of our own: nothing exact, nothing small. Pure.

Source: evidence, "Publication" (k-anonymity with k = 11 as the Counter-Trafficking Data Collaborative does, and
rounding); do-no-harm 22 (lists need independent first detection, overlap made by referral is taken out, or nothing is
estimated). Of counts that were published elsewhere there is nothing to hide.

Lists, overlaps and the people on one list at least are sums of one another, and so are the tables with a list left out.
So no exact number is shown at all: each is rounded to the nearest ten, which leaves every difference of two of them
uncertain by more than any small count.
"""

from himaya.estimates.rules_lists import FEW_SHARED, NotATable, Table

K = 11
TO = 10


def check(table: Table) -> None:
    """Raises NotATable where all that would be estimated rests on fewer people than may be told of."""
    alone = sum(int(table.counts[1 << bit]) for bit in range(table.lists))
    if table.own and table.observed - alone < K:
        raise NotATable(FEW_SHARED, most=K)


def shown(count: float, *, own: bool) -> int | None:
    """A count as it may be shown; None where it is hidden. A zero is about nobody.

    >>> [shown(count, own=True) for count in (0, 1, 10, 11, 14, 15, 25, 2744)]
    [0, None, None, 10, 10, 20, 30, 2740]
    >>> shown(7, own=False)
    7
    """
    if not own:
        return round(count)
    if 0 < count < K:
        return None
    return int((count + TO / 2) // TO) * TO
