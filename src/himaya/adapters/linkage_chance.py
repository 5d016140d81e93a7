"""How likely two records taken at random are one person, learnt from all pairs that were weighed.

Expectation maximisation of this one number: a different chance adds the same to every weight, so that the pairs are
weighed once and counted by weight. Source: Fellegi and Sunter (1969); Jaro, JASA 84 (1989).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp2, log2
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

# Weights this near to each other are counted together, in log2 odds.
FINE = 0.05
ROUNDS, CLOSE_ENOUGH = 200, 0.001
# Fewer pairs with a number in common do not say which share the blocks reach; less than this share is believed of none.
ENOUGH_KNOWN, LEAST_REACHED = 30, 0.1
LEAST, MOST = 1e-12, 0.4
# Weight, whether a number of their own is shared, whether a block of another kind is, and of how many pairs.
Binned = tuple[float, bool, bool, int]


def answers(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """All of it: an answer that is not read to its end keeps what it read."""
    return connection.execute(query).fetchall()


def binned(
    connection: duckdb.DuckDBPyConnection, found: str, records: str, key: str, blocks: Sequence[Sequence[str]], own: int
) -> list[Binned]:
    """The weighed pairs in the table `found`, counted. The first `own` blocks are of numbers that one person has."""
    rest = " OR ".join(
        "(" + " AND ".join(f"one.{column} = other.{column}" for column in block) + ")" for block in blocks[own:]
    )
    by_number = f"CAST(match_key AS INTEGER) < {own}"
    return answers(
        connection,
        f"SELECT round(weight / {FINE}) * {FINE}, own, rest, count(*) FROM ("  # noqa: S608  # Our names.
        f"SELECT match_weight AS weight, false AS own, true AS rest FROM {found} WHERE NOT {by_number}"
        f" UNION ALL SELECT match_weight, true, coalesce({rest or 'false'}, false) FROM {found}"
        f" JOIN {records} one ON one.{key} = {key}_l JOIN {records} other ON other.{key} = {key}_r WHERE {by_number}"
        ") GROUP BY ALL",
    )


def learn(pairs: Sequence[Binned], chance: float, records: int) -> float:
    """The chance under which as many of all pairs are one person as are expected; `chance` is what they weigh by.

    Blocks miss some, and more of them the larger a register is. How many is seen where two records share a number:
    the share of those that are one person and have a block of another kind too is the share of all that have one.
    """
    every = max(records * (records - 1) / 2, 1.0)
    before, learnt = log2(chance / (1 - chance)), chance
    for _round in range(ROUNDS):
        shift = log2(learnt / (1 - learnt)) - before
        known = rest = both = 0.0
        for weight, own, other, times in pairs:
            expected = times / (1 + exp2(-max(min(weight + shift, 1000.0), -1000.0)))
            known += expected * own
            rest += expected * other
            both += expected * (own and other)
        reached = max(both / known, LEAST_REACHED) if known >= ENOUGH_KNOWN else 1.0
        last, learnt = learnt, min(max(rest / reached / every, LEAST), MOST)
        if abs(learnt / last - 1) < CLOSE_ENOUGH:
            break
    return learnt
