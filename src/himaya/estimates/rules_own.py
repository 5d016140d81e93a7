"""What may be shown of lists of our own: nothing exact of what is counted, nothing small. Pure.

Source: evidence, "Publication" (k-anonymity with k = 11 as the Counter-Trafficking Data Collaborative does, and
rounding); do-no-harm 22 (lists need independent first detection, overlap made by referral is taken out, or nothing is
estimated). Of counts that were published elsewhere there is nothing to hide.

Lists, overlaps and the people on one list at least are sums of one another, and so are the tables with a list left out.
So no exact count is shown: each is rounded to the nearest ten, which leaves every difference of two of them uncertain
by more than any small count.

An estimate is no sum: it divides by the few who were found twice, and whoever knows it and the rounded lists divides
back. Two lists of 360 and 270 and an estimate of 31,620 share three people. So a figure is shown only where no single
person moves it by more than one part in eleven, and where its model takes no overlap of one to ten people into account.
Two tables of which one has a list less are two figures, and their difference is a third: such changes are shown only
where the table has nothing small in it.
"""

import numpy as np

from himaya.estimates.rules_fit import fit, information, over_subsets, over_supersets
from himaya.estimates.rules_lists import FEW_SHARED, NotATable, Table

K = 11
TO = 10


def check(table: Table) -> None:
    """Raises NotATable where all that would be estimated rests on fewer people than may be told of."""
    alone = sum(int(table.counts[1 << bit]) for bit in range(table.lists))
    if table.own and table.observed - alone < K:
        raise NotATable(FEW_SHARED, most=K)


def few_behind(table: Table, masks: tuple[int, ...]) -> bool:
    """Whether the figure of this model of our own lists would give a small count away."""
    if not table.own:
        return False
    taken_in = over_supersets(table.counts[None])[0][list(masks)]
    if ((taken_in > 0) & (taken_in < K)).any():
        return True
    return moved_by_one(table, masks) > 1 / K + 1e-9


def moved_by_one(table: Table, masks: tuple[int, ...]) -> float:
    """By which part the unseen change when one person more is met whose history somebody has: the most, of all these.

    The derivative of the intercept by a count is that history's row of the inverse information.
    """
    counts = table.counts[None]
    terms = np.array([[*(1 << bit for bit in range(table.lists)), *masks]])
    beta = np.linalg.inv(information(fit(counts, terms), terms)[0])[0]
    by_term = np.zeros((1, counts.shape[1]))
    by_term[0, [0, *terms[0]]] = beta
    by_history = np.abs(over_subsets(by_term)[0])
    return float(by_history[table.counts > 0].max())


def nothing_small(table: Table) -> bool:
    """Whether every history has nobody, or enough people to be told of."""
    return not ((table.counts > 0) & (table.counts < K)).any()


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
