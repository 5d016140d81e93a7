"""The least and the most that unknown numbers can be under linear facts: linear programs, solved by HiGHS (scipy)."""

from collections.abc import Mapping, Sequence
from math import inf

Fact = tuple[Mapping[int, float], float]
Bounds = tuple[float, float]
OPTIMAL, INFEASIBLE = 0, 2
FAR = 1000.0


class Unsolved(RuntimeError):
    """The solver gave up: nothing may be concluded of what it would have found."""


def bounds(facts: Sequence[Fact], within: Sequence[Bounds], wanted: Sequence[int]) -> dict[int, Bounds] | None:
    """For each wanted unknown the least and the most it can be; `inf` where nothing holds it.

    `facts`: how often each unknown stands in a sum, and what the sum is; `within`: the bounds that hold anyhow, from
    zero on. None when no numbers at all satisfy the facts. Raises Unsolved.

    All are solved at once: the system stands once for each wanted unknown, and the sum of these is least where each is.
    """
    # Most of a second, and only a release needs it.
    import numpy
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, eye_array, kron

    size, copies = len(within), max(1, len(wanted))
    rows = [row for row, (terms, _sum) in enumerate(facts) for _ in terms]
    columns = [column for terms, _sum in facts for column in terms]
    values = [times for terms, _sum in facts for times in terms.values()]
    one = csr_array((values, (rows, columns)), shape=(len(facts), size))
    sums = numpy.tile([total for _terms, total in facts], copies)
    # Far above whatever the sums can hold an unknown to: what reaches it has no end.
    end = FAR * (1 + sum(abs(total) for _terms, total in facts) + sum(low for low, _high in within))
    limits = [(low, min(high, end)) for low, high in within] * copies
    aims = [copy * size + unknown for copy, unknown in enumerate(wanted)]

    def solve(sign: float) -> Sequence[float] | None:
        aim = numpy.zeros(size * copies)
        aim[aims] = sign
        found = linprog(aim, A_eq=kron(eye_array(copies), one), b_eq=sums, bounds=limits, method="highs")
        if found.status == INFEASIBLE:
            return None
        if found.status != OPTIMAL:
            raise Unsolved(found.message)
        return [float(found.x[place]) for place in aims]

    least, most = solve(1.0), solve(-1.0)
    if least is None or most is None:
        return None
    found = zip(wanted, least, most, strict=True)
    return {unknown: (low, inf if high > end / 2 else high) for unknown, low, high in found}
