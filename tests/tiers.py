"""What the fast tier leaves to the full numbers: tests that were measured as slow, a list a room in `tests/slow/`.

Source: CONTRIBUTING.md, "Tests". `make tiers` measures anew and writes the lists (tools/tiers.py says by what rule).
"""

from functools import cache
from pathlib import Path

LISTS = Path(__file__).parent / "slow"


@cache
def slow() -> frozenset[str]:
    """`file::function` of each slow test."""
    lines = [line for file in LISTS.glob("*.txt") for line in file.read_text().splitlines()]
    return frozenset(line for line in lines if line and not line.startswith("#"))
