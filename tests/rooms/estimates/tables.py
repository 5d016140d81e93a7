"""The published tables, read as the command reads them."""

from pathlib import Path

from himaya.estimates import rules_lists
from himaya.estimates.rules_lists import Table

TABLES = Path(__file__).resolve().parents[2] / "data" / "mse"


def table(name: str) -> Table:
    return rules_lists.read((TABLES / f"{name}.csv").read_bytes())


def masks(of: Table, *terms: str) -> list[int]:
    """`A:B` as the mask of its lists."""
    return [sum(1 << of.names.index(name) for name in term.split(":")) for term in terms]
