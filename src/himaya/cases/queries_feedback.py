"""Counts of endings: what people said of how it was, and why files were closed. Exact: `insight` hides small cells."""

from collections import defaultdict
from datetime import date

from django.db.models import Sum

from himaya.cases import policy
from himaya.cases.models import Tally
from himaya.cases.rules_feedback import months_of
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted

Answers = dict[str, dict[str, int]]


def desk_of(actor: Actor) -> str:
    """The desk whose counts the actor sees; empty for the secretariat, which sees those of every desk.

    Raises NotPermitted for everybody but a lead and the secretariat.
    """
    if policy.works_on_cases(actor) and actor.has(policy.LEAD):
        return actor.desk_id
    policy.check_counts(actor)
    return ""


def may_see(actor: Actor) -> bool:
    """True when `desk_of` would not refuse."""
    try:
        desk_of(actor)
    except NotPermitted:
        return False
    return True


def counted(actor: Actor, kind: str, half: date) -> dict[str, Answers]:
    """Desk → clause → answer → count in one half of a year."""
    rows = Tally.objects.filter(kind=kind, month__in=months_of(half))
    if desk := desk_of(actor):
        rows = rows.filter(desk_id=desk)
    found: dict[str, Answers] = defaultdict(lambda: defaultdict(dict))
    for row in rows.values("desk_id", "clause", "answer").annotate(n=Sum("count")).order_by("desk_id", "clause"):
        found[row["desk_id"]][row["clause"]][row["answer"]] = row["n"]
    return found
