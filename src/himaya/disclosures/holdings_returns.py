"""Of what is held about a person: what was told, asked, chosen, weighed and said about going or staying. One access.

A desk of police, prosecution, a court, a consulate or another State answers with none of it, as it reads none.
"""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from himaya.cases.access import OpenedCase
from himaya.disclosures.held_part import Item, date_of, joined, on, said_day
from himaya.kernel import clock, days, languages
from himaya.returns import access, policy, queries, telling, words
from himaya.returns.models import VoluntaryReturn

RETURNS = "returns"


def returns(opened: OpenedCase) -> Iterator[Item]:
    """Every attempt with its days and why it ended, and every line of it."""
    if not policy.exists_for(opened.access.actor):
        return
    for attempt in reversed(queries.of_case(opened.case.pk)):
        yield _attempt(attempt)
        rows = list(queries.lines_of(attempt))
        opened.access.open(*rows)
        for row in rows:
            said = access.in_words(row)
            value = joined(
                *telling.parts(said), *telling.answers(said), said_day(row.due_on), said.words.get("words", "")
            )
            raw = json.dumps(row.words, ensure_ascii=False, sort_keys=True)
            place = f"return:{attempt.number}:{row.number}"
            yield Item(place, RETURNS, str(words.KINDS[row.kind]), value, on(date_of(row.at), row.desk.name), raw)


def _attempt(row: VoluntaryReturn) -> Item:
    """How far an attempt is, and each day that is kept of it."""
    due = row.reception_due_at.astimezone(clock.here()) if row.reception_due_at else None
    until = languages.listed((said_day(due.date()), days.hour_in_words(due, languages.current()))) if due else ""
    told = (
        (_("looked at again: %(day)s"), said_day(row.review_on)),
        (_("day of travel: %(day)s"), said_day(row.travel_on)),
        (_("word of the arrival until: %(day)s"), until),
        (_("ended: %(day)s"), said_day(row.ended_on)),
    )
    value = joined(
        words.STATES[row.state],
        *(sentence % {"day": day} for sentence, day in told if day),
        words.END_REASONS.get(row.end_reason, ""),
    )
    kept = (row.state, row.opened_at, row.review_on, row.travel_on, due, row.ended_on, row.end_reason)
    raw = json.dumps([str(one) for one in kept])
    label, source = pgettext("part of a file", "Going or staying, once"), on(date_of(row.opened_at), row.desk.name)
    return Item(f"return:{row.number}", RETURNS, label, value, source, raw)
