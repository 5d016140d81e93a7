"""Hours for care as a page shows them: from the first contact, unless there was no assault. A reminder, no gate."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from typing import Any

from himaya.cases import contacts
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import BudgetSpent, ProofNeeded
from himaya.plans import access, queries_clocks, words
from himaya.plans import rules_clocks as rules
from himaya.plans.models import FirstDays
from himaya.plans.rules_first_days import LIMITS
from himaya.web.plans import labels

PURPOSE = "give_service"


@contextmanager
def open_told(actor: Actor, case: Case, *, wanted: bool) -> Iterator[list[tuple[str, datetime]] | None]:
    """What was said under the first days of how long ago it was, inside the block; for `clocks`.

    Read only while hours run and something was asked. None where it is not read: not `wanted`, or as many persons were
    opened as may be. What is not known keeps the hours on the page.
    """
    with ExitStack() as opened:
        told: list[tuple[str, datetime]] | None = None
        shown = clocks(case) if wanted and case.state == "open" else {}
        if shown.get("clock_runs") or shown.get("clock_unknown"):
            told = []
            if FirstDays.objects.filter(case=case).exists():
                told = None
                with suppress(ProofNeeded, BudgetSpent):
                    rounds = opened.enter_context(access.open_rounds(actor, case.pk, purpose=PURPOSE))
                    told = [(one.since, one.row.at) for one in rounds]
        yield told


def clocks(case: Case, told: Collection[tuple[str, datetime]] | None = None) -> dict[str, Any]:
    """What the part `plans/parts/clocks.html` shows. Nothing runs on a file that is older than the last hour, nor where
    the answer is that there was no assault.

    `told` is what was said of how long ago it was, where the page has opened it; a page that has not, says so.
    """
    now = clock.now()
    begun = rules.start(contacts.met(case), told or ())
    offers = list(queries_clocks.offers(case.pk))
    said = [one.said for one in offers]
    assault = rules.assault(band for band, _at in sorted(told or (), key=lambda one: one[1]))
    return {
        "clock_from": begun,
        # Nobody has met the person yet, or nobody here knows when.
        "clock_unknown": begun is None and not rules.stopped(said) and assault != rules.NO,
        "told_counted": told is not None,
        "clock_runs": begun is not None
        and rules.hours_left(begun, now, rules.LAST_HOURS) > 0
        and not rules.stopped(said)
        and assault != rules.NO,
        "clock_asks": assault == rules.ASK,
        "clock_rows": [{"limit": limit, "left": rules.hours_left(begun, now, limit)} for limit in LIMITS]
        if begun is not None
        else [],
        "offers": [{"row": one, "said": words.OFFERS[one.said], "role": labels.role(one.role)} for one in offers],
        "offer_items": labels.items(words.OFFERS),
    }
