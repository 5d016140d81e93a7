"""The consultation table: where each institution stands, and clause by clause what it said and what became of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from himaya.adapters.paper import Block, Facts, Grid, Heading, Mode, Paper, Para, Words
from himaya.coordination import rules_content, states
from himaya.coordination.papers import change_words, clause_words
from himaya.coordination.papers.phrases import day, joined, say, typed, words

Data = Mapping[str, Any]


def consultation(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """The whole table of one round."""
    return Paper(
        title=say("consultation_title", number=data["number"], title=words(data["titles"])),
        kicker=words(data["organiser"]),
        reference=f"P{data['draft']}-C{data['number']}",
        blocks=(*_head(data), *_stances(data), *_clauses(data)),
        mode=mode,
        footer=say("page_model"),
        exercise=exercise,
    )


def _head(data: Data) -> Iterator[Block]:
    closed = data["closed_on"]
    yield Para(say("consultation_closed", day=_day(closed)) if closed else say("consultation_open"), "note")
    if data["whose"]:
        yield Para(say("consultation_own", institution=words(data["whose"])), "note")
    dates = say("consultation_days", first=_day(data["opens_on"]), last=_day(data["closes_on"]))
    yield Facts(
        (
            (say("text_version"), say("text_draft_number", number=data["draft"])),
            (say("text_state"), say(f"draft_state_{data['state']}")),
            (say("consultation_dates"), dates),
        )
    )


def _stances(data: Data) -> Iterator[Block]:
    rows = data["stances"]
    if not rows:
        return
    yield Heading(1, say("consultation_stances"))
    # A column for reasons only where somebody gave one.
    width = 4 if any(one["reason"] for one in rows) else 3
    head = (say("institution"), say("position"), say("consultation_how"), say("reason"))
    yield Grid(head[:width], tuple(_stance(one)[:width] for one in rows))


def _stance(row: Data) -> tuple[Words, ...]:
    how = say(f"how_{row['how']}") if row["how"] else Words()
    return words(row["institution"]), say(f"stance_{row['stance']}"), how, typed(row["reason"])


def _clauses(data: Data) -> Iterator[Block]:
    content = data["content"]
    numbers = clause_words.numbers(content)
    yield Heading(1, say("text_clauses"))
    if not data["said"]:
        yield Para(say("consultation_nothing"))
        return
    for row in data["said"]:
        yield from _clause(row, content, numbers)
    spoken = {row["uid"] for row in data["said"]}
    quiet = [f"{numbers[uid]} ({uid})" for uid in rules_content.uids(content) if uid not in spoken]
    if quiet:
        yield Para(say("consultation_quiet", clauses=" · ".join(quiet)), "note")


def _clause(row: Data, content: Data, numbers: Mapping[str, str]) -> Iterator[Block]:
    clause = rules_content.clause_of(content, row["uid"])
    if clause is not None:
        yield Heading(2, clause_words.line(clause, numbers[row["uid"]]))
        yield Para(words(clause["texts"]))
    elif row["uid"]:
        yield Heading(2, joined((typed(row["uid"]), say("consultation_gone")), " · "))
    elif row["comments"] or row["amendments"]:
        yield Heading(2, say("consultation_whole"))
    if row["comments"]:
        head = (say("institution"), say("comment"), say("comment_answer"))
        yield Grid(head, tuple(_comment(one) for one in row["comments"]))
    if row["amendments"]:
        columns = (say("amendment_who"), say("amendment_change"), say("reason"), say("amendment_outcome"))
        yield Grid(columns, tuple(_amendment(one, numbers) for one in row["amendments"]))


def _comment(row: Data) -> tuple[Words, ...]:
    name = words(row["institution"])
    who = say("comment_again", institution=name) if row["again"] else name
    if row["private"]:
        who = joined((who, say("comment_for_secretariat")))
    if row["state"] == states.COMMENT_ANSWERED:
        answer = typed(row["answer"])
    else:
        answer = say("comment_withdrawn" if row["state"] == states.COMMENT_WITHDRAWN else "comment_open")
    return who, typed(row["text"]), answer


def _amendment(row: Data, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        change_words.who(row, numbers),
        change_words.change(row, numbers),
        typed(row["reason"]),
        change_words.outcome(row),
    )


def _day(iso: str) -> Words:
    return day(date.fromisoformat(iso))
