"""The text that is proposed for a letter of a kind, from `content/letters.yaml`, filled from the table it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from himaya.adapters.paper import Words
from himaya.coordination.models import Cycle, Minutes, RoundTable
from himaya.coordination.papers.phrases import Slot, Texts, day, fill, hour, say, words
from himaya.coordination.queries import tables as queries
from himaya.institutions.content import ContentError, content_root
from himaya.institutions.content_reader import read_mapping

# What stands where the register does not know better: the writer sees that something is to be filled in.
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Subject and body by language."""

    subject: Words
    body: Words


@lru_cache(maxsize=1)
def _letters() -> Mapping[str, Mapping[str, Texts]]:
    rows = read_mapping(content_root() / "letters.yaml").get("letters")
    if not isinstance(rows, list):
        raise ContentError("letters.yaml", "letters", "a list is expected")
    return {row["id"]: cast("Mapping[str, Texts]", row) for row in rows}


def propose(kind: str, *, cycle: Cycle, table: RoundTable | None) -> Proposal:
    """What a letter of this kind says unless the secretariat changes it; empty for another subject."""
    row = _letters().get(kind)
    if row is None:
        return Proposal(Words(), Words())
    slots = {"cycle": words(cycle.titles), **_of_table(table)}
    return Proposal(fill(row["subject"], **slots), fill(row["body"], **slots))


def _of_table(table: RoundTable | None) -> dict[str, Slot]:
    blank: dict[str, Slot] = dict.fromkeys(("number", "day", "hour", "place", "answer_by", "deadline"), BLANK)
    if table is None:
        return {**blank, "place": ""}
    starts = queries.local(table, table.starts_at)
    minutes = Minutes.objects.filter(table=table).first()
    return {
        **blank,
        "number": table.number,
        "day": day(starts.date()),
        "hour": hour(starts),
        "place": say("minutes_where", place=table.place) if table.place else "",
        "answer_by": day(table.answer_by) if table.answer_by else BLANK,
        "deadline": day(minutes.deadline_on) if minutes and minutes.deadline_on else BLANK,
    }
