"""Whether the risk has grown since the assessment before: one yes or no in clear, never a level."""

from collections.abc import Mapping
from uuid import UUID

from himaya.kernel.access import Access
from himaya.risks import rules, rules_clocks
from himaya.risks.models import Assessment
from himaya.risks.rules import Overall, Reading


def found_before(reader: Access, case_id: UUID) -> dict[str, Reading]:
    """What the last finished assessments of a case found, each domain by the last of them that has it.

    One that was finished at a desk that sits apart has no domain of health: what the one before it said still stands.
    """
    found: dict[str, Reading] = {}
    for row in Assessment.objects.filter(case_id=case_id, finished_at__isnull=False).order_by("-number"):
        reader.open(row)
        kept = (row.levels or {}).get("domains", {})
        found = {code: Reading(*pair) for code, pair in kept.items()} | found
        if len(found) == len(rules.DOMAINS):
            break
    return found


def worst(found: Mapping[str, Reading], *, apart: bool) -> Overall:
    """The worst of the domains; `apart`: only of those that are not health."""
    return rules.overall(_seen(found, apart=apart).values())


def has_grown(before: Mapping[str, Reading], found: Mapping[str, Reading], *, apart: bool) -> bool:
    """True where a domain, or the worst of all, is higher than it was found before.

    The first of a case has nothing to grow from. `apart`: only by what whoever finishes it may read.
    """
    seen = _seen(found, apart=apart)
    if rules_clocks.is_worse(worst(before, apart=apart).level, rules.overall(seen.values()).level):
        return True
    return any(rules_clocks.is_worse(before.get(code, Reading()).at_least, one.at_least) for code, one in seen.items())


def _seen(found: Mapping[str, Reading], *, apart: bool) -> dict[str, Reading]:
    return {code: one for code, one in found.items() if not (apart and code in rules.HEALTH)}
