"""The body of the minutes: each point of the agenda with what was said, decided, needed and left open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from himaya.adapters.paper import Block, Grid, Heading, Para, Words, same
from himaya.coordination import states
from himaya.coordination.papers.phrases import day, half_day, joined, listed, say, typed, words

Data = Mapping[str, Any]
OUTCOMES = ("decisions", "needs", "questions", "recommendations")


def proceedings(content: Data) -> Iterator[Block]:
    """Every point in order, then what belongs to the table as a whole."""
    yield Heading(1, say("proceedings"))
    for item in content["items"]:
        yield from _point(item)
    yield from _needs(content["needs"], 1)
    yield from _questions(content["questions"], 1)
    # Minutes that were frozen before recommendations were kept have none of their own.
    yield from _recommendations(content.get("recommendations", ()), 1)
    if content["take_aways"]:
        yield Heading(1, say("take_aways"))
        rows = tuple((words(one["institution"]), typed(one["text"])) for one in content["take_aways"])
        yield Grid((say("institution"), say("taken_home")), rows)


def quorum(row: Data) -> Words:
    """One sentence: how many were there, how many were needed, whether that is enough."""
    numbers = {name: row[name] for name in ("there", "seats", "needed")}
    return say("quorum_reached" if row["reached"] else "quorum_lost", half_day=_capital(row["half_day"]), **numbers)


def sentence(text: str) -> str:
    """What somebody typed, with a full stop at its end."""
    return text if not text or text[-1] in ".!?؟…" else f"{text}."


def _capital(code: str) -> Words:
    said = half_day(code)
    return Words(said.fr[:1].upper() + said.fr[1:], said.ar, said.en[:1].upper() + said.en[1:])


def _point(item: Data) -> Iterator[Block]:
    yield Heading(2, say("point", number=item["number"], title=words(item["titles"])))
    if item["presenter"]:
        yield Para(say("presented_by", institution=words(item["presenter"])), "note")
    for text in _paragraphs(item["said"]):
        yield Para(text)
    for decision in item["decisions"]:
        yield from _decision(decision)
    yield from _needs(item["needs"], 3)
    yield from _questions(item["questions"], 3)
    yield from _recommendations(item.get("recommendations", ()), 3)
    yield from _outcome(item)


def _outcome(item: Data) -> Iterator[Block]:
    if item["state"] in (states.ITEM_CARRIED, states.ITEM_DROPPED):
        # A decision that was not taken has said already that its point is carried.
        if not any(one["state"] == states.NOT_AGREED for one in item["decisions"]):
            yield Para(say(item["state"]))
        if item["reason"]:
            yield Para(joined((say("with_reason"), typed(sentence(item["reason"])))), "note")
    elif not any((*item["said"].values(), *(item.get(kind) for kind in OUTCOMES))):
        yield Para(say("nothing_said"), "note")


def _paragraphs(said: Mapping[str, str]) -> Iterator[Words]:
    """Paragraph by paragraph, so that two languages stay side by side; the longer one ends alone."""
    split = {code: [part.strip() for part in text.split("\n") if part.strip()] for code, text in said.items()}
    longest = max((len(parts) for parts in split.values()), default=0)
    whole = len({len(parts) for parts in split.values() if parts}) == 1
    if not whole:
        # The languages are not cut alike: each stays in one piece, because a row must not pair strangers.
        yield words({code: "\n".join(parts) for code, parts in split.items()})
        return
    for place in range(longest):
        yield words({code: parts[place] for code, parts in split.items() if parts})


def _decision(row: Data) -> Iterator[Block]:
    yield Heading(3, say("decision", number=row["number"]))
    yield Para(words(row["wording"]), "decision")
    if row["document"]:
        yield Para(say("decided_document", title=words(row["document"])), "note")
    if row["parts"]:
        yield Para(say("decided_parts", parts=" · ".join(row["parts"])), "note")
    yield Para(_result(row))
    if row["why"]:
        yield Para(say(f"why_{row['why']}"), "note")
    if row["refused_by"]:
        yield Para(say("decided_refused_by", institution=words(row["refused_by"])), "note")
    if row["reason"]:
        yield Para(joined((say("with_reason"), typed(sentence(row["reason"])))), "note")
    if row["quorum"]:
        numbers = {name: row["quorum"][name] for name in ("there", "seats", "needed")}
        yield Para(say("decision_quorum", **numbers), "note")
    if row["positions"]:
        yield Para(say("counted", **row["counts"]), "note")
        # A column for reasons only where somebody gave one.
        width = 3 if any(one["reason"] for one in row["positions"]) else 2
        head = (say("institution"), say("position"), say("reason"))
        yield Grid(head[:width], tuple(_position(one)[:width] for one in row["positions"]), say("positions"))
    if row["reservations"]:
        yield Heading(3, say("reservations"))
        columns = (say("institution"), say("clause"), say("reservation"), say("review_on"))
        yield Grid(columns, tuple(_reservation(one) for one in row["reservations"]))


def _result(row: Data) -> Words:
    method = say(f"method_{row['method']}")
    if row["state"] == states.AWAITING:
        return say("decided_awaiting", method=method, confirmer=say(f"confirmer_{row['confirm_by']}"))
    if row["state"] == states.CONFIRMED:
        reference = row["confirmed_reference"]
        under = say("under_reference", reference=reference) if reference else ""
        return say("decided_confirmed", method=method, day=_day(row["confirmed_on"]), reference=under)
    return say(f"decided_{row['state']}", method=method)


def _position(row: Data) -> tuple[Words, ...]:
    return words(row["institution"]), say(f"stance_{row['stance']}"), typed(row["reason"])


def _reservation(row: Data) -> tuple[Words, ...]:
    # Typed in one language: in a cell of its own it never mixes with the other's direction.
    return words(row["institution"]), typed(row["clause"]), typed(row["text"]), _day(row["review_on"])


def _needs(rows: Sequence[Data], level: int) -> Iterator[Block]:
    if rows:
        yield Heading(level, say("needs"))
        head = (say("institution"), say("need"), say("audience"), say("people"), say("priority"))
        yield Grid(head, tuple(_need(one) for one in rows))


def _need(row: Data) -> tuple[Words, ...]:
    people = "" if row["people"] is None else str(row["people"])
    priority = say(f"priority_{row['priority']}")
    return words(row["institution"]), typed(row["competence"]), typed(row["audience"]), typed(people), priority


def _questions(rows: Sequence[Data], level: int) -> Iterator[Block]:
    if rows:
        yield Heading(level, say("questions"))
        head = (say("question"), say("owed_by"), say("due_on"))
        yield Grid(head, tuple((typed(row["text"]), words(row["owed_by"]), _day(row["due_on"])) for row in rows))


def _recommendations(rows: Sequence[Data], level: int) -> Iterator[Block]:
    if rows:
        yield Heading(level, say("recommendations"))
        head = (say("recommendation_number"), say("recommendation"), say("led_by"), say("due_on"))
        yield Grid(head, tuple(_recommendation(one) for one in rows))


def _recommendation(row: Data) -> tuple[Words, ...]:
    lead = words(row["lead"]) if row["lead"] else say("led_by_nobody")
    helpers = listed(words(one) for one in row["contributors"])
    who = joined((lead, say("helped_by", names=helpers))) if helpers else lead
    return same(f"R-{row['number']}"), words(row["texts"]), who, _day(row["due_on"])


def _day(text: str) -> Words:
    return day(date.fromisoformat(text)) if text else Words()
