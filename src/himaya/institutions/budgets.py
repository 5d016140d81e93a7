"""How many persons an account may open within an hour, by its roles: data, not code (`content/budgets.yaml`)."""

from collections.abc import Iterable
from functools import lru_cache

from himaya.institutions.content_reader import content_root, read_file
from himaya.kernel.budget import Budget

OTHER = "other"


@lru_cache(maxsize=1)
def load() -> dict[str, Budget]:
    """Every budget by role; `other` is for roles that have none of their own."""
    rows = read_file(content_root() / "budgets.yaml").rows("budgets")
    found = {row.text("id"): Budget(row.number("confirm_at"), row.number("stop_at")) for row in rows}
    for row in rows:
        budget = found[row.text("id")]
        if not 0 < budget.confirm_at <= budget.stop_at:
            raise row.gap("confirm_at must be above nothing and not above stop_at")
    return found


def of_roles(roles: Iterable[str]) -> Budget:
    """The widest budget among the roles: whoever holds two works for both."""
    budgets = load()
    mine = [budgets[role] for role in roles if role in budgets] or [budgets[OTHER]]
    return max(mine, key=lambda one: one.stop_at)
