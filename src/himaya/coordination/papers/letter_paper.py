"""A letter as a paper: number, addressee, through-channel, subject, text, room for signature and stamp, visa."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from himaya.adapters.paper import Block, Facts, Lines, Mode, Paper, Para, Words
from himaya.coordination.papers.phrases import day, say, typed, words

Data = Mapping[str, Any]


def letter(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """The whole letter."""
    return Paper(
        title=words(data["subject"]),
        kicker=words(data["organiser"]),
        reference=f"{data['number']}/{data['year']}" if data["number"] else "",
        blocks=tuple(_blocks(data)),
        mode=mode,
        exercise=exercise,
    )


def _blocks(data: Data) -> Iterator[Block]:
    if not data["number"]:
        yield Para(say("letter_unnumbered"), "note")
    facts = [
        (say("letter_number_label"), typed(f"{data['number']}/{data['year']}") if data["number"] else Words()),
        (say("letter_date"), day(date.fromisoformat(data["dated_on"]))),
        (say("letter_to"), words(data["institution"])),
        (say("letter_through"), typed(data["through"])),
        (say("letter_subject"), words(data["subject"])),
        (say("letter_reference"), _reference(data["answers"])),
    ]
    yield Facts(tuple((label, value) for label, value in facts if value))
    yield from _body(data["body"])
    yield Lines((say("letter_sign"),))
    if data["visa"]:
        on = day(date.fromisoformat(data["visa_on"]))
        yield Facts(((say("letter_visa"), say("letter_visa_value", visa=data["visa"], day=on)),))


def _reference(answered: Data | None) -> Words:
    if answered is None:
        return Words()
    return say("letter_reference_value", number=answered["number"], day=day(date.fromisoformat(answered["dated_on"])))


def _body(texts: Mapping[str, str]) -> Iterator[Block]:
    """Paragraph beside paragraph when both languages are cut alike; else each language in one piece."""
    split = {code: [one.strip() for one in text.split("\n\n") if one.strip()] for code, text in texts.items()}
    lengths = {len(parts) for parts in split.values() if parts}
    if len(lengths) > 1:
        yield Para(words({code: "\n\n".join(parts) for code, parts in split.items()}))
        return
    for place in range(max(lengths, default=0)):
        yield Para(words({code: parts[place] for code, parts in split.items() if parts}))
