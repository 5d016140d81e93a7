"""Hours for care as a page shows them: from the first contact, whatever was answered; a reminder and never a gate."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from himaya.cases import contacts
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.plans import queries_clocks, words
from himaya.plans import rules_clocks as rules
from himaya.plans.rules_first_days import LIMITS
from himaya.web.plans import labels


def clocks(case: Case, told: Iterable[tuple[str, datetime]] | None = None) -> dict[str, Any]:
    """What the part `plans/parts/clocks.html` shows. Nothing runs on a file that is older than the last hour.

    `told` is what was said of how long ago it was, where the page has opened it; a page that has not, says so.
    """
    now = clock.now()
    contact = contacts.contact(case)
    begun = rules.start(contact.at, told or ())
    offers = list(queries_clocks.offers(case.pk))
    said = [one.said for one in offers]
    return {
        "clock_from": begun,
        "contact_known": contact.known,
        "told_counted": told is not None,
        "clock_runs": rules.hours_left(begun, now, rules.LAST_HOURS) > 0 and not rules.stopped(said),
        "clock_rows": [{"limit": limit, "left": rules.hours_left(begun, now, limit)} for limit in LIMITS],
        "offers": [{"row": one, "said": words.OFFERS[one.said], "role": labels.role(one.role)} for one in offers],
        "offer_items": labels.items(words.OFFERS),
    }
