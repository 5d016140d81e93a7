"""A text as a paper: what was adopted, or the draft as it stands, each reservation directly under its clause."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from himaya.adapters.paper import Block, Bullets, Facts, Heading, Mode, Paper, Para, Words, same
from himaya.coordination import rules_content, states
from himaya.coordination.papers import clause_words
from himaya.coordination.papers.phrases import day, joined, listed, say, typed, words

Data = Mapping[str, Any]
DEEPEST = 3


def text(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """The whole paper, of an edition or of a draft."""
    edition, draft = data["edition"], data["draft"]
    standing = say("edition_number" if edition else "text_draft_number", number=(edition or draft)["number"])
    return Paper(
        title=words(data["titles"]),
        kicker=joined((words(data["organiser"]), standing), " · "),
        reference=f"V{edition['number']}" if edition else f"P{draft['number']}",
        blocks=(*_head(data), *_clauses(data), *_end(data)),
        mode=mode,
        footer=say("page_model"),
        exercise=exercise,
    )


def _head(data: Data) -> Iterator[Block]:
    if data["edition"]:
        yield Facts(tuple(_adopted(data, data["edition"])))
        return
    draft = data["draft"]
    yield Para(say("text_draft_note" if draft["base"] else "text_model_note"), "held")
    yield Facts(
        (
            (say("text_document"), say(f"text_kind_{data['kind']}")),
            (say("text_version"), say("text_draft_number", number=draft["number"])),
            (say("text_state"), say(f"draft_state_{draft['state']}")),
            (say("text_follows"), _follows(draft["base"])),
            (say("text_opened"), _day(draft["opened_on"])),
            (say("cycle"), words(data["cycle"])),
        )
    )


def _adopted(data: Data, edition: Data) -> Iterator[tuple[Words, Words]]:
    yield say("text_document"), say(f"text_kind_{data['kind']}")
    yield say("text_version"), say("edition_number", number=edition["number"])
    yield say("text_adopted_on"), _day(edition["adopted_on"])
    yield say("text_adopted_by"), decision(edition["decision"])
    parts = " · ".join(edition["parts"])
    yield say("text_scope"), say("text_in_part", parts=parts) if parts else say("text_whole")
    yield say("text_follows"), _follows(edition["base"])
    yield say("text_class"), say(f"class_{edition['class']}")
    yield say("cycle"), words(data["cycle"])


def decision(row: Data) -> Words:
    """Which decision of which table, and what made it final."""
    slots = {"number": row["number"], "table": row["table"], "day": _day(row["day"])}
    if not row["confirmed_on"]:
        return say("text_decision", **slots)
    reference = say("under_reference", reference=row["reference"]) if row["reference"] else ""
    return say("text_confirmed", **slots, confirmed=_day(row["confirmed_on"]), reference=reference)


def _follows(number: int) -> Words:
    return say("edition_number", number=number) if number else say("text_first")


def _clauses(data: Data) -> Iterator[Block]:
    yield Heading(1, say("text_clauses"))
    content = data["content"]
    numbers, depths = clause_words.numbers(content), rules_content.depth_of(content)
    for clause in content["clauses"]:
        uid = clause["uid"]
        if clause["kind"] == states.SECTION:
            level = min(depths[uid] + 2, DEEPEST)
            yield Heading(level, joined((same(f"{numbers[uid]}."), words(clause["texts"])), " "))
            yield Para(clause_words.line(clause, numbers[uid]), "label")
        else:
            yield Para(clause_words.line(clause, numbers[uid]), "label")
            yield Para(words(clause["texts"]))
        yield from _beside(clause, content, data["unchecked"].get(uid, ()))
        for row in data["held"]:
            if row["uid"] == uid:
                yield reservation(row)


def _beside(clause: Data, content: Data, unchecked: list[str]) -> Iterator[Block]:
    """What the officer's screen shows besides the question, and what is still to be done."""
    said = list(clause_words.details(clause, content))
    if unchecked:
        said.append(say("text_unchecked", languages=listed(say(f"language_{code}") for code in unchecked)))
    if said:
        yield Para(joined(said), "note")


def reservation(row: Data) -> Para:
    """What one institution holds back, in its words, and until when."""
    said = [say("text_held", institution=words(row["institution"])), typed(row["text"])]
    if row["since"]:
        said.append(say("text_held_since", number=row["since"]))
    if row["lifted_on"]:
        key = "text_held_lifted_at" if row["lifted_at"] else "text_held_lifted"
        said.append(say(key, day=_day(row["lifted_on"]), **({"table": row["lifted_at"]} if row["lifted_at"] else {})))
    else:
        said.append(say("text_held_review", day=_day(row["review_on"])))
    return Para(joined(said), "held")


def _end(data: Data) -> Iterator[Block]:
    content = data["content"]
    known = set(rules_content.uids(content))
    loose = [row for row in data["held"] if row["uid"] not in known]
    if loose:
        yield Heading(1, say("text_held_whole"))
        yield from map(reservation, loose)
    titles = [words(one["head"].get("title")) for one in content["forms"]]
    if titles:
        yield Heading(1, say("text_forms"))
        yield Bullets(tuple(one for one in titles if one))
    if data["edition"]:
        sha = data["edition"]["sha256"]
        # In groups of eight, so that it can be compared by eye and breaks where it should.
        yield Facts(((say("text_hash"), same(" ".join(sha[n : n + 8] for n in range(0, 64, 8)))),))
        yield Para(say("text_seal_note"), "note")


def _day(iso: str) -> Words:
    return day(date.fromisoformat(iso)) if iso else Words()
