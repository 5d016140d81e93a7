"""Papers about one table: what is asked of an institution, what came out of the table, the sheet that is signed."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from himaya.adapters.paper import Block, Bullets, Grid, Heading, Mode, Paper, Para, Words
from himaya.coordination.papers.phrases import day, half_day, hour, joined, say, typed, words

Data = Mapping[str, Any]
# Two dotted lines: room for a signature and its stamp.
SIGN_HERE = "\n".join(("…" * 14,) * 2)


def packet(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """One page for one focal point: what we ask of you, by when."""
    head = (say("packet_what"), say("packet_by"), say("packet_state"))
    rows = tuple((words(row["what"]), _day(row["by"]), say(f"ask_{row['state']}")) for row in data["asks"])
    body: Block = Grid(head, rows) if rows else Para(say("packet_nothing"))
    blocks = (Heading(1, words(data["institution"])), Para(_when(data)), body, Para(say("packet_write"), "note"))
    return Paper(
        title=say("packet_title"),
        kicker=words(data["organiser"]),
        reference=f"TRI-{data['number']}",
        blocks=blocks,
        mode=mode,
        footer=say("page_model"),
        exercise=exercise,
    )


def restitution(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """What was decided, where practice differs, what stayed open, what each takes home, what is asked."""
    return Paper(
        title=say("restitution_title", number=data["number"]),
        kicker=words(data["organiser"]),
        reference=f"TRI-{data['number']}",
        blocks=tuple(_restituted(data)),
        mode=mode,
        footer=say("page_model"),
        exercise=exercise,
    )


def attendance(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """One table for each half-day, with the names announced and room to sign."""
    head = (say("institution"), say("sheet_name"), say("sheet_sign"))
    blocks: list[Block] = [Para(_when(data))]
    for code in data["half_days"]:
        rows = tuple((words(row["institution"]), _announced(row), typed(SIGN_HERE)) for row in data["rows"])
        blocks.append(Grid(head, rows, half_day(code)))
    return Paper(
        title=say("sheet_title", number=data["number"]),
        kicker=words(data["organiser"]),
        reference=f"TRI-{data['number']}",
        blocks=tuple(blocks),
        mode=mode,
        exercise=exercise,
    )


def _when(data: Data) -> Words:
    starts = datetime.fromisoformat(data["starts"])
    where = say("minutes_where", place=data["place"]) if data["place"] else ""
    return say("packet_opening", number=data["number"], day=day(starts.date()), hour=hour(starts), where=where)


def _announced(row: Data) -> Words:
    if row["person"]:
        return joined((words(row["person"]["name"]), words(row["person"]["function"])))
    return typed(row["standing_in"])


def _restituted(data: Data) -> Iterator[Block]:
    yield Para(_when(data))
    if data["decided"]:
        yield Heading(1, say("restitution_decided"))
    for row in data["decided"]:
        yield Heading(2, say("decision", number=row["number"]))
        yield Para(words(row["wording"]), "decision")
        if row["confirm_by"]:
            yield Para(say("restitution_awaits", confirmer=say(f"confirmer_{row['confirm_by']}")), "note")
        if row["held"]:
            head = (say("institution"), say("reservation"), say("review_on"))
            yield Grid(head, tuple(_held(one) for one in row["held"]))
    for one in data["differs"]:
        yield Heading(1, say("restitution_differs", map=words(one["titles"])))
        lines = tuple(joined((words(step), words(said)), " · ") for step, said in one["lines"])
        yield Bullets(lines) if lines else Para(say("restitution_alike"))
    if data["left_open"]:
        yield Heading(1, say("restitution_open"))
        head = (say("packet_what"), say("owed_by"), say("packet_by"))
        yield Grid(head, tuple((_left(r), words(r["owed_by"]), _day(r["by"])) for r in data["left_open"]))
    if data["took_home"]:
        yield Heading(1, say("take_aways"))
        rows = tuple((words(row["institution"]), typed(row["text"])) for row in data["took_home"])
        yield Grid((say("institution"), say("taken_home")), rows)
    if data["asked"]:
        yield Heading(1, say("restitution_asked"))
        head = (say("institution"), say("packet_what"), say("packet_by"))
        asks = tuple((words(r["institution"]), words(r["what"]), _day(r["by"])) for r in data["asked"])
        yield Grid(head, asks)


def _left(row: Data) -> Words:
    """What stayed open, and why: a question says it itself."""
    return words(row["what"]) if row["kind"] == "question" else say(f"open_{row['kind']}", what=words(row["what"]))


def _held(row: Data) -> tuple[Words, ...]:
    return words(row["institution"]), typed(row["text"]), _day(row["review_on"])


def _day(text: str) -> Words:
    return day(date.fromisoformat(text)) if text else Words()
