"""Of what is held about a person: what was told, asked, chosen, weighed and said about going or staying. One access.

A desk of police, prosecution, a court, a consulate or another State answers with none of it, as it reads none.
"""

import json
from collections.abc import Iterator

from himaya.cases.access import OpenedCase
from himaya.disclosures.held_part import Item, date_of, joined, on, said_day
from himaya.returns import access, policy, queries, telling, words

RETURNS = "returns"


def returns(opened: OpenedCase) -> Iterator[Item]:
    """Every line of every attempt, and why an attempt ended."""
    if not policy.exists_for(opened.access.actor):
        return
    for attempt in reversed(queries.of_case(opened.case.pk)):
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
